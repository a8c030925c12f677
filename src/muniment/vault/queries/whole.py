"""All customers at once, for the house's own computing: who kept whom when, what was merged."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.vault.domain.states import DossierState, Duty
from muniment.vault.models import CustodyPeriod, Dossier


@dataclass(frozen=True, slots=True)
class KeeperPeriod:
    """One person's time as keeper of one dossier; `ends_at` None: still, as known then."""

    dossier_id: UUID
    person_id: UUID
    starts_at: datetime
    ends_at: datetime | None


def keeper_periods(*, known_at: datetime) -> list[KeeperPeriod]:
    """List who kept which dossier, as it was known at a moment, oldest first; one query."""
    rows = CustodyPeriod.objects.filter(duty=Duty.KEEPER.value, starts_at__lte=known_at)
    told = rows.order_by("dossier", "starts_at", "id").values_list(
        "dossier_id", "person_id", "starts_at", "ends_at"
    )
    return [
        KeeperPeriod(dossier_id, person_id, starts, ends if ends and ends <= known_at else None)
        for dossier_id, person_id, starts, ends in told
    ]


def open_dossiers() -> dict[UUID, UUID | None]:
    """Name the keeper of every open dossier; one query."""
    rows = Dossier.objects.filter(state=DossierState.OPEN).order_by("id")
    return dict(rows.values_list("id", "keeper_id"))


def opened_when() -> dict[UUID, datetime]:
    """Say when each open dossier was opened; one query."""
    rows = Dossier.objects.filter(state=DossierState.OPEN).order_by("id")
    return dict(rows.values_list("id", "opened_at"))


def merged_into() -> dict[UUID, UUID]:
    """Say where merged dossiers went, chains followed to their end; one query."""
    rows = Dossier.objects.filter(state=DossierState.MERGED, merged_into__isnull=False)
    step = dict(rows.values_list("id", "merged_into_id"))
    return {row_id: _end_of(row_id, step) for row_id in step}


def _end_of(row_id: UUID, step: dict[UUID, UUID]) -> UUID:
    while row_id in step:
        row_id = step[row_id]
    return row_id
