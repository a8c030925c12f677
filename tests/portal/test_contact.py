"""The page on which a customer agrees to its new contact, and the letter that leads there."""

import hashlib
import re
from base64 import b64decode
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client

from muniment.core.clock import frozen
from muniment.handover.domain.states import ItemState
from muniment.handover.letters import as_eml, written
from muniment.handover.services.confirmations import Sending
from muniment.handover.wording import LANGUAGES, words_of
from muniment.jobs.running import Run
from muniment.portal import limits, tasks
from tests.app.handover.cast import begin, customer, sellers
from tests.app.handover.words import YES, asked, item_of, link
from tests.world import NOON, World


@pytest.fixture
def dossier(world: World) -> UUID:
    sellers(world)
    one = customer(world)
    begin(world, chosen={one: world.id("dan")})
    return one


@pytest.fixture
def path(world: World, dossier: UUID) -> str:
    return f"/answer/contact/{link(world, asked(world, dossier)).token}/"


@pytest.fixture
def outside() -> Client:
    return Client(enforce_csrf_checks=True, REMOTE_ADDR="203.0.113.9")


def test_the_page_says_who_goes_and_who_comes_and_nothing_else(outside: Client, path: str):
    page = outside.get(path, {"lang": "en"})

    told = page.content.decode()
    assert page.status_code == 200
    for word in ("Heron Trading", "Ada is leaving", "Dan", "dan@house.example"):
        assert word in told
    for secret in ("Nordlicht", "nordlicht", "mia@", "/sign-in", "handovers/"):
        assert secret not in told


def test_the_page_needs_no_script_and_leaves_no_trace(outside: Client, path: str):
    page = outside.get(path)

    told = page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    assert not page.cookies
    assert "<script" not in told
    assert "style=" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_every_language_that_letters_are_written_in(outside, path, language):
    page = outside.get(path, {"lang": language})

    told, words = page.content.decode(), words_of(language)
    assert f'<html lang="{language}" dir="{words.direction}">' in told
    for key in ("question", "refused", "send", "once"):
        assert words.say("page", key) in told
    assert page["Content-Language"] == language


def test_an_answer_brings_a_receipt_that_anybody_can_check(
    world: World, outside: Client, path: str, dossier: UUID
):
    page = outside.post(f"{path}?lang=de", YES)

    told = page.content.decode()
    copy = b64decode(re.search(r"base64,([\w+/=]+)", told)[1])
    (entry,) = world.entries("handover.confirmation.answered")
    assert page.status_code == 200
    assert "Ihre Antwort ist angekommen" in told
    assert re.search(r"am \d{4}-\d\d-\d\d \d\d:\d\d UTC verschlüsselt", told)
    assert entry.facts["receipt"] == hashlib.sha256(copy).hexdigest()
    assert entry.facts["receipt"] in told
    assert entry.leaf_hash.hex() in told
    assert item_of(dossier).state == ItemState.CONFIRMED


def test_what_was_typed_comes_back_when_something_is_missing(outside: Client, path: str):
    page = outside.post(f"{path}?lang=en", {"comment": "see <b>below</b>"})

    told = page.content.decode()
    assert page.status_code == 422
    assert "see &lt;b&gt;below&lt;/b&gt;" in told
    assert told.count("Please fill this in.") == 2


def test_a_used_link_and_a_wrong_one_are_the_same_page(outside: Client, path: str):
    outside.post(path, YES)
    used = outside.get(path)
    wrong = outside.get(f"/answer/contact/{'x' * 43}/")

    assert used.status_code == wrong.status_code == 404
    assert used.content == wrong.content


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_closed_link_says_so_in_the_language_of_the_letter(outside: Client, language):
    page = outside.get(f"/answer/contact/{'x' * 43}/", {"lang": language})

    assert page.status_code == 404
    assert words_of(language).say("closed", "title") in page.content.decode()
    assert page["Content-Language"] == language


def test_a_form_from_another_site_is_not_taken(outside: Client, path: str, dossier: UUID):
    page = outside.post(path, YES, headers={"Sec-Fetch-Site": "cross-site"})

    assert page.status_code == 413
    assert item_of(dossier).state == ItemState.OPEN


def test_whoever_guesses_links_is_slowed_down(outside: Client, path: str):
    limits.allowances.forget()
    codes = [outside.get(f"/answer/contact/{number:043}/").status_code for number in range(20)]

    assert codes[0] == 404
    assert codes[-1] == 429


@pytest.fixture
def posted(settings) -> None:
    settings.CONFIG = replace(settings.CONFIG, mail_url="smtp://mail.example:25")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_house_mails_the_letter_in_the_customers_language_and_its_link_works(
    world: World, dossier: UUID, posted, outside: Client, language: str
):
    confirmation = asked(world, dossier, sending=Sending(language=language))
    assert tasks.contact_letter(Run(), confirmation_id=str(confirmation)) == "sent"

    (letter,) = mail.outbox
    assert letter.to == ["einkauf@nordlicht.example"]
    assert letter.subject == words_of(language).say("letter", "subject", company="Heron Trading")
    assert "Nordlicht" not in letter.body
    assert "{" not in letter.body
    found = re.search(r"https?://[^/]+(/answer/contact/\S+)", letter.body)[1]
    assert outside.get(found)["Content-Language"] == language
    assert item_of(dossier).state == ItemState.INTRODUCED


def test_without_a_mail_server_or_an_address_nothing_is_sent_and_it_is_said(
    world: World, dossier: UUID
):
    confirmation = asked(world, dossier, sending=Sending())

    assert tasks.contact_letter(Run(), confirmation_id=str(confirmation)) == "no_mail_server"
    assert not mail.outbox
    assert item_of(dossier).confirmations.get().is_undelivered


def test_a_letter_to_hand_over_names_no_customer_and_opens_as_a_draft(world: World, dossier: UUID):
    made = link(world, asked(world, dossier))
    _, text = written(made)
    draft = as_eml(made).decode()

    assert made.token in text
    assert "X-Unsent: 1" in draft
    assert "\nTo:" not in draft
    assert "nordlicht" not in draft.casefold()


def test_the_hourly_chase_says_what_is_overdue(world: World, dossier: UUID):
    asked(world, dossier)
    with frozen(NOON + timedelta(days=15)):
        assert tasks.chase_contacts(Run()) == "chased_1"
    assert item_of(dossier).state == ItemState.OVERDUE
