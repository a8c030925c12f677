"""What of the customers waits for the reader."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow
from muniment.vault import queries
from muniment.vault.catalogue import current
from muniment.vault.domain.duties import KEEPERS, LEADING
from muniment.web.today.cards import SHOWN, Card, Line
from muniment.web.vault.rights import label_of
from muniment.web.vault.words import STALE, freshness

RUNS_OUT_WITHIN = timedelta(days=14)
_DECIDING = frozenset({Role.OWNER, Role.COMPLIANCE})


def cards(reader: ReaderRow, at: datetime) -> list[Card]:
    """Collect what waits; an owner or manager asks four queries, everybody else two."""
    if reader.role.is_outside:
        return []
    asked: list[Callable[[ReaderRow, datetime], Card | None]] = [_grants]
    asked += [_kept] if reader.role in KEEPERS else []
    asked += [_unkept] if reader.role in LEADING else []
    asked += [_erasures] if reader.role in _DECIDING else []
    return [card for ask in asked if (card := ask(reader, at))]


def _kept(reader: ReaderRow, at: datetime) -> Card | None:
    """Customers the reader keeps that nobody touched for long, or that lack what is required."""
    required = [spec.code for spec in current().fields.values() if spec.required]
    rows = queries.neglected_kept_by(reader.id, stale_before=at - STALE, required=required)
    if not rows:
        return None
    return Card(
        title=gettext("Customers of yours that want a word"),
        icon="archive",
        count=len(rows),
        weight=40,
        lines=[
            Line(url=_dossier(row.id), codename=row.codename, note=_want(row, at))
            for row in rows[:SHOWN]
        ],
        url=f"{reverse('customers:index')}?scope=mine&sort=touched",
        more=gettext("All customers of mine"),
    )


def _want(row: queries.NeglectedRow, at: datetime) -> str:
    if row.missing:
        told = ngettext("%(n)d required field empty", "%(n)d required fields empty", row.missing)
        return told % {"n": row.missing}
    return gettext("last change %(when)s") % {"when": freshness(row.touched_at, at).words}


def _unkept(_reader: ReaderRow, _at: datetime) -> Card | None:
    count = queries.unkept_count()
    if not count:
        return None
    return Card(
        title=gettext("Customers without a keeper"),
        icon="user-question",
        count=count,
        weight=80,
        text=gettext("Nobody answers for them now. Name a keeper on the page of each dossier."),
        url=f"{reverse('customers:index')}?unkept=1",
        more=gettext("Show them"),
    )


def _erasures(reader: ReaderRow, _at: datetime) -> Card | None:
    rows = [row for row in queries.erasures() if row.asked_by != reader.id]
    if not rows:
        return None
    catalogue = current()
    return Card(
        title=gettext("Erasures waiting for a second person"),
        icon="eraser",
        count=len(rows),
        weight=100,
        lines=[
            Line(
                url=reverse("customers:closing", args=[row.dossier_id]),
                codename=row.codename,
                note=label_of(catalogue, row.compartment),
            )
            for row in rows[:SHOWN]
        ],
    )


def _grants(reader: ReaderRow, at: datetime) -> Card | None:
    soon = at + RUNS_OUT_WITHIN
    rows = [row for row in queries.grants_held_by(reader.id, at=at) if row.until <= soon]
    if not rows:
        return None
    return Card(
        title=gettext("Grants of yours that run out"),
        icon="key",
        count=len(rows),
        weight=30,
        lines=[
            Line(
                url=_dossier(row.dossier_id),
                codename=row.codename,
                note=f"{row.until:%Y-%m-%d}",
            )
            for row in rows[:SHOWN]
        ],
    )


def _dossier(dossier_id: object) -> str:
    return reverse("customers:dossier", args=[dossier_id])
