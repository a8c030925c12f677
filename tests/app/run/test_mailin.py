"""The mail-in child: what the company's own mail server is told."""

import smtplib
import socket
from dataclasses import replace

import pytest
from django.conf import settings as django
from django.db import DatabaseError

from muniment.run import mailin
from muniment.touches.models import Touch, WaitingMail
from tests.app.touches.letters import SERVER, answer, mail
from tests.world import world as build

ADDRESS = "touches@house.example"


@pytest.fixture
def config(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.CONFIG = replace(
        settings.CONFIG, mail_in_port=port, mail_in_address=ADDRESS, mail_in_authserv=SERVER,
        mail_in_max_kb=16,
    )  # fmt: skip
    return settings.CONFIG


@pytest.fixture
def server(config):
    running = mailin.Server(config)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def sender(config, server):
    with smtplib.LMTP("127.0.0.1", config.mail_in_port) as client:
        yield client


def test_mail_comes_in_by_lmtp_and_the_answer_tells_nothing_about_customers(
    sender, transactional_db
):
    build().dossier()

    for raw in (mail(), mail(to="nobody@else.example", key="9")):
        assert sender.sendmail("ada@house.example", [ADDRESS], raw) == {}

    assert (Touch.objects.count(), WaitingMail.objects.count()) == (1, 1)


def test_strangers_other_addresses_and_large_mails_are_turned_away(sender, transactional_db):
    build().dossier()

    with pytest.raises(smtplib.SMTPDataError) as stranger:
        sender.sendmail("x@evil.example", [ADDRESS], answer(verdict=""))
    assert stranger.value.smtp_code == 550
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        sender.sendmail("ada@house.example", ["other@house.example"], mail())
    with pytest.raises(smtplib.SMTPException):
        sender.sendmail("ada@house.example", [ADDRESS], mail(body="x" * 40_000))
    assert Touch.objects.count() == 0


def test_without_its_database_the_house_asks_for_the_mail_again(db, config, monkeypatch):
    def gone(**_told):
        raise DatabaseError("gone")

    monkeypatch.setattr("muniment.touches.services.take_mail", gone)

    assert mailin.take(mail(), "ada@house.example") == mailin.LATER


def test_a_fault_asks_for_the_mail_again_and_tells_nothing_of_it(sender, db, monkeypatch, caplog):
    def broken(**_told):
        raise RuntimeError("words of a mail")

    monkeypatch.setattr("muniment.touches.services.take_mail", broken)

    with pytest.raises(smtplib.SMTPDataError) as told:
        sender.sendmail("ada@house.example", [ADDRESS], mail())

    assert (told.value.smtp_code, told.value.smtp_error) == (451, b"4.3.0 try again later")
    assert "words of a mail" not in caplog.text


def test_the_child_is_there_only_with_a_port(config):
    from muniment.run import house

    with_port = [child.name for child in house._children(config)]
    without = [child.name for child in house._children(replace(config, mail_in_port=0))]

    assert with_port == [*without, "mailin"]
    assert django.CONFIG is config
