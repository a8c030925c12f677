import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from muniment.core.clock import frozen
from muniment.investigations.models import Questionnaire
from muniment.jobs.models import Job
from muniment.web.third_parties.today import cards
from tests.app.investigations.asking import answer, asked, link
from tests.app.investigations.cases import opened
from tests.world import NOON

pytestmark = pytest.mark.django_db(transaction=True)

TOLD = {
    "form": "supplier", "name": "Mr Osei", "company": "Volta", "email": "osei@volta.example",
    "about": "Nordlicht Handels GmbH, Hamburg", "reason": "60 days are asked for.",
    "signed_as": "Ada", "language": "en", "days": "14", "remind_days": "5", "delivery": "hand",
}  # fmt: skip


@pytest.fixture
def posted(settings) -> None:
    settings.CONFIG = replace(settings.CONFIG, mail_url="smtp://mail.example:25")


def text_of(response) -> str:
    return response.content.decode()


def test_a_case_in_which_nobody_was_asked_says_whom_to_ask(world, as_):
    page = text_of(as_("ada").case(opened(world)))

    assert "Nobody outside was asked yet" in page
    assert "?form=insurer" in page


def test_the_form_brings_what_is_known_and_the_letter_is_seen_before_it_goes(world, as_):
    case_id, ada = opened(world), as_("ada")
    assert 'value="Nordlicht Handels GmbH, DE"' in text_of(ada.case(case_id, "ask"))

    page = text_of(ada.does(case_id, "ask", **TOLD, step="preview"))
    assert "This is what leaves the house" in page
    assert "Heron Trading asks you a few questions about Nordlicht Handels GmbH, Hamburg." in page
    assert not Questionnaire.objects.exists()


def test_a_link_that_is_handed_over_is_shown_once_and_works(world, as_):
    case_id, ada = opened(world), as_("ada")
    page = text_of(ada.does(case_id, "ask", **TOLD, step="send"))

    path = re.search(r"https?://[^/<]+(/answer/[\w-]+/)", page)[1]
    assert Client().get(path).status_code == 200
    assert path not in text_of(ada.case(case_id))


def test_a_letter_by_mail_is_queued_with_the_questionnaire(world, as_, posted):
    case_id = opened(world)
    sent = as_("ada").does(case_id, "ask", **(TOLD | {"delivery": "mail"}), step="send")

    assert sent.status_code == 302
    assert Job.objects.filter(name="portal.letter").count() == 1


def test_a_letter_by_mail_wants_an_address(world, as_, posted):
    told = TOLD | {"delivery": "mail", "email": ""}
    page = as_("ada").does(opened(world), "ask", **told, step="send")

    assert page.status_code == 422
    assert "A letter by mail needs an address." in text_of(page)


def test_the_sender_is_warned_of_a_reference_that_is_the_customer_himself(world, as_):
    told = TOLD | {"email": "info@nordlicht-handel.example"}
    page = text_of(as_("ada").does(opened(world), "ask", **told, step="preview"))

    assert "shares nordlicht-handel.example with the customer himself" in page


def test_an_answer_stands_in_the_case_with_its_receipt(world, as_):
    case_id = opened(world)
    receipt = answer(link(world, case_id, asked(world, case_id)))

    page = text_of(as_("ada").case(case_id))
    assert "Answered by K. Osei, accounts." in page
    assert receipt.sha256[:16] in page
    assert "A supplier confirms that the customer pays." in page


def test_waiting_ends_with_a_reason(world, as_):
    case_id, ada = opened(world), as_("ada")
    questionnaire = asked(world, case_id)
    token = link(world, case_id, questionnaire)
    refused = ada.does(case_id, "close_questionnaire", questionnaire, reason="")
    assert refused.status_code == 422

    ada.does(case_id, "close_questionnaire", questionnaire, reason="asked by phone")
    assert "asked by phone" in text_of(ada.case(case_id))
    assert Client().get(f"/answer/{token}/").status_code == 404


@pytest.mark.parametrize("name", ["ben", "cy", "eve", "sam"])
def test_nobody_else_asks_in_the_name_of_the_case(world, as_, name):
    case_id = opened(world)
    questionnaire, who = asked(world, case_id), as_(name)

    for page in ("hand_over_link", "remind"):
        assert who.does(case_id, page, questionnaire).status_code in {403, 404}
    assert who.does(case_id, "ask", **TOLD, step="send").status_code in {403, 404}
    assert Questionnaire.objects.count() == 1


def test_today_tells_of_answers_and_of_those_who_are_late(world):
    from muniment.people.queries import reader

    case_id = opened(world)
    answer(link(world, case_id, asked(world, case_id)))
    asked(world, case_id, "insurer")
    ada = reader(world.id("ada"))
    with frozen(NOON):
        told = cards(ada, NOON + timedelta(hours=1))
        assert [(card.icon, card.count) for card in told] == [("rosette-discount-check", 1)]
        late = cards(ada, NOON + timedelta(days=40))
    assert [(card.icon, card.count) for card in late] == [("hourglass", 1)]
