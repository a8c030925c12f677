"""Dossiers by codename and by our own customer number; who keeps them, who may read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db.models import Count, Q

from muniment.vault import indexing
from muniment.vault.domain.codenames import CodenameUnknown, parse_codename
from muniment.vault.domain.states import DossierState
from muniment.vault.models import (
    BlindKey,
    CustodyPeriod,
    Dossier,
    Engagement,
    Erasure,
    Filing,
    Grant,
)


@dataclass(frozen=True, slots=True)
class DossierHead:
    """What everybody on the staff may know of a dossier."""

    id: UUID
    codename: str
    state: str
    keeper_id: UUID | None
    deputy_id: UUID | None
    opened_by: UUID | None
    opened_at: datetime
    touched_at: datetime
    merged_into: UUID | None

    @classmethod
    def of(cls, row: Dossier) -> Self:
        """Take a row over."""
        return cls(
            id=row.id, codename=row.codename, state=row.state, keeper_id=row.keeper_id,
            deputy_id=row.deputy_id, opened_by=row.opened_by_id, opened_at=row.opened_at,
            touched_at=row.touched_at, merged_into=row.merged_into_id,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CustodyRow:
    """One person's time as keeper or deputy."""

    duty: str
    person_id: UUID
    starts_at: datetime
    ends_at: datetime | None
    assigned_by: UUID | None


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One standing right to read a compartment."""

    id: UUID
    dossier_id: UUID
    codename: str
    compartment: str
    holder_id: UUID
    approved_by: UUID
    starts_at: datetime
    until: datetime
    ends_at: datetime | None

    @classmethod
    def of(cls, row: Grant) -> Self:
        """Take a row over, loaded with its dossier."""
        return cls(
            id=row.id, dossier_id=row.dossier_id, codename=row.dossier.codename,
            compartment=row.compartment, holder_id=row.holder_id, approved_by=row.approved_by_id,
            starts_at=row.starts_at, until=row.until, ends_at=row.ends_at,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """An outside company at work on one order."""

    id: UUID
    company_id: UUID
    order_number: str
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class FilingRow:
    """A custodian's word that the papers were in order."""

    filed_by: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """A wish to erase a compartment, waiting, done or withdrawn."""

    id: UUID
    dossier_id: UUID
    codename: str
    compartment: str
    state: str
    basis: str
    asked_by: UUID
    asked_at: datetime
    closed_by: UUID | None
    closed_at: datetime | None

    @classmethod
    def of(cls, row: Erasure) -> Self:
        """Take a row over, loaded with its dossier."""
        return cls(
            id=row.id, dossier_id=row.dossier_id, codename=row.dossier.codename,
            compartment=row.compartment, state=row.state, basis=row.basis,
            asked_by=row.asked_by_id, asked_at=row.asked_at, closed_by=row.closed_by_id,
            closed_at=row.closed_at,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class NeglectedRow:
    """A kept dossier that wants a word: `missing` counts the required fields it lacks."""

    id: UUID
    codename: str
    touched_at: datetime
    missing: int


def dossier(dossier_id: UUID) -> DossierHead | None:
    """The head of one dossier; one query."""
    row = Dossier.objects.filter(pk=dossier_id).first()
    return DossierHead.of(row) if row else None


def codenames_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Codenames of many dossiers; unknown ids are absent; one query."""
    return dict(Dossier.objects.filter(pk__in=set(ids)).values_list("id", "codename"))


def dossiers_kept_by(person_id: UUID, *, limit: int = 100) -> list[DossierHead]:
    """Open dossiers that a person keeps, most recently touched first; one query."""
    kept = Dossier.objects.filter(keeper=person_id, state=DossierState.OPEN)
    return [DossierHead.of(row) for row in kept.order_by("-touched_at", "-id")[:limit]]


def unkept_count() -> int:
    """How many open dossiers wait for a keeper; one query."""
    return Dossier.objects.filter(keeper=None, state=DossierState.OPEN).count()


def dossiers_by_code(customer_codes: Sequence[str]) -> dict[str, DossierHead]:
    """Find dossiers by our own customer number; a merged one leads to where it went.

    Answers within the house only: it says which dossier, so no door hands it out. One query
    for each 400 codes.
    """
    digests = {indexing.code_digest(code): code for code in customer_codes if code.strip()}
    found: dict[str, DossierHead] = {}
    wanted = list(digests)
    for start in range(0, len(wanted), 400):
        keys = BlindKey.objects.filter(
            index=indexing.CODE_INDEX, digest__in=wanted[start : start + 400], current=True
        ).select_related("dossier__merged_into")
        for key in keys:
            row = key.dossier.merged_into or key.dossier
            found[digests[bytes(key.digest)]] = DossierHead.of(row)
    return found


def custody_of(dossier_id: UUID) -> list[CustodyRow]:
    """All custody of a dossier, newest first; one query."""
    rows = CustodyPeriod.objects.filter(dossier=dossier_id).order_by("-starts_at", "-id")
    return [
        CustodyRow(row.duty, row.person_id, row.starts_at, row.ends_at, row.assigned_by_id)
        for row in rows
    ]


def grants_of(dossier_id: UUID, *, at: datetime) -> list[GrantRow]:
    """Grants in force in a dossier, newest first; one query."""
    rows = Grant.objects.in_force(at).filter(dossier=dossier_id).select_related("dossier")
    return [GrantRow.of(row) for row in rows.order_by("-starts_at", "-id")]


def grants_held_by(person_id: UUID, *, at: datetime, limit: int = 50) -> list[GrantRow]:
    """Grants that a person holds now, the first to run out first; one query."""
    rows = Grant.objects.in_force(at).filter(holder=person_id).select_related("dossier")
    return [GrantRow.of(row) for row in rows.order_by("until", "id")[:limit]]


def engagements_of(dossier_id: UUID, *, at: datetime) -> list[EngagementRow]:
    """Outside companies at work for this customer now; one query."""
    rows = Engagement.objects.in_force(at).filter(dossier=dossier_id)
    return [
        EngagementRow(row.id, row.company_id, row.order_number, row.starts_at, row.ends_at)
        for row in rows.order_by("-starts_at", "-id")
    ]


def filings_of(dossier_id: UUID) -> list[FilingRow]:
    """When the papers were filed, newest first; one query."""
    rows = Filing.objects.filter(dossier=dossier_id).order_by("-at", "-id")
    return [FilingRow(row.filed_by_id, row.at) for row in rows]


def erasures_of(dossier_id: UUID) -> list[ErasureRow]:
    """Wishes to erase compartments of a dossier, newest first; one query."""
    rows = Erasure.objects.filter(dossier=dossier_id).select_related("dossier")
    return [ErasureRow.of(row) for row in rows.order_by("-asked_at", "-id")]


def erasures(*, state: str = "asked", limit: int = 50) -> list[ErasureRow]:
    """Wishes in one state over all dossiers, oldest first; one query."""
    rows = Erasure.objects.filter(state=state).select_related("dossier")
    return [ErasureRow.of(row) for row in rows.order_by("asked_at", "id")[:limit]]


def neglected_kept_by(
    person_id: UUID, *, stale_before: datetime, required: Iterable[str], limit: int = 100
) -> list[NeglectedRow]:
    """A keeper's open dossiers that are stale or lack a required field, stalest first; one query.

    Args:
        required: codes of the fields that a complete dossier has.
    """
    codes = list(required)
    there = Q(values__field__in=codes, values__superseded_at=None, values__erased_at=None)
    kept = Dossier.objects.filter(keeper=person_id, state=DossierState.OPEN).annotate(
        filled=Count("values", filter=there)
    )
    wanting = kept.filter(Q(touched_at__lt=stale_before) | Q(filled__lt=len(codes)))
    return [
        NeglectedRow(row.id, row.codename, row.touched_at, len(codes) - row.filled)
        for row in wanting.order_by("touched_at", "id")[:limit]
    ]


def dossier_named(codename: str) -> DossierHead | None:
    """The dossier of a codename, however it is written (“amber heron”, “AmberHeron”); one query."""
    try:
        known = parse_codename(codename)
    except CodenameUnknown:
        return None
    row = Dossier.objects.filter(codename=known).first()
    return DossierHead.of(row) if row else None
