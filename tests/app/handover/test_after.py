"""After the hand-over: kept, unclear, perhaps taken, beside the customers of people who stayed."""

from datetime import timedelta

import pytest

from muniment.handover.after import read_after
from muniment.handover.domain.aftermath import Beside, Heap
from muniment.handover.errors import HandoverNotFound
from muniment.sales import services as sales
from muniment.sales.domain.facts import OrderFact
from muniment.sales.domain.states import OrderState
from tests.app.handover.cast import begin, customer, sellers
from tests.world import NOON, World

WEEK = timedelta(weeks=1)


def orders(world: World, dossier_id, name: str, weeks) -> None:
    facts = [
        OrderFact(
            number=f"{name}-{week}", dossier_id=dossier_id,
            ordered_on=(NOON + week * WEEK).date(), amount_minor=1_000_000, currency="USD",
            state=OrderState.BOOKED, handled_by="Ada",
        )
        for week in weeks
    ]  # fmt: skip
    sales.record_orders(orders=facts, by=world.actor("mia"), at=NOON)


def test_customers_are_sorted_and_set_beside_those_of_people_who_stayed(world: World) -> None:
    sellers(world)
    staying, silent = customer(world), customer(world)
    orders(world, staying, "A", [*range(-50, 0, 3), *range(1, 26, 3)])
    orders(world, silent, "B", range(-50, 0, 3))
    for place in range(3):
        orders(world, customer(world, "ben"), f"C{place}", range(-50 + place, 26, 3))
    begun = begin(world, heirs=[world.id("dan")], capacity=5)

    found = read_after(
        reader=world.actor("mia"), handover_id=begun.handover_id, at=NOON + 26 * WEEK
    )

    heaps = {row.dossier_id: row.heap for row in found.rows}
    assert heaps[staying] is Heap.KEPT
    assert heaps[silent] in {Heap.UNCLEAR, Heap.TAKEN}
    assert found.compared == 3
    assert (found.weeks[-1].hers, found.weeks[-1].others) == (500, 1000)
    assert (found.hers.ordered, found.hers.customers) == (1, 2)
    assert found.beside is Beside.TOO_FEW
    assert found.low <= found.lost <= found.high or found.took_any is None
    (read,) = [
        row for row in world.entries("handover.handover.read") if row.facts["view"] == "after"
    ]
    assert read.actor == str(world.id("mia"))


@pytest.mark.parametrize("name", ["ada", "dan", "ben", "cy"])
def test_what_became_of_them_is_not_for_everybody(world: World, name: str) -> None:
    sellers(world)
    customer(world)
    begun = begin(world, heirs=[world.id("dan")])
    with pytest.raises(HandoverNotFound):
        read_after(reader=world.actor(name), handover_id=begun.handover_id, at=NOON + WEEK)


def test_customers_that_never_ordered_before_are_no_loss_in_the_comparison(world: World) -> None:
    sellers(world)
    orders(world, customer(world), "A", [*range(-50, 0, 3), *range(1, 9, 3)])
    customer(world)
    begun = begin(world, heirs=[world.id("dan")], capacity=5)
    found = read_after(reader=world.actor("mia"), handover_id=begun.handover_id, at=NOON + 9 * WEEK)

    assert (found.hers.ordered, found.hers.customers) == (1, 1)
    assert len(found.rows) == 2


def test_where_nobody_else_keeps_customers_there_is_no_line_to_compare_with(world: World) -> None:
    sellers(world)
    orders(world, customer(world), "A", range(-50, 0, 3))
    begun = begin(world, heirs=[world.id("dan")])
    found = read_after(reader=world.actor("mia"), handover_id=begun.handover_id, at=NOON + 9 * WEEK)

    assert found.compared == 0
    assert found.weeks == ()
    assert found.beside is Beside.TOO_FEW


def test_customers_of_somebody_else_who_leaves_are_no_yardstick(world: World) -> None:
    sellers(world)
    orders(world, customer(world), "A", range(-50, 0, 3))
    for name, keeper in (("B", "ben"), ("C", "eli")):
        orders(world, customer(world, keeper), name, range(-50, 9, 3))
    begin(world, person="eli", by="mia", heirs=[world.id("dan")])
    begun = begin(world, heirs=[world.id("dan")])
    found = read_after(reader=world.actor("mia"), handover_id=begun.handover_id, at=NOON + 9 * WEEK)

    assert found.compared == 1
