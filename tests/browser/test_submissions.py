"""A contact from a card in under a minute, by keyboard; then the week handed in."""

import time

import pytest
from playwright.sync_api import expect

from muniment.core import clock
from muniment.submissions import queries, services
from muniment.vault.domain.contacts import load_contacts
from tests.world import World
from tests.world import world as build

pytestmark = [pytest.mark.django_db(transaction=True)]
CARD = """Best regards,
Ahmed Al-Farsi | Sourcing Director
Al Noor General Trading LLC
P.O. Box 1234, Deira, Dubai, UAE
T +971 4 222 3344 M +971 50 123 4567
E ahmed@alnoor.example"""
LONGEST_SECONDS = 60


@pytest.fixture
def world(transactional_db: None) -> World:
    return build()


def test_a_pasted_card_is_a_contact_within_a_minute_and_the_week_is_handed_in(
    window, sign_in, world
):
    heron = world.dossier()
    services.set_rhythm(weeks=1, weekday=4, by=world.actor("mia"), at=clock.now())
    page = window()
    sign_in(page, world.id("ada"))
    page.goto(f"/customers/{heron}/")

    began = time.monotonic()
    page.get_by_role("link", name="Add a contact from a card").click()
    page.get_by_label("Paste a signature or a card").fill(CARD)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label("Post")).to_have_value("Sourcing Director")
    page.get_by_label("Note").fill("met in hall 3")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#notices")).to_contain_text("Saved")
    assert time.monotonic() - began < LONGEST_SECONDS

    shown = {one.spec.code: one.text for one in world.look("ada", heron, "contacts").fields}
    (ahmed,) = load_contacts(shown["contacts.people"])
    assert (ahmed.name, ahmed.phone, ahmed.note) == (
        "Ahmed Al-Farsi", "+971501234567", "met in hall 3",
    )  # fmt: skip
    page.goto("/submissions/")
    page.get_by_label("as it is").check()
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    expect(page.locator("#notices")).to_contain_text("1 customer is confirmed as unchanged")
    assert queries.submissions_of(world.id("ada"))[0].customers_confirmed == 1
