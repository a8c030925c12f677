"""Noting a touch, a visit and a promise by hand; who may, and what it counts for."""

from datetime import date, timedelta

import pytest

from muniment.core.actor import HOUSE
from muniment.touches import gate, queries, services
from muniment.touches.domain.kinds import Kind, PromiseKind, Trace
from muniment.touches.errors import (
    ConfirmationNotYours,
    CustomerClosed,
    TouchInvalid,
    TouchNotFound,
    TouchNotYours,
)
from muniment.touches.models import Promise, Touch
from muniment.touches.services import NewPromise, NewTouch
from muniment.vault import services as vault
from muniment.vault.gate import DossierNotFound
from tests.world import NOON

TODAY = date(2026, 5, 4)
YEAR = {"since": TODAY - timedelta(days=365), "until": TODAY}


def _call(**other):
    return NewTouch(**{"kind": Kind.CALL, "happened_on": TODAY, "contacts": "Maria Lund", **other})


def _log(world, who, heron, **other):
    return services.log_touch(dossier_id=heron, touch=_call(**other), by=world.actor(who), at=NOON)


def test_a_touch_by_hand_is_only_said_and_its_words_are_sealed(world):
    heron = world.dossier()

    _log(world, "ada", heron, note="asks for the spring list")

    row = Touch.objects.get()
    assert row.trace == ""
    assert b"Maria" not in bytes(row.sealed)
    share = queries.touch_shares([heron], **YEAR)[heron][world.id("ada")]
    assert (share.total, share.traced) == (1, 0)
    assert queries.known_to_customer([heron], at=NOON) == {}
    [entry] = world.entries("touches.touch.logged")
    assert entry.facts["kind"] == "call"


def test_the_keeper_reads_the_words_and_the_reading_is_on_record(world):
    heron = world.dossier()
    _log(world, "ada", heron, note="asks for the spring list")
    world.look("ada", heron, "contacts")

    told = gate.read_contact(reader=world.actor("ada"), dossier_id=heron, at=NOON)

    assert [(row.contacts, row.words) for row in told.touches] == [
        ("Maria Lund", "asks for the spring list")
    ]
    assert len(world.entries("touches.words.read")) == 1


def test_a_colleague_sees_her_own_touches_alone_without_words_or_traces(world):
    heron = world.dossier()
    _log(world, "ada", heron)
    _log(world, "ben", heron)
    Touch.objects.filter(person=world.id("ben")).update(source="mail_in", trace="mail")

    told = gate.read_contact(reader=world.actor("ben"), dossier_id=heron, at=NOON)

    assert [row.person_id for row in told.touches] == [world.id("ben")]
    assert told.touches[0].trace is Trace.SAID
    assert not told.shows_words
    assert world.entries("touches.words.read") == []


def test_nobody_from_outside_and_no_administrator_notes_touches(world):
    heron = world.dossier()

    with pytest.raises(DossierNotFound):
        _log(world, "eve", heron)
    with pytest.raises(TouchNotYours):
        _log(world, "sam", heron)


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), TODAY - timedelta(days=2000)])
def test_a_day_that_makes_no_sense_is_turned_away(world, day):
    heron = world.dossier()

    with pytest.raises(TouchInvalid):
        _log(world, "ada", heron, happened_on=day)


def test_a_closed_dossier_takes_no_touches(world):
    heron = world.dossier()
    vault.retire_dossier(dossier_id=heron, reason="gone", by=world.actor("olga"), at=NOON)

    with pytest.raises(CustomerClosed):
        _log(world, "ada", heron)


def test_a_touch_noted_by_mistake_is_taken_back_by_her_alone(world):
    heron = world.dossier()
    touch = _log(world, "ada", heron)

    with pytest.raises(TouchNotFound):
        services.withdraw_touch(touch_id=touch, by=world.actor("ben"), at=NOON)
    services.withdraw_touch(touch_id=touch, by=world.actor("ada"), at=NOON)

    assert queries.touch_shares([heron], **YEAR) == {}
    with pytest.raises(TouchNotFound):
        services.withdraw_touch(touch_id=touch, by=world.actor("ada"), at=NOON)


def test_a_visit_that_takes_place_does_the_plan(world):
    heron = world.dossier()
    services.plan_visit(
        dossier_id=heron, planned_on=TODAY + timedelta(days=3), purpose="line trial",
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    assert len(queries.visits_by(world.id("ada"))) == 1

    touch = _log(world, "ada", heron, kind=Kind.VISIT)

    assert queries.visits_by(world.id("ada")) == []
    services.withdraw_touch(touch_id=touch, by=world.actor("ada"), at=NOON)
    assert len(queries.visits_by(world.id("ada"))) == 1


def test_a_promise_goes_with_a_touch_and_is_open_until_it_is_kept(world):
    heron = world.dossier()
    told = NewPromise(PromiseKind.PROMISE, "samples by June", date(2026, 6, 3))

    _log(world, "ada", heron, promise=told)

    [row] = queries.open_promises([heron])[heron]
    assert (row.kind, row.due_on) == (PromiseKind.PROMISE, date(2026, 6, 3))
    assert b"samples" not in bytes(Promise.objects.get().sealed)
    with pytest.raises(TouchNotFound):
        services.close_promise(promise_id=row.id, kept=True, by=world.actor("ben"), at=NOON)
    services.close_promise(promise_id=row.id, kept=True, by=world.actor("mia"), at=NOON)
    assert queries.open_promises([heron]) == {}


def test_only_the_customer_confirms_who_its_contact_is(world):
    heron = world.dossier()
    told = {"dossier_id": heron, "person_id": world.id("ben"), "source": "handover", "at": NOON}

    with pytest.raises(ConfirmationNotYours):
        services.note_confirmed(**told, by=world.actor("olga"))
    services.note_confirmed(**told, by=HOUSE)

    assert queries.known_to_customer([heron], at=NOON) == {heron: {world.id("ben")}}
    assert queries.last_traced([heron], until=TODAY) == {heron: {world.id("ben"): TODAY}}
    assert queries.activity_by_week([world.id("ben")], **YEAR) == {}


def test_erasing_the_contacts_takes_the_words_along(world):
    heron = world.dossier()
    _log(world, "ada", heron, note="asks for the spring list")
    erasure = vault.ask_erasure(
        dossier_id=heron, compartment="contacts", basis=vault.Basis.WRONG_DATA, reason="asked",
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip
    vault.erase_compartment(erasure_id=erasure, by=world.actor("olga"), at=NOON)

    told = gate.read_contact(reader=world.actor("ada"), dossier_id=heron, at=NOON)
    _log(world, "ada", heron, note="another word")

    assert [row.words for row in told.touches] == [""]
    world.look("ada", heron, "contacts")
    fresh = gate.read_contact(reader=world.actor("ada"), dossier_id=heron, at=NOON)
    assert [row.words for row in fresh.touches] == ["another word", ""]


def test_activity_is_counted_by_week_and_by_how_the_house_learnt_of_it(world):
    heron = world.dossier()
    _log(world, "ada", heron)
    _log(world, "ada", heron, happened_on=TODAY - timedelta(days=1))

    weeks = queries.activity_by_week([world.id("ada")], **YEAR)[world.id("ada")]

    assert weeks == {"logged": {TODAY: 1, date(2026, 4, 27): 1}}
