"""The house's own book, as it was known at a moment: orders, keepers, departures, rhythms."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np
from django.utils import timezone

from muniment.people.queries.leaving import departures
from muniment.sales import queries as sales
from muniment.sales.queries import BookRows, RatesRow
from muniment.vault.queries.whole import keeper_periods, merged_into
from muniment.warning.domain.book import Book, Departure, Ownership
from muniment.warning.domain.rules import Period, pauses_of
from muniment.warning.domain.silence import Rule, Suspension
from muniment.warning.models import Rhythm
from muniment.warning.models import Suspension as SuspensionModel

Told = Mapping[str, Any]
"""What the database does not keep in versions, as JSON."""


@dataclass(frozen=True)
class HouseBook:
    """Everything that a run is computed from.

    Attributes:
        dossiers: the customers; an index into them stands for one in `book`.
        pauses: what was told of customers that will not order, one entry each, with who told it.
        told: departures as known then; kept with the run.
    """

    on: date
    book: Book
    dossiers: tuple[UUID, ...]
    rules: tuple[Rule, ...]
    pauses: tuple[Suspension, ...]
    told: Told
    unpriced: int
    rates: RatesRow

    @cached_property
    def suspensions(self) -> tuple[Suspension, ...]:
        """The pauses whoever told them, joined: periods of one customer do not overlap."""
        periods: dict[int, list[tuple[int, int]]] = {}
        for it in self.pauses:
            periods.setdefault(it.customer, []).append((it.start, it.end))
        return tuple(
            Suspension(customer, start, end)
            for customer, told in sorted(periods.items())
            for start, end in _joined(told)
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all of it: equal for equal inputs."""
        told = hashlib.sha256()
        for column in (self.book.customer, self.book.day, self.book.amount):
            told.update(np.ascontiguousarray(column).tobytes())
        rest = [
            self.on.toordinal(), self.book.names,
            [[it.customer, it.employee, it.start, it.end] for it in self.book.owners],
            [[it.employee, it.day, it.noticed] for it in self.book.departures],
            [[it.customer, it.gap] for it in self.rules],
            [[it.customer, it.start, it.end, it.told_by] for it in self.pauses],
        ]  # fmt: skip
        told.update(json.dumps(rest, separators=(",", ":")).encode())
        return told.hexdigest()


def house_book(
    *, on: date, known_at: datetime, rates: RatesRow | None = None, told: Told | None = None
) -> HouseBook:
    """Read the book up to the day `on` as it was known at a moment; seven SQL queries.

    Args:
        rates: those of an older run; by default the newest.
        told: what an older run kept; by default the departures as they are now.
    """
    into = merged_into()
    rows = sales.book_rows(until=on, known_at=known_at, rates=rates, into=into)
    place = {dossier_id: index for index, dossier_id in enumerate(rows.dossier_ids)}
    told = told if told is not None else {"departures": _departures()}
    book = Book(
        names=tuple(map(str, rows.dossier_ids)),
        **_columns(rows),
        owners=tuple(_owners(place, known_at)),
        departures=tuple(Departure(*one) for one in told["departures"]),
    )
    return HouseBook(
        on, book.until(on.toordinal()), rows.dossier_ids,
        tuple(_rules(place, known_at)), tuple(_pauses(place, book, on, known_at)),
        told, rows.unpriced, rows.rates,
    )  # fmt: skip


def _columns(rows: BookRows) -> dict[str, Any]:
    customer = np.frombuffer(rows.customer, dtype=np.int32)
    day = np.frombuffer(rows.day, dtype=np.int32)
    amount = np.frombuffer(rows.usd, dtype=np.float64)
    order = np.lexsort((day, customer))  # merged customers come in pieces
    return {"customer": customer[order], "day": day[order], "amount": amount[order]}


def _owners(place: Mapping[UUID, int], known_at: datetime) -> Iterator[Ownership]:
    """Periods of keepers; who kept a customer first is taken to have kept it before, too.

    An order book is often older than the house; its first keeper was there when it was loaded.
    """
    seen: set[UUID] = set()
    for row in keeper_periods(known_at=known_at):
        if row.dossier_id not in place:
            continue
        start = timezone.localdate(row.starts_at).toordinal() if row.dossier_id in seen else None
        end = timezone.localdate(row.ends_at).toordinal() if row.ends_at else None
        seen.add(row.dossier_id)
        if end is None or start is None or end > start:
            yield Ownership(place[row.dossier_id], str(row.person_id), start, end)


def _departures() -> list[list[Any]]:
    return [
        [
            str(row.person_id), row.last_on.toordinal(),
            row.notice_on.toordinal() if row.notice_on else None,
        ]
        for row in departures()
    ]  # fmt: skip


def _rules(place: Mapping[UUID, int], known_at: datetime) -> Iterator[Rule]:
    for row in _rhythms(known_at):
        if row.dossier_id in place:
            yield Rule(place[row.dossier_id], float(row.gap_days))


def _pauses(
    place: Mapping[UUID, int], book: Book, on: date, known_at: datetime
) -> Iterator[Suspension]:
    """Suspensions on record, and those that follow from registered months and next orders."""
    rows = SuspensionModel.objects.filter(at__lte=known_at).exclude(ended_at__lte=known_at)
    for row in rows.order_by("starts_on", "id"):
        if row.dossier_id in place:
            yield _told(place[row.dossier_id], (row.starts_on, row.ends_on), row.by_id)
    for rhythm in _rhythms(known_at):
        customer = place.get(rhythm.dossier_id)
        if customer is not None:
            days: Sequence[int] = book.days_of(customer).tolist()
            first, last = date.fromordinal(days[0]), date.fromordinal(days[-1])
            for period in pauses_of(rhythm.months, rhythm.next_on, first=first, last=last, on=on):
                yield _told(customer, period, rhythm.by_id)


def _told(customer: int, period: Period, person_id: UUID) -> Suspension:
    return Suspension(customer, period[0].toordinal(), period[1].toordinal(), str(person_id))


def _joined(periods: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(periods):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _rhythms(known_at: datetime) -> list[Rhythm]:
    rows = Rhythm.objects.filter(at__lte=known_at).exclude(ended_at__lte=known_at)
    return list(rows.order_by("dossier", "at", "id"))
