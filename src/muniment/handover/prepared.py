"""Prepared letters before they are sent: every text that would leave the house, and to whom.

A letter names people of ours and never the customer, so customers with the same heir and language
share one text. Whoever may send it sees it whole.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from muniment.core.actor import Actor
from muniment.handover import sealing
from muniment.handover.domain.states import ConfirmationState, Obstacle
from muniment.handover.errors import HandoverNotFound
from muniment.handover.gate import SEEING_ALL, Part, View, note_view, part_of
from muniment.handover.letters import as_prepared
from muniment.handover.models import Confirmation
from muniment.handover.outsiders import SEALED
from muniment.handover.wording import words_of
from muniment.keys import ring
from muniment.vault import queries as vault


@dataclass(frozen=True, slots=True)
class Addressee:
    """One customer of a letter, and what is in the way of mail to it."""

    item_id: UUID
    dossier_id: UUID
    codename: str
    obstacle: Obstacle | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One text, the heir whom it names, and the customers that would get it.

    Attributes:
        direction: of the script, `ltr` or `rtl`.
        text: with a mark where each customer's own link will stand.
    """

    heir: str
    language: str
    language_name: str
    direction: str
    subject: str
    text: str
    customers: tuple[Addressee, ...]


@dataclass(frozen=True, slots=True)
class LetterCounts:
    """How many customers have a letter, how many are prepared only, and what stands in the way."""

    letters: int
    prepared: int
    obstacles: Mapping[Obstacle, int]

    @property
    def stopped(self) -> int:
        """Count the letters that cannot be mailed."""
        return sum(count for one, count in self.obstacles.items() if one.stops_mail)

    @property
    def unverified(self) -> int:
        """Count the letters whose yes would not count, because nobody checked the address."""
        return self.obstacles.get(Obstacle.UNVERIFIED, 0)


def read_prepared(*, reader: Actor, handover_id: UUID, at: datetime) -> tuple[Sheet, ...]:
    """Show every text that is prepared; heirs see those about themselves, the leaver none.

    Raises:
        HandoverNotFound: no part of hers.
        LedgerUnavailable: nothing can be put on record, so nothing is shown.

    Costs six queries and one key for each customer.
    """
    head, part = part_of(reader=reader, handover_id=handover_id)
    if part is Part.HANDS:
        raise HandoverNotFound
    if part in SEEING_ALL:
        note_view(reader=reader, head=head, view=View.BOARD, at=at)
    heir_id = reader.person_id if part is Part.TAKES else None
    rows = _rows(handover_id, heir_id)
    codenames = vault.codenames_of({row.item.dossier_id for row in rows})
    found: dict[tuple[str, str], list[Confirmation]] = {}
    told = _told(rows)
    for row in rows:
        if told[row.id]:
            found.setdefault((row.language, repr(told[row.id])), []).append(row)
    return tuple(_sheet(some, told[some[0].id], codenames) for some in found.values())


def letters_of(handover_id: UUID) -> LetterCounts:
    """Count the letters of a board; two queries. The caller asked the gate."""
    rows = Confirmation.objects.filter(item__handover=handover_id, item__merged_at=None)
    letters = rows.values("item").distinct().count()
    prepared = list(
        rows.filter(state=ConfirmationState.PREPARED).values_list("obstacle", flat=True)
    )
    stuck = Counter(Obstacle(one) for one in prepared if one)
    return LetterCounts(letters, len(prepared), stuck)


def stopped_letters(handover_id: UUID, *, limit: int) -> list[Addressee]:
    """Prepared letters that cannot be mailed, the heaviest customer first; two queries.

    The caller asked the gate for the whole board.
    """
    rows = Confirmation.objects.filter(
        item__handover=handover_id, state=ConfirmationState.PREPARED,
        obstacle__in=[one for one in Obstacle if one.stops_mail],
    )  # fmt: skip
    found = list(rows.select_related("item").order_by("item__rank")[:limit])
    codenames = vault.codenames_of({row.item.dossier_id for row in found})
    return [_addressee(row, codenames) for row in found]


def _rows(handover_id: UUID, heir_id: UUID | None) -> list[Confirmation]:
    rows = Confirmation.objects.filter(item__handover=handover_id, state=ConfirmationState.PREPARED)
    if heir_id is not None:
        rows = rows.filter(heir=heir_id)
    return list(rows.select_related("item").order_by("language", "heir__name", "item__rank"))


def _told(rows: list[Confirmation]) -> dict[UUID, dict[str, Any]]:
    pairs = {(row.item.dossier_id, sealing.COMPARTMENT) for row in rows}
    keys = ring.data_keys(pairs)
    return {
        row.id: sealing.unseal_under(
            keys.get((row.item.dossier_id, sealing.COMPARTMENT)), SEALED, row.id, row.sealed
        )
        for row in rows
    }


def _sheet(
    rows: list[Confirmation], told: Mapping[str, Any], codenames: Mapping[UUID, str]
) -> Sheet:
    first = rows[0]
    words = words_of(first.language)
    subject, text = as_prepared(told, language=first.language, expires_at=first.expires_at)
    return Sheet(
        heir=str(told["heir"]), language=words.code, language_name=words.name,
        direction=words.direction, subject=subject, text=text,
        customers=tuple(_addressee(row, codenames) for row in rows),
    )  # fmt: skip


def _addressee(row: Confirmation, codenames: Mapping[UUID, str]) -> Addressee:
    return Addressee(
        row.item_id, row.item.dossier_id, codenames[row.item.dossier_id],
        Obstacle(row.obstacle) if row.obstacle else None,
    )  # fmt: skip
