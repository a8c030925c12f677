"""The board: one row a customer. Whoever asks gets what `gate` lets through."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from muniment.handover.domain.heirs import Why
from muniment.handover.domain.ranking import Told, Weight
from muniment.handover.domain.states import COUNTING, ItemState, Vouch
from muniment.handover.models import HandoverItem, PromiseItem
from muniment.people import queries as people
from muniment.sales import queries as sales
from muniment.vault import queries as vault


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What the board is narrowed to.

    Attributes:
        heir_id: only this heir's customers.
        waiting: only customers whose heir has not accepted them.
    """

    state: ItemState | None = None
    heir_id: UUID | None = None
    main: bool = False
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Promised:
    """How many promises or quotations are open with a customer, and how many were accepted."""

    total: int = 0
    accepted: int = 0


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One customer on the board.

    Attributes:
        share: of what hangs on the leaver, in tenths of a percent (`Told.shares`); None for
            those who do not lead. No amount: that is for those who may read the orders.
        rank, is_main: None as the share: the order of the list would tell who is worth most.
        vouch: who stands for the customer's word; None before it came.
        first_order_on: the first order since the heir keeps the customer; None unless the order
            history is open to the reader.
    """

    item_id: UUID
    dossier_id: UUID
    codename: str
    heir_id: UUID
    heir: str
    state: ItemState
    rank: int | None
    is_main: bool | None
    share: int | None
    score: int
    reasons: tuple[Why, ...]
    chosen: bool
    introduced_at: datetime | None
    answered_at: datetime | None
    vouch: Vouch | None
    accepted_at: datetime | None
    refused_before: int
    promises: Promised
    quotations: Promised
    first_order_on: date | None

    @property
    def counts(self) -> bool:
        """Say whether the customer agreed, and not by the heir's word or address alone."""
        return self.state is ItemState.CONFIRMED and self.vouch in COUNTING


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a hand-over is, in customers.

    Attributes:
        main: the first customers that carry four fifths of the money; `main_confirmed` of them
            have given their word in a way that counts.
    """

    customers: int
    introduced: int
    confirmed: int
    refused: int
    overdue: int
    accepted: int
    main: int
    main_confirmed: int
    promises: int
    promises_accepted: int

    @property
    def is_ready(self) -> bool:
        """Say whether every main customer confirmed and every heir accepted."""
        return self.main == self.main_confirmed and self.customers == self.accepted


_COUNTS = Q(state=ItemState.CONFIRMED, vouch__in=COUNTING)


def counted(handover_id: UUID) -> list[UUID]:
    """The customers whose yes counts: the house mailed the link, or a leader stands for it."""
    items = HandoverItem.objects.filter(_COUNTS, handover=handover_id)
    return list(items.order_by("rank").values_list("dossier_id", flat=True))


def progress_of(handover_id: UUID) -> Progress:
    """Count the board; two queries."""
    items = HandoverItem.objects.filter(handover=handover_id)
    told = items.aggregate(
        customers=Count("id"),
        introduced=Count("id", filter=Q(introduced_at__isnull=False)),
        confirmed=Count("id", filter=Q(state=ItemState.CONFIRMED)),
        refused=Count("id", filter=Q(state=ItemState.REFUSED)),
        overdue=Count("id", filter=Q(state=ItemState.OVERDUE)),
        accepted=Count("id", filter=Q(accepted_at__isnull=False)),
        main=Count("id", filter=Q(is_main=True)),
        main_confirmed=Count("id", filter=Q(is_main=True) & _COUNTS),
    )
    open_words = PromiseItem.objects.filter(item__handover=handover_id, item__merged_at=None)
    promised = open_words.aggregate(
        promises=Count("id"), promises_accepted=Count("id", filter=Q(accepted_at__isnull=False))
    )
    return Progress(**told, **promised)


def main_confirmed(handover_id: UUID) -> bool:
    """Say whether all main customers named their new contact; two queries."""
    progress = progress_of(handover_id)
    return progress.main == progress.main_confirmed


def board_rows(
    handover_id: UUID,
    filters: BoardFilter,
    *,
    since: date,
    told: Told | None,
    page: int = 1,
    size: int = 50,
) -> tuple[list[BoardRow], int]:
    """One page of the board, and how many rows there are; five queries.

    Args:
        told: what the reader learns of the money; None for those who do not see the whole
            board, and get it by codename instead of by rank.
    """
    found = _narrowed(HandoverItem.objects.filter(handover=handover_id), filters)
    total = found.count()
    order = "rank" if told else "dossier__codename"
    rows = list(found.order_by(order)[(page - 1) * size : page * size])
    return _rows(rows, told, since=since), total


def _narrowed(items: QuerySet[HandoverItem], filters: BoardFilter) -> QuerySet[HandoverItem]:
    if filters.state:
        items = items.filter(state=filters.state)
    if filters.heir_id:
        items = items.filter(heir=filters.heir_id)
    if filters.main:
        items = items.filter(is_main=True)
    if filters.waiting:
        items = items.filter(accepted_at=None)
    return items


def _rows(rows: Sequence[HandoverItem], told: Told | None, *, since: date) -> list[BoardRow]:
    ids = [row.dossier_id for row in rows]
    codenames, names = vault.codenames_of(ids), people.names({row.heir_id for row in rows})
    opened = [one for one in ids if told and one in told.opened]
    orders = sales.first_orders(opened, since=since) if opened else {}
    promised = _promised([row.id for row in rows])
    return [
        BoardRow(
            item_id=row.id, dossier_id=row.dossier_id, codename=codenames[row.dossier_id],
            heir_id=row.heir_id, heir=names.get(row.heir_id, ""), state=ItemState(row.state),
            rank=row.rank if told else None, is_main=row.is_main if told else None,
            share=told.shares.get(row.dossier_id) if told else None, score=row.score,
            reasons=tuple(map(Why, row.reasons if told else ())), chosen=row.chosen,
            introduced_at=row.introduced_at, answered_at=row.answered_at,
            vouch=Vouch(row.vouch) if row.vouch else None,
            accepted_at=row.accepted_at, refused_before=len(row.heirs_before),
            promises=promised.get((row.id, "promise"), Promised()),
            quotations=promised.get((row.id, "quotation"), Promised()),
            first_order_on=orders.get(row.dossier_id),
        )
        for row in rows
    ]  # fmt: skip


def weights_of(handover_id: UUID) -> list[Weight]:
    """What hung on each customer when the hand-over began; one query. The caller asks the purse."""
    rows = HandoverItem.objects.filter(handover=handover_id)
    cents = ("expected_cents", "low_cents", "hang_cents", "high_cents")
    return [Weight(*row) for row in rows.values_list("dossier_id", *cents)]


def _promised(item_ids: Collection[UUID]) -> dict[tuple[UUID, str], Promised]:
    rows = PromiseItem.objects.filter(item__in=list(item_ids)).values_list("item", "kind")
    counted = rows.annotate(
        total=Count("id"), accepted=Count("id", filter=Q(accepted_at__isnull=False))
    )
    return {(item, kind): Promised(total, done) for item, kind, total, done in counted.order_by()}
