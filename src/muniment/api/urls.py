"""Addresses of the JSON door."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from muniment.api.document import openapi, page
from muniment.api.interface import api
from muniment.api.problems import AddressUnknown, MethodUnknown, problem

View = Callable[..., HttpResponseBase]


def in_our_words(view: View) -> View:
    """Let an address answer a method that it does not know with a problem document.

    Whoever calls is no browser, so nothing of an answer is kept by what lies between.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **told: object) -> HttpResponseBase:
        answer = view(request, *args, **told)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = ", ".join(sorted(part.strip() for part in answer["Allow"].split(",")))
            error = MethodUnknown(method=request.method, allowed=allowed)
            answer = problem(error, status=HTTPStatus.METHOD_NOT_ALLOWED)
            answer["Allow"] = allowed
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    answered.muniment_access = "token"  # type: ignore[attr-defined]
    return answered


@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001 - Django hands it over
    """Answer an address that no operation has."""
    return problem(AddressUnknown())


def _operations() -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = []
    for entry in api.urls[0]:
        if isinstance(entry, URLPattern) and entry.name != "api-root":
            entry.callback = in_our_words(entry.callback)
            found.append(entry)
    return found


operations = _operations()

urlpatterns: list[URLPattern | URLResolver] = [
    path("docs", page, name="api_docs"),
    path("v1/openapi.json", openapi, name="openapi"),
    path("v1/", include((operations, "api"))),
    re_path(r"^", unknown),
]
