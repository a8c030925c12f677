"""Asking the lists on the page: at once, with why and with the date of each list."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from muniment.core import clock
from muniment.screening import services
from muniment.screening.domain.parties import PartyKind
from tests.web.screening.conftest import ROWS, list_of


def asked(browser, names: str, **told: str):
    return browser.post(reverse("screening:screen"), {"names": names, **told})


def table(browser, text: str):
    file = SimpleUploadedFile("customers.csv", text.encode())
    return browser.post(reverse("screening:screen_file"), {"file": file})


def test_a_hit_says_why_and_of_what_day_the_list_is(listed, enters):
    page = asked(enters("ada"), "Zarkov Heavy Arms").content.decode()

    assert "Somebody of such a name is listed" in page
    assert "Zarkov Heavy Arms Works" in page
    assert "asked “Zarkov Heavy Arms”" in page
    assert f"{clock.now().date() - timedelta(days=1)}" in page


def test_no_hit_speaks_of_these_lists_and_these_days_only(listed, enters):
    page = asked(enters("ada"), "Peaceful Tile Shop").content.decode()

    assert "Nobody of such a name is on the lists of these days" in page


def test_an_old_list_never_says_no_hit(world, enters):
    list_of(clock.now().date() - timedelta(days=60), ROWS, world)

    page = asked(enters("ada"), "Peaceful Tile Shop").content.decode()

    assert "too old to say “no hit”" in page
    assert "60 days · too old" in page


def test_without_a_list_nothing_can_be_said(world, enters):
    browser = enters("ada")

    assert "No list is loaded" in browser.get(reverse("screening:screen")).content.decode()
    assert "No list is loaded" in asked(browser, "Anybody").content.decode()


def test_who_stands_on_the_own_list_is_told_to_its_keepers_only(listed, enters):
    services.enter_own(
        names=["Bright Sea Trading"], kind=PartyKind.ENTITY, reason="Kept the goods.",
        by=listed.actor("kai"), at=clock.now(),
    )  # fmt: skip

    hers = asked(enters("ada"), "Bright Sea Tradings").content.decode()
    theirs = asked(enters("kai"), "Bright Sea Tradings").content.decode()

    assert "Ask an owner or compliance" in hers
    assert "Bright Sea Trading<" not in hers
    assert "listed “Bright Sea Trading”" in theirs


def test_a_table_is_asked_row_by_row_and_not_kept(listed, enters, tmp_path):
    before = {path for path in tmp_path.rglob("*") if path.is_file()}

    page = table(enters("ada"), "id,name\n7,Zarkov Heavy Arms\n8,Tile Shop\n9,\n").content.decode()

    assert "2 names were asked" in page
    assert "1 row without a name" in page
    assert "1 name may be listed" in page
    assert "Tile Shop" not in page
    named = {path.name for path in tmp_path.rglob("*") if path.is_file()} - {
        path.name for path in before
    }
    assert "customers.csv" not in named


def test_a_table_without_a_column_of_names_is_said_at_its_box(listed, enters):
    answer = table(enters("ada"), "colour,weight\nred,3\n")

    assert answer.status_code == 422
    assert "is no table of customers" in answer.content.decode()


def test_an_agent_of_another_company_asks_nothing(listed, enters):
    assert enters("eve").get(reverse("screening:screen")).status_code == 403


def test_a_table_without_a_row_says_nothing_about_anybody(listed, enters):
    answer = table(enters("ada"), "id,name,country\n")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "No row of this table has a name" in page
    assert "is listed" not in page
