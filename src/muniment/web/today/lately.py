"""The customers somebody was at lately: codenames only, nothing is opened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from muniment.people.queries import ReaderRow
from muniment.vault import gate, queries
from muniment.vault.domain.duties import KEEPERS
from muniment.web.vault.words import freshness

SHOWN: Final = 6
_LOOKED_THROUGH: Final = 40


@dataclass(frozen=True, slots=True)
class Lately:
    """One customer, with what happened last and how long ago."""

    codename: str
    url: str
    note: str
    when: str


@dataclass(frozen=True, slots=True)
class _Touch:
    dossier_id: UUID
    codename: str
    at: datetime
    note: str


def customers(reader: ReaderRow, at: datetime) -> list[Lately]:
    """List the customers that this person looked at or keeps, newest first; three queries."""
    newest: dict[UUID, _Touch] = {}
    for touch in sorted(_touches(reader), key=lambda touch: touch.at, reverse=True):
        newest.setdefault(touch.dossier_id, touch)
    chosen = list(newest.values())
    if reader.role.is_outside:  # an ended engagement takes the codename with it
        known = gate.codenames_known_to(reader, newest, at)
        chosen = [touch for touch in chosen if touch.dossier_id in known]
    return [_line(touch, at) for touch in chosen[:SHOWN]]


def _touches(reader: ReaderRow) -> Iterator[_Touch]:
    for look in queries.looks_of(reader.id, limit=_LOOKED_THROUGH).rows:
        note = gettext("you looked") if look.outcome == "given" else gettext("you were refused")
        yield _Touch(look.dossier_id, look.codename, look.at, note)
    if reader.role in KEEPERS:
        for row in queries.dossiers_kept_by(reader.id, limit=SHOWN):
            yield _Touch(row.id, row.codename, row.touched_at, gettext("last change"))


def _line(touch: _Touch, at: datetime) -> Lately:
    return Lately(
        codename=touch.codename,
        url=reverse("customers:dossier", args=[touch.dossier_id]),
        note=touch.note,
        when=freshness(touch.at, at).words,
    )
