"""Custody in bulk: who keeps and deputises now, and since when."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

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
    return kept_rows(Dossier.objects.filter(state=DossierState.OPEN))


def kept_rows(dossiers: QuerySet[Dossier]) -> tuple[KeptRow, ...]:
    """Give these dossiers by codename, with running custody; two queries, whatever their number.

    Ids are read as texts and made once: of 20,000 customers most have the same few keepers.
    """
    running = CustodyPeriod.objects.filter(ends_at=None, dossier__in=dossiers.values("id"))
    since = {
        (dossier, duty): starts
        for dossier, duty, starts in running.values_list(_text("dossier_id"), "duty", "starts_at")
    }
    person = cache(lambda told: UUID(told) if told else None)
    told = dossiers.order_by("codename").values_list(
        _text("id"), "codename", _text("keeper_id"), _text("deputy_id")
    )
    return tuple(
        KeptRow(
            UUID(dossier), name, person(keeper), person(deputy),
            since.get((dossier, Duty.KEEPER.value)), since.get((dossier, Duty.DEPUTY.value)),
        )
        for dossier, name, keeper, deputy in told
    )  # fmt: skip


def _text(column: str) -> Cast:
    return Cast(column, TextField())


_MARKS = 500  # parameters in one query


def kept_at(dossier_ids: Collection[UUID], *, at: datetime) -> dict[UUID, KeptRow]:
    """Who kept and deputised these dossiers just before a moment; codenames are left out.

    Dossiers without custody then are absent. One query for each 500 dossiers.
    """
    held: dict[UUID, dict[str, tuple[UUID, datetime]]] = defaultdict(dict)
    ids = sorted(dossier_ids)
    for start in range(0, len(ids), _MARKS):
        periods = CustodyPeriod.objects.filter(
            Q(ends_at=None) | Q(ends_at__gte=at), dossier__in=ids[start : start + _MARKS],
            starts_at__lt=at,
        ).order_by("starts_at", "id")  # fmt: skip
        told = periods.values_list("dossier_id", "duty", "person_id", "starts_at")
        for dossier, duty, person, starts in told:
            held[dossier][duty] = (person, starts)
    return {dossier: _row(dossier, duties) for dossier, duties in held.items()}


def _row(dossier: UUID, duties: dict[str, tuple[UUID, datetime]]) -> KeptRow:
    keeper, keeper_since = duties.get(Duty.KEEPER.value, (None, None))
    deputy, deputy_since = duties.get(Duty.DEPUTY.value, (None, None))
    return KeptRow(dossier, "", keeper, deputy, keeper_since, deputy_since)
