"""An heir whose customers change hands again: the boards that wait for her follow."""

from datetime import timedelta

import pytest

from muniment.handover.domain.states import Answer, ConfirmationState, ItemState, Vouch
from muniment.handover.models import Confirmation, HandoverItem
from muniment.handover.services.board import accept_customers, note_answer, offer_other_heir
from muniment.vault import queries as vault
from tests.app.handover.cast import begin, customer, sellers, taken_back
from tests.world import NOON, World

LATER = NOON + timedelta(days=1)


@pytest.fixture
def first(world: World):
    """Ada leaves, and Ben inherits two customers."""
    sellers(world)
    customer(world), customer(world)
    return begin(world, heirs=[world.id("ben")])


def items(begun) -> list[HandoverItem]:
    return list(HandoverItem.objects.filter(handover=begun.handover_id).order_by("rank"))


def answered(world: World, item: HandoverItem) -> None:
    note_answer(
        item_id=item.id, answer=Answer.CONFIRMED, vouch=Vouch.TRACED, confirmation_id=item.id,
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip


def test_a_customer_that_did_not_agree_yet_waits_for_the_next_heir(world: World, first) -> None:
    agreed, waits = items(first)
    answered(world, agreed)
    begin(world, person="ben", heirs=[world.id("dan")], at=LATER)

    agreed, waits = items(first)
    assert (agreed.heir_id, agreed.state) == (world.id("ben"), ItemState.CONFIRMED)
    assert (waits.heir_id, waits.state) == (world.id("dan"), ItemState.OPEN)
    assert waits.heirs_before == [str(world.id("ben"))]
    (told,) = world.entries("handover.heir.followed")
    assert told.facts["person"] == str(world.id("dan"))
    assert told.facts["before"] == str(world.id("ben"))


def test_no_prepared_letter_names_somebody_who_hands_over_herself(world: World, first) -> None:
    begin(world, person="ben", heirs=[world.id("dan")], at=LATER)

    prepared = Confirmation.objects.filter(state=ConfirmationState.PREPARED)
    assert set(prepared.values_list("heir_id", flat=True)) == {world.id("dan")}


def test_the_next_heir_can_accept_and_another_one_can_be_offered(world: World, first) -> None:
    begin(world, person="ben", heirs=[world.id("dan")], at=LATER)
    one, other = items(first)

    assert accept_customers(item_ids=[one.id], by=world.actor("dan"), at=LATER) == 1
    offer_other_heir(
        item_id=other.id, heir_id=world.id("eli"), reason="full", by=world.actor("mia"), at=LATER
    )
    assert vault.dossier(other.dossier_id).keeper_id == world.id("eli")
    both = HandoverItem.objects.filter(dossier=other.dossier_id)
    assert set(both.values_list("heir_id", flat=True)) == {world.id("eli")}


def test_taking_the_second_notice_back_brings_the_first_heir_back(world: World, first) -> None:
    second = begin(world, person="ben", heirs=[world.id("dan")], at=LATER)
    taken_back(world, second.handover_id, at=LATER)

    assert {item.heir_id for item in items(first)} == {world.id("ben")}
