"""Entries told to a reader: codes become names that this reader may know, and nothing more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from muniment.core.errors import Fact, fill
from muniment.ledger.queries import EntryRow
from muniment.people import queries as people
from muniment.people.queries import ReaderRow
from muniment.vault import gate
from muniment.vault.catalogue import Catalogue, current
from muniment.web.ledger.sentences import told_of
from muniment.web.vault.words import DUTIES, language

_VERDICTS: dict[str, str | Promise] = {
    "free": gettext_lazy("nobody knows them"),
    "taken": gettext_lazy("they are known"),
    "ask_manager": gettext_lazy("ask your manager"),
}
REFUSALS: dict[str, str | Promise] = {
    "shut": gettext_lazy("The access table keeps it shut for them."),
    "ask_first": gettext_lazy("The access table opens it only when the keeper’s manager agrees."),
    "looks_used_up": gettext_lazy("The counted looks were used up."),
    "frozen": gettext_lazy("The dossier was closed."),
    "left": gettext_lazy("They had left."),
    "on_notice": gettext_lazy("They are on notice, and this customer is not on their list."),
    "not_joined": gettext_lazy("They had not come in yet."),
    "reference_unknown": gettext_lazy("The order named as the reason is not of this customer."),
}
_PERSONS = ("person", "holder", "asked_by", "keeper")
_DOSSIERS = ("other",)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in the list: a sentence, and what it is about."""

    row: EntryRow
    text: str
    icon: str
    tone: str
    url: str
    codename: str
    dossier_url: str
    detail: str = ""

    @property
    def at(self) -> datetime:
        """When it happened."""
        return self.row.at


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids in some entries mean to one reader; what is not here has no name for her."""

    people: Mapping[UUID, str]
    dossiers: Mapping[UUID, str]
    catalogue: Catalogue

    @classmethod
    def of(cls, rows: Iterable[EntryRow], reader: ReaderRow, at: datetime) -> Self:
        """Look the ids up; four queries at the most. Outsiders learn no name of staff."""
        ids = {found for row in rows for found in _ids_in(row)}
        wanted = ids & {reader.id} if reader.role.is_outside else ids
        return cls(people.names(wanted), gate.codenames_known_to(reader, ids, at), current())

    def person(self, ref: object) -> str:
        """Name somebody by id; the house itself has a name too."""
        if ref == "house":
            return gettext("The house")
        found = _uuid(ref)
        return (self.people.get(found) if found else None) or gettext("somebody")

    def customer(self, ref: object) -> str:
        """Name a dossier by its codename, or say no more than that it is one."""
        found = _uuid(ref)
        return (self.dossiers.get(found) if found else None) or gettext("a customer")

    def compartment(self, code: object) -> str:
        """Name a compartment; a retired one keeps its code."""
        spec = self.catalogue.compartment(str(code))
        return spec.label(language()) if spec else str(code)

    def field(self, code: object) -> str:
        """Name a field; a retired one keeps its code."""
        spec = self.catalogue.fields.get(str(code))
        return spec.label(language()) if spec else str(code)


def lines(rows: Sequence[EntryRow], reader: ReaderRow, at: datetime) -> list[Line]:
    """Tell entries, in their order; four queries at the most."""
    names = Names.of(rows, reader, at)
    return [line(row, names) for row in rows]


def line(row: EntryRow, names: Names) -> Line:
    """Tell one entry."""
    told = told_of(row.kind)
    is_own = bool(told.own) and row.actor == str(row.subject)
    codename = names.dossiers.get(row.subject, "") if row.subject else ""
    return Line(
        row=row,
        text=fill(gettext(told.own if is_own else told.text), _places(row, names)),
        icon=told.icon,
        tone=told.tone,
        url=reverse("ledger:entry", args=[row.id]),
        codename=codename,
        dossier_url=reverse("customers:dossier", args=[row.subject]) if codename else "",
        detail=_detail(row),
    )


def _places(row: EntryRow, names: Names) -> dict[str, Fact]:
    facts = row.facts
    about = next((facts[name] for name in _PERSONS if name in facts), row.subject)
    found: dict[str, Fact] = {
        name: value for name, value in facts.items() if isinstance(value, str | int)
    }
    found |= {
        "kind": row.kind,
        "who": names.person(row.actor),
        "person": names.person(about),
        "customer": names.customer(row.subject),
        "other": names.customer(facts.get("other")),
        "compartment": names.compartment(facts.get("compartment")),
        "field": names.field(facts.get("field")),
        "named": _named(facts.get("named"), names),
        "verdict": str(_VERDICTS.get(str(facts.get("verdict")), "–")),
        "duty": str(DUTIES.get(str(facts.get("duty")), "–")),
    }
    return found


def _named(code: object, names: Names) -> str:
    return names.field(code) if "." in str(code) else names.compartment(code)


def _detail(row: EntryRow) -> str:
    """Say why somebody was refused."""
    if row.kind != "vault.consultation.refused":
        return ""
    return str(REFUSALS.get(str(row.facts.get("reason")), ""))


def _ids_in(row: EntryRow) -> set[UUID]:
    told: list[Any] = [row.actor, row.subject, *(row.facts.get(it) for it in _PERSONS + _DOSSIERS)]
    return {found for ref in told if (found := _uuid(ref))}


def _uuid(ref: object) -> UUID | None:
    if isinstance(ref, UUID):
        return ref
    try:
        return UUID(str(ref))
    except ValueError:
        return None
