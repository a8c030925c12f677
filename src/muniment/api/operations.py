"""How an operation is declared: who may call it, what it answers, how it is documented.

`reads` is for questions, `does` for verbs. Both name scope and roles, so an operation that
says nothing about who may call it cannot be written.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from inspect import cleandoc
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router, Schema

from muniment.api import limits
from muniment.api.bearer import ApiRequest, Bearer, address_of
from muniment.api.once import HEADER, claimed_once, done_once, mark_of
from muniment.api.problems import MEDIA_TYPE
from muniment.people.domain.roles import Role

Params = ParamSpec("Params")
View = Callable[Concatenate[ApiRequest, Params], Any]
EVERYBODY = frozenset(Role)
JSON = "application/json"
PROBLEM = {"$ref": "#/components/schemas/Problem"}


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
            result = view(request, *args, **told)
            return result if isinstance(result, HttpResponseBase) else written(result, answer)

        bearer = Bearer(scope, roles, reads=JSON if asks else "")
        method = "POST" if asks else "GET"
        extra = _extra(bearer, body=asks)
        _Declared(method, path, bearer, answer, 200, media, extra).add(router, run)
        return view

    return declared


def open_to_all(router: Router, path: str, *, media: str) -> Callable[[View[Params]], View[Params]]:
    """Declare a question that anybody may ask, counted by address; its answer names nobody."""

    def declared(view: View[Params]) -> View[Params]:
        @wraps(view)
        def run(request: ApiRequest, *args: Params.args, **told: Params.kwargs) -> HttpResponseBase:
            caller = f"address:{address_of(request)}"
            limits.count_request(caller, a_minute=limits.ADDRESS_A_MINUTE)
            return written(view(request, *args, **told), None)

        extra = {
            "responses": {status: _problem(status) for status in (404, 409, 422, 429, 500, 503)}
        }
        _Declared("GET", path, None, None, 200, media, extra).add(router, run)
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
    again: Callable[..., Any] | None = None,
    media: str = JSON,
) -> Callable[[View[Params]], View[Params]]:
    """Declare a verb; with the header Idempotency-Key it is done once.

    Args:
        status: 200 with an answer and 204 without, unless told otherwise.
        apart: the verb owns its durable transaction, as a look does.
        again: makes the answer of a repeat afresh, from the verb's own arguments; nothing of
            the first one is kept.
        media: what it answers in, if not JSON; the view then returns the response itself.
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
        extra = _extra(bearer, body=True, verb=True)
        _Declared(method, path, bearer, answer, int(status), media, extra).add(router, run)
        return view

    return declared


def streams_in(
    router: Router, path: str, *, scope: str, answer: Any, roles: Collection[Role], media: str
) -> Callable[[View[Params]], View[Params]]:
    """Declare a verb whose body is a file, read as it comes; the view keeps its own key."""

    def declared(view: View[Params]) -> View[Params]:
        bearer = Bearer(scope, roles)
        extra = _extra(bearer, body=True, verb=True)
        binary = {"schema": {"type": "string", "format": "binary"}}
        extra["requestBody"] = {"required": True, "content": {media: binary}}
        created = int(HTTPStatus.CREATED)
        _Declared("POST", path, bearer, answer, created, JSON, extra).add(router, view)
        return view

    return declared


def written(result: Any, answer: Any, status: int = HTTPStatus.OK) -> HttpResponse:
    """Write what a view returned in the shape that the operation promises."""
    if isinstance(result, HttpResponse):
        return result
    if answer is None:
        empty = HttpResponse(status=status)
        del empty["Content-Type"]
        return empty
    shape: Schema = answer.model_validate(result)
    return HttpResponse(shape.model_dump_json(), status=status, content_type=JSON)


@dataclass(frozen=True, slots=True)
class _Declared:
    """An operation on its way to the router."""

    method: str
    path: str
    bearer: Bearer | None
    answer: Any
    status: int
    media: str
    extra: dict[str, Any]

    def add(self, router: Router, run: Callable[..., Any]) -> None:
        summary, _, about = cleandoc(run.__doc__ or "").partition("\n")
        streams = self.media != JSON
        if streams:
            content = {self.media: {"schema": {"type": "string"}}}
            self.extra["responses"][self.status] = {"description": "OK", "content": content}
        router.api_operation(
            [self.method],
            self.path,
            auth=self.bearer,
            response={self.status: None if streams else self.answer},
            operation_id=run.__name__,
            url_name=run.__name__,
            summary=summary.rstrip("."),
            description=about.partition("Raises:")[0].strip() or summary,
            openapi_extra=self.extra,
        )(run)


def _extra(bearer: Bearer, *, body: bool = False, verb: bool = False) -> dict[str, Any]:
    told: dict[str, Any] = {
        "x-scope": bearer.scope,
        "x-roles": sorted(role.value for role in bearer.roles),
        "responses": {status: _problem(status) for status in _statuses(body=body, verb=verb)},
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
