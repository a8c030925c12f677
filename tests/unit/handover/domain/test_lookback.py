"""What stands out in 90 days: figures beside one's own past and one's peers, never a verdict."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from muniment.handover.domain.lookback import (
    Figures,
    Flag,
    Look,
    by_compartment,
    figures,
    striking,
)

NOTICE = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
ENTRY = UUID(int=9)


def look(days: int, *, dossier: int = 1, hour: int = 10, given: bool = True, hers: bool = True):
    at = NOTICE - timedelta(days=days)
    return Look(UUID(int=dossier), "identity", given, "open", at, hour, hers, ENTRY)


def flags(now: Figures, before: Figures | None = None, peers=()):
    return {one.flag for one in striking(now, before or Figures(), list(peers))}


def test_looks_are_added_up():
    rows = [
        look(40), look(3, hour=23), look(2, dossier=2, hers=False), look(1, given=False),
    ]  # fmt: skip
    assert figures(rows, {"lists": 4}, until=NOTICE) == Figures(
        looks=3, refused=1, customers=2, others=1, night=1, last_days=2, lists=4
    )
    assert by_compartment(rows) == {"identity": 2}


def test_an_ordinary_quarter_raises_nothing():
    now = Figures(looks=60, customers=30, last_days=10)
    assert flags(now, Figures(looks=120), [55, 60, 70]) == set()


def test_twice_the_usual_and_twice_the_peers_stand_out():
    now = Figures(looks=130, last_days=20)
    assert flags(now, Figures(looks=120), [50, 60, 70]) == {
        Flag.MORE_THAN_BEFORE, Flag.MORE_THAN_PEERS,
    }  # fmt: skip


def test_a_rush_in_the_last_days_stands_out_with_what_an_even_spread_has():
    found = striking(Figures(looks=40, last_days=30), Figures(looks=80), [])
    assert [(one.flag, one.found, one.usual) for one in found] == [(Flag.LAST_DAYS, 30, 6)]


def test_a_handful_is_never_striking():
    assert flags(Figures(looks=9, refused=9, night=9, others=9, last_days=9)) == set()


def test_night_refusals_and_customers_of_others_stand_out():
    now = Figures(looks=100, refused=20, night=20, others=20)
    assert flags(now, Figures(looks=200)) == {
        Flag.MANY_REFUSALS, Flag.AT_NIGHT, Flag.OTHERS_CUSTOMERS,
    }  # fmt: skip
