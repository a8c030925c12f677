"""Small forms of the cases: narrowing the list, reasons, outcomes, findings."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from muniment.investigations.casefile import EvidenceRow
from muniment.investigations.domain import wording
from muniment.investigations.domain.checks import Outcome
from muniment.investigations.domain.signals import Direction, Signal
from muniment.investigations.queries import CaseFilter
from muniment.matching.countries import code_of
from muniment.web.investigations.words import RISKS, letter, place_word, reading, say

LONGEST_REASON = 2000
LONGEST_PASTE = 2_000_000
WITH_LINES = frozenset({"web.whois", "mail.raw", "deal.letter_of_credit"})
"""Facts whose line breaks mean something."""
_ALL = ("", gettext_lazy("all"))
_OUTCOMES = (
    (Outcome.DONE.value, gettext_lazy("Done; what I saw stands below")),
    (Outcome.NOTHING_FOUND.value, gettext_lazy("Done, and there was nothing")),
    (Outcome.NOT_APPLICABLE.value, gettext_lazy("Does not apply to this customer")),
)


class ListForm(forms.Form):
    """Which cases to list; number and codename are safe to stand in an address."""

    text = forms.CharField(
        label=gettext_lazy("Number or codename"), required=False, max_length=48,
        widget=forms.TextInput(
            attrs={"type": "search", "data-search": True, "autocomplete": "off",
                   "placeholder": "C-2026-0001"}
        ),
    )  # fmt: skip
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    risk = forms.ChoiceField(label=gettext_lazy("Risk"), required=False)
    mine = forms.BooleanField(label=gettext_lazy("Led by me"), required=False)
    due = forms.BooleanField(label=gettext_lazy("Due now"), required=False)

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        states = [(code, say(wording.CASE_STATES, code)) for code in wording.CASE_STATES]
        risks = [(code, f"{letter(code)} · {reading(code)}") for code in RISKS]
        self._choices("state", [_ALL, *states])
        self._choices("risk", [_ALL, *risks])
        self.is_valid()

    def _choices(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def narrowed(self) -> CaseFilter:
        """Read what was chosen; what cannot be read narrows nothing."""
        told = self.cleaned_data
        return CaseFilter(
            state=told.get("state") or "", risk=told.get("risk") or "", is_mine=self.is_mine,
            is_due=bool(told.get("due")), text=(told.get("text") or "").strip(),
        )  # fmt: skip

    @property
    def is_mine(self) -> bool:
        """Whether only the reader's own cases are listed."""
        return bool(self.cleaned_data.get("mine"))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen at all."""
        return self.narrowed() != CaseFilter()


class ReasonForm(forms.Form):
    """Why; a stranger must be able to follow it in a year."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class OutcomeForm(forms.Form):
    """How a check that a person does has ended."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("How did it end?"), choices=_OUTCOMES, widget=forms.RadioSelect,
        initial=Outcome.DONE.value,
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("What did you do, and what did you see?"), max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class FindingForm(forms.Form):
    """What a person saw: the gaps of the sentence, the words of the source, the evidence."""

    excerpt = forms.CharField(
        label=gettext_lazy("Words of the source"), required=False, max_length=LONGEST_REASON,
        help_text=gettext_lazy("As they stand there, short; this is what a reader will check."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    confidence = forms.TypedChoiceField(
        label=gettext_lazy("How sure are you?"), coerce=int, initial="80",
        choices=[("60", gettext_lazy("rather sure (60 %)")), ("80", gettext_lazy("sure (80 %)")),
                 ("95", gettext_lazy("certain, I saw it myself (95 %)"))],
    )  # fmt: skip

    def __init__(self, *args: Any, about: Signal, evidence: Sequence[EvidenceRow], **told: Any):
        super().__init__(*args, **told)
        self._places = sorted(about.places)
        gaps: dict[str, forms.Field] = {f"gap_{name}": _gap(name) for name in self._places}
        if evidence:
            gaps["evidence"] = forms.TypedMultipleChoiceField(
                label=gettext_lazy("Evidence"), required=False, coerce=UUID,
                choices=[(str(row.id), _evidence(row)) for row in evidence],
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        self.fields = {**gaps, **self.fields}
        if about.direction is Direction.TRUST:
            self.fields["confidence"].help_text = gettext_lazy(
                "A good sign without evidence counts with 60 % at most."
            )

    @property
    def facts(self) -> Mapping[str, str]:
        """What stands in the gaps of the sentence."""
        return {name: self.cleaned_data[f"gap_{name}"] for name in self._places}


def _gap(name: str) -> forms.CharField:
    word = place_word(name)
    attrs = {"autocomplete": "off"}
    return forms.CharField(
        label=word[:1].upper() + word[1:], max_length=300, widget=forms.TextInput(attrs=attrs)
    )


def _evidence(row: EvidenceRow) -> str:
    source = f" · {row.source[:80]}" if row.source else ""
    return f"{row.number} · {say(wording.EVIDENCE_KINDS, row.kind)}{source}"


class FactForm(forms.Form):
    """One thing that somebody knows; what is pasted as a whole keeps its lines."""

    code = forms.ChoiceField(label=gettext_lazy("What"))
    value = forms.CharField(
        label=gettext_lazy("Value"), max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Where from"), required=False, max_length=300,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": gettext_lazy("business card, a call")}
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, say(wording.FACTS, code)) for code in wording.FACTS]

    def clean(self) -> None:
        """Write a value that is no document on one line."""
        told = self.cleaned_data
        if told.get("code") not in WITH_LINES and "value" in told:
            told["value"] = " ".join(told["value"].splitlines())
        if wrong := _wrong(told.get("code", ""), told.get("value", "")):
            self.add_error("value", wrong)


def _wrong(code: str, value: str) -> str:
    """Why no check could use a value, with the remedy; "" for everything else."""
    if code in {"company.country", "bank.country"} and value and not code_of(value):
        return gettext("No country of this name is known. Write it like Kenya, 肯尼亚 or KE.")
    if code == "company.founded_on" and value and not _is_day(value):
        return gettext("Write the day like 2026-11-20.")
    return ""


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
