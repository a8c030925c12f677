"""Customers of a running board that turn out to be one customer."""

from datetime import timedelta

import pytest

from muniment.handover import gate
from muniment.handover.after import read_after
from muniment.handover.domain.states import ConfirmationState, Kind
from muniment.handover.errors import HandoverNotFound
from muniment.handover.models import Confirmation, Handover, HandoverItem, PromiseItem
from muniment.handover.queries import BoardFilter, progress_of
from muniment.handover.services.board import accept_customers
from muniment.touches import services as touches
from muniment.touches.domain.kinds import PromiseKind
from muniment.vault import queries as vault
from muniment.vault import services as custody
from muniment.vault.services import DossierOnHold
from tests.app.handover.cast import begin, customer, sellers, taken_back
from tests.world import NOON, World

LATER = NOON + timedelta(days=2)


def merge(world: World, *, keep, gone) -> None:
    custody.merge_dossiers(
        keep_id=keep, merge_id=gone, reason="one firm", by=world.actor("olga"), at=LATER
    )


def rotated(world: World, **plan):
    return begin(world, kind=Kind.ROTATION, heirs=[world.id("dan")], capacity=9, **plan)


def codenames(world: World, begun, name: str = "mia") -> set[str]:
    board = gate.read_board(
        reader=world.actor(name), handover_id=begun.handover_id, filters=BoardFilter(), at=LATER
    )
    return {row.codename for row in board.rows}


def test_two_of_one_board_become_one_customer_of_it(world: World) -> None:
    sellers(world)
    heron, twin = customer(world), customer(world)
    touches.note_promise(
        dossier_id=twin, kind=PromiseKind.QUOTATION, words="two percent", due_on=LATER.date(),
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    begun = rotated(world)
    items = {row.dossier_id: row for row in HandoverItem.objects.all()}
    accept_customers(item_ids=[items[heron].id], by=world.actor("dan"), at=NOON)
    HandoverItem.objects.filter(pk=items[twin].pk).update(hang_cents=700, is_main=True)
    HandoverItem.objects.filter(pk=items[heron].pk).update(hang_cents=300, is_main=False)
    merge(world, keep=heron, gone=twin)

    left = HandoverItem.objects.get()
    assert (left.dossier_id, left.hang_cents, left.is_main) == (heron, 1_000, True)
    assert (left.accepted_at, PromiseItem.objects.get().item_id) == (None, left.id)
    assert codenames(world, begun) == set(vault.codenames_of([heron]).values())
    assert (progress_of(begun.handover_id).customers, progress_of(begun.handover_id).main) == (1, 1)
    closed = Confirmation.objects.get(item=items[twin].id)
    assert closed.state == ConfirmationState.CLOSED
    (entry,) = world.entries("handover.customer.merged")
    assert (entry.facts["other"], entry.facts["joined"]) == (str(twin), True)


def test_a_customer_that_goes_into_one_of_somebody_else_leaves_the_board(world: World) -> None:
    sellers(world)
    staying, twin, other = customer(world), customer(world), customer(world, "ben")
    begun = rotated(world)
    merge(world, keep=other, gone=twin)

    assert codenames(world, begun) == set(vault.codenames_of([staying]).values())
    taken_back(world, begun.handover_id, at=LATER)
    assert vault.dossier(other).keeper_id == world.id("ben")
    assert vault.dossier(staying).keeper_id == world.id("ada")


def test_an_heir_of_nothing_but_what_was_merged_has_no_part_any_more(world: World) -> None:
    sellers(world)
    twin, other = customer(world), customer(world, "ben")
    begun = rotated(world)
    merge(world, keep=other, gone=twin)

    assert gate.handovers_for(reader=world.actor("dan")) == []
    with pytest.raises(HandoverNotFound):
        gate.part_of(reader=world.actor("dan"), handover_id=begun.handover_id)
    assert len(gate.handovers_for(reader=world.actor("mia"))) == 1


def test_what_a_leaver_hands_over_is_on_hold_and_is_not_merged(world: World) -> None:
    sellers(world)
    hers, other = customer(world), customer(world, "ben")
    begin(world, heirs=[world.id("dan")])
    with pytest.raises(DossierOnHold):
        merge(world, keep=other, gone=hers)


def test_what_became_of_a_merged_customer_is_looked_for_where_it_went(world: World) -> None:
    sellers(world)
    twin, other = customer(world), customer(world, "ben")
    begun = rotated(world)
    Handover.objects.update(stage="complete", ended_at=NOON)
    merge(world, keep=other, gone=twin)
    world.order(other, "NEW-1")

    found = read_after(
        reader=world.actor("mia"), handover_id=begun.handover_id, at=NOON + timedelta(weeks=9)
    )
    assert [(row.dossier_id, row.first_order_on) for row in found.rows] == [(other, NOON.date())]
