"""What other rooms know about the customers of a hand-over: money, contact, promises."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from muniment.core.actor import Actor
from muniment.exposure import queries as exposure
from muniment.handover.domain.ranking import Ranked, Weight, ranked
from muniment.sales import queries as sales
from muniment.touches import queries as touches
from muniment.touches import services as touching
from muniment.touches.services import HeldPost


@dataclass(frozen=True, slots=True)
class Promise:
    """One open promise or quotation; `id` names the row it stands in."""

    id: UUID
    dossier_id: UUID
    kind: str
    due_on: date | None


QUOTATION = "quotation"


def ranking(person_id: UUID, dossier_ids: Collection[UUID], *, on: date) -> tuple[Ranked, ...]:
    """Rank somebody's customers by what hangs on her.

    Before the first survey of the exposure room the money of the last 12 months stands in for
    what is expected: it says which customers are large, not which would follow her.
    """
    found = {row.dossier_id: row for row in exposure.hang_of(person_id, on=on)}
    weights = [
        Weight(
            one, expected=_cents(row.usd), low=_cents(row.low), hang=_cents(row.middle),
            high=_cents(row.high),
        )
        for one in dossier_ids
        if (row := found.get(one)) is not None
    ]  # fmt: skip
    rest = [one for one in dossier_ids if one not in found]
    return ranked([*weights, *_by_turnover(rest, on)])


def _by_turnover(dossier_ids: Collection[UUID], on: date) -> list[Weight]:
    money = sales.money_of(dossier_ids, since=on - timedelta(days=365), until=on)
    return [
        Weight(one, expected=_cents(money[one].usd) if one in money else 0) for one in dossier_ids
    ]


def _cents(usd: float) -> int:
    return round(usd * 100)


def known_to(dossier_ids: Collection[UUID], *, at: datetime) -> Mapping[UUID, frozenset[UUID]]:
    """The people of ours whom each customer knows: a traced touch, or its own word."""
    return touches.known_to_customer(dossier_ids, at=at)


def promises(dossier_ids: Collection[UUID]) -> tuple[Promise, ...]:
    """Open promises and quotations, by customer and day."""
    return tuple(
        Promise(row.id, row.dossier_id, row.kind.value, row.due_on)
        for rows in touches.open_promises(dossier_ids).values()
        for row in rows
    )


def hold_post(person_id: UUID, *, at: datetime) -> HeldPost:
    """Bring what lies in a leaver's tray to her heirs, too; in the caller's transaction."""
    return touching.hold_post(person_id=person_id, at=at)


def move_duties(from_id: UUID, heirs: Mapping[UUID, UUID], *, by: Actor, at: datetime) -> None:
    """Give contact duties, visit plans and promises to the heirs, in the caller's transaction."""
    for heir_id in sorted(set(heirs.values())):
        touching.move_duties(
            dossier_ids=[one for one, heir in heirs.items() if heir == heir_id],
            from_person=from_id, to_person=heir_id, reason="handover", by=by, at=at,
        )  # fmt: skip
