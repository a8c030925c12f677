"""Who could take a hand-over back as the second person, and whether somebody asked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.core.actor import Actor
from muniment.handover import sealing
from muniment.handover.domain.states import ItemState, Stage
from muniment.handover.errors import HandoverNotFound
from muniment.handover.gate import SEEING_ALL, View, note_view, part_of
from muniment.handover.models import HandoverItem, Withdrawal
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.vault import queries as vault

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class WithdrawalRow:
    """Somebody asked to take a hand-over back.

    Attributes:
        staying: customers of the board that stay with their heirs.
        may_confirm: the reader is the second person who may do it.
    """

    id: UUID
    asked_by: str
    asked_at: datetime
    reason: str
    staying: int
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One customer, with whom it could stay, and how far it is with that heir."""

    item_id: UUID
    codename: str
    heir: str
    state: ItemState

    @property
    def is_confirmed(self) -> bool:
        """The customer itself agreed to this heir."""
        return self.state is ItemState.CONFIRMED


def could_confirm(person_id: UUID, *, besides: UUID | None) -> frozenset[UUID]:
    """Owners and sales managers above the person, at work, but for the one who asked."""
    above = people.managers_of(person_id)
    found = {
        row.id
        for row in people.people(limit=_MOST).rows
        if row.state is State.ACTIVE
        and (row.role is Role.OWNER or (row.role is Role.SALES_MANAGER and row.id in above))
    }
    return frozenset(found - {person_id, besides})


def asked_for(*, reader: Actor, handover_id: UUID, at: datetime) -> WithdrawalRow | None:
    """The withdrawal that waits for a second person, with its reason; on record first.

    Raises:
        HandoverNotFound: not for this reader.
        LedgerUnavailable: nothing can be put on record, so nothing is shown.
    """
    head, part = part_of(reader=reader, handover_id=handover_id)
    if part not in SEEING_ALL:
        raise HandoverNotFound
    note_view(reader=reader, head=head, view=View.BOARD, at=at)
    row = Withdrawal.objects.filter(handover=handover_id, ended_at=None).first()
    if row is None:
        return None
    told = sealing.unseal(handover_id, "withdrawal", row.id, row.sealed)
    able = could_confirm(head.person_id, besides=row.asked_by_id)
    return WithdrawalRow(
        id=row.id, asked_by=people.names([row.asked_by_id]).get(row.asked_by_id, ""),
        asked_at=row.asked_at, reason=told.get("reason", ""), staying=len(row.staying),
        may_confirm=reader.person_id in able,
    )  # fmt: skip


def waiting_under(leader_id: UUID, *, everybody: bool) -> list[tuple[UUID, str]]:
    """Hand-overs that somebody else asked to take back and that wait for a leader; two queries.

    Args:
        everybody: of all people (an owner; one query), not of her reports alone.
    """
    rows = Withdrawal.objects.filter(ended_at=None, handover__stage=Stage.RUNNING)
    rows = rows.exclude(asked_by=leader_id).exclude(handover__person=leader_id)
    if not everybody:
        rows = rows.filter(handover__person__in=list(people.reports_of(leader_id)))
    found = rows.order_by("asked_at", "id").values_list("handover_id", "handover__person__name")
    return [(handover_id, str(name)) for handover_id, name in found]


def choices_of(handover_id: UUID) -> list[Choice]:
    """Every customer of a board, by codename, for saying which stay; three queries.

    The caller asked the gate for the whole board.
    """
    items = list(HandoverItem.objects.filter(handover=handover_id))
    names = people.names({item.heir_id for item in items})
    codenames = vault.codenames_of([item.dossier_id for item in items])
    rows = [
        Choice(
            item.id, codenames[item.dossier_id], names.get(item.heir_id, ""),
            ItemState(item.state),
        )
        for item in items
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row.codename)


def require_on(handover_id: UUID, withdrawal_id: UUID) -> None:
    """A withdrawal is reached only below its own hand-over.

    Raises:
        HandoverNotFound: another board's, or none at all.
    """
    if not Withdrawal.objects.filter(pk=withdrawal_id, handover=handover_id).exists():
        raise HandoverNotFound
