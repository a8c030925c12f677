"""Mailboxes and calendars from files: checked first, loaded on a yes, never kept."""

import io
import tarfile
from dataclasses import replace

import pytest

from muniment.core.actor import Actor, Door
from muniment.touches import queries, services
from muniment.touches.errors import FileUnreadable, TouchNotFound, TouchNotYours
from muniment.touches.models import ImportPart, Touch
from tests.app.touches.letters import MARIA, SERVER, answer, mail
from tests.shared import shared_data
from tests.world import NOON

TERMINAL = Actor(person_id=None, door=Door.CLI)
MEETING = f"""BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
DTSTART:20260302T090000Z
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Line trial
LOCATION:Hall 4
ORGANIZER:mailto:ada@house.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:{MARIA}
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:without a day
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()


@pytest.fixture(autouse=True)
def _own_server(settings):
    settings.CONFIG = replace(settings.CONFIG, mail_in_authserv=SERVER)


def _mbox(*mails: bytes) -> io.BytesIO:
    return io.BytesIO(b"".join(b"From x Mon May  4 09:00:00 2026\n" + one + b"\n" for one in mails))


def _check(world, stream, *, by=TERMINAL, whose="ada"):
    stream = io.BytesIO(stream) if isinstance(stream, bytes) else stream
    made = services.check_import(stream=stream, person_id=world.id(whose), by=by, at=NOON)
    row = queries.import_named(made)
    assert row is not None
    return row


def test_a_check_counts_and_loads_nothing(world):
    world.dossier()
    stream = _mbox(mail(), answer(), mail(to="somebody@else.example", key="3"), b"no mail at all")

    row = _check(world, stream)

    assert (row.seen, row.matched, row.unmatched, row.bad) == (4, 2, 1, 1)
    [bad] = services.bad_pieces(import_id=row.id, by=TERMINAL)
    assert bad.where.startswith("mail 4")
    assert Touch.objects.count() == 0
    assert b"Quotation" not in bytes(ImportPart.objects.get().sealed)


def test_loading_writes_the_good_ones_once_and_forgets_the_rest(world):
    world.dossier()
    row = _check(world, _mbox(mail(), answer()))

    written = services.load_import(import_id=row.id, by=TERMINAL, at=NOON)

    assert written.new == Touch.objects.count() == 2
    assert ImportPart.objects.count() == 0
    with pytest.raises(TouchNotFound):
        services.load_import(import_id=row.id, by=TERMINAL, at=NOON)
    again = _check(world, _mbox(mail(), answer()))
    assert (again.matched, again.known) == (0, 2)
    assert services.load_import(import_id=again.id, by=TERMINAL, at=NOON).new == 0


def test_what_somebody_brings_of_her_own_is_only_said_and_the_house_raises_it(world):
    heron = world.dossier()
    ada = world.actor("ada")
    mine = _check(world, _mbox(answer()), by=ada)
    services.load_import(import_id=mine.id, by=ada, at=NOON)
    assert [row.trace for row in Touch.objects.all()] == [""]

    theirs = _check(world, _mbox(answer()), by=world.actor("kai"))
    services.load_import(import_id=theirs.id, by=world.actor("kai"), at=NOON)

    assert [row.trace for row in Touch.objects.all()] == ["mail"]
    assert queries.known_to_customer([heron], at=NOON) == {heron: {world.id("ada")}}


def test_an_appointment_that_the_customer_accepted_is_a_traced_visit_for_each_time(world):
    world.dossier()

    row = _check(world, MEETING)
    services.load_import(import_id=row.id, by=TERMINAL, at=NOON)

    assert (row.matched, row.bad) == (3, 1)
    told = [(touch.kind, touch.trace) for touch in Touch.objects.order_by("happened_on")]
    assert told == [("visit", "accepted")] * 3


@pytest.mark.parametrize("who", ["ada", "kai"])
def test_an_acceptance_in_a_calendar_that_people_hand_on_is_only_said(world, who):
    world.dossier()
    by = world.actor(who)

    row = _check(world, MEETING, by=by)
    services.load_import(import_id=row.id, by=by, at=NOON)

    assert {touch.trace for touch in Touch.objects.all()} == {""}


@pytest.mark.parametrize("server", ["", "other.house.example"])
def test_without_the_word_of_the_own_mail_server_a_mailbox_holds_no_trace(world, settings, server):
    settings.CONFIG = replace(settings.CONFIG, mail_in_authserv=server)
    world.dossier()

    row = _check(world, _mbox(answer()))
    services.load_import(import_id=row.id, by=TERMINAL, at=NOON)

    assert [touch.trace for touch in Touch.objects.all()] == [""]


def test_nobody_brings_a_mailbox_of_somebody_else_or_loads_what_another_checked(world):
    row = _check(world, _mbox(mail()), by=world.actor("ada"))

    with pytest.raises(TouchNotYours):
        _check(world, _mbox(mail()), by=world.actor("ben"))
    with pytest.raises(TouchNotYours):
        _check(world, _mbox(mail()), by=world.actor("mia"))
    with pytest.raises(TouchNotFound):
        services.load_import(import_id=row.id, by=world.actor("ben"), at=NOON)
    with pytest.raises(TouchNotFound):
        services.bad_pieces(import_id=row.id, by=world.actor("ben"))
    services.give_up_import(import_id=row.id, by=world.actor("ada"), at=NOON)
    assert ImportPart.objects.count() == 0


def test_an_import_leads_to_no_customer_that_she_does_not_answer_for(world):
    world.dossier()

    row = _check(world, _mbox(mail(sender="ben@house.example")), by=world.actor("ben"), whose="ben")

    assert (row.matched, row.unmatched) == (0, 1)


@pytest.mark.parametrize("noise", [b"\0\1\2\3", b"hello", b"BEGIN:VCALENDAR\r\n"])
def test_what_is_no_mailbox_is_named_so(world, noise):
    with pytest.raises(FileUnreadable):
        _check(world, noise)


@pytest.mark.parametrize("name", ["enron_sample", "spamassassin"])
def test_a_thousand_real_mails_are_each_counted_or_named(world, name):
    folder = shared_data("emails")
    with tarfile.open(folder / f"{name}.tar.xz") as archive:
        files = [archive.extractfile(one) for one in archive.getmembers() if one.isfile()]
        mails = [one.read() for one in files if one is not None]
    box = b"".join(b"From x Mon May  4 09:00:00 2026\n" + one + b"\n\n" for one in mails)

    row = _check(world, box)

    assert row.seen >= len(mails)
    assert row.seen == row.matched + row.known + row.unmatched + row.bad
    assert row.bad < row.seen * 0.05
