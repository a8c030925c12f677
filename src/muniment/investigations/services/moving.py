"""What was decided rested on other facts: the case is due again, and says why."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from muniment.core.actor import HOUSE, Actor
from muniment.investigations.models import Case, Fact, Watch
from muniment.investigations.sealing import seal_of
from muniment.investigations.services.common import record
from muniment.matching.domains import same_owner

DUE: Final = "investigations.case.due"
_DOMAINS: Final = frozenset({"company.website", "contact.email"})
_MOVES: Final = {
    "bank.account": "bank_changed",
    "bank.holder": "bank_changed",
    "deal.consignee": "consignee_changed",
    "deal.notify": "consignee_changed",
    **dict.fromkeys(_DOMAINS, "domain_changed"),
}
"""Code of a fact → why a case is due; in the order in which reasons are told."""


def mark_due(case: Case, why: str, at: datetime, *, by: Actor = HOUSE) -> None:
    """Write down why a case is due, inside the caller's transaction."""
    case.due_at, case.due_because = at, why
    case.save(update_fields=["due_at", "due_because"])
    record(DUE, case.id, by=by, at=at, facts={"why": why})


def facts_moved(
    case: Case, told: Mapping[str, Sequence[str]], new: Sequence[UUID], *, by: Actor, at: datetime,
    instead: Sequence[str] = (),
) -> None:  # fmt: skip
    """Make a decided or watched case due when adopted facts say where money or goods go now.

    A site or mailbox moves the case only when its domain is another than those it had.

    Args:
        case: locked by the caller.
        told: the values by their code.
        new: the facts that hold them.
        instead: values that had been adopted and that these replace.
    """
    codes = [code for code in _MOVES if told.get(code)]
    if not codes or not new or not _is_settled(case):
        return
    sites = [value for code in codes if code in _DOMAINS for value in told[code]]
    if sites and not _is_other_domain(sites, [*instead, *_sites(case.id, new)]):
        codes = [code for code in codes if code not in _DOMAINS]
    if codes:
        mark_due(case, _MOVES[codes[0]], at, by=by)


def _is_settled(case: Case) -> bool:
    watched = Watch.objects.filter(case=case.id, ended_at=None)
    return case.state == Case.State.DECIDED or watched.exists()


def _sites(case_id: UUID, new: Sequence[UUID]) -> list[str]:
    """Sites and mailboxes that the case had.

    What came out of a dossier does not count: silence would tell that a guess is right.
    """
    rows = Fact.objects.filter(case=case_id, code__in=_DOMAINS, state=Fact.State.ADOPTED)
    rows = rows.exclude(pk__in=new).exclude(source=Fact.Source.DOSSIER)
    seal = seal_of(case_id)
    return [seal.open("fact", row.id, row.sealed)["value"] for row in rows]


def _is_other_domain(values: Sequence[str], known: Sequence[str]) -> bool:
    return not all(any(value == one or same_owner(value, one) for one in known) for value in values)
