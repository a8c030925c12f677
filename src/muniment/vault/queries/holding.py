"""Custody of some customers: who keeps and deputises now, and since when."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from muniment.vault.domain.states import DossierState, Duty
from muniment.vault.models import CustodyPeriod, Dossier
from muniment.vault.queries.keeping import KeptRow

_MARKS = 400


def held_by_any(person_ids: Collection[UUID]) -> tuple[KeptRow, ...]:
    """Open dossiers that any of these people keeps or deputises, by codename; two queries."""
    people = list(person_ids)
    return _rows(Q(keeper__in=people) | Q(deputy__in=people)) if people else ()


def holding_of(dossier_ids: Collection[UUID]) -> tuple[KeptRow, ...]:
    """The open ones of these dossiers, by codename; two queries for each 400."""
    wanted = sorted(dossier_ids)
    found = [
        row
        for start in range(0, len(wanted), _MARKS)
        for row in _rows(Q(pk__in=wanted[start : start + _MARKS]))
    ]
    return tuple(sorted(found, key=lambda row: row.codename))


def _rows(which: Q) -> tuple[KeptRow, ...]:
    some = Dossier.objects.filter(which, state=DossierState.OPEN)
    running = CustodyPeriod.objects.filter(ends_at=None, dossier__in=some.values("id"))
    since = {
        (dossier, duty): starts
        for dossier, duty, starts in running.values_list("dossier_id", "duty", "starts_at")
    }
    return tuple(
        KeptRow(
            dossier, name, keeper, deputy,
            since.get((dossier, Duty.KEEPER.value)), since.get((dossier, Duty.DEPUTY.value)),
        )
        for dossier, name, keeper, deputy in some.order_by("codename").values_list(
            "id", "codename", "keeper_id", "deputy_id"
        )
    )  # fmt: skip
