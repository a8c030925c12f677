"""Areas and posts change hands with the same machinery, and nobody loses access."""

import pytest

from muniment.handover.domain.states import Kind
from muniment.handover.errors import NothingToHand, NotYoursToHand, PlanMoved
from muniment.handover.models import Handover
from muniment.handover.services.rotation import (
    Market,
    begin_rotation,
    markets_of,
    plan_rotation,
)
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.vault import queries as vault
from muniment.vault.domain.cells import Cell, Column, Relation
from muniment.vault.services import adopt_table, propose_table
from tests.app.handover.cast import customer, sellers
from tests.world import NOON, World


def keeper(dossier_id):
    head = vault.dossier(dossier_id)
    return head.keeper_id if head else None


def planned(world: World, *names: str, markets=None, heirs=("dan",), only=None, by: str = "mia"):
    return plan_rotation(
        person_ids=[world.id(name) for name in names], markets=markets, only=only,
        heirs=[world.id(name) for name in heirs], by=world.actor(by), at=NOON,
    )  # fmt: skip


def test_markets_are_counted_over_several_people(world: World) -> None:
    for name, country in (("ada", "BR"), ("ada", "DE"), ("ben", "BR")):
        customer(world, name, country=country)
    ids = [world.id("ada"), world.id("ben")]

    assert markets_of(person_ids=ids, by=world.actor("mia"), at=NOON) == (
        Market("BR", 2), Market("DE", 1),
    )  # fmt: skip


def test_one_market_of_two_people_goes_to_one_heir_and_the_rest_stays(world: World) -> None:
    sellers(world)
    ada_br, ada_de = customer(world, country="BR"), customer(world, country="DE")
    ben_br = customer(world, "ben", country="BR")
    rotation = planned(world, "ada", "ben", markets=["BR"])

    begun = begin_rotation(
        kind=Kind.ROTATION, rotation=rotation, fingerprint=rotation.fingerprint,
        reason="areas by continent", by=world.actor("mia"), at=NOON,
    )  # fmt: skip

    assert len(begun) == 2
    assert keeper(ada_br) == keeper(ben_br) == world.id("dan")
    assert keeper(ada_de) == world.id("ada")
    assert not vault.held_among([ada_br, ben_br, ada_de], at=NOON)
    assert not vault.handed_by(world.id("ada"), at=NOON)
    ada = people.reader(world.id("ada"))
    assert ada is not None
    assert ada.state is State.ACTIVE


def test_single_customers_can_be_chosen(world: World) -> None:
    sellers(world)
    one, other = customer(world), customer(world)
    rotation = planned(world, "ada", only=[one])
    begin_rotation(
        kind=Kind.TRANSFER, rotation=rotation, fingerprint=rotation.fingerprint, reason="new post",
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip
    assert (keeper(one), keeper(other)) == (world.id("dan"), world.id("ada"))
    assert Handover.objects.get().kind == "transfer"


def test_two_people_swap_their_areas(world: World) -> None:
    hers, his = customer(world, country="BR"), customer(world, "ben", country="DE")
    rotation = planned(world, "ada", "ben", heirs=("ada", "ben"))
    begin_rotation(
        kind=Kind.ROTATION, rotation=rotation, fingerprint=rotation.fingerprint, reason="swap",
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip
    assert (keeper(hers), keeper(his)) == (world.id("ben"), world.id("ada"))


def test_only_what_was_shown_is_done_and_a_leaver_takes_another_way(world: World) -> None:
    sellers(world)
    customer(world)
    rotation = planned(world, "ada")
    for kind, mark in ((Kind.ROTATION, "other"), (Kind.LEAVER, rotation.fingerprint)):
        with pytest.raises(PlanMoved):
            begin_rotation(
                kind=kind, rotation=rotation, fingerprint=mark, reason="", by=world.actor("mia"),
                at=NOON,
            )  # fmt: skip


def test_where_there_is_nothing_nothing_is_planned(world: World) -> None:
    sellers(world)
    customer(world, country="DE")
    with pytest.raises(NothingToHand):
        planned(world, "ada", markets=["BR"])


@pytest.mark.parametrize("name", ["ada", "ben", "kai", "cus"])
def test_only_those_above_rotate(world: World, name: str) -> None:
    sellers(world)
    customer(world)
    with pytest.raises(NotYoursToHand):
        planned(world, "ada", by=name)


def test_whom_the_table_keeps_a_country_from_does_not_learn_it_by_choosing_markets(
    world: World,
) -> None:
    customer(world, country="BR")
    column = Column(Role.SALES_MANAGER, Relation.LINE_MANAGER)
    table = vault.table_in_force()[1].changed({("identity.country", column): Cell.SHUT})
    number = propose_table(table=table, note="by codename", by=world.actor("mia"), at=NOON)
    adopt_table(number=number, by=world.actor("olga"), at=NOON)

    (market,) = markets_of(person_ids=[world.id("ada")], by=world.actor("mia"), at=NOON)
    assert market == Market("", 1)
    with pytest.raises(NothingToHand):
        planned(world, "ada", markets=["BR"], heirs=())
