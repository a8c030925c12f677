"""Codes of the vault in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext, pgettext_lazy

from muniment.core.errors import Fact, MunimentError, fill
from muniment.people.domain.roles import OUTSIDE
from muniment.vault.domain.cells import CELL_LABELS, RELATION_LABELS, ROLE_LABELS, Column, Relation
from muniment.vault.domain.explain import Sentence
from muniment.vault.domain.fields import FieldSpec
from muniment.vault.domain.policy import Reason
from muniment.vault.domain.states import Duty
from muniment.vault.domain.values import Value
from muniment.vault.services import Basis
from muniment.web.errors import Refusal

FRESH = timedelta(days=90)
STALE = timedelta(days=180)

STATES: dict[str, str | Promise] = {
    "open": pgettext_lazy("dossier", "Open"),
    "retired": gettext_lazy("Retired"),
    "merged": gettext_lazy("Merged"),
}
DUTIES: dict[str, str | Promise] = {
    Duty.KEEPER.value: gettext_lazy("Keeper"),
    Duty.DEPUTY.value: gettext_lazy("Deputy"),
}
LEVELS: dict[str, str | Promise] = {
    "public": gettext_lazy("public"),
    "internal": gettext_lazy("internal"),
    "secret": gettext_lazy("secret"),
    "top_secret": gettext_lazy("top secret"),
}
ORDER_STATES: dict[str, str | Promise] = {
    "booked": gettext_lazy("booked"),
    "shipped": gettext_lazy("shipped"),
    "completed": gettext_lazy("completed"),
    "cancelled": gettext_lazy("cancelled"),
    "returned": gettext_lazy("returned"),
}
GROUNDS: dict[str, str | Promise] = {
    Basis.PERSON_ASKED.value: gettext_lazy("A person asked to be forgotten"),
    Basis.RETENTION_OVER.value: gettext_lazy("The time to keep it is over"),
    Basis.WRONG_DATA.value: gettext_lazy("It is wrong or belongs to somebody else"),
    Basis.CONTRACT.value: gettext_lazy("A contract obliges us"),
}
WHY_NOT: dict[str, str | Promise] = {
    Reason.SHUT.value: gettext_lazy("The access table keeps this compartment shut for you."),
    Reason.ASK_FIRST.value: gettext_lazy(
        "The access table opens this compartment to you only when the keeper’s manager agrees."
    ),
    Reason.LOOKS_USED_UP.value: gettext_lazy("The counted looks at this compartment are used up."),
    Reason.FROZEN.value: gettext_lazy(
        "The dossier is closed; only owner and compliance still read it."
    ),
    Reason.LEFT.value: gettext_lazy("Somebody who left sees nothing."),
    Reason.ON_NOTICE.value: gettext_lazy(
        "During notice you see only the customers that are yours to hand over."
    ),
    "reference_unknown": gettext_lazy("The order named as the reason is not of this customer."),
}


@dataclass(frozen=True, slots=True)
class Freshness:
    """How old something is, in words and as a tone of `m-tag`."""

    words: str
    tone: str


def language() -> str:
    """The reader's language."""
    return get_language() or "en"


def shown(spec: FieldSpec, text: str) -> str:
    """Write a canonical text the way this reader expects it."""
    return Value(spec, text).display(language()) if text else ""


def freshness(at: datetime, now: datetime) -> Freshness:
    """Say how many days ago something was touched; older is warmer in tone."""
    age = max(now - at, timedelta())
    tone = "good" if age <= FRESH else "warn" if age <= STALE else "bad"
    return Freshness(days_ago(age.days), tone)


def days_ago(days: int) -> str:
    """Say a number of days before today."""
    if days == 0:
        return gettext("today")
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}


def relation_name(relation: Relation) -> str:
    """Name what somebody is to a dossier."""
    return gettext(RELATION_LABELS[relation])


def openers(columns: Iterable[Column]) -> str:
    """Say who may read something of a compartment in clear, in one line.

    Keepers, deputies and managers are named by their relation, everybody else by the role.
    """
    by_relation = {Relation.KEEPER, Relation.DEPUTY, Relation.LINE_MANAGER}
    names = [
        RELATION_LABELS[column.relation]
        if column.relation in by_relation
        else ROLE_LABELS[column.role]
        for column in columns
        if column.role not in OUTSIDE
    ]
    names += [ROLE_LABELS[column.role] for column in columns if column.role in OUTSIDE]
    return gettext(", ").join(gettext(name) for name in dict.fromkeys(names))


def said(sentence: Sentence, fields: dict[str, FieldSpec]) -> str:
    """Translate a sentence of an explanation, and the codes that fill it."""
    facts: dict[str, Fact] = {
        name: _fact(name, value, fields) for name, value in sentence.facts.items()
    }
    return fill(gettext(sentence.template), facts)


def _fact(name: str, value: Fact, fields: dict[str, FieldSpec]) -> Fact:
    labels: dict[str, Mapping[Any, str]] = {
        "role": ROLE_LABELS,
        "relation": RELATION_LABELS,
        "cell": CELL_LABELS,
        "effective": CELL_LABELS,
    }
    if name == "field" and value in fields:
        return f"“{fields[str(value)].label(language())}”"
    for code, label in labels.get(name, {}).items():
        if code.value == value:
            return gettext(label)
    return value


def mended(error: MunimentError) -> str:
    """Say an error and what to do next in one line."""
    refusal = Refusal.of(error)
    return f"{refusal.title} {refusal.next_step}"


def entry_url(entry_id: UUID) -> str:
    """Where the ledger shows an entry and proves it."""
    return f"/ledger/{entry_id}/"
