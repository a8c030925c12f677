"""Mail at the company's own address: whose touch it is, and when it counts fully."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from muniment.people.models import Person
from muniment.touches import gate, queries, services
from muniment.touches.domain.noted import Unfit
from muniment.touches.errors import SenderUnknown, TouchNotFound, TrayFull
from muniment.touches.models import Touch, WaitingMail
from muniment.touches.services import mail as waiting
from tests.app.touches.letters import MARIA, SERVER, answer, mail
from tests.world import NOON

ADDRESS = "touches@house.example"


@pytest.fixture(autouse=True)
def _own_server(settings):
    settings.CONFIG = replace(
        settings.CONFIG, mail_in_authserv=SERVER, mail_in_address=ADDRESS, time_zone="UTC"
    )


def _take(raw, envelope=""):
    return services.take_mail(raw=raw, envelope_from=envelope, at=NOON)


def _touches():
    return [(row.direction, row.trace) for row in Touch.objects.order_by("id")]


def test_a_copy_of_ones_own_mail_is_a_touch_that_is_only_said(world):
    heron = world.dossier()

    assert _take(mail(to=f"{MARIA}, {ADDRESS}")).touches == 1

    row = Touch.objects.get()
    assert (row.dossier_id, row.person_id, row.trace) == (heron, world.id("ada"), "")
    assert row.happened_on == date(2026, 5, 4)
    assert b"Quotation" not in bytes(row.sealed)


def test_the_customers_authenticated_answer_counts_fully_and_gives_its_trace_to_ours(world):
    world.dossier()
    _take(mail())

    _take(answer(answers="1@house.example"))

    assert _touches() == [("out", "reply"), ("in", "reply")]
    traces = {entry.facts["trace"] for entry in world.entries("touches.mail.taken")}
    assert traces == {"", "mail"}


@pytest.mark.parametrize(
    "verdict", ["", "dmarc=fail header.from=nordlicht-handel.example", "spf=pass"]
)
def test_a_mail_in_the_customers_name_that_nobody_vouches_for_is_turned_away(world, verdict):
    world.dossier()

    with pytest.raises(SenderUnknown):
        _take(answer(verdict=verdict))
    assert Touch.objects.count() == WaitingMail.objects.count() == 0


def test_two_of_ours_cannot_fake_a_trace_for_each_other(world):
    world.dossier()
    forged = mail(
        sender="ben@house.example", to="ada@house.example",
        body=f"From: Maria <{MARIA}>\nSubject: Re: Quotation\nTo: ada@house.example",
        verdict="dmarc=pass header.from=house.example",
    )  # fmt: skip

    _take(forged)

    assert all(trace == "" for _, trace in _touches())


@pytest.mark.parametrize("verdict", ["", "auth=pass smtp.auth=ben@house.example", "dmarc=fail"])
def test_a_mail_in_a_colleagues_name_needs_the_word_of_the_own_mail_server(world, verdict):
    world.dossier()

    with pytest.raises(SenderUnknown):
        _take(mail(verdict=verdict), envelope="ada@house.example")
    assert Touch.objects.count() == WaitingMail.objects.count() == 0
    assert _take(mail(verdict="dkim=pass header.d=house.example")).touches == 1


def test_without_a_named_mail_server_a_colleagues_mail_is_hers_by_its_sender(world, settings):
    settings.CONFIG = replace(settings.CONFIG, mail_in_authserv="")
    world.dossier()

    assert _take(mail(verdict="")).touches == 1


def test_nothing_is_noted_for_somebody_who_left(world):
    world.dossier()
    Person.objects.filter(pk=world.id("ada")).update(state="left", left_at=NOON)

    for raw in (mail(), answer()):
        with pytest.raises(SenderUnknown):
            _take(raw)
    assert Touch.objects.count() == WaitingMail.objects.count() == 0


def test_a_flood_of_one_sender_is_asked_to_wait_and_others_still_get_in(world, monkeypatch):
    monkeypatch.setattr(waiting, "MOST_AN_HOUR", 3)
    for number in range(3):
        _take(mail(to="x@else.example", key=f"{number}@house.example"))

    with pytest.raises(TrayFull):
        _take(mail(to="x@else.example", key="9@house.example"))
    assert _take(mail(to="x@else.example", key="0@house.example")).waiting == 0
    assert _take(answer(sender="y@else.example", verdict="dmarc=pass")).waiting == 1

    monkeypatch.setattr(waiting, "MOST_WAITING", 4)
    with pytest.raises(TrayFull):
        _take(answer(sender="z@else.example", verdict="dmarc=pass", key="4@else.example"))


def test_the_same_mail_taken_twice_is_there_once(world):
    world.dossier()

    assert [_take(mail()).touches, _take(mail()).touches] == [1, 0]


def test_a_forwarded_mail_is_matched_by_the_mail_inside_it(world):
    world.dossier()
    forward = mail(
        to=ADDRESS, subject="Fwd: Re: Quotation",
        body=f"see below\n\n-----Original Message-----\nFrom: Maria Lund <{MARIA}>\n"
        "Sent: Monday\nTo: Ada\nSubject: Re: Quotation\n\nOur words",
    )  # fmt: skip

    assert _take(forward).touches == 1

    assert _touches() == [("in", "")]


def test_what_fits_no_customer_of_hers_waits_in_her_tray(world):
    heron = world.dossier()
    raw = mail(sender="ben@house.example", subject="Samples")

    done = _take(raw)

    assert (done.touches, done.waiting) == (0, 1)  # Ben does not keep her: no address is confirmed
    [row] = gate.read_tray(reader=world.actor("ben"), at=NOON)
    assert (row.subject, MARIA in row.parties) == ("Samples", True)
    assert b"Samples" not in bytes(WaitingMail.objects.get().sealed)
    assert gate.read_tray(reader=world.actor("ada"), at=NOON) == []
    with pytest.raises(TouchNotFound):
        services.discard_mail(waiting_id=row.id, by=world.actor("ada"), at=NOON)

    services.assign_mail(waiting_id=row.id, dossier_id=heron, by=world.actor("ben"), at=NOON)

    assert queries.waiting_count(world.id("ben")) == 0
    assert Touch.objects.get().person_id == world.id("ben")


def test_a_mail_of_the_tray_can_be_discarded(world):
    _take(mail(to="somebody@else.example"))
    [row] = gate.read_tray(reader=world.actor("ada"), at=NOON)

    services.discard_mail(waiting_id=row.id, by=world.actor("ada"), at=NOON)

    assert WaitingMail.objects.count() == 0


def test_an_absence_note_is_no_touch(world):
    world.dossier()

    with pytest.raises(Unfit):
        _take(answer(more="Auto-Submitted: auto-replied\n"))


def test_a_day_that_the_house_has_not_is_none(world):
    with timezone.override("Asia/Shanghai"), pytest.raises(Unfit):
        _take(mail(day="Fri, 31 Dec 9999 23:59:59 +0000"))


@hypothesis(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=400))
def test_whatever_bytes_come_in_the_answer_is_a_touch_or_a_plain_no(world, noise):
    raw = mail() + noise if len(noise) % 2 else noise + mail()

    with suppress(Unfit, SenderUnknown):
        _take(raw)
