"""Files for evidence stay in memory until they are sealed; none is written to disk in the clear."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from muniment.investigations.errors import EvidenceUnfit
from muniment.investigations.evidence import LARGEST
from muniment.web.access import StaffRequest, View, for_roles
from muniment.web.investigations.words import CASE_ROLES

_ROOM_FOR_FIELDS = 1_000_000
Params = ParamSpec("Params")
_Inner = Callable[Concatenate[StaffRequest, Params], HttpResponseBase]


class EvidenceUpload(MemoryFileUploadHandler):
    """Takes files up to the size of one piece of evidence, whatever Django takes elsewhere."""

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002 - Django's signature
        META: Any,  # noqa: ARG002, N803 - Django's signature
        content_length: int,
        boundary: Any,  # noqa: ARG002 - Django's signature
        encoding: Any = None,  # noqa: ARG002 - Django's signature
    ) -> None:
        """Take the file into memory, whatever its size within the limit.

        Raises:
            EvidenceUnfit: the request is too large; not a byte of it is kept.
        """
        if content_length > LARGEST + _ROOM_FOR_FIELDS:
            raise EvidenceUnfit(most_megabytes=LARGEST // 1_000_000)
        self.activated = True


def takes_evidence(view: "_Inner[Params]") -> View[Params]:
    """Guard a view for people with cases and let it take files.

    The form token stands in the body. Whoever reads it must already know where the files go, so
    the check comes after the handler is set, and after the role was asked.
    """
    checked = csrf_protect(view)

    @wraps(view)
    def taking(request: Any, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
        request.upload_handlers = [EvidenceUpload(request)]
        return checked(request, *args, **kwargs)

    return csrf_exempt(for_roles(*CASE_ROLES)(taking))
