"""Forms of the customs data: whom to look up, what a file is, whom to watch."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from muniment.customs_data.domain.dates import DateForm
from muniment.customs_data.domain.layouts import Layout, Wishes
from muniment.customs_data.domain.roles import Direction, Role
from muniment.customs_data.domain.shipments import SourceKind
from muniment.web.customs_data.words import (
    DATE_FORMS,
    DIRECTIONS,
    KINDS,
    country_choices,
    reporting_choices,
)

_PARTS = re.compile(r"[\s,;]+")
_FIND_OUT = ("", gettext_lazy("as the file says"))


def codes_in(text: str) -> tuple[str, ...]:
    """Take HS codes apart at commas, semicolons and white space."""
    return tuple(part for part in _PARTS.split(text) if part)


class BuyerForm(forms.Form):
    """Whom to look up, and the goods that matter to us."""

    name = forms.CharField(
        label=gettext_lazy("Name of the buyer"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-search": True}),
        help_text=gettext_lazy("As papers write it; the legal form may be missing."),
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"), choices=country_choices, required=False
    )
    codes = forms.CharField(
        label=gettext_lazy("Our HS codes"),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "6907, 760200"}),
    )


_FACTS: Mapping[str, str] = {
    "hs_code": "deal.hs_code",
    "quantity": "deal.quantity",
    "unit": "deal.unit",
    "unit_price": "deal.unit_price",
    "amount": "deal.amount",
    "origin": "deal.origin",
    "port": "deal.port",
    "consignee": "deal.consignee",
    "notify": "deal.notify",
}


def _text(label: Any, hint: str = "") -> forms.CharField:
    attrs = {"autocomplete": "off", "placeholder": hint}
    return forms.CharField(
        label=label, required=False, max_length=200, widget=forms.TextInput(attrs=attrs)
    )


class InquiryForm(forms.Form):
    """What this buyer asks for now, as far as it is known."""

    hs_code = _text(gettext_lazy("HS code"), "690721")
    quantity = _text(gettext_lazy("Quantity"), "12000")
    unit = _text(gettext_lazy("Unit"), "m2")
    unit_price = _text(gettext_lazy("Unit price in US dollars"), "4.80")
    amount = _text(gettext_lazy("Order value in US dollars"), "57600")
    origin = _text(gettext_lazy("Country of origin"), "CN")
    port = _text(gettext_lazy("Port of discharge"), "Mombasa")
    consignee = _text(gettext_lazy("Consignee"))
    notify = _text(gettext_lazy("Notify party"))

    def facts(self, name: str) -> dict[str, tuple[str, ...]]:
        """The inquiry in the words of a case, for `Inquiry.of`."""
        told: dict[str, str] = self.cleaned_data
        found: dict[str, tuple[str, ...]] = {
            code: (told[box].strip(),) for box, code in _FACTS.items() if told.get(box)
        }
        if "deal.hs_code" in found:
            found["deal.hs_code"] = tuple(
                re.sub(r"\D", "", code) for code in codes_in(told["hs_code"])
            )
        return {"company.name": (name,), "deal.currency": ("USD",), **found}


class CodesForm(forms.Form):
    """The HS codes of our own goods."""

    codes = forms.CharField(
        label=gettext_lazy("HS codes, two digits or more"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "6907, 760200"}),
        help_text=gettext_lazy("Profiles mark them; the tripwire looks for them."),
    )


class UploadForm(forms.Form):
    """A provider's file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or Excel (.xlsx), in the layout of any provider."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    provider = forms.CharField(label=gettext_lazy("Who sold it"), max_length=80, required=False)


class ReadingForm(forms.Form):
    """What a whole file is: where from, which way, how its cells are written."""

    reporting_country = forms.ChoiceField(
        label=gettext_lazy("Country that reports"), choices=reporting_choices, required=False
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Imports or exports"),
        choices=[
            _FIND_OUT,
            *((it.value, DIRECTIONS[it]) for it in (Direction.IMPORT, Direction.EXPORT)),
        ],
        required=False,
    )
    source_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of records"),
        choices=[_FIND_OUT, *((it.value, KINDS[it]) for it in SourceKind)],
        required=False,
    )
    date_form = forms.ChoiceField(
        label=gettext_lazy("Dates are written"),
        choices=[_FIND_OUT, *((it.value, words) for it, words in DATE_FORMS.items())],
        required=False,
    )
    currency = forms.RegexField(
        r"\A[A-Za-z]{3}\Z",
        label=gettext_lazy("Currency"),
        required=False,
        help_text=gettext_lazy("Where no column names one, like USD."),
        error_messages={"invalid": gettext_lazy("Write three letters, like USD.")},
    )
    header_row = forms.IntegerField(
        label=gettext_lazy("Row that names the columns"), min_value=1, required=False
    )
    provider = forms.CharField(label=gettext_lazy("Who sold it"), max_length=80, required=False)
    as_of = forms.DateField(
        label=gettext_lazy("Day on which it was cut"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    skip_bad = forms.BooleanField(
        label=gettext_lazy("Leave out rows that cannot be read in full"), required=False
    )

    def wishes(self, columns: Mapping[Role, int | None]) -> Wishes:
        """What the person said, with these columns."""
        told = self.cleaned_data
        return Wishes(
            columns=columns,
            direction=Direction(told["direction"]),
            reporting_country=told["reporting_country"],
            source_kind=SourceKind(told["source_kind"]) if told["source_kind"] else None,
            date_form=DateForm(told["date_form"]) if told["date_form"] else None,
            currency=told["currency"].upper(),
            header_row=told["header_row"] or 0,
        )


class ColumnTwice(ValueError):
    """Two columns were given the same role; `role` says which."""

    def __init__(self, role: Role) -> None:
        super().__init__(role.value)
        self.role = role


def columns_said(posted: Mapping[str, str], layout: Layout) -> dict[Role, int | None]:
    """Read what a person says of the columns, as far as it differs from what was found.

    What was asked counts as said, also when it stays as it was: that settles the question.

    Raises:
        ColumnTwice: one role for two columns.
    """
    chosen: dict[Role, int] = {}
    for place in range(len(layout.headings)):
        text = posted.get(f"column_{place}", "")
        if text in set(Role):
            role = Role(text)
            if role in chosen:
                raise ColumnTwice(role)
            chosen[role] = place
    asked = {question.role for question in layout.questions}
    found = {role: choice.column for role, choice in layout.choices.items()}
    return {
        role: chosen.get(role)
        for role in Role
        if chosen.get(role) != found.get(role) or role in asked
    }


def _lines(label: Any, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "placeholder": hint}),
    )


class WatchForm(forms.Form):
    """Somebody to watch, and by what they would be recognised; one line each."""

    label = forms.CharField(
        label=gettext_lazy("Whom you mean"),
        max_length=200,
        help_text=gettext_lazy("For ourselves: a former colleague, an agent. It is sealed."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    names = _lines(gettext_lazy("Companies, one a line"), "Quick Silver Trade Ltd")
    phones = _lines(gettext_lazy("Telephones"), "+86 138 0013 8000")
    emails = _lines(gettext_lazy("Mail addresses"), "sales@example.com")
    addresses = _lines(gettext_lazy("Addresses"), "Room 1208, 5 Harbour Road, Hong Kong")
    reason = forms.CharField(
        label=gettext_lazy("Why they are watched"),
        max_length=2000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Somebody will ask one day. It stays on record, sealed."),
    )

    def lines(self, name: str) -> Sequence[str]:
        """One box line by line."""
        text: str = self.cleaned_data[name]
        return text.splitlines()


class JudgeForm(forms.Form):
    """What a person makes of a meeting."""

    state = forms.ChoiceField(
        choices=[(it, it) for it in ("confirmed", "dismissed", "open")], widget=forms.HiddenInput
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000)


class ReasonForm(forms.Form):
    """A reason and nothing else."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000)


def twice_words(role: Role, names: Mapping[Role, Any]) -> str:
    """Say that one role was given to two columns."""
    return gettext("Two columns are called “%(role)s”; only one can be.") % {"role": names[role]}
