"""The leaver minute: one act, all or nothing, with nothing lost on the way."""

from datetime import timedelta

import pytest

from muniment.handover import planning
from muniment.handover.domain.heirs import NoHeir, Why
from muniment.handover.domain.states import Kind
from muniment.handover.errors import (
    AlreadyLeaving,
    NothingToHand,
    NotYoursToHand,
    PlanMoved,
)
from muniment.handover.models import Handover, HandoverItem
from muniment.handover.services import beginning
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people import services as accounts
from muniment.people.domain.employment import State
from muniment.vault import queries as vault
from muniment.vault.gate import ConsultationRefused
from muniment.vault.services import CustodyMoved, reassign_custody, submit_values
from tests.app.handover.cast import begin, customer, sellers
from tests.world import NOON, World

LATER = NOON + timedelta(minutes=5)


def test_at_notice_every_customer_gets_an_heir_and_nothing_is_lost(world: World) -> None:
    sellers(world)
    hers = {customer(world, country=code) for code in ("DE", "FR", "BR")}

    begun = begin(world)

    assert begun.before == begun.after
    assert begun.before.facts == {
        "customers": 3, "contacts": 3, "fields": 15, "versions": 15, "promises": 0, "quotations": 0,
    }  # fmt: skip
    heirs = {vault.dossier(one).keeper_id for one in hers}
    assert heirs <= {world.id(name) for name in ("ben", "dan", "eli", "olga")}
    assert vault.held_among(hers, at=LATER) == hers
    assert people.reader(world.id("ada")).state is State.ON_NOTICE


def test_each_customer_has_its_own_entry_and_the_whole_has_one(world: World) -> None:
    one, other = customer(world), customer(world)
    begun = begin(world)

    moved = world.entries("vault.custody.handed_over")
    assert {row.subject for row in moved} == {one, other}
    assert {row.facts["cause"] for row in moved} == {str(begun.handover_id)}
    (told,) = world.entries("handover.handover.begun")
    assert told.facts["customers"] == 2
    assert told.facts["counts"]["contacts"] == 2
    assert len(told.facts["look_back"]) == 64


def test_the_leaver_keeps_her_list_alone(world: World) -> None:
    hers, other = customer(world), customer(world, "ben")
    token = accounts.issue_token(
        person_id=world.id("ada"), name="sheet", scopes=["customers.read"],
        expires_at=NOON + timedelta(days=30), by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    begin(world)

    assert people.reader_by_token(token.secret, at=LATER) is None
    assert world.look("ada", hers, at=LATER).look == 1
    with pytest.raises(ConsultationRefused):
        world.look("ada", other, at=LATER)


def test_an_heir_is_proposed_who_knows_the_market(world: World) -> None:
    sellers(world)
    brazil = customer(world, country="BR")
    customer(world, "dan", country="BR")

    plan = planning.plan(person_id=world.id("ada"), by=world.actor("mia"), at=NOON)

    (item,) = plan.items
    assert (item.dossier_id, item.fit.heir_id) == (brazil, world.id("dan"))
    assert Why.MARKET in item.fit.reasons


def test_comparing_for_heirs_is_on_record_and_opens_no_name(world: World) -> None:
    customer(world)
    planning.plan(person_id=world.id("ada"), by=world.actor("mia"), at=NOON)

    (swept,) = world.entries("vault.dossiers.swept")
    assert swept.facts["purpose"] == "handing_over"
    assert swept.facts["fields"] == ["identity.country", "identity.industry", "profile.languages"]


def test_a_person_may_choose_another_heir(world: World) -> None:
    sellers(world)
    one, two = customer(world), customer(world)
    begin(world, chosen={one: world.id("eli"), two: world.id("eli")})

    assert {vault.dossier(d).keeper_id for d in (one, two)} == {world.id("eli")}
    assert HandoverItem.objects.filter(chosen=True).count() == 2


def test_a_customer_without_heir_stops_the_whole(world: World) -> None:
    hers = [customer(world), customer(world)]
    with pytest.raises(NoHeir) as refusal:
        begin(world, heirs=[world.id("ben")], capacity=1)
    assert refusal.value.facts == {"count": 1}
    assert {vault.dossier(one).keeper_id for one in hers} == {world.id("ada")}
    assert people.reader(world.id("ada")).state is State.ACTIVE


def test_nobody_on_notice_is_an_heir(world: World) -> None:
    sellers(world)
    customer(world)
    accounts.give_notice(
        person_id=world.id("dan"), notice_on=NOON.date(), last_day_on=NOON.date(),
        by=world.actor("olga"), at=NOON,
    )  # fmt: skip
    plan = planning.plan(
        person_id=world.id("ada"), by=world.actor("mia"), at=NOON,
        chosen={one.id: world.id("dan") for one in vault.dossiers_kept_by(world.id("ada"))},
    )  # fmt: skip
    assert world.id("dan") not in {row.person_id for row in plan.heirs}
    assert not plan.items[0].chosen


def test_only_what_was_shown_is_done(world: World) -> None:
    customer(world)
    seen = planning.plan(person_id=world.id("ada"), by=world.actor("mia"), at=NOON)
    customer(world)
    now = planning.plan(person_id=world.id("ada"), by=world.actor("mia"), at=LATER)

    with pytest.raises(PlanMoved):
        beginning.begin_handover(
            kind=Kind.LEAVER, plan=now, fingerprint=seen.fingerprint, reason="x",
            by=world.actor("mia"), at=LATER,
        )  # fmt: skip


def test_what_the_leaver_writes_between_look_and_click_does_not_stop_her_leaving(
    world: World,
) -> None:
    one = customer(world)
    seen = planning.plan(person_id=world.id("ada"), by=world.actor("mia"), at=NOON)
    submit_values(
        dossier_id=one, compartment="contacts", values={"contacts.phones": "+49 30 1234567"},
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    now = planning.plan(person_id=world.id("ada"), by=world.actor("mia"), at=LATER)
    assert now.before != seen.before

    begun = beginning.begin_handover(
        kind=Kind.LEAVER, plan=now, fingerprint=seen.fingerprint, reason="x",
        by=world.actor("mia"), at=LATER,
    )  # fmt: skip

    assert begun.before == begun.after == now.before
    assert people.reader(world.id("ada")).state is State.ON_NOTICE


def test_what_is_written_after_the_plan_is_counted_with_the_customers_locked(world: World) -> None:
    one = customer(world)
    stale = planning.plan(person_id=world.id("ada"), by=world.actor("mia"), at=NOON)
    submit_values(
        dossier_id=one, compartment="contacts", values={"contacts.phones": "+49 30 1234567"},
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    begun = beginning.begin_handover(
        kind=Kind.LEAVER, plan=stale, fingerprint=stale.fingerprint, reason="x",
        by=world.actor("mia"), at=LATER,
    )  # fmt: skip

    assert begun.before == begun.after
    assert begun.before.fields == stale.before.fields + 1
    assert Handover.objects.get().before == begun.before.facts


def test_a_customer_that_changed_hands_after_the_plan_stops_the_whole(world: World) -> None:
    one = customer(world)
    stale = planning.plan(person_id=world.id("ada"), by=world.actor("mia"), at=NOON)
    reassign_custody(
        from_id=world.id("ada"), heirs={one: world.id("ben")}, cause=world.id("mia"), hold=False,
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip
    with pytest.raises(CustodyMoved):
        beginning.begin_handover(
            kind=Kind.LEAVER, plan=stale, fingerprint=stale.fingerprint, reason="x",
            by=world.actor("mia"), at=LATER,
        )  # fmt: skip
    assert people.reader(world.id("ada")).state is State.ACTIVE


@pytest.mark.parametrize("name", ["ada", "ben", "kai", "sam", "cus"])
def test_only_owners_and_those_above_hand_customers_over(world: World, name: str) -> None:
    customer(world)
    with pytest.raises(NotYoursToHand):
        begin(world, by=name)


def test_a_second_notice_is_refused(world: World) -> None:
    customer(world)
    begin(world)
    with pytest.raises((AlreadyLeaving, NothingToHand)):
        begin(world)


def test_what_breaks_in_the_middle_leaves_nothing_behind(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hers = [customer(world) for _ in range(5)]
    entries_before = len(world.entries("vault.custody.handed_over"))
    written = []

    def breaking(**told):
        written.append(told["kind"])
        if len(written) == 4:
            raise KeyboardInterrupt
        return append_entry(**told)

    monkeypatch.setattr("muniment.vault.services.handing.append_entry", breaking)
    with pytest.raises(KeyboardInterrupt):
        begin(world)

    assert len(written) == 4
    assert {vault.dossier(one).keeper_id for one in hers} == {world.id("ada")}
    assert people.reader(world.id("ada")).state is State.ACTIVE
    assert not Handover.objects.exists()
    assert not vault.held_among(hers, at=LATER)
    assert not vault.handed_by(world.id("ada"), at=LATER)
    assert len(world.entries("vault.custody.handed_over")) == entries_before


def test_areas_rotate_without_shrinking_or_holding_anything(world: World) -> None:
    sellers(world)
    one, other = customer(world), customer(world)
    begun = begin(world, kind=Kind.ROTATION, only=[one], heirs=[world.id("dan")])

    assert begun.before.customers == 1
    assert vault.dossier(one).keeper_id == world.id("dan")
    assert vault.dossier(other).keeper_id == world.id("ada")
    assert people.reader(world.id("ada")).state is State.ACTIVE
    assert not vault.held_among([one, other], at=LATER)


def test_whoever_plans_and_hands_over_is_named_where_customers_are_compared(world):
    sellers(world)
    one = customer(world)
    begin(world, chosen={one: world.id("dan")})

    swept = world.entries("vault.dossiers.swept")
    assert swept
    assert {entry.actor for entry in swept} == {str(world.id("mia"))}
