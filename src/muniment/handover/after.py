"""What became of a leaver's customers, worked out when somebody asks who may."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from muniment.core.actor import Actor
from muniment.exposure.purse import purse_of
from muniment.handover import gate
from muniment.handover.domain.aftermath import (
    WATCHED,
    Beside,
    Heap,
    Share,
    Week,
    beside,
    control_line,
    heap_of,
    share_of,
)
from muniment.handover.domain.states import Kind, Stage
from muniment.handover.errors import HandoverNotFound
from muniment.handover.gate import SEEING_ALL, View
from muniment.handover.models import HandoverItem
from muniment.handover.queries import HandoverHead
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.sales import queries as sales
from muniment.vault import queries as vault
from muniment.vault.gate.standing import reader_of
from muniment.vault.queries.keeping import kept_now
from muniment.vault.queries.whole import merged_into
from muniment.warning.computing import filled
from muniment.warning.domain.departures import Judged, TakenRow, judged
from muniment.warning.housebook import house_book

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class AfterRow:
    """One customer after the hand-over; `chance` is P(taken) in percent, None before any order.

    `first_order_on` is None, too, where the access table keeps the order history from the reader.
    """

    dossier_id: UUID
    codename: str
    heir: str
    heap: Heap
    chance: int | None
    since: date | None
    first_order_on: date | None


@dataclass(frozen=True, slots=True)
class After:
    """What became of a leaver's customers.

    Attributes:
        rows: the likeliest taken first.
        took_any: P(at least one was taken), in percent; None where nothing can be said yet.
        lost, low, high: US dollars expected to have gone elsewhere; 80 % lie between the two.
            None where the access table opens no order history of these customers to the reader.
        untold: customers whose order history is closed to her: no sum holds them.
        weeks: her customers beside those of people who stayed, week by week.
        hers, others: who ordered again until now, among those that ordered in the year before;
            customers of people who are leaving, too, stand in neither.
        beside: what the two say together.
    """

    head: HandoverHead
    rows: tuple[AfterRow, ...]
    took_any: int | None
    lost: int | None
    low: int | None
    high: int | None
    untold: int
    weeks: tuple[Week, ...]
    hers: Share
    others: Share
    beside: Beside
    until: date

    @property
    def compared(self) -> int:
        """Count the customers of others in the control line."""
        return self.others.customers

    def count(self, heap: Heap) -> int:
        """How many customers stand in a heap."""
        return sum(row.heap is heap for row in self.rows)


def read_after(*, reader: Actor, handover_id: UUID, at: datetime) -> After:
    """Work out what became of the customers, on record first; watched for 12 months.

    Raises:
        HandoverNotFound: missing, or not for this reader.
        LedgerUnavailable: nothing can be put on record, so nothing is shown.

    Costs about twenty queries and reading the order book: 2 s for 20,000 customers.
    """
    head, part = gate.part_of(reader=reader, handover_id=handover_id)
    if part not in SEEING_ALL:
        raise HandoverNotFound
    gate.note_view(reader=reader, head=head, view=View.AFTER, at=at)
    since = timezone.localdate(head.begun_at)
    until = min(timezone.localdate(at), since + WATCHED)
    items = _customers(head.id)
    found, taken = _judged(head, until, at)
    mine, others = _bought(items, since), _bought(_of_people_who_stayed(items), since)
    orders = sales.first_orders([*items, *others], since=since)
    whose = items.keys() | taken.keys()
    opened = purse_of(reader_of(reader), at=at).open & whose
    lost, low, high = _lost(taken, opened)
    shares = [share_of(_ordered(some, orders, until), len(some)) for some in (mine, others)]
    return After(
        head=head, rows=_rows(items, taken, orders, opened),
        took_any=round(100 * found.took_any) if found else None,
        lost=lost, low=low, high=high, untold=len(whose - opened),
        weeks=control_line(mine, others, orders, since=since, until=until) if others else (),
        hers=shares[0], others=shares[1], beside=beside(*shares), until=until,
    )  # fmt: skip


def _customers(handover_id: UUID) -> dict[UUID, UUID]:
    """Heirs by customer; a dossier that was merged later is looked for where it went."""
    into = merged_into()
    rows = HandoverItem.objects.filter(handover=handover_id).order_by("rank")
    found: dict[UUID, UUID] = {}
    for dossier, heir in rows.values_list("dossier_id", "heir_id"):
        found.setdefault(into.get(dossier, dossier), heir)
    return found


def _judged(
    head: HandoverHead, until: date, at: datetime
) -> tuple[Judged | None, dict[UUID, TakenRow]]:
    """What the warning room thinks of this departure; nothing for a rotation."""
    house = house_book(on=until, known_at=at)
    found = next(
        (
            one
            for one in judged(filled(house.book), on=until.toordinal(), suspensions=house.pauses)
            if one.employee == str(head.person_id)
        ),
        None,
    )
    rows = found.rows if found else ()
    return found, {house.dossiers[row.customer]: row for row in rows}


def _lost(
    taken: Mapping[UUID, TakenRow], opened: Collection[UUID]
) -> tuple[int | None, int | None, int | None]:
    """Add up what may have gone elsewhere, of the customers whose orders are open to the reader."""
    if not opened:
        return None, None, None
    rows = [row for one, row in taken.items() if one in opened]
    return (
        round(sum(row.usd_lost for row in rows)), round(sum(row.low for row in rows)),
        round(sum(row.high for row in rows)),
    )  # fmt: skip


def _of_people_who_stayed(hers: Collection[UUID]) -> list[UUID]:
    """Customers whose keeper is at work and that no leaver handed over."""
    handed = set(
        HandoverItem.objects.filter(handover__kind=Kind.LEAVER)
        .exclude(handover__stage=Stage.WITHDRAWN)
        .values_list("dossier", flat=True)
    )
    at_work = {row.id for row in people.people(limit=_MOST).rows if row.state is State.ACTIVE}
    return [
        row.dossier_id
        for row in kept_now()
        if row.keeper_id in at_work and row.dossier_id not in handed
        and row.dossier_id not in hers
    ]  # fmt: skip


def _bought(dossier_ids: Collection[UUID], since: date) -> list[UUID]:
    """Those that ordered in the year before: only they can be missed."""
    first = sales.first_orders(list(dossier_ids), since=since - timedelta(days=365))
    return [one for one in dossier_ids if one in first and first[one] < since]


def _ordered(some: Collection[UUID], orders: Mapping[UUID, date], until: date) -> int:
    return sum(1 for one in some if one in orders and orders[one] <= until)


def _rows(
    items: dict[UUID, UUID],
    taken: dict[UUID, TakenRow],
    orders: dict[UUID, date],
    opened: Collection[UUID],
) -> tuple[AfterRow, ...]:
    codenames, names = vault.codenames_of(items), people.names(set(items.values()))
    rows = [
        AfterRow(
            dossier_id=one, codename=codenames[one], heir=names.get(heir, ""),
            heap=heap_of(told.score if told else None, ordered=one in orders),
            chance=round(100 * told.score) if told else None,
            since=date.fromordinal(told.since) if told and told.since > 0 else None,
            first_order_on=orders.get(one) if one in opened else None,
        )
        for one, heir in items.items()
        for told in (taken.get(one),)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (-(row.chance or 0), row.codename)))
