"""Letters: what leaves by mail, what happens when no mail server takes it."""

import re
from dataclasses import replace
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail

from muniment.core.clock import frozen
from muniment.investigations import gate, services
from muniment.investigations.services import Sending
from muniment.jobs.running import Run
from muniment.portal import tasks
from tests.app.investigations.asking import asked
from tests.app.investigations.cases import opened
from tests.world import NOON, World


@pytest.fixture
def posted(settings) -> None:
    settings.CONFIG = replace(settings.CONFIG, mail_url="smtp://mail.example:25")


def rows_of(world: World, case_id):
    return gate.read_case(reader=world.actor("ada"), case_id=case_id, at=NOON).questionnaires


def test_a_letter_says_what_the_sender_confirmed_and_its_link_works(world, posted, client):
    case_id = opened(world)
    questionnaire = asked(world, case_id, sending=Sending())
    assert tasks.letter(Run(), questionnaire_id=str(questionnaire)) == "sent"

    letter = mail.outbox[0]
    assert letter.to == ["osei@volta-plastics.example"]
    assert letter.subject == "Heron Trading asks about Nordlicht Handels GmbH, Hamburg"
    assert "We are asked for goods on 60 days." in letter.body
    assert "einkauf@" not in letter.body
    path = re.search(r"https?://[^/]+(/answer/\S+)", letter.body)[1]
    assert client.get(path).status_code == 200
    assert rows_of(world, case_id)[0].mailed_at == NOON


def test_a_letter_is_written_in_the_language_that_the_sender_chose(world, posted):
    case_id = opened(world)
    questionnaire = asked(world, case_id, sending=Sending(language="zh-hans"))
    tasks.letter(Run(), questionnaire_id=str(questionnaire))

    assert "贸易资信查询" in mail.outbox[0].body
    assert "lang=zh-hans" in mail.outbox[0].body


def test_a_name_cannot_smuggle_a_head_into_a_letter(world, posted):
    case_id = opened(world)
    telling = services.Telling("Nordlicht\r\nBcc: all@else.example", "why", "Ada")
    questionnaire = services.ask_third_party(
        case_id=case_id, form="supplier", telling=telling, sending=Sending(),
        recipient=services.Recipient(name="O", email="o@volta.example"), by=world.actor("ada"),
        at=NOON,
    )  # fmt: skip
    tasks.letter(Run(), questionnaire_id=str(questionnaire))

    assert mail.outbox[0].recipients() == ["o@volta.example"]
    assert "\nBcc" not in str(mail.outbox[0].message())


def test_without_a_mail_server_the_sender_learns_it_and_hands_the_link_over(world):
    case_id = opened(world)
    questionnaire = asked(world, case_id, sending=Sending())
    assert tasks.letter(Run(), questionnaire_id=str(questionnaire)) == "no_mail_server"

    assert not mail.outbox
    assert rows_of(world, case_id)[0].is_undelivered


def test_a_mail_server_that_does_not_answer_is_tried_again_and_then_told(
    world, posted, monkeypatch
):
    case_id = opened(world)
    questionnaire = asked(world, case_id, sending=Sending())

    def broken(_: object) -> int:
        raise SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
    with pytest.raises(tasks.LetterNotSent):
        tasks.letter(Run(attempt=1), questionnaire_id=str(questionnaire))
    assert tasks.letter(Run(attempt=4), questionnaire_id=str(questionnaire)) == "not_sent"
    assert rows_of(world, case_id)[0].is_undelivered


def test_a_reminder_brings_a_link_and_the_first_one_stays_good(world, posted, client):
    case_id = opened(world)
    questionnaire = asked(world, case_id, sending=Sending(days=20, remind_days=5))
    tasks.letter(Run(), questionnaire_id=str(questionnaire))
    with frozen(NOON + timedelta(days=6)):
        assert tasks.chase(Run()) == "chased_1"
        assert tasks.letter(Run(), questionnaire_id=str(questionnaire)) == "sent"

        first, second = (
            re.search(r"https?://[^/]+(/answer/\S+)", letter.body)[1] for letter in mail.outbox
        )
        assert mail.outbox[1].subject.startswith("Reminder:")
        assert first != second
        assert {client.get(path).status_code for path in (first, second)} == {200}


def test_nobody_is_written_to_who_is_no_longer_asked(world, posted):
    case_id = opened(world)
    questionnaire = asked(world, case_id, sending=Sending())
    services.close_questionnaire(
        case_id=case_id, questionnaire_id=questionnaire, reason="asked by phone",
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip

    assert tasks.letter(Run(), questionnaire_id=str(questionnaire)) == "not_wanted"
    assert not mail.outbox
