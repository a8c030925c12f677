"""What a hand-over counts and looks back on: rows and days, nothing is opened."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from muniment.vault.domain.states import DossierState
from muniment.vault.models import Consultation, Dossier, FieldValue, Handing, Hold

_MARKS = 400


@dataclass(frozen=True, slots=True)
class Stock:
    """What lies in some dossiers: `versions` counts former values, too."""

    customers: int = 0
    contacts: int = 0
    fields: int = 0
    versions: int = 0


@dataclass(frozen=True, slots=True)
class PastLook:
    """One attempt of a person to see a compartment; the entry proves it."""

    dossier_id: UUID
    compartment: str
    given: bool
    reason: str
    at: datetime
    entry_id: UUID


def stock_of(dossier_ids: Collection[UUID], *, kept_by: Collection[UUID]) -> Stock:
    """Count what lies in open dossiers that these people keep; two queries for each 400."""
    customers = contacts = fields = versions = 0
    for some in _batches(dossier_ids):
        kept = Dossier.objects.filter(
            pk__in=some, keeper__in=list(kept_by), state=DossierState.OPEN
        )
        ids = list(kept.values_list("id", flat=True))
        values = FieldValue.objects.filter(dossier__in=ids, erased_at=None).aggregate(
            all=Count("id"),
            now=Count("id", filter=Q(superseded_at=None)),
            contacts=Count("id", filter=Q(superseded_at=None, compartment="contacts")),
        )
        customers += len(ids)
        contacts += values["contacts"]
        fields += values["now"]
        versions += values["all"]
    return Stock(customers, contacts, fields, versions)


def looks_between(person_id: UUID, *, since: datetime, until: datetime) -> tuple[PastLook, ...]:
    """Every attempt of one person from `since` up to, not including, `until`; one query."""
    looks = Consultation.objects.filter(reader=person_id, at__gte=since, at__lt=until)
    rows = looks.order_by("at", "id").values_list(
        "dossier_id", "compartment", "outcome", "reason", "at", "entry"
    )
    given = Consultation.Outcome.GIVEN
    return tuple(
        PastLook(dossier, compartment, outcome == given, reason, at, entry)
        for dossier, compartment, outcome, reason, at, entry in rows
    )


def look_counts(
    person_ids: Collection[UUID], *, since: datetime, until: datetime
) -> dict[UUID, int]:
    """Looks given to each of these people in a time, nobody left out; one query."""
    given = Consultation.objects.filter(
        reader__in=list(person_ids), outcome=Consultation.Outcome.GIVEN, at__gte=since, at__lt=until
    )
    counted = dict(given.values_list("reader").annotate(Count("id")).order_by())
    return {person: counted.get(person, 0) for person in person_ids}


def held_among(dossier_ids: Collection[UUID], *, at: datetime) -> frozenset[UUID]:
    """Which of these dossiers are on hold; one query for each 400."""
    standing = Hold.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at))
    return frozenset(
        one
        for some in _batches(dossier_ids)
        for one in standing.filter(dossier__in=some).values_list("dossier_id", flat=True)
    )


def handed_by(person_id: UUID, *, at: datetime) -> frozenset[UUID]:
    """The customers on somebody's hand-over list; one query."""
    rows = Handing.objects.in_force(at).filter(person=person_id)
    return frozenset(rows.values_list("dossier_id", flat=True))


def heirs_of_list(person_id: UUID) -> dict[UUID, UUID]:
    """Who keeps now what somebody handed over: keeper by open dossier, after her last day too.

    One query. The caller knows that she is on notice or gone: a list that was taken back counts.
    """
    handed = Handing.objects.filter(person=person_id, dossier__state=DossierState.OPEN)
    rows = handed.exclude(dossier__keeper=None).exclude(dossier__keeper=person_id)
    return dict(rows.values_list("dossier_id", "dossier__keeper_id"))


def _batches(ids: Collection[UUID]) -> Iterator[Sequence[UUID]]:
    every = sorted(set(ids))
    for start in range(0, len(every), _MARKS):
        yield every[start : start + _MARKS]
