"""Which companies may be in the same hands, over all cases: kinds of ties, never their values.

A value (a telephone, a bank account) belongs to a case and is read there, with its look and its
shade; here stands only of what kind the ties are and how much they weigh.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from muniment.core.actor import Actor
from muniment.investigations.domain import duties
from muniment.investigations.domain.tokens import HIDDEN
from muniment.investigations.errors import CaseNotYours
from muniment.investigations.gate.naming import known_codenames
from muniment.investigations.models import Case, HandsLink
from muniment.investigations.sealing import CaseSeal, seals_of
from muniment.ledger.services import append_entry
from muniment.people.domain.employment import State
from muniment.vault.gate.recording import on_record
from muniment.vault.gate.standing import reader_of

READ = "investigations.hands.read"
_MOST = 500


@dataclass(frozen=True, slots=True)
class TieKind:
    """One tie without its value: what is shared, how, by how many, and what that is worth."""

    kind: str
    why: str
    strength: str
    shared_by: int


@dataclass(frozen=True, slots=True)
class Hand:
    """One company: a case by its number, a customer by a codename that the reader may know.

    Attributes:
        key: the same for the same company.
        case_id: None for a customer without a case.
        is_hidden: a customer whose codename is not for this reader.
    """

    key: str
    name: str
    note: str
    case_id: UUID | None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two companies that something ties; `case_id` is the case in which the tie is judged."""

    id: UUID
    case_id: UUID
    left: Hand
    right: Hand
    strength: str
    state: str
    weight: float
    ties: tuple[TieKind, ...]
    found_at: datetime


def read_hands(*, reader: Actor, at: datetime) -> tuple[PairRow, ...]:
    """Read all ties that stand, strongest first; the reading is on record before it happens.

    Raises:
        CaseNotYours: only who may judge ties reads them all, until she gives notice.
        LedgerUnavailable: nothing can be put on record, so nothing is read.

    Costs six queries beside the record, and the naming of at most twenty customers.
    """
    who = reader_of(reader)
    if who.state is not State.ACTIVE or not duties.may_judge_link(who.role):
        raise CaseNotYours
    standing = HandsLink.objects.filter(superseded_at=None).exclude(case__state=Case.State.ERASED)
    rows = list(standing.select_related("case", "other").order_by("-found_at", "-id")[:_MOST])
    with on_record():
        append_entry(kind=READ, subject=who.id, by=reader, at=at, facts={"ties": len(rows)})
    seals = seals_of({row.case_id for row in rows})
    known = known_codenames(_customers(rows), reader, at)
    cases = _cases_of(known)
    pairs = (_pair(row, seals[row.case_id], known, cases) for row in rows if row.case_id in seals)
    return tuple(sorted(_once(pairs), key=lambda pair: (-pair.weight, str(pair.id))))


def _customers(rows: Iterable[HandsLink]) -> set[UUID]:
    return {row.other_dossier_id for row in rows if row.other_dossier_id is not None}


def _cases_of(dossiers: Mapping[UUID, str]) -> dict[UUID, Case]:
    """The newest case about each of these customers."""
    found = Case.objects.filter(dossier__in=list(dossiers)).order_by("number")
    return {row.dossier_id: row for row in found if row.dossier_id is not None}


def _pair(
    row: HandsLink, seal: CaseSeal, known: Mapping[UUID, str], cases: Mapping[UUID, Case]
) -> PairRow:
    told = seal.open("link", row.id, row.sealed)
    return PairRow(
        id=row.id, case_id=row.case_id, left=_of_case(row.case), right=_far(row, known, cases),
        strength=row.strength, state=row.state, weight=told["weight"],
        ties=tuple(map(_kind, told["ties"])), found_at=row.found_at,
    )  # fmt: skip


def _kind(tie: Mapping[str, Any]) -> TieKind:
    return TieKind(tie["kind"], tie["why"], tie["strength"], tie["shared_by"])


def _of_case(case: Case) -> Hand:
    key = f"dossier:{case.dossier_id}" if case.dossier_id else f"case:{case.id}"
    return Hand(key, case.codename, case.number, case.id)


def _far(row: HandsLink, known: Mapping[UUID, str], cases: Mapping[UUID, Case]) -> Hand:
    if row.other is not None:
        return _of_case(row.other)
    assert row.other_dossier_id is not None
    name = known.get(row.other_dossier_id)
    if name is None:
        # Not even that two dots are the same customer: each tie has a stranger of its own.
        return Hand(f"hidden:{row.id}", HIDDEN, "", None, is_hidden=True)
    case = cases.get(row.other_dossier_id)
    key = f"dossier:{row.other_dossier_id}"
    return Hand(key, name, case.number if case else "", case.id if case else None)


def _once(pairs: Iterable[PairRow]) -> Sequence[PairRow]:
    """Keep one line for two cases that each found the other: the one that somebody judged."""
    found: dict[frozenset[str], PairRow] = {}
    for pair in pairs:
        both = frozenset({pair.left.key, pair.right.key})
        if both not in found or found[both].state == HandsLink.State.OPEN != pair.state:
            found[both] = pair
    return list(found.values())
