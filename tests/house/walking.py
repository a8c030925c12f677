"""Walks through the house: every route, every form, with and without a consultation."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse

from muniment.vault.catalogue import current
from tests.house.forms import Form, filled, forms_in
from tests.house.handing import ALIKE
from tests.house.planting import Planted, plant
from tests.house.routes import Route, addresses, routes
from tests.house.visiting import SAME_ROLE, Answer, Visitor, values

WORD = "of no consequence 7"
FEW = ["contacts"]
ASKING_OUTSIDE = ("rates/bank/fetch", "rates/fetch")
"""Ends of addresses that ask a machine outside, which no test reaches: they say so with 503."""
_ABOUT = {"dossier_id", "case_id"} | ALIKE


@contextmanager
def company() -> Iterator[Planted]:
    """Plant a company in a transaction that is undone, but that the gate takes for none."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield plant()
        transaction.set_rollback(True)


def plain(who: Visitor) -> list[str]:
    """Try every route with everything known in its gaps, then every form; say what went wrong."""
    known = values(who.house, who.customers, FEW)
    trouble: list[str] = []
    forms: dict[Any, Form] = {}
    for route in routes():
        if who.name in SAME_ROLE and not _ABOUT & set(route.gaps):
            continue
        for path in addresses(route, known):
            answer = who.asks("GET", path)
            trouble += judged("GET", path, answer)
            forms |= {_kind_of(form): form for form in forms_of(path, answer)}
            if _is_shut(answer):
                break
        for method in methods_of(who, route, known):
            path = addresses(route, known)[0]
            body = json.dumps({}).encode() if route.is_api else {}
            trouble += judged(method, path, who.asks(method, path, body))
    for form in forms.values():
        trouble += _sent(who, form)
    return trouble


def opened(who: Visitor) -> list[str]:
    """Consult every compartment of one customer, then try every route about that customer."""
    if who.role is None:
        return []
    trouble: list[str] = []
    compartments = [spec.code for spec in current().compartments]
    customer = who.customers[0]
    told = {"purpose": "quote the second colour", "reference_kind": "inquiry", "reference": "INQ-8"}
    for code in compartments:
        path = reverse("customers:compartment", args=[who.house.dossiers[customer], code])
        trouble += judged("POST", path, who.asks("POST", path, told, keep=True))
    known = values(who.house, [customer], compartments)
    for route in routes():
        if "dossier_id" in route.gaps and not {"name", "what"} & set(route.gaps):
            for path in addresses(route, known, most=80):
                answer = who.asks("GET", path)
                trouble += judged("GET", path, answer)
                if _is_shut(answer):
                    break
    return trouble


@cache
def _methods() -> dict[str, tuple[str, ...]]:
    return {}


def methods_of(who: Visitor, route: Route, known: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """What else than GET a route takes, as it says itself."""
    if route.pattern not in _methods():
        answer = who.asks("OPTIONS", addresses(route, known)[0])
        told = {method.strip() for method in answer.allow.split(",")}
        _methods()[route.pattern] = tuple(sorted(told & _CHANGING)) or ("POST",)
    return _methods()[route.pattern]


_CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


def _kind_of(form: Form) -> tuple[str, tuple[str, ...]]:
    return _ID.sub("id", form.action), tuple(sorted(form.fields))


_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def judged(method: str, path: str, answer: Answer) -> list[str]:
    """What is wrong with an answer: what it gives away, or that it is a fault of ours."""
    trouble = [f"{method} {path} gives away the {leak}" for leak in sorted(map(str, answer.leaks))]
    away = answer.status == 503 and path.partition("?")[0].rstrip("/").endswith(ASKING_OUTSIDE)
    if answer.status >= 500 and not away:  # also 503: a house that is shut shows nobody anything
        trouble.append(f"{method} {path}: {answer.status} {answer.error}")
    return trouble


def forms_of(path: str, answer: Answer) -> list[Form]:
    """The forms of a page, with their addresses made whole."""
    if "html" not in answer.kind:
        return []
    found = forms_in(answer.text)
    for form in found:
        form.action = form.action or path
    return [form for form in found if form.action.startswith("/")]


def _is_shut(answer: Answer) -> bool:
    """Whether the route answers so before it looks at what stands in the address."""
    if answer.status in {401, 405}:
        return True
    shut = b"not_for_role" in answer.data or b"not for your role" in answer.data
    return shut or (answer.status == 302 and b"/sign-in/" in answer.data)


def _sent(who: Visitor, form: Form) -> list[str]:
    """Send a form as a browser would: as it stands, its gaps filled with a plain word."""
    path, data = form.action, filled(form, WORD)
    if form.method == "get":
        path = f"{path}?{urlencode(data, doseq=True)}"
        return judged("GET", path, who.asks("GET", path))
    return judged("POST", path, who.asks("POST", path, data))
