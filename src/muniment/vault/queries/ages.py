"""How old values are and who submitted them: days and counts, nothing is opened."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from uuid import UUID

from django.db.models import Count, Min, Q, TextField
from django.db.models.functions import Cast, TruncDate

from muniment.vault.domain.states import DossierState
from muniment.vault.models import CustodyPeriod, Dossier, FieldValue
from muniment.vault.queries.dossiers import DossierHead

_MARKS = 400
Age = tuple[UUID, str, datetime, datetime | None]
"""Dossier, field, when it was submitted, and when it was verified."""


@dataclass(frozen=True, slots=True)
class AgeRow:
    """The value that stands for one field of one dossier, without the value."""

    field: str
    version: int
    submitted_at: datetime
    verified_at: datetime | None


@dataclass(frozen=True, slots=True)
class Hands:
    """Who wrote and who verified the value that stands for a field; None: the house, or nobody."""

    submitted_by: UUID | None
    verified_by: UUID | None


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One person's time with one dossier; `ends_at` None: still."""

    dossier_id: UUID
    person_id: UUID
    duty: str
    starts_at: datetime
    ends_at: datetime | None
    by_opening: bool


def ages_of(dossier_ids: Iterable[UUID]) -> dict[UUID, list[AgeRow]]:
    """The values that stand in each dossier, in no order; one query for each 400 dossiers."""
    found: dict[UUID, list[AgeRow]] = defaultdict(list)
    names = ("dossier_id", "field", "version", "submitted_at", "verified_at")
    for some in _batches(dossier_ids):
        rows = FieldValue.objects.filter(
            dossier__in=some, superseded_at=None, erased_at=None
        ).values_list(*names)
        for dossier_id, *told in rows.order_by():
            found[dossier_id].append(AgeRow(*told))
    return dict(found)


def ages_kept_by(person_ids: Iterable[UUID]) -> Iterator[Age]:
    """The values that stand in open dossiers of these keepers, in no order.

    One query for each 400 people. For hundreds of thousands of rows: ids and moments come as text
    and each different one is read once, which takes a third of the time of reading every one.
    """
    named, moments = cache(UUID), cache(_moment)
    for some in _batches(person_ids):
        rows = FieldValue.objects.filter(
            dossier__keeper__in=some, dossier__state=DossierState.OPEN,
            superseded_at=None, erased_at=None,
        ).annotate(
            whose=Cast("dossier_id", TextField()), submitted=Cast("submitted_at", TextField()),
            verified=Cast("verified_at", TextField()),
        )  # fmt: skip
        told = rows.order_by().values_list("whose", "field", "submitted", "verified")
        for whose, field, submitted, verified in told.iterator(chunk_size=5_000):
            checked = moments(verified) if verified else None
            yield named(whose), field, moments(submitted), checked


def _moment(text: str) -> datetime:
    """Read a moment as either engine writes it: SQLite without its zone, which is UTC."""
    told = datetime.fromisoformat(text)
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def hands_among(dossier_ids: Iterable[UUID], field: str) -> dict[UUID, Hands]:
    """Who wrote and verified the value of one field, by dossier; one query for each 400."""
    found: dict[UUID, Hands] = {}
    for some in _batches(dossier_ids):
        rows = FieldValue.objects.filter(
            dossier__in=some, field=field, superseded_at=None, erased_at=None
        )
        names = ("dossier_id", "submitted_by_id", "verified_by_id")
        for dossier_id, *told in rows.values_list(*names):
            found[dossier_id] = Hands(*told)
    return found


def customers_of(person_id: UUID) -> list[DossierHead]:
    """Open dossiers that a person keeps or deputises, by codename; one query."""
    hers = Dossier.objects.filter(Q(keeper=person_id) | Q(deputy=person_id))
    rows = hers.filter(state=DossierState.OPEN).order_by("codename", "id")
    return [DossierHead.of(row) for row in rows]


def kept_by_any(person_ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Open dossiers by their keeper; one query for each 400 people."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for some in _batches(person_ids):
        rows = Dossier.objects.filter(keeper__in=some, state=DossierState.OPEN)
        for keeper_id, dossier_id in rows.order_by("id").values_list("keeper_id", "id"):
            found[keeper_id].append(dossier_id)
    return dict(found)


def submitted_counts(
    person_id: UUID, *, since: datetime | None = None, until: datetime | None = None
) -> dict[UUID, int]:
    """How many values a person submitted for each dossier, `since` out, `until` in; one query."""
    values = FieldValue.objects.filter(submitted_by=person_id)
    if since is not None:
        values = values.filter(submitted_at__gt=since)
    if until is not None:
        values = values.filter(submitted_at__lte=until)
    return dict(values.values_list("dossier_id").annotate(count=Count("id")).order_by())


def submitted_days(
    person_ids: Iterable[UUID], *, since: datetime, until: datetime
) -> dict[UUID, dict[date, int]]:
    """How many values each person submitted on each day; one query for each 400 people."""
    found: dict[UUID, dict[date, int]] = defaultdict(dict)
    for some in _batches(person_ids):
        rows = FieldValue.objects.filter(
            submitted_by__in=some, submitted_at__gte=since, submitted_at__lt=until
        ).annotate(day=TruncDate("submitted_at"))
        counted = rows.values_list("submitted_by_id", "day").annotate(count=Count("id"))
        for person_id, day, count in counted.order_by():
            if person_id is not None:
                found[person_id][day] = count
    return dict(found)


def first_custody(person_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each person first kept a customer; people who never did are absent.

    One query for each 400 people.
    """
    found: dict[UUID, datetime] = {}
    for some in _batches(person_ids):
        rows = CustodyPeriod.objects.filter(person__in=some).values_list("person_id")
        found.update(rows.annotate(first=Min("starts_at")).order_by())
    return found


def custody_by(person_id: UUID) -> list[KeptRow]:
    """All times a person kept or deputised a customer, oldest first; one query."""
    rows = CustodyPeriod.objects.filter(person=person_id).order_by("starts_at", "id")
    return [
        KeptRow(row.dossier_id, row.person_id, row.duty, row.starts_at, row.ends_at, row.by_opening)
        for row in rows
    ]


def _batches(ids: Iterable[UUID]) -> Iterator[Sequence[UUID]]:
    every = sorted(set(ids))
    for start in range(0, len(every), _MARKS):
        yield every[start : start + _MARKS]
