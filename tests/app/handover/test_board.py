"""The board: from introduced to the customer's word, and back when it says no."""

from datetime import timedelta

import pytest

from muniment.core.ids import new_id
from muniment.handover import gate
from muniment.handover.domain.states import Answer, ItemState, Vouch
from muniment.handover.errors import (
    HandoverNotFound,
    HandoverOver,
    HeirUnfit,
    NotYoursToHand,
    StepNotOpen,
)
from muniment.handover.gate import Part
from muniment.handover.models import HandoverItem
from muniment.handover.queries import BoardFilter, progress_of
from muniment.handover.services.board import (
    accept_customers,
    introduce_customers,
    mark_overdue,
    note_answer,
    offer_other_heir,
)
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.vault import queries as vault
from muniment.vault import services as custody
from muniment.vault.domain.states import Duty
from tests.app.handover.cast import begin, customer, sellers, taken_back
from tests.world import NOON, World

LATER = NOON + timedelta(days=1)


@pytest.fixture
def begun(world: World):
    sellers(world)
    customer(world), customer(world)
    return begin(world, heirs=[world.id("ben"), world.id("dan")], capacity=1)


def items(begun) -> list[HandoverItem]:
    return list(HandoverItem.objects.filter(handover=begun.handover_id).order_by("rank"))


def answer(item, said: Answer, world: World, at=LATER) -> None:
    note_answer(
        item_id=item.id, answer=said, vouch=Vouch.TRACED, confirmation_id=new_id(),
        by=world.actor("mia"), at=at,
    )  # fmt: skip


def board(world: World, begun, name: str, **narrowed):
    return gate.read_board(
        reader=world.actor(name), handover_id=begun.handover_id, filters=BoardFilter(**narrowed),
        at=LATER,
    )  # fmt: skip


def test_a_customer_goes_from_open_to_its_word(world: World, begun) -> None:
    first, second = items(begun)
    assert introduce_customers(item_ids=[first.id], by=world.actor("ada"), at=LATER) == 1
    assert introduce_customers(item_ids=[first.id], by=world.actor("ada"), at=LATER) == 0
    answer(first, Answer.CONFIRMED, world)
    answer(second, Answer.REFUSED, world)

    assert [row.state for row in board(world, begun, "mia").rows] == [
        ItemState.CONFIRMED, ItemState.REFUSED,
    ]  # fmt: skip
    progress = progress_of(begun.handover_id)
    assert (progress.confirmed, progress.refused, progress.introduced) == (1, 1, 1)


def test_a_refused_customer_is_offered_another_heir(world: World, begun) -> None:
    first, _ = items(begun)
    answer(first, Answer.REFUSED, world)
    offer_other_heir(
        item_id=first.id, heir_id=world.id("eli"), reason="the customer asked",
        by=world.actor("mia"), at=LATER,
    )  # fmt: skip

    assert vault.dossier(first.dossier_id).keeper_id == world.id("eli")
    row = next(r for r in board(world, begun, "mia").rows if r.item_id == first.id)
    assert (row.state, row.heir, row.refused_before) == (ItemState.OPEN, "Eli", 1)


def test_a_confirmed_customer_is_not_offered_again(world: World, begun) -> None:
    first, _ = items(begun)
    answer(first, Answer.CONFIRMED, world)
    with pytest.raises(StepNotOpen):
        offer_other_heir(
            item_id=first.id, heir_id=world.id("eli"), reason="x", by=world.actor("mia"), at=LATER
        )


@pytest.mark.parametrize("name", ["ada", "cy", "mia"])
def test_only_somebody_fit_is_offered(world: World, begun, name: str) -> None:
    with pytest.raises(HeirUnfit):
        offer_other_heir(
            item_id=items(begun)[0].id, heir_id=world.id(name), reason="x",
            by=world.actor("mia"), at=LATER,
        )  # fmt: skip


def test_only_the_heir_accepts(world: World, begun) -> None:
    first, _ = items(begun)
    heir = next(name for name in ("ben", "dan") if world.id(name) == first.heir_id)
    other = "dan" if heir == "ben" else "ben"
    with pytest.raises(NotYoursToHand):
        accept_customers(item_ids=[first.id], by=world.actor(other), at=LATER)
    assert accept_customers(item_ids=[first.id], by=world.actor(heir), at=LATER) == 1
    assert progress_of(begun.handover_id).accepted == 1


def test_the_day_passes_and_the_board_says_so(world: World, begun) -> None:
    first, _ = items(begun)
    answer(first, Answer.CONFIRMED, world)
    assert mark_overdue(at=NOON + timedelta(days=14)) == 0
    assert mark_overdue(at=NOON + timedelta(days=15)) == 1
    assert mark_overdue(at=NOON + timedelta(days=15)) == 0
    assert progress_of(begun.handover_id).overdue == 1


def test_heirs_and_the_leaver_see_their_part_without_money(world: World, begun) -> None:
    whole = board(world, begun, "mia")
    assert (whole.part, whole.total) == (Part.LEADS, 2)
    assert all(row.share is not None for row in whole.rows)
    for name, part, total in (("ben", Part.TAKES, 1), ("ada", Part.HANDS, 2)):
        seen = board(world, begun, name)
        assert (seen.part, seen.total) == (part, total)
        assert all(row.share is None and row.first_order_on is None for row in seen.rows)
    mine = board(world, begun, "ben", heir_id=world.id("dan"))
    assert {row.heir_id for row in mine.rows} == {world.id("ben")}


@pytest.mark.parametrize("name", ["eli", "fin", "sam", "cy", "eve"])
def test_nobody_else_knows_of_it(world: World, begun, name: str) -> None:
    assert gate.handovers_for(reader=world.actor(name)) == []
    with pytest.raises(HandoverNotFound):
        board(world, begun, name)


def test_each_view_of_a_person_is_on_record_once_a_sitting(world: World, begun) -> None:
    board(world, begun, "mia"), board(world, begun, "mia")
    gate.read_look_back(reader=world.actor("kai"), handover_id=begun.handover_id, at=LATER)
    told = [(row.actor, row.facts["view"]) for row in world.entries("handover.handover.read")]
    assert told == [(str(world.id("mia")), "board"), (str(world.id("kai")), "look_back")]


def test_the_look_back_is_frozen_and_its_hash_is_in_the_ledger(world: World) -> None:
    hers, other = customer(world), customer(world, "ben")
    world.look("ada", hers)
    with pytest.raises(Exception, match="refused"):
        world.look("ada", other, "pricing")
    begun = begin(world, at=NOON + timedelta(hours=1))

    found = gate.read_look_back(reader=world.actor("mia"), handover_id=begun.handover_id, at=LATER)
    assert found.is_sound
    assert found.told["figures"]["looks"] == 1
    assert found.told["figures"]["refused"] == 1
    assert [one["hers"] for one in found.told["looks"]] == [True, False]
    (entry,) = world.entries("handover.handover.begun")
    assert entry.facts["look_back"] == found.hash
    with pytest.raises(HandoverNotFound):
        gate.read_look_back(reader=world.actor("ada"), handover_id=begun.handover_id, at=LATER)


def test_notice_taken_back_restores_what_can_be_restored(world: World) -> None:
    one, other = customer(world), customer(world)
    deputised = customer(world, "ben")
    for dossier, deputy in ((one, "ben"), (deputised, "ada")):
        custody.assign_custody(
            dossier_id=dossier, duty=Duty.DEPUTY, person_id=world.id(deputy), reason="fair",
            by=world.actor("mia"), at=NOON,
        )  # fmt: skip
    begun = begin(world)
    assert vault.dossier(deputised).deputy_id is None

    done = taken_back(world, begun.handover_id, at=LATER)

    assert (done.customers, done.elsewhere) == (2, 0)
    assert {vault.dossier(d).keeper_id for d in (one, other)} == {world.id("ada")}
    assert vault.dossier(one).deputy_id == world.id("ben")
    assert vault.dossier(deputised).deputy_id == world.id("ada")
    assert people.reader(world.id("ada")).state is State.ACTIVE
    assert not vault.held_among([one, other], at=LATER)
    assert not vault.handed_by(world.id("ada"), at=LATER)
    with pytest.raises(HandoverOver):
        introduce_customers(item_ids=[items(begun)[0].id], by=world.actor("mia"), at=LATER)


@pytest.mark.parametrize("name", ["ada", "dan"])
def test_neither_heirs_nor_the_leaver_learn_which_customers_weigh_most(
    world: World, begun, name: str
) -> None:
    told = board(world, begun, name, main=True)
    assert told.rows
    assert {(row.rank, row.is_main, row.share) for row in told.rows} == {(None, None, None)}
    names = [row.codename for row in told.rows]
    assert names == sorted(names)
    assert told.total == board(world, begun, name).total
