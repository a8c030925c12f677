"""The OpenAPI document, and the page for people that is made from it."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from ninja.responses import Response

from muniment.api.interface import api
from muniment.api.operations import EVERYBODY, KEY_PARAMETER

PREFIX = "/api/v1/"
PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "description": "What is the case and what to do next (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "code", "next_step", "facts"],
    "properties": {
        "type": {"type": "string", "description": "`urn:muniment:error:` and the code."},
        "title": {"type": "string", "description": "One sentence in your language."},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable; what a program compares."},
        "next_step": {"type": "string", "description": "What to do next, in your language."},
        "facts": {
            "type": "object",
            "description": "Ids, counts and codes; never a sealed value.",
            "additionalProperties": {"type": ["string", "integer", "boolean", "null"]},
        },
        "problems": {
            "type": "array",
            "description": "Places that do not fit; what stands there is not repeated.",
            "items": {
                "type": "object",
                "required": ["where", "what"],
                "properties": {"where": {"type": "string"}, "what": {"type": "string"}},
            },
        },
    },
}


@cache
def document() -> dict[str, Any]:
    """Describe the whole interface. Source: OpenAPI 3.1."""
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX.lstrip("/")))
    made["components"]["schemas"]["Problem"] = PROBLEM
    made["components"]["parameters"] = {"IdempotencyKey": KEY_PARAMETER}
    return made


@cache
def member_names() -> frozenset[str]:
    """Every name that a part of a request can have by right."""
    operations = [told for methods in document()["paths"].values() for told in methods.values()]
    parameters = {one["name"] for told in operations for one in told["parameters"] if "name" in one}
    shapes = document()["components"]["schemas"].values()
    members = {name for shape in shapes for name in shape.get("properties", {})}
    return frozenset(parameters | members | {"body", "query", "path"})


@never_cache
def openapi(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001 - Django hands it over
    """Hand out the OpenAPI document; it tells nothing about this house."""
    return Response(document())


def page(request: HttpRequest) -> HttpResponse:
    """Show every operation with what it needs and answers, without any script."""
    return render(request, "api/docs.html", {"rooms": rooms(), "about": api.description})


@cache
def rooms() -> list[dict[str, Any]]:
    """List the operations by room, as the page shows them."""
    found: dict[str, list[dict[str, Any]]] = {}
    for address, methods in document()["paths"].items():
        for method, told in methods.items():
            room = (told.get("tags") or [""])[0]
            found.setdefault(room, []).append(_operation(address, method, told))
    return [
        {"name": name, "id": name.lower().replace(" ", "-"), "rows": found[name]} for name in found
    ]


def _operation(address: str, method: str, told: dict[str, Any]) -> dict[str, Any]:
    roles = told.get("x-roles", [])
    return {
        "id": told["operationId"],
        "method": method.upper(),
        "address": address,
        "summary": told["summary"],
        "about": "" if told["description"].rstrip(".") == told["summary"] else told["description"],
        "scope": told.get("x-scope", ""),
        "is_open": "x-scope" not in told,
        "roles": [] if len(roles) == len(EVERYBODY) else roles,
        "parameters": [_parameter(one) for one in told.get("parameters", []) if "name" in one],
        "is_verb": any("$ref" in one for one in told.get("parameters", [])),
        "body": _members(_schema_of(told.get("requestBody", {}))),
        "answers": _answers(told["responses"]),
    }


def _answers(responses: dict[Any, Any]) -> list[dict[str, Any]]:
    good = {status: one for status, one in responses.items() if int(status) < 400}
    return [
        {
            "status": status,
            "media": next(iter(one.get("content", {})), ""),
            "members": _members(_schema_of(one)),
        }
        for status, one in good.items()
    ]


def _schema_of(told: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = next(iter(told.get("content", {}).values()), {})
    return _resolved(content.get("schema", {}))


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    return document()["components"]["schemas"].get(name, {}) if name else schema


def _parameter(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": told["name"],
        "place": told["in"],
        "required": told["required"],
        "type": _type(told["schema"]),
    }


def _members(schema: dict[str, Any]) -> list[dict[str, Any]]:
    required = set(schema.get("required", []))
    return [
        {"name": name, "type": _type(member), "required": name in required}
        for name, member in schema.get("properties", {}).items()
    ]


def _type(schema: dict[str, Any]) -> str:
    """Name a type in a few words: `uuid or null`, `list of Card`, `open | masked`."""
    if "$ref" in schema:
        target = _resolved(schema)
        return " | ".join(map(str, target["enum"])) if "enum" in target else str(target["title"])
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"object of {_type(schema['additionalProperties'])}"
    return str(schema.get("format") or schema.get("type", "anything"))
