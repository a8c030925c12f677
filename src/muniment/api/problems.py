"""Errors as problem documents, each with a stable code and a next step.

Source: RFC 9457.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from ninja.errors import HttpError, ValidationError

from muniment.core.errors import ErrorKind, Fact, MunimentError, fill, gettext_noop

MEDIA_TYPE = "application/problem+json"
STATUS: Mapping[ErrorKind, int] = {
    ErrorKind.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorKind.SIGNED_OUT: HTTPStatus.UNAUTHORIZED,
    ErrorKind.REFUSED: HTTPStatus.FORBIDDEN,
    ErrorKind.NOT_FOUND: HTTPStatus.NOT_FOUND,
    ErrorKind.CONFLICT: HTTPStatus.CONFLICT,
    ErrorKind.LIMITED: HTTPStatus.TOO_MANY_REQUESTS,
    ErrorKind.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}
RETRY_AFTER = "retry_after"  # the fact, in seconds, that becomes the header
_OUR_ARGUMENTS = {"told", "asked"}  # how views call the body and the narrowing


class AddressUnknown(MunimentError):
    """No operation has this address."""

    code = "api.address.unknown"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("The interface has no such address.")
    next_step = gettext_noop("Look it up in /api/docs.")


class MethodUnknown(MunimentError):
    """The address is known, but not with this method; answered with 405."""

    code = "api.method.unknown"
    kind = ErrorKind.INVALID
    title = gettext_noop("This address does not answer {method}.")
    next_step = gettext_noop("Use one of: {allowed}.")


class BodyUnreadable(MunimentError):
    """The body is not JSON in UTF-8; answered with 400."""

    code = "api.body.unreadable"
    kind = ErrorKind.INVALID
    title = gettext_noop("The body of the request cannot be read.")
    next_step = gettext_noop("Send JSON in UTF-8, as /api/docs shows it.")


class BodyTooLarge(MunimentError):
    """The body is larger than any operation needs; answered with 413."""

    code = "api.body.too_large"
    kind = ErrorKind.INVALID
    title = gettext_noop("The body of the request is larger than {limit} bytes.")
    next_step = gettext_noop("Send less at once; large files go through /api/v1/imports.")


class MediaTypeUnfit(MunimentError):
    """The body comes under another media type than the operation reads; answered with 415."""

    code = "api.media_type.unfit"
    kind = ErrorKind.INVALID
    title = gettext_noop("The body must come as {wanted}.")
    next_step = gettext_noop("Set the header Content-Type accordingly.")


class InputInvalid(MunimentError):
    """Parts of the request do not have the form that the operation needs.

    The problem document lists the places in `problems`; what was sent is not repeated.
    """

    code = "api.input.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("Some parts of the request do not have the right form, first {where}.")
    next_step = gettext_noop("Correct the places listed under “problems”, then send it again.")


class InputUnstorable(MunimentError):
    """The database cannot hold a value of the request; nothing was written."""

    code = "api.input.unstorable"
    kind = ErrorKind.INVALID
    title = gettext_noop("A value of the request cannot be stored.")
    next_step = gettext_noop("Check numbers and cursors for values that are out of range.")


class DatabaseBusy(MunimentError):
    """The database did not answer in time or takes no writing; nothing was done."""

    code = "api.database.busy"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The house cannot answer now.")
    next_step = gettext_noop("Try again in a moment; if it stays, tell your administrator.")


class TokenMissing(MunimentError):
    """The request carries no bearer token, or none that is live."""

    code = "api.token.missing"
    kind = ErrorKind.SIGNED_OUT
    title = gettext_noop("This needs a token that is in force.")
    next_step = gettext_noop(
        "Send the header “Authorization: Bearer …” with a token from your account page."
    )


def problem(
    error: MunimentError, *, status: int | None = None, more: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Write an error in the language of the request; `more` adds members of its own."""
    status = int(status or STATUS[error.kind])
    words = _in_words(error.facts)
    body: dict[str, Any] = {
        "type": f"urn:muniment:error:{error.code}",
        "title": fill(gettext(error.title), words),
        "status": status,
        "code": error.code,
        "next_step": fill(gettext(error.next_step), words),
        "facts": dict(error.facts),
        **(more or {}),
    }
    answer = JsonResponse(body, status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = 'Bearer realm="Muniment"'
    if RETRY_AFTER in error.facts:
        answer["Retry-After"] = str(error.facts[RETRY_AFTER])
    return answer


def _in_words(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Translate the reason in `why`, and name whom to ask where nobody may be named."""
    words = dict(facts)
    if isinstance(why := facts.get("why"), str) and why:
        words["why"] = gettext(why)
    if facts.get("ask") == "":
        words["ask"] = gettext("your contact in the house")
    return words


def of_muniment(_request: HttpRequest, error: MunimentError | type[MunimentError]) -> HttpResponse:
    """Answer an error of a verb, of the gate or of this door."""
    assert isinstance(error, MunimentError)
    return told(error)


def told(error: MunimentError) -> HttpResponse:
    """Write an error with the status of its own and the places that it lists."""
    places = [
        {"where": ".".join(part for part in (one.row, one.column) if part), "what": one.why}
        for one in getattr(error, "problems", ())
    ]
    return problem(error, status=_SPECIAL.get(type(error)), more=_listed(places))


def of_http(_request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    """Answer what ninja itself raises: no token, or a body that cannot be parsed."""
    assert isinstance(error, HttpError)
    if error.status_code == HTTPStatus.UNAUTHORIZED:
        return problem(TokenMissing())
    return problem(BodyUnreadable(), status=HTTPStatus.BAD_REQUEST)


def of_validation(
    _request: HttpRequest, error: ValidationError | type[ValidationError]
) -> HttpResponse:
    """Name the places that do not fit; never what stands there, which may be sealed."""
    assert isinstance(error, ValidationError)
    places = [{"where": _place(one["loc"]), "what": str(one["type"])} for one in error.errors]
    places = places[:50]
    return problem(InputInvalid(where=places[0]["where"]), more=_listed(places))


def of_data(_request: HttpRequest, _error: Exception | type[Exception]) -> HttpResponse:
    """Answer when the database refuses a value."""
    return problem(InputUnstorable())


def of_database(_request: HttpRequest, _error: Exception | type[Exception]) -> HttpResponse:
    """Answer when the database is locked, read-only or away."""
    return problem(DatabaseBusy())


def _listed(places: list[dict[str, str]]) -> dict[str, Any]:
    return {"problems": places} if places else {}


def _place(loc: tuple[object, ...]) -> str:
    """Name a place by the members of the interface; the sender's own words become "?"."""
    from muniment.api.document import member_names  # late: the document is made from the errors

    known = member_names()
    parts = [part for part in loc if part not in _OUR_ARGUMENTS]
    return ".".join(str(part) if isinstance(part, int) or part in known else "?" for part in parts)


_SPECIAL: Mapping[type[MunimentError], int] = {
    BodyUnreadable: HTTPStatus.BAD_REQUEST,
    MethodUnknown: HTTPStatus.METHOD_NOT_ALLOWED,
    BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    MediaTypeUnfit: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
}
