"""On notice, somebody still works and notes, and takes nothing away."""

import io
from datetime import timedelta

import pytest

from muniment.core.errors import ErrorKind
from muniment.people import services as people
from muniment.touches import gate, queries, services
from muniment.touches.domain.kinds import Kind, PromiseKind
from muniment.touches.errors import MailOnHold
from muniment.touches.models import Import, ImportPart, Promise, Touch, WaitingMail
from muniment.touches.services import NewPromise, NewTouch
from tests.app.touches.letters import mail
from tests.world import NOON

pytestmark = pytest.mark.usefixtures("noon")


def _notice(world) -> None:
    people.give_notice(
        person_id=world.id("ada"), notice_on=NOON.date(),
        last_day_on=NOON.date() + timedelta(days=60), by=world.actor("mia"), at=NOON,
    )  # fmt: skip


def _log(world, heron, **more):
    touch = NewTouch(kind=Kind.CALL, happened_on=NOON.date(), contacts="Maria Lund", **more)
    return services.log_touch(dossier_id=heron, touch=touch, by=world.actor("ada"), at=NOON)


def test_a_mail_of_the_tray_stays_until_notice_is_taken_back(world):
    services.take_mail(raw=mail(to="x@else.example"), envelope_from="", at=NOON)
    _notice(world)
    [row] = gate.read_tray(reader=world.actor("ada"), at=NOON)

    with pytest.raises(MailOnHold) as held:
        services.discard_mail(waiting_id=row.id, by=world.actor("ada"), at=NOON)
    assert held.value.kind is ErrorKind.CONFLICT
    assert WaitingMail.objects.count() == 1

    people.withdraw_notice(person_id=world.id("ada"), by=world.actor("mia"), at=NOON)
    services.discard_mail(waiting_id=row.id, by=world.actor("ada"), at=NOON)
    assert WaitingMail.objects.count() == 0


def test_a_touch_that_was_noted_stays_and_new_ones_can_be_noted(world):
    heron = world.dossier()
    touch = _log(world, heron)
    _notice(world)

    with pytest.raises(MailOnHold):
        services.withdraw_touch(touch_id=touch, by=world.actor("ada"), at=NOON)

    assert Touch.objects.get(pk=touch).withdrawn_at is None
    _log(world, heron)
    assert Touch.objects.count() == 2


def test_an_import_that_was_checked_is_not_given_up(world):
    world.dossier()
    box = io.BytesIO(b"From x Mon May  4 09:00:00 2026\n" + mail() + b"\n")
    made = services.check_import(
        stream=box, person_id=world.id("ada"), by=world.actor("ada"), at=NOON
    )
    _notice(world)

    with pytest.raises(MailOnHold):
        services.give_up_import(import_id=made, by=world.actor("ada"), at=NOON)

    assert Import.objects.get(pk=made).state == Import.State.CHECKED
    assert ImportPart.objects.count() == 1


def test_a_promise_is_dropped_by_those_above_her_alone(world):
    heron = world.dossier()
    _log(world, heron, promise=NewPromise(PromiseKind.PROMISE, "samples by June", None))
    _notice(world)
    [row] = queries.open_promises([heron])[heron]

    with pytest.raises(MailOnHold):
        services.close_promise(promise_id=row.id, kept=False, by=world.actor("ada"), at=NOON)
    services.close_promise(promise_id=row.id, kept=False, by=world.actor("mia"), at=NOON)

    assert Promise.objects.get().state == "dropped"
