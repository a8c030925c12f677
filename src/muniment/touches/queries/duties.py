"""Contact duties as they stand: who owes which customer a touch, and since when."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from muniment.people import queries as people
from muniment.people.queries.chart import direct_managers
from muniment.touches.domain.duties import BUILT_IN, Owed, Part, fulfilled_on
from muniment.touches.models import Duty, DutyDefault
from muniment.touches.queries.touches import last_traced
from muniment.vault.queries.holding import held_by_any, holding_of
from muniment.vault.queries.keeping import KeptRow

_MANY = 400  # customers


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One customer's own rule for one part."""

    part: Part
    days: int
    person_id: UUID | None


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """A touch that somebody owes and has not made; `late` counts days beyond the duty."""

    dossier_id: UUID
    codename: str
    person_id: UUID
    part: Part
    days: int
    due_on: date
    last_on: date | None
    late: int


def defaults() -> dict[Part, int]:
    """The company's days for each part, the built-in ones where it set none; one query."""
    rows = DutyDefault.objects.filter(ends_at=None).values_list("part", "days")
    return {**BUILT_IN, **{Part(part): days for part, days in rows}}


def duties_of(dossier_id: UUID) -> dict[Part, DutyRow]:
    """The rules of one customer's own; parts that follow the company are absent; one query."""
    rows = Duty.objects.filter(dossier=dossier_id, ends_at=None)
    return {Part(row.part): DutyRow(Part(row.part), row.days, row.person_id) for row in rows}


def owed(
    kept: Collection[KeptRow], *, on: date, only: Collection[UUID] | None = None
) -> list[Owed]:
    """Work out every duty for some customers; five queries and two for each 5,000 customers.

    Args:
        only: leave out what others than these people owe.
    """
    company, own = defaults(), _own([row.dossier_id for row in kept])
    lines = _Lines(direct_managers(), _above(people.reporting_lines()))
    asked = [
        (row.dossier_id, it)
        for row in kept
        for it in _of_one(row, company, own.get(row.dossier_id, {}), lines)
        if only is None or it.person in only
    ]
    touched = last_traced(
        {dossier_id for dossier_id, _ in asked}, until=on,
        by=None if only is None else set().union(*(it.fulfilling for _, it in asked)),
    )  # fmt: skip
    day_of = cache(timezone.localdate)
    return [
        Owed(
            dossier_id=dossier_id, part=it.part, person_id=it.person, days=it.days,
            last_on=fulfilled_on(touched.get(dossier_id, {}), it.fulfilling),
            since=day_of(it.since) if it.since else date.min,
        )
        for dossier_id, it in asked
    ]  # fmt: skip


def owed_by(person_ids: Collection[UUID], *, on: date) -> dict[UUID, list[tuple[KeptRow, Owed]]]:
    """What these people owe, the most urgent first; about a dozen queries."""
    wanted = set(person_ids)
    kept = {row.dossier_id: row for row in _concerned(wanted)}
    found: dict[UUID, list[tuple[KeptRow, Owed]]] = defaultdict(list)
    for duty in owed(list(kept.values()), on=on, only=wanted):
        if duty.person_id:
            found[duty.person_id].append((kept[duty.dossier_id], duty))
    for mine in found.values():
        mine.sort(key=lambda pair: (pair[1].due_on, pair[0].codename))
    return dict(found)


def overdue(person_ids: Collection[UUID], *, on: date) -> dict[UUID, tuple[OverdueRow, ...]]:
    """What these people owe and have not done, the latest first; costs as `owed_by`."""
    return {
        person_id: tuple(
            OverdueRow(
                row.dossier_id, row.codename, person_id, duty.part, duty.days, duty.due_on,
                duty.last_on, duty.late(on),
            )
            for row, duty in mine
            if duty.late(on)
        )
        for person_id, mine in owed_by(person_ids, on=on).items()
    }  # fmt: skip


def _concerned(wanted: set[UUID]) -> Iterable[KeptRow]:
    """Customers that these people keep, deputise, or whose keeper is right below them."""
    below = {report for report, manager in direct_managers().items() if manager in wanted}
    yield from held_by_any(wanted | below)
    named = Duty.objects.filter(person__in=wanted, ends_at=None).values_list("dossier_id")
    yield from holding_of({dossier_id for (dossier_id,) in named})


def _own(ids: Collection[UUID]) -> dict[UUID, dict[Part, DutyRow]]:
    """Rules of their own; few customers have any, so of many all rules are read at once."""
    found: dict[UUID, dict[Part, DutyRow]] = defaultdict(dict)
    rules = Duty.objects.filter(ends_at=None)
    for row in rules.filter(dossier__in=ids) if len(ids) <= _MANY else rules:
        part = Part(row.part)
        found[row.dossier_id][part] = DutyRow(part, row.days, row.person_id)
    return found


def _above(lines: Mapping[UUID, frozenset[UUID]]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for manager, below in lines.items():
        for person in below:
            found[person].add(manager)
    return found


class _Lines(NamedTuple):
    """Who stands right above whom, and who at any height."""

    direct: Mapping[UUID, UUID]
    above: Mapping[UUID, Collection[UUID]]


class _Asked(NamedTuple):
    """One part of one customer: who owes, whose touches count, and from when the clock runs."""

    part: Part
    person: UUID | None
    days: int
    fulfilling: Collection[UUID]
    since: datetime | None


def _of_one(
    row: KeptRow, company: Mapping[Part, int], own: Mapping[Part, DutyRow], lines: _Lines
) -> Iterator[_Asked]:
    boss = lines.direct.get(row.keeper_id) if row.keeper_id else None
    for part, holder, since in (
        (Part.KEEPER, row.keeper_id, row.keeper_since),
        (Part.DEPUTY, row.deputy_id, row.deputy_since),
        (Part.LINE_MANAGER, boss, row.keeper_since),
    ):
        rule = own.get(part)
        days = rule.days if rule else company[part]
        if not days or (part is Part.LINE_MANAGER and not (boss or rule)):
            continue  # nothing is asked, or there is nobody above the keeper
        named = rule.person_id if rule else None
        fulfilling: Collection[UUID] = [it for it in (named or holder,) if it]
        if part is Part.LINE_MANAGER and not named and row.keeper_id:
            fulfilling = lines.above.get(row.keeper_id, ())
        yield _Asked(part, named or holder, days, fulfilling, since)
