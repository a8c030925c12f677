"""Forms as they stand in a page: what a browser would send, with its gaps filled."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class Form:
    """One form: where it goes, and its fields with the values that they have already."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    has_file: bool = False

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """What tells one form from another, whatever stands in it."""
        return self.action, self.method, tuple(sorted(self.fields))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(told.get("action", ""), told.get("method", "get").lower())
            self._open.action = self._open.action or told.get("hx-post", told.get("hx-get", ""))
            self.forms.append(self._open)
        form = self._open
        if form is None:
            return
        if tag == "option" and self._select:
            self._option(form, told)
        name = told.get("name", "")
        if tag in {"input", "textarea", "select", "button"} and name:
            self._field(form, tag, name, told)

    def _field(self, form: Form, tag: str, name: str, told: dict[str, str]) -> None:
        kind = told.get("type", "text") if tag == "input" else tag
        if kind == "file":
            form.has_file = True
            return
        form.types.setdefault(name, kind)
        values = form.fields.setdefault(name, [])
        if tag == "select":
            self._select = name
        elif kind in {"checkbox", "radio"}:
            form.choices.setdefault(name, []).append(told.get("value", "on"))
        elif told.get("value"):
            values.append(told["value"])

    def _option(self, form: Form, told: dict[str, str]) -> None:
        value = told.get("value", "")
        if value:
            form.choices.setdefault(self._select, []).append(value)
        if "selected" in told:
            form.fields[self._select] = [value]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        if tag == "select":
            self._select = ""


def forms_in(page: str) -> list[Form]:
    """Read the forms of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def filled(form: Form, word: str) -> dict[str, list[str]]:
    """Fill a form in: what stands there stays, choices take their first, texts take `word`."""
    return {name: list(_answers(form, name, word)) for name in form.fields}


def _answers(form: Form, name: str, word: str) -> Iterator[str]:
    if form.choices.get(name):
        yield form.fields[name][0] if form.fields[name] else form.choices[name][0]
    elif form.fields[name]:
        yield from form.fields[name]
    else:
        yield _BY_TYPE.get(form.types[name], word)


_BY_TYPE = {"date": "2026-06-01", "number": "1", "email": "someone@somewhere.example", "button": ""}
