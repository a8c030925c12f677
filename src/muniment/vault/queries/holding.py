"""Custody of some customers: who keeps and deputises now, and since when."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from muniment.vault.domain.states import DossierState
from muniment.vault.models import Dossier
from muniment.vault.queries.keeping import KeptRow, kept_rows

_MARKS = 400


def held_by_any(person_ids: Collection[UUID]) -> tuple[KeptRow, ...]:
    """Open dossiers that any of these people keeps or deputises, by codename; two queries."""
    return _rows(_held(person_ids)) if person_ids else ()


def holding_of(dossier_ids: Collection[UUID]) -> tuple[KeptRow, ...]:
    """The open ones of these dossiers, by codename; two queries for each 400."""
    wanted = sorted(dossier_ids)
    found = [
        row
        for start in range(0, len(wanted), _MARKS)
        for row in _rows(Q(pk__in=wanted[start : start + _MARKS]))
    ]
    return tuple(sorted(found, key=lambda row: row.codename))


def names_held_by_any(person_ids: Collection[UUID]) -> dict[UUID, str]:
    """Name the open dossiers that any of these people keeps or deputises; one query."""
    return _names(_held(person_ids))


def names_of_open() -> dict[UUID, str]:
    """Name all open dossiers; one query."""
    return _names(Q())


def _names(which: Q) -> dict[UUID, str]:
    some = Dossier.objects.filter(which, state=DossierState.OPEN)
    return dict(some.values_list("id", "codename"))


def _held(person_ids: Collection[UUID]) -> Q:
    people = list(person_ids)
    return Q(keeper__in=people) | Q(deputy__in=people)


def _rows(which: Q) -> tuple[KeptRow, ...]:
    return kept_rows(Dossier.objects.filter(which, state=DossierState.OPEN))
