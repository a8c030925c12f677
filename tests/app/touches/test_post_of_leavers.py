"""From notice on the post of a leaver goes to her heirs, too, and does not end with her."""

import io
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from muniment.people import services as people
from muniment.people.domain.roles import Role
from muniment.touches import gate, services
from muniment.touches.errors import MailOnHold, SenderUnknown, TouchNotFound, TrayFull
from muniment.touches.models import Import, Touch, WaitingMail
from muniment.vault.services import reassign_custody, shrink_access
from tests.app.touches.letters import SERVER, answer, mail
from tests.world import CONTACTS, IDENTITY, NOON

CAUSE = UUID(int=7)


@pytest.fixture(autouse=True)
def _own_server(settings):
    settings.CONFIG = replace(
        settings.CONFIG, mail_in_authserv=SERVER, mail_in_address="in@house.example",
        time_zone="UTC",
    )  # fmt: skip


@pytest.fixture
def heron(world):
    """A customer that Ada kept and Dan takes; she is on notice."""
    world.joins("dan", Role.SALESPERSON, line_manager_id=world.id("mia"))
    return world.dossier("ada", values={"identity": IDENTITY, "contacts": CONTACTS})


def gives_notice(world, heron, last: date = date(2036, 6, 30)):
    by = world.actor("mia")
    people.give_notice(
        person_id=world.id("ada"), notice_on=NOON.date(), last_day_on=last, by=by, at=NOON
    )
    reassign_custody(
        from_id=world.id("ada"), heirs={heron: world.id("dan")}, cause=CAUSE, hold=True, by=by,
        at=NOON,
    )  # fmt: skip
    shrink_access(person_id=world.id("ada"), dossier_ids=[heron], cause=CAUSE, by=by, at=NOON)
    return services.hold_post(person_id=world.id("ada"), at=NOON)


def take(raw):
    return services.take_mail(raw=raw, envelope_from="", at=NOON)


def tray(world, name: str):
    return gate.read_tray(reader=world.actor(name), at=NOON)


def test_what_a_customer_writes_to_the_leaver_comes_to_its_next_keeper_too(world, heron):
    gives_notice(world, heron)

    take(answer())

    (row,) = tray(world, "dan")
    assert (row.subject, row.came_by) == ("Quotation", "Ada")
    assert Touch.objects.get().dossier_id == heron
    (entry,) = world.entries("touches.mail.passed_on")
    assert entry.subject == world.id("dan")
    assert "Quotation" not in str(entry.facts)


def test_what_fits_no_customer_of_hers_comes_to_her_line_manager_too(world, heron):
    gives_notice(world, heron)

    take(mail(to="somebody@else.example"))

    assert [row.came_by for row in tray(world, "mia")] == ["Ada"]
    assert [row.came_by for row in tray(world, "ada")] == [""]
    assert not tray(world, "dan")


def test_taken_twice_it_is_there_once(world, heron):
    gives_notice(world, heron)
    take(answer())
    take(answer())
    assert len(tray(world, "dan")) == 1


def test_before_notice_nobody_gets_her_post(world, heron):
    take(answer())
    take(mail(to="somebody@else.example", key="9@house.example"))
    assert not WaitingMail.objects.exclude(person=world.id("ada")).exists()


def test_what_lay_in_her_tray_at_notice_lies_with_others_too_and_stays_hers(world, heron):
    take(mail(to="somebody@else.example"))
    held = gives_notice(world, heron)

    assert (held.tray, held.passed, held.imports) == (1, 1, 0)
    assert len(tray(world, "ada")) == 1
    assert [row.came_by for row in tray(world, "mia")] == ["Ada"]


def test_the_heir_says_whom_a_mail_concerns_and_the_leaver_cannot_undo_it(world, heron):
    gives_notice(world, heron)
    take(answer())
    (row,) = tray(world, "dan")

    services.assign_mail(waiting_id=row.id, dossier_id=heron, by=world.actor("dan"), at=NOON)

    assert set(Touch.objects.values_list("person_id", flat=True)) == {
        world.id("ada"), world.id("dan"),
    }  # fmt: skip
    with pytest.raises(MailOnHold):
        services.discard_mail(waiting_id=row.id, by=world.actor("ada"), at=NOON)


def test_after_her_last_day_her_post_still_arrives_and_nothing_is_noted_for_her(world, heron):
    gives_notice(world, heron)
    people.leave(person_id=world.id("ada"), by=world.actor("olga"), at=NOON)

    assert take(answer()).waiting == 1

    assert [row.came_by for row in tray(world, "dan")] == ["Ada"]
    assert not Touch.objects.exists()


def test_of_somebody_who_left_without_customers_no_post_is_taken(world):
    people.give_notice(
        person_id=world.id("ada"), notice_on=NOON.date(), last_day_on=NOON.date(),
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip
    people.leave(person_id=world.id("ada"), by=world.actor("olga"), at=NOON)
    with pytest.raises(SenderUnknown):
        take(answer())


def test_a_tray_that_she_fills_up_stops_nothing_that_goes_to_others(world, heron, monkeypatch):
    gives_notice(world, heron)
    monkeypatch.setattr("muniment.touches.services.mail.MOST_WAITING", 0)
    with pytest.raises(TrayFull):
        take(mail(to="somebody@else.example"))
    assert len(tray(world, "mia")) == 1


@pytest.mark.parametrize(("name", "may"), [("mia", True), ("olga", True), ("ben", False)])
def test_a_mailbox_that_she_checked_is_loaded_by_those_above_her(world, heron, name, may):
    box = io.BytesIO(b"From x Mon May  4 09:00:00 2026\n" + mail() + b"\n")
    made = services.check_import(
        stream=box, person_id=world.id("ada"), by=world.actor("ada"), at=NOON
    )
    load = {"import_id": made, "by": world.actor(name), "at": NOON + timedelta(minutes=1)}
    with pytest.raises(TouchNotFound):  # while she stays, it is hers alone
        services.load_import(**load)
    assert gives_notice(world, heron).imports == 1

    if may:
        services.load_import(**load)
        assert Import.objects.get().state == Import.State.LOADED
    else:
        with pytest.raises(TouchNotFound):
            services.load_import(**load)
