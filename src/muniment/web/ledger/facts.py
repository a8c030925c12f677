"""The facts of an entry as name and value; what this version does not know stays a code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from muniment.ledger.queries import EntryRow
from muniment.people.domain.roles import Role
from muniment.vault.domain.policy import Relation
from muniment.vault.domain.purpose import KIND_LABELS, ReferenceKind
from muniment.web.ledger.telling import REFUSALS, Names
from muniment.web.vault.words import DUTIES, GROUNDS, LEVELS, relation_name
from muniment.web.words import role_name

_LABELS: dict[str, str | Promise] = {
    "basis": gettext_lazy("Ground"),
    "bases": gettext_lazy("Why it is worth keeping secret"),
    "codename": gettext_lazy("Codename"),
    "company": gettext_lazy("Outside company"),
    "compartment": gettext_lazy("Compartment"),
    "columns": gettext_lazy("Columns understood"),
    "count": gettext_lazy("How many"),
    "dossiers": gettext_lazy("Customers shown"),
    "duty": gettext_lazy("Duty"),
    "field": gettext_lazy("Field"),
    "fields": gettext_lazy("Fields"),
    "holder": gettext_lazy("Who may read"),
    "keeper": gettext_lazy("Keeper"),
    "kind": gettext_lazy("Kind"),
    "level": gettext_lazy("Secrecy level"),
    "look": gettext_lazy("Look number"),
    "looks": gettext_lazy("Looks"),
    "method": gettext_lazy("Last factor used"),
    "named": gettext_lazy("Field or compartment"),
    "number": pgettext_lazy("point or version", "Number"),
    "other": gettext_lazy("Other dossier"),
    "person": gettext_lazy("Person"),
    "reason": gettext_lazy("Reason"),
    "reference_checked": gettext_lazy("Reference found in the books"),
    "reference_kind": gettext_lazy("Kind of reference"),
    "relation": gettext_lazy("Relation to the customer"),
    "role": gettext_lazy("Role"),
    "rows": gettext_lazy("Rows"),
    "scope": gettext_lazy("Whose customers"),
    "searched": gettext_lazy("Searched for words"),
    "since": gettext_lazy("Since"),
    "sitting_ends_at": gettext_lazy("Sitting until"),
    "table": gettext_lazy("Access table version"),
    "until": gettext_lazy("Until"),
    "values": gettext_lazy("Values"),
    "verdict": gettext_lazy("Answer"),
    "versions": gettext_lazy("Fields and versions"),
}
_REASONS: dict[str, str | Promise] = {
    "open": gettext_lazy("the access table shows it openly"),
    "masked": gettext_lazy("the access table shows it masked"),
    "counted": gettext_lazy("a counted look"),
    "in_sitting": gettext_lazy("the sitting was still running"),
    "granted": gettext_lazy("a grant"),
}
_TECHNICAL = frozenset({"session", "consultation", "entry"})
_SEALED: dict[str, str | Promise] = {
    "address": gettext_lazy("Network address"),
    "basis": gettext_lazy("Why it is worth keeping secret"),
    "device": gettext_lazy("Device"),
    "email": gettext_lazy("E-mail"),
    "name": gettext_lazy("Name"),
    "order": gettext_lazy("Order"),
    "phone": gettext_lazy("Phone"),
    "point": gettext_lazy("The secret point"),
    "purpose": gettext_lazy("Purpose"),
    "reason": gettext_lazy("Reason"),
    "reference": gettext_lazy("Reference"),
    "registration": gettext_lazy("Registration number"),
    "search": gettext_lazy("Searched words"),
    "site": gettext_lazy("Place"),
    "website": gettext_lazy("Website"),
}


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact in words."""

    label: str
    value: str


def fact_lines(row: EntryRow, names: Names) -> list[FactLine]:
    """Tell the facts of an entry, in the order of their labels; opaque marks are left out."""
    found = [
        FactLine(_label(name), _value(name, value, names))
        for name, value in row.facts.items()
        if name not in _TECHNICAL and value not in (None, "", [])
    ]
    return sorted(found, key=lambda fact: fact.label)


def sealed_label(field: str, names: Names) -> str:
    """Name a sealed part: one of ours, a field of the catalogue, or a whole compartment."""
    if field in _SEALED:
        return str(_SEALED[field])
    code = field.replace("_", ".", 1)
    return names.field(code) if code in names.catalogue.fields else names.compartment(field)


def _label(name: str) -> str:
    return str(_LABELS.get(name, name))


def _value(name: str, value: Any, names: Names) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if name in {"person", "holder", "keeper", "asked_by"}:
        return names.person(value)
    if name in {"fields", "dossiers", "versions"}:
        return _several(name, value, names)
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {part}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return _word(name, value, names)


def _several(name: str, value: Any, names: Names) -> str:
    if name == "dossiers":
        known = [names.dossiers[found] for part in value if (found := UUID(part)) in names.dossiers]
        return gettext(", ").join(known) or str(len(value))
    if name == "versions":
        return gettext(", ").join(
            f"{names.field(part['field'])} ({part['version']})" for part in value
        )
    codes = [code for part in value.values() for code in part] if isinstance(value, dict) else value
    return gettext(", ").join(names.field(code) for code in codes) or "–"


def _word(name: str, value: Any, names: Names) -> str:
    told = str(value)
    words: dict[str, str | Promise | None] = {
        "basis": GROUNDS.get(told),
        "duty": DUTIES.get(told),
        "level": LEVELS.get(told),
        "reason": REFUSALS.get(told) or _REASONS.get(told),
    }
    if words.get(name):
        return str(words[name])
    if name == "compartment":
        return names.compartment(value)
    if name.endswith("_at"):
        return _moment(told)
    if name in {"field", "named"}:
        return names.field(value) if "." in told else names.compartment(value)
    if name == "other":
        return names.customer(value)
    return _coded(name, told)


def _moment(told: str) -> str:
    """Write a moment in the house's time zone; what is none stays as it is."""
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        return told
    return date_format(timezone.localtime(at), "Y-m-d H:i")


def _coded(name: str, told: str) -> str:
    if name == "role" and told in {role.value for role in Role}:
        return role_name(Role(told))
    if name == "relation" and told in {relation.value for relation in Relation}:
        return relation_name(Relation(told))
    if name == "reference_kind" and told in {kind.value for kind in ReferenceKind}:
        return gettext(KIND_LABELS[ReferenceKind(told)])
    return told
