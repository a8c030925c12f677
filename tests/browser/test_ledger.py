"""Ledger and settings in a browser: open, check, copy, on a wide and on a narrow window."""

import zipfile

import pytest

from muniment.jobs import services as jobs
from muniment.ledger import queries as ledger
from muniment.ledger import services
from tests.browser.conftest import NARROW, WIDE
from tests.world import world

pytestmark = [pytest.mark.django_db(transaction=True)]
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_proof_is_checked_and_a_purpose_opened_where_one_stands(window, sign_in, size, tmp_path):
    house = world()
    look = house.look("mia", house.dossier()).entry_id
    page = window(viewport=size)
    sign_in(page, house.id("mia"))

    page.goto("/ledger/")
    page.locator(f'a[href="/ledger/{look}/"]').click()
    assert page.get_by_text("quote the second colour").count() == 0
    page.get_by_role("button", name="Open what is sealed").click()
    page.get_by_text("quote the second colour", exact=True).wait_for()
    page.get_by_role("button", name="Check it now").click()
    page.locator(".m-tree svg").wait_for()

    assert page.evaluate(WIDER) <= 0
    with page.expect_download() as begun:
        page.get_by_text("Everything in one file").click()
    kept = tmp_path / "proof.zip"
    begun.value.save_as(kept)
    assert f"{look}.tlog-proof" in zipfile.ZipFile(kept).namelist()


def test_a_filter_narrows_the_list_without_a_button(window, sign_in):
    house = world()
    house.look("mia", house.dossier())
    page = window()
    sign_in(page, house.id("olga"))

    page.goto("/ledger/")
    page.get_by_label("What").select_option("looks")
    page.locator("#entries tr", has_text="Mia opened").wait_for()
    page.wait_for_url("**group=looks**")
    page.locator("#entries tr", has_text="invited").wait_for(state="detached")


def test_the_record_is_checked_from_the_settings_and_the_key_can_be_copied(window, sign_in):
    house = world()
    services.drain()
    page = window()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, house.id("olga"))

    page.goto("/settings/")
    page.locator("[data-copies='#log-key']").click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith(ledger.head().origin)
    page.get_by_role("button", name="Check everything").click()
    page.get_by_text("Checking the ledger").wait_for()
    jobs.work_off()
    page.get_by_text("Everything is as it was written.").wait_for()
