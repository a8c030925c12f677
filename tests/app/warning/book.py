"""An order book for tests of warnings: regular customers, one that stopped, one that is due."""

from datetime import date, datetime, timedelta
from uuid import UUID

from muniment.sales import services as sales
from muniment.sales.domain.facts import OrderFact
from muniment.sales.domain.states import OrderState
from tests.world import NOON, World

TODAY = NOON.date()
STEADY = 12
"""Customers that order every four weeks or so, to the present day."""


def orders(
    world: World, dossier_id: UUID, days: list[date], *, mark: str, minor: int = 500_000,
    at: datetime = NOON,
) -> None:  # fmt: skip
    """Put orders of one customer on record."""
    facts = [
        OrderFact(f"{mark}-{place}", dossier_id, day, minor, "USD", OrderState.COMPLETED)
        for place, day in enumerate(days)
    ]
    for start in range(0, len(facts), 900):
        sales.record_orders(orders=facts[start : start + 900], by=world.actor("mia"), at=at)


def every(gap: int, *, times: int, last: date, swing: int = 4) -> list[date]:
    """Days about `gap` apart that end on `last`; the swing is fixed, so tests repeat."""
    days, day = [], last
    for place in range(times):
        days.append(day)
        day -= timedelta(days=gap + (place * 7) % (2 * swing + 1) - swing)
    return sorted(days)


def book(world: World, at: datetime = NOON) -> dict[str, UUID]:
    """Twelve steady customers of Ada and Ben, and Ada's customer that has been silent since."""
    made: dict[str, UUID] = {}
    for place in range(STEADY):
        made[f"steady{place}"] = world.dossier("ada" if place % 2 else "ben", values={})
        last = at.date() - timedelta(days=3 + 2 * place)
        days = every(28, times=26, last=last, swing=3 + place % 4)
        orders(
            world,
            made[f"steady{place}"],
            days,
            mark=f"S{place}",
            minor=300_000 + place * 1_000,
            at=at,
        )
    made["silent"] = world.dossier("ada", values={})
    last = at.date() - timedelta(days=120)
    orders(world, made["silent"], every(28, times=24, last=last), mark="Q", minor=900_000, at=at)
    for place in range(4):  # they stopped long ago: the book knows stopping
        made[f"gone{place}"] = world.dossier("ben", values={})
        last = at.date() - timedelta(days=300 + 40 * place)
        orders(world, made[f"gone{place}"], every(30, times=9, last=last), mark=f"G{place}", at=at)
    return made
