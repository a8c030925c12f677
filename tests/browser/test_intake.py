"""A file's way into the house, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from muniment.jobs import services as jobs
from muniment.keys import ring
from muniment.vault.services import furnish
from tests.browser.conftest import NARROW
from tests.company import NOON, staffed
from tests.web.intake.conftest import CUSTOMERS

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = Path(__file__).parents[2] / "build" / "import"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "Customers of May.csv"
    path.write_text(CUSTOMERS + "C4,Somebody,Atlantis,,not a mail,\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_a_customer_book_goes_from_file_to_dossiers(window, sign_in, settings, book, size):
    settings.DATA_DIR = book.parent / "house"
    ring.create()
    furnish(at=NOON)
    company = staffed()
    page = window(viewport=NARROW) if size == "narrow" else window()
    sign_in(page, company.id("ada"))
    SHOTS.mkdir(parents=True, exist_ok=True)

    def keep(name: str) -> None:
        page.screenshot(path=SHOTS / f"{name}-{size}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    page.goto("/import/")
    keep("1-index")
    page.get_by_label("File", exact=True).set_input_files(book)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("Nordic Lamp ApS")).to_be_visible()
    keep("2-columns")
    page.get_by_role("button", name="Check every row").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    keep("3-checking")
    jobs.work_off()
    expect(page.get_by_text("nothing is loaded yet")).to_be_visible()
    keep("4-checked")
    page.get_by_label("Leave out what cannot be loaded").check()
    page.get_by_role("button", name="Load 3").click()
    jobs.work_off()
    expect(page.get_by_role("heading", name="Loaded")).to_be_visible()
    keep("5-loaded")
    page.goto("/import/")
    expect(page.get_by_role("cell", name="loaded")).to_be_visible()
    keep("6-history")
