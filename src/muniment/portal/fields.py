"""Questions as the page shows them: in the reader's language, with what was typed and is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from muniment.investigations.domain.answers import LONGEST_SHORT, LONGEST_TEXT, Fault
from muniment.investigations.domain.questionnaires import Form, Kind, Question, say

FAULTS: Mapping[Fault, str | Promise] = {
    Fault.MISSING: _("This answer is needed."),
    Fault.NOT_OFFERED: _("Choose one of the answers."),
    Fault.NOT_NUMBER: _("Write a whole number, in digits."),
    Fault.NOT_DATE: _("Write a day, such as 2026-05-31."),
    Fault.NOT_MONEY: _("Write an amount such as 12500.00, and a currency such as USD."),
    Fault.TOO_LONG: _("This is too long."),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One question on the page.

    Attributes:
        kind: code of what is asked for; options: code, words, whether it is chosen.
        error: what is wrong with what was typed, or "".
    """

    code: str
    kind: str
    label: str
    hint: str
    options: tuple[tuple[str, str, bool], ...]
    is_required: bool
    value: str
    currency: str
    error: str | Promise
    longest: int


def fields_of(
    form: Form, language: str, told: Mapping[str, str], faults: Mapping[str, Fault]
) -> list[Field]:
    """Lay out the questions of a form, with what the reader typed before."""
    return [_field(one, language, told, faults) for one in form.questions]


def name_field(told: Mapping[str, str], faults: Mapping[str, Fault]) -> Field:
    """The last question: who answers."""
    return Field(
        code="answered_by", kind=Kind.TEXT.value, label="", hint="", options=(), is_required=True,
        value=told.get("answered_by", "")[:LONGEST_SHORT], currency="",
        error=_error("answered_by", faults), longest=LONGEST_SHORT,
    )  # fmt: skip


def _field(
    question: Question, language: str, told: Mapping[str, str], faults: Mapping[str, Fault]
) -> Field:
    value = told.get(question.code, "")
    return Field(
        code=question.code, kind=question.kind.value, label=say(question.words, language),
        hint=say(question.hint, language), is_required=question.required,
        options=tuple(
            (one.code, say(one.words, language), one.code == value) for one in question.options
        ),
        value=value, currency=told.get(f"{question.code}_currency", "")[:3],
        error=_error(question.code, faults), longest=LONGEST_TEXT,
    )  # fmt: skip


def _error(code: str, faults: Mapping[str, Fault]) -> str | Promise:
    return FAULTS[faults[code]] if code in faults else ""
