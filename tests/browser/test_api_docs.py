"""The page of the interface for programs: readable, foldable, within the strict policy."""

import os
from pathlib import Path

import pytest

from tests.browser.conftest import NARROW

pytestmark = pytest.mark.django_db(transaction=True)


def _kept(page, name):
    folder = os.environ.get("MUNIMENT_PICTURES", "")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_operation_unfolds_without_a_script(window, scheme):
    page = window(java_script_enabled=False, color_scheme=scheme)
    page.goto("/api/docs")

    page.locator("#consult summary").click()

    assert page.locator("#consult .m-api-body").is_visible()
    assert "purpose" in page.locator("#consult").inner_text()
    _kept(page, f"api-docs-{scheme}")


def test_the_page_fits_a_phone(window):
    page = window(viewport=NARROW)
    page.goto("/api/docs")
    page.locator("#submit_values summary").click()

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    _kept(page, "api-docs-380")
