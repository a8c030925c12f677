"""The frame in a real browser: policy, keys, drawer, themes, languages, long work."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def styleguide(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.browser.styleguide.urls"
    here = Path(__file__).parent / "styleguide" / "templates"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(here)]}]


def test_every_component_shows_under_the_strict_policy(page):
    page.goto("/styleguide/")

    expect(page.locator("h1")).to_have_text("Components")
    icon = page.locator(".m-nav-link .m-icon").first
    assert icon.bounding_box()["width"] > 10
    assert page.evaluate("typeof htmx.config.allowEval") == "boolean"
    assert page.evaluate("htmx.config.allowEval") is False


@pytest.mark.parametrize("path", ["/styleguide/", "/styleguide/sign-in/"])
def test_nothing_sticks_out_at_380_pixels(window, path):
    page = window(viewport=NARROW)

    page.goto(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= 380


def test_the_drawer_opens_on_a_phone_without_our_scripts(window):
    page = window(viewport=NARROW, java_script_enabled=False)
    page.goto("/styleguide/")
    expect(page.locator("#m-nav")).to_be_hidden()

    page.get_by_role("button", name="Menu").click()

    expect(page.locator("#m-nav")).to_be_visible()


def test_a_question_mark_shows_the_keys_and_escape_hides_them(page):
    page.goto("/styleguide/")

    page.keyboard.press("?")
    expect(page.locator("#m-keys")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("#m-keys")).to_be_hidden()


def test_rows_are_walked_with_j_and_k(page):
    page.goto("/styleguide/")

    for key in "jjk":
        page.keyboard.press(key)

    expect(page.locator("[data-rows] > tr:focus")).to_contain_text("Amber Heron")


def test_a_slash_goes_to_the_search_and_letters_typed_there_stay_letters(page):
    page.goto("/styleguide/")

    page.keyboard.press("/")
    page.keyboard.type("gt?")

    expect(page.locator("#q")).to_have_value("gt?")
    expect(page.locator("#m-keys")).to_be_hidden()


def test_a_refusal_takes_the_place_of_the_card_that_asked(page):
    page.goto("/styleguide/")

    page.locator("#card-2").get_by_role("button", name="Open").click()

    expect(page.get_by_text("Pricing of this customer is closed for you.")).to_have_count(2)
    expect(page.locator("#card-2")).to_have_count(0)


def test_long_work_shows_its_end_by_itself(page):
    page.goto("/styleguide/")

    expect(page.locator("#job-orders.m-progress-done")).to_be_visible(timeout=10_000)


def test_dark_stays_chosen_without_a_script(window):
    page = window(java_script_enabled=False)
    page.goto("/styleguide/")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)

    page.get_by_role("button", name="Dark").click()
    page.goto("/styleguide/")

    assert page.evaluate(paper) != light
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_without_a_choice_the_system_decides_between_light_and_dark(window):
    paper = "getComputedStyle(document.body).backgroundColor"
    seen = []
    for scheme in ("light", "dark"):
        page = window(color_scheme=scheme)
        page.goto("/styleguide/")
        seen.append(page.evaluate(paper))

    assert seen[0] != seen[1]


def test_the_language_is_switched_on_the_page_and_stays(page):
    page.goto("/styleguide/")

    page.get_by_role("button", name="简体中文").click()

    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    page.goto("/styleguide/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")


def test_the_head_of_a_table_stays_in_sight(window):
    page = window(viewport={"width": 1280, "height": 300})
    page.goto("/styleguide/")

    page.locator("[data-rows] > tr").last.scroll_into_view_if_needed()

    around, table, head = (
        page.locator(it).first.bounding_box()["y"]
        for it in (".m-table-wrap", ".m-table", ".m-table th")
    )
    assert table < head
    assert head - around < 4


def test_g_and_a_letter_go_to_a_room(page):
    page.goto("/styleguide/")

    page.keyboard.press("g")
    page.keyboard.press("t")

    page.wait_for_url("**/sign-in/?next=%2F")


def test_a_menu_closes_when_one_clicks_elsewhere(page):
    page.goto("/styleguide/")
    menu = page.locator(".m-account .m-menu-list")
    page.locator(".m-account summary").click()
    expect(menu).to_be_visible()

    page.locator("h1").click()

    expect(menu).to_be_hidden()


def test_good_news_can_be_put_away(page):
    page.goto("/styleguide/")

    page.locator("[data-closes-notice]").click()

    expect(page.locator("[data-notice]")).to_have_count(0)
