"""The everyday job in a real browser: somebody needs something, says for what, and gets it."""

import re

import pytest
from playwright.sync_api import Page, expect

from muniment.vault import queries
from tests.browser.conftest import NARROW
from tests.world import World
from tests.world import world as build

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db: None) -> World:
    return build()


def asks(page: Page, compartment: str, purpose: str = "quote the second colour") -> None:
    card = page.locator(f"#card-{compartment}")
    card.locator(".m-sealed-acts a").first.click()
    card.get_by_label("What do you need it for?").fill(purpose)
    card.get_by_label("It belongs to").select_option("inquiry")
    card.get_by_label("Number or name").fill("INQ-208")
    card.get_by_role("button", name="Open").click()


def test_from_the_clash_check_to_the_refused_colleague(window, sign_in, world):
    page = window()
    sign_in(page, world.id("ada"))
    page.goto("/customers/")

    # Nobody knows the newcomer, so a dossier can be opened with what was typed.
    page.get_by_text("Do we already know them?").click()
    page.get_by_label("Name of the company").fill("Blue Quay Trading")
    page.locator("#clash").get_by_label("E-mail").fill("lee@bluequay.example")
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".m-verdict")).to_contain_text("Nobody here knows this customer yet")
    page.locator(".m-verdict").get_by_role("button", name="Open a dossier").click()
    expect(page.get_by_label("Legal name")).to_have_value("Blue Quay Trading")
    page.get_by_role("textbox", name="Name", exact=True).first.fill("Lee Jansen")
    page.get_by_label("As told by").fill("fair card")
    page.get_by_role("button", name="Open the dossier").click()

    # It has a codename from now on, and no address ever held the name.
    [head] = queries.dossiers_kept_by(world.id("ada"))
    expect(page.locator("h1")).to_have_text(head.codename)
    page.get_by_role("link", name="Go to the dossier").click()
    expect(page.locator("main")).not_to_contain_text("Blue Quay")

    # A purpose that says nothing is mended in place; a real one opens the card.
    asks(page, "identity", purpose="test")
    card = page.locator("#card-identity")
    expect(card).to_contain_text("says too little")
    card.get_by_label("What do you need it for?").fill("quote the second colour")
    card.get_by_role("button", name="Open").click()
    expect(card.locator(".m-values")).to_contain_text("Blue Quay Trading")

    # Reading again in the sitting asks nothing.
    card.get_by_role("link", name="Close the card").click()
    expect(card).not_to_contain_text("Blue Quay")
    card.get_by_role("link", name="Read on").click()
    expect(card.locator(".m-values")).to_contain_text("Blue Quay Trading")
    assert len(world.entries("vault.consultation.given")) == 1

    # A colleague is refused, learns why and whom to ask, and the attempt is on record.
    other = window()
    sign_in(other, world.id("ben"))
    other.goto(f"/customers/{head.id}/")
    asks(other, "identity")
    refused = other.locator("#card-identity")
    expect(refused).to_contain_text("This compartment stays closed.")
    expect(refused).to_contain_text("Mia")
    expect(refused).not_to_contain_text("Blue Quay")
    assert len(world.entries("vault.consultation.refused")) == 1


def test_a_card_seals_itself_when_its_sitting_ends(window, sign_in, world):
    heron = world.dossier()
    page = window()
    page.clock.install()
    sign_in(page, world.id("ada"))
    page.goto(f"/customers/{heron}/")
    asks(page, "identity")
    card = page.locator("#card-identity")
    expect(card.locator(".m-values")).to_contain_text("Nordlicht")

    page.clock.fast_forward("31:00")

    expect(card).not_to_contain_text("Nordlicht")


def test_a_filled_form_empties_itself_but_keeps_what_was_typed(window, sign_in, world):
    heron = world.dossier()
    page = window()
    page.clock.install()
    sign_in(page, world.id("ada"))
    page.goto(f"/customers/{heron}/")
    asks(page, "identity")
    page.get_by_role("link", name="Add or change").click()
    name, website = page.get_by_label("Legal name"), page.get_by_label("Website")
    expect(name).to_have_value("Nordlicht Handels GmbH")
    website.fill("https://nordlicht.example")

    page.clock.fast_forward("31:00")

    expect(name).to_have_value("")
    expect(website).to_have_value("https://nordlicht.example")


def test_without_scripts_a_card_opens_and_people_are_entered(window, sign_in, world):
    heron = world.dossier()
    page = window(java_script_enabled=False)
    sign_in(page, world.id("ada"))

    page.goto(f"/customers/{heron}/")
    asks(page, "identity")

    expect(page.locator("#card-identity")).to_contain_text("Nordlicht Handels GmbH")
    page.goto(f"/customers/{heron}/in/contacts/edit/")
    page.get_by_role("textbox", name="Name", exact=True).nth(1).fill("Maria Lund")
    page.get_by_role("button", name="Save").click()
    assert (
        world.entries("vault.values.submitted")[-1].facts["versions"][0]["field"]
        == "contacts.people"
    )


def test_rows_of_people_are_added_with_a_button(window, sign_in, world):
    page = window()
    sign_in(page, world.id("ada"))
    page.goto("/customers/new/")
    rows = page.locator("[data-contact]:visible")
    before = rows.count()

    page.get_by_role("button", name="Add a person").first.click()

    expect(rows).to_have_count(before + 1)


def test_the_list_is_walked_with_keys(window, sign_in, world):
    heron = world.dossier()
    page = window()
    sign_in(page, world.id("ada"))
    page.goto("/customers/")

    page.keyboard.press("j")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(f"/customers/{heron}/$"))


@pytest.mark.parametrize(
    "path", ["", "new/", "{id}/", "{id}/rights/", "{id}/record/", "{id}/secrets/", "{id}/do/grant/"]
)
def test_nothing_sticks_out_at_380_pixels(window, sign_in, world, path):
    heron = world.dossier()
    page = window(viewport=NARROW)
    sign_in(page, world.id("mia"))

    page.goto(f"/customers/{path.format(id=heron)}")

    assert page.evaluate("document.documentElement.scrollWidth") <= 380
