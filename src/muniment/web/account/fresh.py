"""Steps that matter need a fresh proof of who is there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect

from muniment.web.account.adapter import is_fresh

Params = ParamSpec("Params")
View = Callable[Concatenate[Any, Params], HttpResponseBase]


def fresh_sign_in(view: View[Params]) -> View[Params]:
    """Ask for the password or the second factor again when the last proof is 15 minutes old.

    Put it below `@signed_in` or `@for_roles`. Nothing that was posted is kept meanwhile: the
    person comes back to the page and presses the button again.
    """

    @wraps(view)
    def guarded(request: Any, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        return _ask(request)

    return guarded


def _ask(request: HttpRequest) -> HttpResponseBase:
    methods = get_adapter().get_reauthentication_methods(request.user)
    where = methods[0]["url"] if methods else reverse("account_login")
    target = f"{where}?{urlencode({'next': _page_of(request)})}"
    messages.info(request, gettext("Prove once more that it is you, then repeat the step."))
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(target)
    return HttpResponseRedirect(target)


def _page_of(request: HttpRequest) -> str:
    if request.method == "GET":
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return urlsplit(came_from).path
    return reverse("account:index")
