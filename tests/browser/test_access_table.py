"""A change of the access table: drafted by keyboard, weighed, proposed by Mia, adopted by Olga."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from muniment.keys import ring
from muniment.vault import queries
from muniment.vault.domain.cells import COLUMN_BY_CODE
from tests.browser.conftest import NARROW
from tests.world import World
from tests.world import world as build

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = Path(__file__).parents[2] / "build" / "access"
COLLEAGUE = "salesperson.colleague"


@pytest.fixture
def world(settings: Any, tmp_path: Path) -> World:
    settings.DATA_DIR = tmp_path / "house"
    ring.create()
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 10**10  # the session is made without a sign-in
    made = build()
    for _ in range(4):
        made.dossier("ada", values={})
    made.dossier("ben")
    return made


def cell(page: Page, field: str, column: str = COLLEAGUE) -> Any:
    place = list(COLUMN_BY_CODE).index(column) + 1
    return page.locator(f'tr[data-field="{field}"] > *').nth(place)


def keep(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_change_goes_from_the_keyboard_to_the_whole_house(window, sign_in, world):
    page = window()
    sign_in(page, world.id("mia"))
    page.goto("/access/")
    keep(page, "1-sheet")
    page.get_by_role("link", name="Draft a change").click()

    cell(page, "identity.legal_name").click()
    press(page, "m", "ArrowDown", "Shift+ArrowDown", "c")
    expect(page.locator("[data-count]")).to_have_text("3")
    press(page, "Control+z")
    expect(page.locator("[data-count]")).to_have_text("1")
    keep(page, "2-draft")
    page.get_by_role("button", name="Review").click()

    expect(page.get_by_text("over 5 customers")).to_be_visible()
    page.locator("summary", has_text="Ben").click()
    keep(page, "3-review")
    page.get_by_label("Why").fill("Names are enough to avoid double work")
    page.get_by_role("button", name="Propose").click()
    expect(page.get_by_text("You proposed it, so somebody else decides.")).to_be_visible()
    assert queries.table_in_force()[0] == 1

    olga = window()
    sign_in(olga, world.id("olga"))
    olga.goto("/")
    olga.get_by_role("link", name="Version 2").click()
    keep(olga, "4-second-person")
    olga.get_by_role("button", name="Adopt", exact=True).first.click()
    olga.locator("#verb-adopt").get_by_role("button", name="Adopt").click()
    expect(olga.get_by_text("Version 2 is in force")).to_be_visible()

    number, table = queries.table_in_force()
    assert number == 2
    assert table.cell("identity.legal_name", COLUMN_BY_CODE[COLLEAGUE]).value == "masked"


def test_a_draft_is_there_again_after_looking_at_another_page(window, sign_in, world):
    page = window()
    sign_in(page, world.id("mia"))
    page.goto("/access/draft/")
    cell(page, "identity.legal_name").click()
    press(page, "s")
    page.goto("/people/")
    page.goto("/access/draft/")

    expect(page.locator("[data-count]")).to_have_text("1")
    expect(cell(page, "identity.legal_name")).to_have_text("shut")
    page.get_by_role("button", name="Discard").click()
    expect(page.locator("[data-count]")).to_have_text("0")


def test_a_range_is_filled_down_and_no_key_opens_what_no_sheet_may_open(window, sign_in, world):
    page = window()
    sign_in(page, world.id("mia"))
    page.goto("/access/draft/")
    cell(page, "pricing.price_agreement").click()
    press(page, "a", "Shift+ArrowDown", "Shift+ArrowDown", "Control+d")
    expect(page.locator("[data-count]")).to_have_text("3")

    cell(page, "identity.legal_name", "administrator.colleague").click()
    press(page, "o")
    expect(page.locator("[data-count]")).to_have_text("3")


def test_folding_leaves_one_row_a_compartment(window, sign_in, world):
    page = window()
    sign_in(page, world.id("ada"))
    page.goto("/access/")
    page.get_by_role("button", name="Compartments only").click()

    expect(page.locator("tr[data-field]").first).to_be_hidden()
    expect(page.locator(".m-sum").first).to_be_visible()
    keep(page, "5-folded")


def test_a_phone_shows_one_column_and_edits_with_a_finger(window, sign_in, world):
    page = window(viewport=NARROW, has_touch=True)
    sign_in(page, world.id("mia"))
    page.goto("/access/")
    keep(page, "6-phone")
    page.goto("/access/draft/")
    page.get_by_label("For", exact=True).select_option(COLLEAGUE)
    cell(page, "identity.legal_name").tap()
    page.get_by_role("toolbar").get_by_role("button", name="masked").tap()

    expect(page.locator("[data-count]")).to_have_text("1")
    keep(page, "7-phone-draft")
    page.get_by_role("button", name="Review").click()
    keep(page, "8-phone-review")


@pytest.mark.parametrize("look", ["light", "dark", "narrow", "chinese"])
def test_the_other_pages_fit_their_window(window, sign_in, live_server, world, look):
    viewport = {"viewport": NARROW} if look == "narrow" else {}
    page = window(color_scheme="dark" if look == "dark" else "light", **viewport)
    sign_in(page, world.id("olga"))
    if look == "chinese":
        choice = {"name": "django_language", "value": "zh-hans", "url": live_server.url}
        page.context.add_cookies([choice])
    dossier = next(iter(queries.dossiers_kept_by(world.id("ada"), limit=1)))
    pages = {
        "sheet": "/access/",
        "draft-preset": "/access/draft/?preset=strict",
        "versions": "/access/versions/",
        "version": "/access/versions/1/",
        "explain": f"/access/explain/?codename={dossier.codename}&compartment=identity",
        "fields": "/fields/",
        "field": "/fields/of/identity.legal_name/",
        "add-field": "/fields/new/",
    }
    for name, address in pages.items():
        page.goto(address)
        keep(page, f"{name}-{look}")


def test_cells_are_pasted_from_a_spreadsheet(window, sign_in, world):
    page = window()
    sign_in(page, world.id("mia"))
    page.goto("/access/draft/")
    cell(page, "identity.legal_name").click()
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "masked\\tcounted\\nMasked\\tnonsense\\n");
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true });
            document.activeElement.dispatchEvent(event);
        }"""
    )

    expect(cell(page, "identity.legal_name")).to_have_text("masked")
    expect(cell(page, "identity.legal_name", "document_clerk.deputy")).to_have_text("counted")
    expect(cell(page, "identity.trading_names")).to_have_text("masked")
    expect(page.locator("[data-count]")).to_have_text("3")


def test_without_javascript_a_compartment_is_changed_with_lists(window, sign_in, world):
    page = window(java_script_enabled=False)
    sign_in(page, world.id("mia"))
    page.goto("/access/draft/")
    row = page.locator('tbody[data-group="identity"]')
    row.get_by_role("button", name="Change with lists").click()
    page.locator('select[name="identity.legal_name salesperson.colleague"]').select_option("masked")
    page.get_by_role("button", name="Keep in the draft").click()

    expect(page.locator("[data-count]")).to_have_text("1")
    page.get_by_role("button", name="Review").click()
    expect(page.get_by_text("over 5 customers")).to_be_visible()


def test_a_preset_is_weighed_before_it_is_proposed(window, sign_in, world):
    page = window()
    sign_in(page, world.id("olga"))
    page.goto("/access/draft/?preset=strict")
    page.get_by_role("button", name="Review").click()
    page.locator("summary", has_text="Ada").click()

    expect(page.get_by_text("Keeper: 4 customers")).to_be_visible()
    keep(page, "9-preset-review")
