"""The one place where errors become answers: a page, an htmx fragment, or problem+json."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django_htmx.http import HttpResponseClientRedirect

from muniment.core.errors import ErrorKind, Fact, MunimentError, fill, gettext_noop
from muniment.web.access import open_to_all

STATUS = {
    ErrorKind.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorKind.SIGNED_OUT: HTTPStatus.UNAUTHORIZED,
    ErrorKind.REFUSED: HTTPStatus.FORBIDDEN,
    ErrorKind.NOT_FOUND: HTTPStatus.NOT_FOUND,
    ErrorKind.CONFLICT: HTTPStatus.CONFLICT,
    ErrorKind.LIMITED: HTTPStatus.TOO_MANY_REQUESTS,
    ErrorKind.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}
_ICONS = {
    ErrorKind.INVALID: "alert-circle",
    ErrorKind.SIGNED_OUT: "login",
    ErrorKind.REFUSED: "lock",
    ErrorKind.NOT_FOUND: "zoom-question",
    ErrorKind.CONFLICT: "arrows-exchange",
    ErrorKind.LIMITED: "hourglass",
    ErrorKind.UNAVAILABLE: "tool",
}
_CODES: dict[tuple[str, str], str | Promise] = {
    ("ask", ""): gettext_lazy("your contact in the house"),
    ("kind", "order"): gettext_lazy("order"),
    ("kind", "inquiry"): gettext_lazy("inquiry"),
    ("kind", "shipment"): gettext_lazy("shipment"),
    ("kind", "visit"): gettext_lazy("visit"),
    ("kind", "dispute"): gettext_lazy("dispute"),
    ("kind", "audit"): gettext_lazy("audit"),
    ("state", "received"): gettext_lazy("received"),
    ("state", "checking"): gettext_lazy("being checked"),
    ("state", "checked"): gettext_lazy("checked"),
    ("state", "loading"): gettext_lazy("being loaded"),
    ("state", "loaded"): gettext_lazy("loaded"),
    ("state", "failed"): gettext_lazy("stopped"),
    ("state", "given_up"): gettext_lazy("given up"),
    ("state", "invited"): gettext_lazy("invited"),
    ("state", "active"): gettext_lazy("active"),
    ("state", "on_notice"): gettext_lazy("on notice"),
    ("state", "left"): gettext_lazy("left"),
}


class PageNotFound(MunimentError):
    """No such address, or none that this reader is told of."""

    code = "web.page.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is nothing here, or nothing for you.")
    next_step = gettext_noop("Check the address, or start again from Today.")


class RequestUnclear(MunimentError):
    """The request is malformed; nothing was done."""

    code = "web.request.unclear"
    kind = ErrorKind.INVALID
    title = gettext_noop("The browser sent something that cannot be understood.")
    next_step = gettext_noop("Go back, load the page again and repeat the step.")


class FormsOnly(MunimentError):
    """An address that only takes what a form sends was opened as a page; nothing was done."""

    code = "web.page.forms_only"
    kind = ErrorKind.INVALID
    title = gettext_noop("This address takes what a form sends; it is no page.")
    next_step = gettext_noop("Go back to the page with the form; nothing was done.")


class RequestForbidden(MunimentError):
    """Django refused the request before a view decided; nothing was done."""

    code = "web.request.forbidden"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This is not allowed.")
    next_step = gettext_noop("If you need it for your work, ask your manager.")


class FormTooOld(MunimentError):
    """The form's token does not fit the browser's; nothing was done."""

    code = "web.form.too_old"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This form is no longer valid.")
    next_step = gettext_noop("Load the page again and send the form once more; nothing was saved.")


class SomethingBroke(MunimentError):
    """A fault of ours; the log has it."""

    code = "web.fault"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("Something broke on our side.")
    next_step = gettext_noop(
        "Nothing you typed is shown to anybody. Try again; if it stays, tell your administrator."
    )


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error as `parts/refusal.html` shows it: in the reader's language, facts filled in."""

    title: str
    next_step: str
    kind: str
    code: str
    icon: str

    @classmethod
    def of(cls, error: MunimentError) -> "Refusal":
        """Translate an error and fill in its facts."""
        facts = {name: _told(name, fact) for name, fact in error.facts.items()}
        return cls(
            title=fill(gettext(error.title), facts),
            next_step=fill(gettext(error.next_step), facts),
            kind=error.kind.value,
            code=error.code,
            icon=_ICONS[error.kind],
        )


def _told(name: str, fact: Fact) -> Fact:
    """Translate what is itself a sentence or a code; everything else stays as it is."""
    if not isinstance(fact, str):
        return fact
    if name == "why" and fact:
        return gettext(fact)
    word = _CODES.get((name, fact))
    return fact if word is None else str(word)


def answer(
    request: HttpRequest, error: MunimentError, *, status: int | None = None
) -> HttpResponse:
    """Answer an error the way the caller asked: HTML page, htmx fragment or problem+json.

    A fragment goes into `#notices`, unless the request carries `X-Refusal: here`: then it
    takes the place that the request meant to fill, such as the card of a compartment.
    """
    status = status or STATUS[error.kind]
    if _wants_json(request):
        return problem(error, status)
    if error.kind is ErrorKind.SIGNED_OUT:
        return _to_sign_in(request)
    refusal = Refusal.of(error)
    if request.headers.get("HX-Request"):
        return _fragment(request, refusal, status)
    template = "errors/page.html" if getattr(request, "reader", None) else "errors/bare.html"
    return render(request, template, {"refusal": refusal}, status=status)


def problem(error: MunimentError, status: int) -> JsonResponse:
    """Write an error as problem details. Source: RFC 9457."""
    refusal = Refusal.of(error)
    body = {
        "type": f"urn:muniment:error:{error.code}",
        "title": refusal.title,
        "status": int(status),
        "code": error.code,
        "next_step": refusal.next_step,
        "facts": dict(error.facts),
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")


def _wants_json(request: HttpRequest) -> bool:
    return (
        request.path.startswith("/api/")
        or request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    )


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        here = urlsplit(request.headers.get("HX-Current-URL", "/")).path
        return HttpResponseClientRedirect(_sign_in_url(here))
    return HttpResponseRedirect(_sign_in_url(request.get_full_path()))


def _sign_in_url(next_url: str) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': next_url})}"


def _fragment(request: HttpRequest, refusal: Refusal, status: int) -> HttpResponse:
    content = {"refusal": refusal}
    if request.headers.get("X-Refusal") == "here":
        return render(request, "parts/refusal.html", content, status=status)
    response = render(request, "parts/refusal.html", content, status=status)
    response["HX-Retarget"] = "#notices"
    response["HX-Reswap"] = "innerHTML show:window:top"
    return response


@open_to_all
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    """Answer a malformed request."""
    return answer(request, RequestUnclear(), status=HTTPStatus.BAD_REQUEST)


@open_to_all
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    """Answer a request that Django forbids."""
    return answer(request, RequestForbidden())


@open_to_all
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    """Answer an address that leads nowhere; the address itself is not repeated."""
    return answer(request, PageNotFound())


@open_to_all
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django names it
    """Answer a form whose token does not fit."""
    return answer(request, FormTooOld())


@open_to_all
def fault(request: HttpRequest, *_: Any) -> HttpResponse:
    """Answer after a fault of ours, without the database, the session or the reader."""
    error, status = SomethingBroke(), HTTPStatus.INTERNAL_SERVER_ERROR
    if _wants_json(request):
        return problem(error, status)
    content = {"refusal": Refusal.of(error)}
    part = "parts/refusal.html" if request.headers.get("HX-Request") else "errors/fault.html"
    return HttpResponse(render_to_string(part, content), status=status)
