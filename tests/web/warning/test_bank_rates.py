"""The page on which finance brings the rates of the central bank in."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from muniment.customs_data.store import rates_file
from muniment.sales import queries as sales
from tests.unit.customs_data.domain.test_ecb import XML

PAGE, FETCH = "/warnings/settings/rates/bank/", "/warnings/settings/rates/bank/fetch/"


@pytest.fixture(autouse=True)
def _tidy() -> Iterator[None]:
    rates_file().unlink(missing_ok=True)
    yield
    rates_file().unlink(missing_ok=True)


def text(answer) -> str:
    return str(answer.content.decode())


def sent(browser, content: bytes):
    return browser.post(PAGE, {"file": SimpleUploadedFile("rates.xml", content)})


def test_finance_brings_the_file_in_and_the_page_of_warnings_leads_there(world, enters):
    browser = enters("fin")
    assert PAGE in text(browser.get("/warnings/settings/"))
    assert "Take these rates" in text(browser.get(PAGE))

    assert sent(browser, XML).status_code == 302
    assert "Money is counted by the rates of 2026-05-04 now." in text(
        browser.get("/warnings/settings/")
    )
    assert sales.rates_in_force().usd["EUR"] == pytest.approx(1.10)


def test_another_file_is_said_to_be_none(world, enters):
    answer = sent(enters("fin"), b"<html>")

    assert answer.status_code == 422
    assert "no file of rates" in text(answer)


def test_offline_the_page_says_that_nobody_was_asked(world, enters, settings):
    settings.CONFIG = replace(settings.CONFIG, offline=1)

    answer = enters("olga").post(FETCH)

    assert answer.status_code == 409
    assert "switched to offline" in text(answer)


def test_others_have_no_such_page(world, enters):
    for name in ("ada", "kai"):
        assert enters(name).get(PAGE).status_code == 403
        assert enters(name).post(FETCH).status_code == 403
