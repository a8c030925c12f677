"""Who may know what hangs on whom, and that every view is on record before it is shown."""

from datetime import timedelta

import pytest

from muniment.core.actor import HOUSE
from muniment.exposure import gate, queries
from muniment.exposure.domain.reach import ORDERS
from muniment.exposure.errors import CustomerNotFound, ExposureShut, PersonNotFound
from muniment.exposure.purse import purse_of
from muniment.exposure.services import work_out
from muniment.people import queries as people_queries
from muniment.people import services as people
from muniment.vault import services as vault
from muniment.vault.domain.cells import Cell
from muniment.vault.domain.states import Duty
from muniment.vault.gate.showing import open_among
from muniment.vault.gate.standing import reader_of
from muniment.vault.queries.reaching import shelves
from tests.app.exposure.scene import close_orders, customer, scene, touch
from tests.world import NOON
from tests.world import world as build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def world(db):
    return build()


def test_a_customer_known_by_one_hangs_more_than_one_with_deputy_and_visits(world):
    alone, held = scene(world)
    (hers,) = (
        row for row in queries.hang_of(world.id("ada"), on=NOON.date()) if row.dossier_id == alone
    )
    (his,) = queries.hang_of(world.id("ben"), on=NOON.date())

    assert hers.usd == his.usd == pytest.approx(12_500)
    assert hers.follow > 0.4
    assert his.follow < 0.1
    assert hers.low == pytest.approx(0.05 * hers.usd)
    assert hers.high == pytest.approx(hers.usd)
    assert his.dossier_id == held


def test_before_the_first_survey_nothing_hangs_and_the_page_says_so(world):
    assert queries.hang_of(world.id("ada"), on=NOON.date()) == ()
    assert gate.read_house(reader=world.actor("olga"), at=NOON).survey is None


def test_a_manager_sees_her_people_the_owner_everybody(world):
    scene(world)
    mias = gate.read_house(reader=world.actor("mia"), at=NOON)
    all_of_them = gate.read_house(reader=world.actor("olga"), at=NOON)

    assert {line.name for line in mias.people} == {"Ada", "Ben"}
    assert {"Mia", "Olga", "Cy", "Eve"} < {line.name for line in all_of_them.people}
    assert mias.customers == 2


@pytest.mark.parametrize("name", ["ada", "ben", "cy", "cus", "fin", "sam", "eve"])
def test_who_answers_for_nobody_sees_nothing(world, name):
    alone, _ = scene(world)
    reader = world.actor(name)
    for ask in (
        lambda: gate.read_house(reader=reader, at=NOON),
        lambda: gate.read_person(reader=reader, person_id=world.id(name), at=NOON),
        lambda: gate.read_customer(reader=reader, dossier_id=alone, at=NOON),
    ):
        with pytest.raises(ExposureShut):
            ask()
    assert world.entries("exposure.person.read") == []


def test_a_manager_sees_neither_herself_nor_her_own_manager(world):
    for name in ("mia", "olga", "cy"):
        with pytest.raises(PersonNotFound):
            gate.read_person(reader=world.actor("mia"), person_id=world.id(name), at=NOON)


def test_a_manager_on_notice_sees_nobody_any_more(world):
    scene(world)
    people.give_notice(
        person_id=world.id("mia"), notice_on=NOON.date(),
        last_day_on=NOON.date() + timedelta(days=30), by=world.actor("olga"), at=NOON,
    )  # fmt: skip

    with pytest.raises(ExposureShut):
        gate.read_house(reader=world.actor("mia"), at=NOON)


def test_every_view_is_on_record_about_whom_it_shows(world):
    alone, _ = scene(world)
    reader = world.actor("mia")
    gate.read_house(reader=reader, at=NOON)
    gate.read_person(reader=reader, person_id=world.id("ada"), at=NOON)
    gate.read_customer(reader=reader, dossier_id=alone, at=NOON)
    gate.read_pair(reader=reader, first_id=world.id("ada"), second_id=world.id("ben"), at=NOON)

    assert world.entries("exposure.map.read")[0].facts["people"] == 2
    assert world.entries("exposure.person.read")[0].subject == world.id("ada")
    assert world.entries("exposure.customer.read")[0].subject == alone
    assert world.entries("exposure.pair.read")[0].facts["second"] == str(world.id("ben"))


def test_two_who_leave_together_take_more_than_each_alone(world):
    shared = customer(world, "ada", "Gamma Ltd")
    touch(world, "ada", shared)
    vault.assign_custody(
        dossier_id=shared, duty=Duty.DEPUTY, person_id=world.id("ben"), reason="cover", at=NOON,
        by=world.actor("mia"),
    )  # fmt: skip
    touch(world, "ben", shared)
    work_out(by=HOUSE, at=NOON)
    view = gate.read_pair(
        reader=world.actor("mia"), first_id=world.id("ada"), second_id=world.id("ben"), at=NOON
    )

    assert view.shared == 1
    assert view.together.middle > view.apart[0].middle + view.apart[1].middle


def test_what_to_do_first_is_a_deputy_where_he_takes_most_off(world):
    alone, held = scene(world)
    house = gate.read_house(reader=world.actor("mia"), at=NOON)

    assert [one.dossier_id for one in house.todo] == [alone]
    view = gate.read_customer(reader=world.actor("mia"), dossier_id=alone, at=NOON)
    assert view.bonds[0].cut == pytest.approx(house.todo[0].cut)
    assert view.bonds[0].cut == pytest.approx(view.bonds[0].fall * 12_500)
    assert gate.read_customer(reader=world.actor("mia"), dossier_id=held, at=NOON).hidden == 1


def test_a_hand_over_moves_the_tile_at_once_a_survey_later_the_money(world):
    alone, _ = scene(world)
    reader = world.actor("olga")
    gate.read_house(reader=reader, at=NOON)
    vault.assign_custody(
        dossier_id=alone, duty=Duty.KEEPER, person_id=world.id("ben"), reason="area", at=NOON,
        by=world.actor("mia"),
    )  # fmt: skip
    house = gate.read_house(reader=reader, at=NOON)

    (bens,) = (group for group in house.groups if group.name == "Ben")
    assert {tile.dossier_id for tile in bens.tiles} >= {alone}


def test_a_customer_that_nobody_of_hers_keeps_is_no_customer_to_a_manager(world):
    dossier = customer(world, "olga", "Delta Ltd")
    work_out(by=HOUSE, at=NOON)

    with pytest.raises(CustomerNotFound):
        gate.read_customer(reader=world.actor("mia"), dossier_id=dossier, at=NOON)
    assert gate.read_customer(reader=world.actor("kai"), dossier_id=dossier, at=NOON).bonds


def test_a_new_survey_takes_the_place_of_the_old_one(world):
    scene(world)
    first = queries.newest_survey()
    work_out(by=HOUSE, at=NOON + timedelta(days=1))

    assert queries.newest_survey().id != first.id
    assert len(queries.hang_of(world.id("ada"), on=NOON.date() + timedelta(days=1))) == 2
    assert [entry.facts["customers"] for entry in world.entries("exposure.survey.done")] == [2, 2]


def test_where_the_order_register_is_closed_no_amount_and_no_order_by_it_is_shown(world):
    alone, _ = scene(world)
    close_orders(world)
    reader = world.actor("mia")
    house = gate.read_house(reader=reader, at=NOON)
    person = gate.read_person(reader=reader, person_id=world.id("ada"), at=NOON)
    customer_ = gate.read_customer(reader=reader, dossier_id=alone, at=NOON)
    pair = gate.read_pair(
        reader=reader, first_id=world.id("ada"), second_id=world.id("ben"), at=NOON
    )

    assert (house.total, house.untold, pair.together, pair.untold) == (None, 2, None, 2)
    assert {line.band for line in house.people} == {line.turnover for line in house.people}
    assert {line.band for line in house.people} == {None}
    tiles = [tile for group in house.groups for tile in group.tiles]
    assert [tile.usd for tile in tiles] == [None, None]
    assert len({tile.area for tile in tiles}) == 1
    assert [(one.dossier_id, one.cut) for one in house.todo] == [(alone, None)]
    assert house.todo[0].fall > 0.2
    assert (person.band, person.turnover, customer_.money) == (None, None, None)
    assert [row.money for row in person.held] == [None, None]
    assert [row.follow for row in person.held] == sorted(
        (row.follow for row in person.held), reverse=True
    )
    assert {one.cut for one in customer_.bonds} == {row.money for row in pair.rows} == {None}


def test_counted_is_not_open_an_amount_takes_a_look_of_its_own(world):
    alone, _ = scene(world)
    close_orders(world, Cell.COUNTED)

    assert gate.read_customer(reader=world.actor("mia"), dossier_id=alone, at=NOON).money is None


def test_a_grant_opens_one_customer_s_amounts_and_the_sums_hold_only_those(world):
    alone, held = scene(world)
    close_orders(world)
    vault.give_grant(
        dossier_id=held, compartment="product", holder_id=world.id("mia"), reason="a fair",
        until=NOON + timedelta(days=30), by=world.actor("olga"), at=NOON,
    )  # fmt: skip
    house = gate.read_house(reader=world.actor("mia"), at=NOON)

    told = {t.dossier_id: t.usd for group in house.groups for t in group.tiles}
    assert told == {alone: None, held: pytest.approx(12_500)}
    assert house.untold == 1
    (hers,) = (line for line in house.people if line.name == "Ada")
    assert hers.untold == 1  # of the two with which she has a bond
    assert hers.band.high <= 12_500


def test_what_the_house_shows_of_money_is_what_the_table_opens_to_each_reader(world):
    scene(world)
    for name in ("olga", "kai", "mia"):
        reader = reader_of(world.actor(name))
        dossiers = [shelf_id for shelf in shelves() for shelf_id in shelf.dossiers]
        by_filter = open_among(reader, dossiers, field=ORDERS, at=NOON)

        assert purse_of(reader, at=NOON).open == by_filter


def test_today_counts_customers_known_by_one_alone_on_record(world):
    scene(world)
    mia, ada = (people_queries.reader(world.id(name)) for name in ("mia", "ada"))

    assert gate.count_alone(ada, at=NOON) is None
    assert gate.count_alone(mia, at=NOON) == gate.AloneCount(1, 2)
    assert [entry.actor for entry in world.entries("exposure.card.read")] == [str(mia.id)]


def test_that_today_told_it_is_on_record_once_a_day(world):
    scene(world)
    mia = people_queries.reader(world.id("mia"))
    for hours in (0, 1, 2, 24, 25):
        gate.count_alone(mia, at=NOON + timedelta(hours=hours))

    told = [entry.at for entry in world.entries("exposure.card.read")]
    assert sorted(told) == [NOON, NOON + timedelta(hours=24)]


def test_a_deputy_is_asked_for_where_the_customer_still_knows_who_handed_it_over(world):
    alone, held = scene(world)
    vault.assign_custody(
        dossier_id=alone, duty=Duty.KEEPER, person_id=world.id("ben"), reason="rotation",
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip
    work_out(by=HOUSE, at=NOON + timedelta(hours=1))

    (todo,) = gate.read_house(reader=world.actor("mia"), at=NOON).todo
    assert (todo.dossier_id, todo.keeper_id, todo.person_id) == (
        alone, world.id("ben"), world.id("ada"),
    )  # fmt: skip
    bonds = gate.read_customer(reader=world.actor("mia"), dossier_id=alone, at=NOON).bonds
    assert todo.cut == pytest.approx(max(one.cut for one in bonds))
    named = gate.read_customer(reader=world.actor("mia"), dossier_id=held, at=NOON).bonds
    assert {one.cut for one in named} == {0.0}
