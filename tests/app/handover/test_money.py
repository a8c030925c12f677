"""Amounts of a hand-over follow the order histories that the access table opens."""

from datetime import timedelta

import pytest

from muniment.core.actor import HOUSE
from muniment.exposure.services import work_out
from muniment.handover import gate, planning
from muniment.handover.after import read_after
from muniment.handover.queries import BoardFilter
from muniment.vault import services as vault
from tests.app.exposure.scene import close_orders
from tests.app.handover.cast import begin, customer, sellers
from tests.world import NOON, World

LATER = NOON + timedelta(days=20)


@pytest.fixture
def hers(world: World):
    sellers(world)
    found = [customer(world), customer(world)]
    for place, dossier in enumerate(found):
        world.order(dossier, f"PO-{place}")
    work_out(by=HOUSE, at=NOON)
    return found


def board(world: World, begun, name: str = "mia"):
    return gate.read_board(
        reader=world.actor(name), handover_id=begun.handover_id, filters=BoardFilter(), at=LATER
    )


def planned(world: World):
    made = planning.plan(person_id=world.id("ada"), by=world.actor("mia"), at=NOON)
    return planning.money_of(made, by=world.actor("mia"), at=NOON)


def test_who_may_read_the_orders_sees_what_hangs(world: World, hers) -> None:
    assert planned(world).sums.hang > 0
    begun = begin(world, heirs=[world.id("dan")], capacity=2)
    told = board(world, begun)
    assert (told.money.sums.hang > 0, told.money.untold) == (True, 0)


def test_a_closed_order_history_closes_plan_and_board_to_a_leader(world: World, hers) -> None:
    close_orders(world)
    told = planned(world)
    assert (told.sums, told.untold) == (None, 2)
    assert sum(told.shares.values()) == 1000

    begun = begin(world, heirs=[world.id("dan")], capacity=2)
    for place, dossier in enumerate(hers):
        world.order(dossier, f"NEW-{place}")
    seen = board(world, begun)
    assert (seen.money.sums, seen.money.untold) == (None, 2)
    assert {row.rank for row in seen.rows} == {1, 2}
    assert {row.share for row in seen.rows} == {500}
    assert {row.first_order_on for row in seen.rows} == {None}
    assert board(world, begun, "olga").money.sums.hang > 0


def test_one_open_customer_gives_none_of_the_others_away(world: World, hers) -> None:
    close_orders(world)
    vault.give_grant(
        dossier_id=hers[0], compartment="product", holder_id=world.id("mia"), reason="a claim",
        until=NOON + timedelta(days=90), by=world.actor("olga"), at=NOON,
    )  # fmt: skip
    told = planned(world)

    assert (told.untold, told.shares) == (1, {hers[0]: 1000})
    assert 0 < told.sums.expected < sum(
        item.ranked.weight.expected
        for item in planning.plan(
            person_id=world.id("ada"), by=world.actor("mia"), at=NOON
        ).items
    )  # fmt: skip


def test_what_became_of_them_is_told_without_amounts(world: World, hers) -> None:
    begun = begin(world, heirs=[world.id("dan")], capacity=2)
    world.order(hers[0], "NEW-1")
    ask = {"handover_id": begun.handover_id, "at": LATER}
    opened = read_after(reader=world.actor("mia"), **ask)
    assert (opened.untold, opened.lost is None) == (0, False)

    close_orders(world)
    told = read_after(reader=world.actor("mia"), **ask)
    assert (told.lost, told.low, told.high, told.untold) == (None, None, None, 2)
    assert {row.first_order_on for row in told.rows} == {None}
    assert read_after(reader=world.actor("olga"), **ask).untold == 0
