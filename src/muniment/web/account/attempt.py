"""Forms that call a verb: what the verb refuses is said in the form, where it can be mended."""

from collections.abc import Callable
from typing import TypeVar

from django.forms import Form

from muniment.core.errors import ErrorKind, MunimentError
from muniment.web.errors import Refusal

Answer = TypeVar("Answer")
_MENDABLE = {ErrorKind.INVALID, ErrorKind.CONFLICT, ErrorKind.LIMITED}


def attempt(form: Form, verb: Callable[[], Answer]) -> Answer | None:
    """Call `verb` when the form is valid; None when it is not, or when the verb refused.

    Raises:
        MunimentError: refusals that no other input would mend.
    """
    if not form.is_valid():
        return None
    try:
        return verb()
    except MunimentError as error:
        if error.kind not in _MENDABLE:
            raise
        refusal = Refusal.of(error)
        form.add_error(None, f"{refusal.title} {refusal.next_step}")
        return None
