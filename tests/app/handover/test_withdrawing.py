"""Notice taken back: by two people, exactly what was closed, and whoever stays by choice."""

from datetime import timedelta

import pytest

from muniment.handover.errors import (
    HandoverBinds,
    HandoverNotFound,
    HandoverOver,
    NotYoursToHand,
    ReasonMissing,
    SecondPersonNeeded,
    WithdrawalNotFound,
    WithdrawalWaits,
)
from muniment.handover.models import Withdrawal
from muniment.handover.services.withdrawing import (
    confirm_withdrawal,
    drop_withdrawal,
    withdraw_handover,
)
from muniment.handover.withdrawals import asked_for
from muniment.people import queries as people
from muniment.people import services as accounts
from muniment.people.domain.employment import State
from muniment.people.models import Person
from muniment.vault import queries as vault
from muniment.vault import services as custody
from muniment.vault.models import Grant
from tests.app.handover.cast import LAST_DAY, begin, customer, sellers, taken_back
from tests.app.handover.words import item_of
from tests.world import NOON, World

LATER = NOON + timedelta(days=3)


def ask(world: World, handover_id, *, by: str = "mia", reason: str = "she stays", **more):
    return withdraw_handover(
        handover_id=handover_id, reason=reason, by=world.actor(by), at=LATER, **more
    )


def token(world: World, days: int):
    return accounts.issue_token(
        person_id=world.id("ada"), name=f"for {days}", scopes=["customers.read"],
        expires_at=NOON + timedelta(days=days), by=world.actor("ada"), at=NOON,
    )  # fmt: skip


def grant(world: World, dossier_id, days: int, compartment: str = "pricing"):
    return custody.give_grant(
        dossier_id=dossier_id, compartment=compartment, holder_id=world.id("ada"),
        until=NOON + timedelta(days=days), reason="fair", by=world.actor("mia"), at=NOON,
    )  # fmt: skip


def test_nothing_changes_before_a_second_person_confirms(world: World) -> None:
    one = customer(world)
    handover_id = begin(world, heirs=[world.id("ben")]).handover_id

    asked = ask(world, handover_id)

    assert asked.restored is None
    assert vault.dossier(one).keeper_id == world.id("ben")
    assert people.reader(world.id("ada")).state is State.ON_NOTICE
    row = asked_for(reader=world.actor("olga"), handover_id=handover_id, at=LATER)
    assert (row.asked_by, row.reason, row.may_confirm) == ("Mia", "she stays", True)
    assert not asked_for(
        reader=world.actor("mia"), handover_id=handover_id, at=LATER
    ).may_confirm  # fmt: skip
    assert b"she stays" not in bytes(Withdrawal.objects.get().sealed)


@pytest.mark.parametrize("name", ["mia", "ada", "ben", "kai", "sam", "cus"])
def test_who_asked_and_who_does_not_lead_confirm_nothing(world: World, name: str) -> None:
    customer(world)
    asked = ask(world, begin(world, heirs=[world.id("ben")]).handover_id)
    with pytest.raises(SecondPersonNeeded):
        confirm_withdrawal(withdrawal_id=asked.id, by=world.actor(name), at=LATER)
    assert people.reader(world.id("ada")).state is State.ON_NOTICE


@pytest.mark.parametrize("name", ["ada", "ben", "kai", "sam", "cus"])
def test_only_those_who_lead_ask(world: World, name: str) -> None:
    customer(world)
    with pytest.raises(NotYoursToHand):
        ask(world, begin(world).handover_id, by=name)


def test_what_notice_closed_opens_again_as_far_as_it_still_runs(world: World) -> None:
    customer(world)
    other = customer(world, "ben")
    long, short = grant(world, other, 30), grant(world, other, 2, "contacts")
    running, over = token(world, 30), token(world, 2)
    handover_id = begin(world).handover_id
    assert people.reader_by_token(running.secret, at=LATER) is None
    assert not vault.grants_held_by(world.id("ada"), at=LATER)

    done = taken_back(world, handover_id, at=LATER)

    assert (done.grants, done.tokens) == (1, 1)
    assert people.reader_by_token(running.secret, at=LATER) is not None
    assert people.reader_by_token(over.secret, at=LATER) is None
    (held,) = vault.grants_held_by(world.id("ada"), at=LATER)
    assert held.compartment == "pricing"
    assert held.until == NOON + timedelta(days=30)
    assert Grant.objects.get(pk=long).ends_at == NOON  # what was, stays on record
    assert Grant.objects.get(pk=short).ends_at == NOON
    (told,) = world.entries("handover.handover.withdrawn")
    assert told.facts["grants"] == told.facts["tokens"] == 1
    assert told.facts["alone"] is False


def test_a_token_that_was_ended_before_notice_stays_closed(world: World) -> None:
    customer(world)
    mine = token(world, 30)
    accounts.revoke_token(
        token_id=mine.token_id, by=world.actor("ada"), at=NOON - timedelta(hours=1)
    )
    done = taken_back(world, begin(world).handover_id, at=LATER)
    assert done.tokens == 0
    assert people.reader_by_token(mine.secret, at=LATER) is None


def test_customers_stay_with_their_heirs_by_choice(world: World) -> None:
    sellers(world)
    stays, goes = customer(world), customer(world)
    handover_id = begin(world, heirs=[world.id("dan")]).handover_id

    done = taken_back(world, handover_id, at=LATER, staying=[item_of(stays).id])

    assert (done.customers, done.staying, done.elsewhere) == (1, 1, 0)
    assert vault.dossier(stays).keeper_id == world.id("dan")
    assert vault.dossier(goes).keeper_id == world.id("ada")
    assert not vault.held_among([stays, goes], at=LATER)
    assert not vault.handed_by(world.id("ada"), at=LATER)


def test_a_customer_of_another_board_cannot_be_named(world: World) -> None:
    customer(world)
    handover_id = begin(world).handover_id
    with pytest.raises(HandoverNotFound):
        ask(world, handover_id, staying=[world.id("ben")])


def test_it_is_asked_once_with_a_reason_and_can_be_dropped(world: World) -> None:
    customer(world)
    handover_id = begin(world, heirs=[world.id("ben")]).handover_id
    with pytest.raises(ReasonMissing):
        ask(world, handover_id, reason="  ")
    asked = ask(world, handover_id)
    with pytest.raises(WithdrawalWaits):
        ask(world, handover_id, by="olga")
    with pytest.raises(WithdrawalNotFound):
        drop_withdrawal(withdrawal_id=asked.id, by=world.actor("ben"), at=LATER)

    drop_withdrawal(withdrawal_id=asked.id, by=world.actor("mia"), at=LATER)

    with pytest.raises(WithdrawalNotFound):
        confirm_withdrawal(withdrawal_id=asked.id, by=world.actor("olga"), at=LATER)
    assert ask(world, handover_id, by="olga").restored is None


def test_what_is_over_is_not_taken_back_twice(world: World) -> None:
    customer(world)
    handover_id = begin(world).handover_id
    taken_back(world, handover_id, at=LATER)
    with pytest.raises(HandoverOver):
        ask(world, handover_id)


def test_in_a_house_without_a_second_person_it_is_done_at_once_and_says_so(world: World) -> None:
    customer(world)
    handover_id = begin(world).handover_id
    Person.objects.filter(pk=world.id("olga")).update(state=State.LEFT.value, left_at=NOON)

    asked = ask(world, handover_id)

    assert asked.restored.customers == 1
    (told,) = world.entries("handover.handover.withdrawn")
    assert told.facts["alone"] is True


def test_one_person_does_not_withdraw_a_notice_that_a_hand_over_rests_on(world: World) -> None:
    sellers(world)
    customer(world)
    begun = begin(world, heirs=[world.id("dan")])
    with pytest.raises(HandoverBinds):
        accounts.withdraw_notice(person_id=world.id("ada"), by=world.actor("olga"), at=LATER)
    assert people.reader(world.id("ada")).state is State.ON_NOTICE

    taken_back(world, begun.handover_id, at=LATER)
    assert people.reader(world.id("ada")).state is State.ACTIVE


def test_a_notice_without_a_hand_over_is_withdrawn_by_one(world: World) -> None:
    accounts.give_notice(
        person_id=world.id("ada"), notice_on=NOON.date(), last_day_on=LAST_DAY,
        by=world.actor("olga"), at=NOON,
    )  # fmt: skip
    accounts.withdraw_notice(person_id=world.id("ada"), by=world.actor("olga"), at=LATER)
    assert people.reader(world.id("ada")).state is State.ACTIVE
