"""How an operation is declared: who may call it, what it answers, how it is documented.

`reads` is for questions, `does` for verbs. Both name scope and roles, so an operation that
says nothing about who may call it cannot be written.
"""

from collections.abc import Callable, Collection
from functools import wraps
from http import HTTPStatus
from inspect import cleandoc
from typing import Any, Concatenate, ParamSpec, Protocol

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router, Schema

from muniment.api.bearer import ApiRequest, Bearer
from muniment.api.once import HEADER, claimed_once, done_once, mark_of
from muniment.api.problems import MEDIA_TYPE
from muniment.people.domain.roles import Role

Params = ParamSpec("Params")
View = Callable[Concatenate[ApiRequest, Params], Any]
EVERYBODY = frozenset(Role)
JSON = "application/json"
PROBLEM = {"$ref": "#/components/schemas/Problem"}


class Again(Protocol):
    """Makes the answer of a verb afresh for a repeat; called with the verb's own arguments."""

    def __call__(self, request: ApiRequest, /, **told: Any) -> Any:
        """Give what the verb gave, as far as it may be given now."""


def reads(
    router: Router,
    path: str,
    *,
    scope: str,
    answer: Any,
    roles: Collection[Role] = EVERYBODY,
    media: str = JSON,
    asks: bool = False,
) -> Callable[[View[Params]], View[Params]]:
    """Declare a question.

    Args:
        scope: what the token must allow; "" needs nothing in particular.
        media: what it answers in, if not JSON; the view then returns the response itself.
        asks: the question stands in a body and is posted, because an address must not
            hold what is asked for.
    """

    def declared(view: View[Params]) -> View[Params]:
        @wraps(view)
        def run(request: ApiRequest, *args: Params.args, **told: Params.kwargs) -> HttpResponseBase:
            return written(view(request, *args, **told), answer)

        bearer = Bearer(scope, roles, reads=JSON if asks else "")
        method = "POST" if asks else "GET"
        _add(router, path, method, run, bearer, answer, 200, _extra(bearer, media=media, body=asks))
        return view

    return declared


def does(
    router: Router,
    path: str,
    *,
    scope: str,
    answer: Any = None,
    status: int | None = None,
    roles: Collection[Role] = EVERYBODY,
    method: str = "POST",
    apart: bool = False,
    again: Again | None = None,
) -> Callable[[View[Params]], View[Params]]:
    """Declare a verb; with the header Idempotency-Key it is done once.

    Args:
        status: 200 with an answer and 204 without, unless told otherwise.
        apart: the verb owns its durable transaction, as a look does.
        again: makes the answer of a repeat afresh; nothing of it is kept.
    """
    status = status or (HTTPStatus.OK if answer else HTTPStatus.NO_CONTENT)

    def declared(view: View[Params]) -> View[Params]:
        @wraps(view)
        def run(request: ApiRequest, *args: Params.args, **told: Params.kwargs) -> HttpResponseBase:
            def work() -> HttpResponse:
                return written(view(request, *args, **told), answer, status)

            def repeat() -> HttpResponse:
                assert again is not None
                return written(again(request, **told), answer, status)

            mark = mark_of(request)
            if apart:
                return claimed_once(request, work, mark=mark, again=repeat if again else None)
            return done_once(request, work, mark=mark)

        bearer = Bearer(scope, roles, reads=JSON)
        extra = _extra(bearer, media=JSON, body=True, verb=True)
        _add(router, path, method, run, bearer, answer, status, extra)
        return view

    return declared


def streams_in(
    router: Router, path: str, *, scope: str, answer: Any, roles: Collection[Role], media: str
) -> Callable[[View[Params]], View[Params]]:
    """Declare a verb whose body is a file, read as it comes; the view keeps its own key."""

    def declared(view: View[Params]) -> View[Params]:
        bearer = Bearer(scope, roles)
        extra = _extra(bearer, media=JSON, body=True, verb=True)
        binary = {"schema": {"type": "string", "format": "binary"}}
        extra["requestBody"] = {"required": True, "content": {media: binary}}
        _add(router, path, "POST", view, bearer, answer, HTTPStatus.CREATED, extra)
        return view

    return declared


def written(result: Any, answer: Any, status: int = HTTPStatus.OK) -> HttpResponse:
    """Write what a view returned in the shape that the operation promises."""
    if isinstance(result, HttpResponse):
        return result
    if answer is None:
        return HttpResponse(status=status, content_type=JSON)
    shape: Schema = answer.model_validate(result)
    return HttpResponse(shape.model_dump_json(), status=status, content_type=JSON)


def _add(
    router: Router, path: str, method: str, run: Callable[..., Any], bearer: Bearer, answer: Any,
    status: int, extra: dict[str, Any],
) -> None:  # fmt: skip
    summary, _, about = cleandoc(run.__doc__ or "").partition("\n")
    media = extra.pop("x-media", JSON)
    if media != JSON:
        content = {media: {"schema": {"type": "string"}}}
        extra["responses"][int(status)] = {"description": "OK", "content": content}
    router.api_operation(
        [method],
        path,
        auth=bearer,
        response={int(status): answer if media == JSON else None},
        operation_id=run.__name__,
        url_name=run.__name__,
        summary=summary.rstrip("."),
        description=about.partition("Raises:")[0].strip(),
        openapi_extra=extra,
    )(run)


def _extra(
    bearer: Bearer, *, media: str, body: bool = False, verb: bool = False
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "x-scope": bearer.scope,
        "x-roles": sorted(role.value for role in bearer.roles),
        "responses": {status: _problem(status) for status in _statuses(body=body, verb=verb)},
        "x-media": media,
    }
    if verb:
        told["parameters"] = [{"$ref": "#/components/parameters/IdempotencyKey"}]
    return told


def _statuses(*, body: bool, verb: bool) -> list[int]:
    always = [401, 403, 404, 409, 422, 429, 500, 503]
    return sorted([*always, *([400, 413, 415] if body or verb else [])])


def _problem(status: int) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description": HTTPStatus(status).phrase,
        "content": {MEDIA_TYPE: {"schema": PROBLEM}},
    }
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        told["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return told


KEY_PARAMETER = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    "description": "A fresh random UUID. The same key and request are done once, for 24 hours.",
}
