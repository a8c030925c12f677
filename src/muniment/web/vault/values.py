"""Forms over the company's own fields: a widget for each type, an error at its own field."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.html import escape
from django.utils.translation import gettext, gettext_lazy

from muniment.core.errors import fill
from muniment.vault.domain.contacts import PARTS, load_contacts
from muniment.vault.domain.countries import countries
from muniment.vault.domain.fields import FieldSpec, FieldType
from muniment.vault.domain.values import ValueInvalid, example_of, parse
from muniment.web.vault.words import language

BLANK_PEOPLE = 2
LONGEST_TOLD = 200
_LINES = {FieldType.LONG_TEXT: 4, FieldType.ADDRESS: 3}
_CHOSEN = {FieldType.CHOICE, FieldType.COUNTRY}
_INPUTS = {
    FieldType.EMAIL: {"type": "email"},
    FieldType.PHONE: {"type": "tel"},
    FieldType.URL: {"inputmode": "url"},
    FieldType.DATE: {"type": "date"},
    FieldType.NUMBER: {"inputmode": "decimal"},
}


class ContactsWidget(forms.Widget):
    """Several people, five small boxes each; works without scripts by two spare rows."""

    template_name = "vault/widgets/contacts.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Lay out the people there are, and spare rows for new ones."""
        context = super().get_context(name, value, attrs)
        people = [{part: getattr(one, part) for part in PARTS} for one in _people(value)]
        people += [dict.fromkeys(PARTS, "")] * (BLANK_PEOPLE if people else BLANK_PEOPLE + 1)
        context["widget"]["people"] = people
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:  # noqa: ARG002 - Django names it
        """Gather the boxes into one list; rows left empty do not count."""
        columns = [data.getlist(f"{name}:{part}") for part in PARTS]
        rows = zip(*columns, strict=False)
        people = [dict(zip(PARTS, row, strict=True)) for row in rows if any(map(str.strip, row))]
        return json.dumps(people) if people else str(data.get(name, ""))

    def id_for_label(self, id_: str, index: str | None = None) -> str:  # noqa: ARG002 - Django names it
        """The first box of the first person."""
        return f"{id_}:name" if id_ else ""


class ValuesForm(forms.Form):
    """Values of one or more compartments, and who told them.

    Fields carry the code of the catalogue as their name. `before` tells, field by field, the
    version and text that the submitter had before her eyes: what did not change is not sent.
    """

    told = forms.CharField(
        label=gettext_lazy("As told by"),
        required=False,
        max_length=LONGEST_TOLD,
        help_text=gettext_lazy("Who in the customer’s house, or which paper, says so."),
    )

    def __init__(self, *args: Any, specs: Iterable[FieldSpec], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.specs = {spec.code: spec for spec in specs if spec.type is not FieldType.REGISTER}
        self.canonical: dict[str, str] = {}
        for spec in self.specs.values():
            self.fields[spec.code] = field_for(spec)

    def clean(self) -> dict[str, Any]:
        """Read every value by the rules of its type, and put each error where it belongs."""
        told = super().clean() or self.cleaned_data
        for code, spec in self.specs.items():
            raw = told.get(code) or ""
            if raw.strip():
                self._read(spec, raw)
        return told

    def _read(self, spec: FieldSpec, raw: str) -> None:
        try:
            self.canonical[spec.code] = parse(raw, spec).text
        except ValueInvalid as error:
            why = gettext(str(error.facts["why"]))
            hint = fill(gettext("Write it like {example}."), error.facts)
            self.add_error(spec.code, f"{why[:1].upper()}{why[1:]}. {hint}")

    def by_compartment(self) -> dict[str, dict[str, str]]:
        """What was filled in, by compartment, as the verb wants it."""
        found: dict[str, dict[str, str]] = {}
        for code, text in self.canonical.items():
            found.setdefault(self.specs[code].compartment, {})[code] = text
        return found

    def groups(self, compartments: Iterable[tuple[str, str, str, str]]) -> list[dict[str, Any]]:
        """Bound fields by compartment: `(code, label, about, icon)` in the order to show."""
        return [
            {
                "code": code,
                "label": label,
                "about": about,
                "icon": icon,
                "fields": [self[name] for name in self._names_of(code)],
                "wrong": any(self[name].errors for name in self._names_of(code)),
            }
            for code, label, about, icon in compartments
            if self._names_of(code)
        ]

    def _names_of(self, compartment: str) -> list[str]:
        return [code for code, spec in self.specs.items() if spec.compartment == compartment]


def field_for(spec: FieldSpec) -> forms.CharField:
    """Make the form field for a field of the catalogue."""
    parts = (escape(spec.help(language())), _like(spec), _wanted(spec))
    help_text = " ".join(part for part in parts if part)
    return forms.CharField(
        label=spec.label(language()), required=False, widget=_widget(spec), help_text=help_text,
        strip=False,
    )  # fmt: skip


def mark(version: int, text: str) -> str:
    """Name a version and its text in a hidden input, without repeating the text."""
    return f"{version}.{_digest(text)}"


def changed(texts: Mapping[str, str], marks: Mapping[str, str]) -> dict[str, str]:
    """Keep the values that differ from what the submitter was shown."""
    return {
        code: text
        for code, text in texts.items()
        if marks.get(code, "").partition(".")[2] != _digest(text)
    }


def versions(marks: Mapping[str, str]) -> dict[str, int]:
    """The versions that were shown; a mark that nobody made counts as none."""
    numbers = {code: told.partition(".")[0] for code, told in marks.items()}
    return {code: int(number) for code, number in numbers.items() if number.isdecimal()}


def _digest(text: str) -> str:
    return salted_hmac("muniment.vault.edit", text, algorithm="sha256").hexdigest()[:24]


def _people(value: Any) -> list[Any]:
    try:
        return list(load_contacts(str(value))) if value else []
    except (ValueError, TypeError, AttributeError):
        return []


def _like(spec: FieldSpec) -> str:
    """An example, where the form of the answer is not plain from the widget."""
    plain = {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.DATE, FieldType.CONTACTS}
    if spec.type in _CHOSEN | plain:
        return ""
    return escape(fill(gettext("Like {example}."), {"example": example_of(spec)}))


def _wanted(spec: FieldSpec) -> str:
    return gettext("A complete dossier has it.") if spec.required else ""


def _widget(spec: FieldSpec) -> forms.Widget:
    if spec.type is FieldType.CONTACTS:
        return ContactsWidget()
    if spec.type in _CHOSEN and not spec.several:
        return forms.Select(choices=[("", "–"), *_choices(spec)])
    if spec.several or spec.type in _LINES:
        return forms.Textarea(attrs={"rows": _LINES.get(spec.type, 2)})
    return forms.TextInput(attrs={**_INPUTS.get(spec.type, {}), "autocomplete": "off"})


def _choices(spec: FieldSpec) -> list[tuple[str, str]]:
    if spec.type is FieldType.COUNTRY:
        named = [(one.code, one.name(language())) for one in countries().values()]
        # in GB 18030 the usual characters stand in the order of their pronunciation
        return sorted(named, key=lambda choice: choice[1].encode("gb18030"))
    zh = language().startswith("zh")
    return [(one.code, one.label_zh if zh else one.label_en) for one in spec.choices]
