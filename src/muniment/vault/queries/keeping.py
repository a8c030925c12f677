"""Custody in bulk: who keeps and deputises now, and since when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.vault.domain.states import DossierState, Duty
from muniment.vault.models import CustodyPeriod, Dossier


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One open dossier with its keeper and deputy, and since when each has the duty."""

    dossier_id: UUID
    codename: str
    keeper_id: UUID | None
    deputy_id: UUID | None
    keeper_since: datetime | None = None
    deputy_since: datetime | None = None


def kept_now() -> tuple[KeptRow, ...]:
    """Open dossiers by codename, with running custody; two queries, whatever their number."""
    running = CustodyPeriod.objects.filter(ends_at=None)
    since = {
        (dossier, duty): starts
        for dossier, duty, starts in running.values_list("dossier_id", "duty", "starts_at")
    }
    rows = Dossier.objects.filter(state=DossierState.OPEN).order_by("codename")
    return tuple(
        KeptRow(
            dossier, name, keeper, deputy,
            since.get((dossier, Duty.KEEPER.value)), since.get((dossier, Duty.DEPUTY.value)),
        )
        for dossier, name, keeper, deputy in rows.values_list(
            "id", "codename", "keeper_id", "deputy_id"
        )
    )  # fmt: skip
