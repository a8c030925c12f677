"""The form of the table of payment advice: one row a letter, a few terms a row."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from muniment.investigations.domain.advice import CONDITIONS, WITH_DEPOSIT, Order, Table, Way
from muniment.investigations.domain.coverage import Reading
from muniment.web.investigations.verdict_forms import WAYS

MOST_TERMS = 4
_ORDERS = {
    Order.FIRST: gettext_lazy("For a first order"),
    Order.REPEAT: gettext_lazy("For the next ones"),
}


class TermForm(forms.Form):
    """One way of paying; left empty, there is none."""

    way = forms.ChoiceField(
        label=gettext_lazy("Way"), required=False,
        choices=[("", gettext_lazy("– none –")), *((way.value, WAYS[way]) for way in WAYS)],
    )  # fmt: skip
    low = forms.IntegerField(
        label=gettext_lazy("Deposit from, %"), min_value=0, max_value=100, required=False
    )
    high = forms.IntegerField(
        label=gettext_lazy("to, %"), min_value=0, max_value=100, required=False
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days"), min_value=0, max_value=180, required=False
    )

    def term(self) -> dict[str, Any] | None:
        """As the table keeps it; what does not belong to the way is left out."""
        told = self.cleaned_data
        if not told["way"]:
            return None
        way, low = Way(told["way"]), told["low"] or 0
        deposit = [low, told["high"] or low] if way in WITH_DEPOSIT else [0, 0]
        is_open = way is Way.OPEN_ACCOUNT
        # Open account is insured or not at all: the table knows no other.
        return {
            "way": way.value, "deposit": deposit, "days": (told["days"] or 0) if is_open else 0,
            "insured": is_open,
        }  # fmt: skip


class RowForm(forms.Form):
    """What one letter asks for, beside its terms."""

    coverage = forms.IntegerField(
        label=gettext_lazy("Coverage needed, %"), min_value=0, max_value=100,
        help_text=gettext_lazy("With less, the next letter is advised."),
    )  # fmt: skip
    recheck_days = forms.IntegerField(
        label=gettext_lazy("Look again after, days"), min_value=1, max_value=366
    )
    second_person = forms.BooleanField(label=gettext_lazy("Two people decide"), required=False)
    conditions = forms.MultipleChoiceField(
        label=gettext_lazy("Conditions"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(code, gettext(words)) for code, words in CONDITIONS.items()],
    )  # fmt: skip


class Terms:
    """The terms of one row for one kind of order."""

    def __init__(
        self, prefix: str, title: object, data: Any, known: Sequence[Mapping[str, Any]]
    ) -> None:
        self.title = title
        self.forms = [
            TermForm(data, prefix=f"{prefix}-{place}", initial=_initial(known, place))
            for place in range(max(MOST_TERMS, len(known)))
        ]

    def terms(self) -> list[dict[str, Any]]:
        """Those that name a way."""
        return [term for form in self.forms if (term := form.term())]


def _initial(known: Sequence[Mapping[str, Any]], place: int) -> dict[str, Any]:
    if place >= len(known):
        return {}
    low, high = known[place]["deposit"]
    deposit = {"low": low, "high": high} if low else {}
    days = {"days": known[place]["days"]} if known[place]["days"] else {}
    return {"way": known[place]["way"], **deposit, **days}


class Row:
    """One letter of the table."""

    def __init__(self, reading: Reading, data: Any, known: Mapping[str, Any]) -> None:
        self.reading = reading
        self.form = RowForm(data, prefix=reading.value, initial=dict(known))
        self.orders = [
            Terms(f"{reading.value}-{order.value}", _ORDERS[order], data, known[order.value])
            for order in Order
        ]

    @property
    def forms(self) -> list[forms.Form]:
        """Every form of the row."""
        return [self.form, *(form for order in self.orders for form in order.forms)]

    def row(self) -> dict[str, Any]:
        """As the table keeps it."""
        told = self.form.cleaned_data
        first, repeat = (order.terms() for order in self.orders)
        return {
            "coverage": told["coverage"], "second_person": told["second_person"],
            "recheck_days": told["recheck_days"], "conditions": told["conditions"],
            "first": first, "repeat": repeat,
        }  # fmt: skip


class TableForm(forms.Form):
    """The whole table; what breaks a rule of it is said above the rows."""

    def __init__(self, table: Table, data: Any = None) -> None:
        super().__init__(data)
        sheet = table.sheet()
        self.rows = [Row(reading, data, sheet[reading.value]) for reading in Reading]

    def clean(self) -> dict[str, Any]:
        """Let every form of every row be right."""
        told = super().clean() or {}
        # Each is asked, so that all mistakes show at once.
        if not all([form.is_valid() for row in self.rows for form in row.forms]):  # noqa: C419
            raise forms.ValidationError(gettext("A field below needs another look."))
        return told

    def sheet(self) -> dict[str, Any]:
        """The table as JSON."""
        return {row.reading.value: row.row() for row in self.rows}
