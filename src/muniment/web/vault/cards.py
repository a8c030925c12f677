"""A compartment as a card: closed, asking what for, opened, or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, gettext, ngettext, pgettext

from muniment.vault.domain.contacts import Contact, load_contacts
from muniment.vault.domain.fields import FieldType
from muniment.vault.domain.policy import Cell, Outcome, Reason
from muniment.vault.domain.reach import shown_phone
from muniment.vault.gate import Card, Opened, OpenedField
from muniment.web.vault.forms import ConsultForm
from muniment.web.vault.head import DossierPage
from muniment.web.vault.words import days_ago, entry_url, openers, shown

_MOST_FIRST = sorted(Cell, key=lambda cell: -cell.rank)


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of an opened card, in the reader's words.

    Attributes:
        people: contact persons, taken apart, where the field holds them.
        lines: entries of a field with several.
        source: who submitted it and as told by whom; `checked`: how fresh it is.
    """

    code: str
    label: str
    state: str
    text: str
    has_value: bool
    version: int
    lines: tuple[str, ...]
    people: tuple[Contact, ...]
    source: str
    checked: str
    verified: bool
    why: str
    is_register: bool

    @property
    def name(self) -> str:
        """The code without its dot, for ids in the page."""
        return self.code.replace(".", "-")


@dataclass(frozen=True, slots=True)
class CardView:
    """One compartment as its card shows it."""

    card: Card
    mode: str = "closed"
    opened: Opened | None = None
    lines: tuple[FieldLine, ...] = ()
    form: ConsultForm | None = None
    refusal: Mapping[str, str] = field(default_factory=dict)
    orders: tuple[str, ...] = ()
    entry: str = ""

    @property
    def code(self) -> str:
        """The compartment."""
        return self.card.compartment.code

    @property
    def id(self) -> str:
        """The card's id in the page."""
        return f"card-{self.code}"

    @property
    def title(self) -> str:
        """The compartment's name."""
        return self.card.compartment.label(get_language() or "en")

    @property
    def icon(self) -> str:
        """The compartment's icon."""
        return self.card.compartment.icon

    @property
    def about(self) -> str:
        """What is kept here."""
        return gettext(self.card.compartment.about) if self.card.compartment.about else ""

    @property
    def state(self) -> str:
        """The state that gives the card its colour and shape."""
        return self.card.best.value

    @property
    def marks(self) -> list[tuple[str, int]]:
        """How many fields stand in which cell, the most open first."""
        return [
            (cell.value, self.card.cells[cell]) for cell in _MOST_FIRST if cell in self.card.cells
        ]

    @property
    def openers(self) -> str:
        """Who may read something here."""
        return openers(self.card.openers)

    @property
    def may_try(self) -> bool:
        """Whether opening could give anything; asking in vain is possible, but not offered."""
        return self.card.best.rank >= Cell.MASKED.rank and not self.used_up

    @property
    def used_up(self) -> bool:
        """Whether only counted looks lead in, and none is left."""
        return (
            self.card.looks_left == 0
            and self.card.best is Cell.COUNTED
            and self.card.sitting_ends_at is None
            and not self.card.cells.get(Cell.MASKED)
        )


def opened_card(card: Card, opened: Opened, page: DossierPage) -> CardView:
    """A card whose fields may be read until the sitting ends."""
    ids = {person for one in opened.fields for person in (one.submitted_by, one.verified_by)}
    names = page.names_of(ids)
    lines = tuple(_line(one, names, page.now) for one in opened.fields)
    return CardView(card, "opened", opened, lines, entry=entry_url(opened.entry_id))


def _line(one: OpenedField, names: Mapping[UUID, str], now: datetime) -> FieldLine:
    spec, has_people = one.spec, one.spec.type is FieldType.CONTACTS
    text = shown(spec, one.text) if one.shown else one.text
    several = one.shown and (spec.several or "\n" in text) and not has_people
    return FieldLine(
        code=spec.code,
        label=spec.label(get_language() or "en"),
        state=_state(one),
        text=text,
        has_value=one.has_value,
        version=one.version,
        lines=tuple(text.split("\n")) if several else (),
        people=_people(one.text) if has_people and one.shown else (),
        source=_source(one, names),
        checked=_checked(one, names, now),
        verified=one.verified_at is not None,
        why=_why(one),
        is_register=spec.type is FieldType.REGISTER,
    )


def _state(one: OpenedField) -> str:
    """How the field looks now: a counted one without looks left has to be asked for."""
    if one.shown:
        return Cell.OPEN.value
    return Cell.ASK.value if one.decision.outcome is Outcome.ASK else one.cell.value


def _people(text: str) -> tuple[Contact, ...]:
    """Contact persons with their numbers in groups, as on a card."""
    people = load_contacts(text) if text else ()
    return tuple(replace(one, phone=shown_phone(one.phone) if one.phone else "") for one in people)


def _source(one: OpenedField, names: Mapping[UUID, str]) -> str:
    if not one.has_value:
        return ""
    who = names.get(one.submitted_by, "") if one.submitted_by else gettext("an import")
    told = gettext("as told by %(told)s") % {"told": one.told} if one.told else ""
    return pgettext("clauses", ", ").join(part for part in (who, told) if part)


def _checked(one: OpenedField, names: Mapping[UUID, str], now: datetime) -> str:
    if not one.has_value or one.submitted_at is None:
        return ""
    if one.verified_at is None:
        return gettext("entered %(when)s, not verified") % {
            "when": days_ago(max(0, (now - one.submitted_at).days))
        }
    when = days_ago(max(0, (now - one.verified_at).days))
    who = names.get(one.verified_by, "") if one.verified_by else ""
    told = gettext("verified %(when)s by %(who)s") if who else gettext("verified %(when)s")
    return told % {"when": when, "who": who}


def _why(one: OpenedField) -> str:
    """A word beside a field that gives nothing."""
    if one.decision.reason is Reason.LOOKS_USED_UP:
        allowed = one.decision.ask.looks_allowed
        return ngettext("%(n)d look is used up", "all %(n)d looks are used", allowed) % {
            "n": allowed
        }
    return ""


def marked(lines: tuple[FieldLine, ...]) -> list[dict[str, Any]]:
    """The fields that a manager can verify: there is a value, and she reads it."""
    return [
        {"code": one.code, "label": one.label, "version": one.version}
        for one in lines
        if one.has_value and one.state == "open"
    ]
