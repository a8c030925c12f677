"""The settings page: how the house fares, the check of the ledger, no secrets."""

import dataclasses
import json
import time
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings as house_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from muniment.jobs import services as jobs
from muniment.ledger import checkup, halt, queries
from muniment.ledger.services import Damage, Report
from muniment.run import folder
from muniment.web.settings_pages import house
from tests.web.vault.conftest import SWAP, text
from tests.world import NOON

PAGE = "/settings/"
OUTSIDE_IT = ["mia", "ada", "ben", "cy", "cus", "fin", "eve"]


@pytest.mark.parametrize("name", ["olga", "sam", "kai"])
def test_owner_administrator_and_compliance_read_it_within_fifteen_queries(as_, name):
    browser = as_(name)
    browser.get(PAGE)

    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(PAGE)

    assert answer.status_code == 200
    assert len(asked) <= 15


@pytest.mark.parametrize("name", OUTSIDE_IT)
def test_nobody_else_reads_it_or_starts_a_check(as_, name):
    browser = as_(name)

    assert browser.get(PAGE).status_code == 403
    assert browser.post(reverse("settings:check")).status_code == 403
    assert browser.get(reverse("settings:progress")).status_code == 403


def test_compliance_reads_and_does_nothing(as_):
    page = text(as_("kai").get(PAGE))

    assert reverse("account:keep_keys") not in page
    assert "Check everything" not in page
    assert as_("kai").post(reverse("settings:check")).status_code == 403


def test_name_and_key_of_the_log_can_be_copied(as_):
    page = unescape(text(as_("olga").get(PAGE)))

    head = queries.head()
    assert head.origin in page
    assert f"{head.origin}+" in page
    assert "Heron Trading" in page


def test_a_check_runs_in_the_background_and_its_report_is_shown(as_):
    olga = as_("olga")

    assert olga.post(reverse("settings:check"), {"deep": "1"}).status_code == 302
    assert "Checking the ledger" in text(olga.get(PAGE))
    assert "m-progress" in text(olga.get(reverse("settings:progress"), headers=SWAP))
    jobs.work_off()
    page = text(olga.get(PAGE))
    assert "Everything is as it was written." in page
    assert olga.get(reverse("settings:progress"), headers=SWAP)["HX-Refresh"] == "true"


def test_a_second_press_starts_no_second_check(as_):
    olga = as_("olga")
    for deep in ("1", "0"):
        olga.post(reverse("settings:check"), {"deep": deep})

    assert jobs.work_off() == 1
    assert checkup.newest_report().report.deep


def test_damaged_rows_are_named(as_, monkeypatch):
    damage = Damage("ledger_entry", "17", "entry.body_changed")
    report = Report(True, 20, 20, 0, 4, (damage,), more=3)
    monkeypatch.setattr(checkup, "fsck", lambda **_: report)
    checkup.check_up(deep=True, at=NOON, progress=lambda _done, _total: None)

    page = text(as_("olga").get(PAGE))

    assert checkup.newest_report().report == report
    assert "The record is damaged." in page
    assert "ledger_entry 17" in page
    assert "The bytes are not those that were written." in page
    assert "… and 3 more." in page


def test_a_report_that_cannot_be_read_is_none(as_):
    (Path(house_settings.DATA_DIR) / checkup.FILE_NAME).write_bytes(b"{}")

    assert checkup.newest_report() is None
    assert as_("olga").get(PAGE).status_code == 200


def test_a_halt_stands_on_top(as_):
    halt.halt("behind", {"found_size": 1}, at=NOON)

    assert "muniment ledger explain" in text(as_("olga").get(PAGE))


def test_settings_are_shown_without_their_passwords(settings):
    settings.CONFIG = dataclasses.replace(
        settings.CONFIG,
        database_url="postgresql://muniment:hunter2@db.example/house",
        mail_url="smtp+tls://post:hunter3@mail.example:587",
        key_passphrase_file="/etc/muniment/passphrase",
    )

    shown = {row.name: row.value for row in house.configuration()}

    assert set(shown) == {known.name for known in dataclasses.fields(settings.CONFIG)}
    assert shown["database_url"] == "postgresql://db.example/house"
    assert shown["mail_url"] == "smtp+tls://mail.example"
    assert shown["key_passphrase_file"] == "set"
    assert shown["sitting_minutes"] == "30"


def test_processes_are_shown_as_the_supervisor_told(as_):
    data = Path(house_settings.DATA_DIR)
    now = time.time()
    children = [
        {"name": "web", "well": True, "last_beat": now - 1, "restarts": 0},
        {"name": "worker", "well": True, "last_beat": now - 500, "restarts": 2},
    ]
    with folder.held(data):
        folder.write_state(data, {"state": "running", "started_at": now, "children": children})
        page = text(as_("olga").get(PAGE))
        today = text(as_("olga").get("/"))

    assert "started again 2 times" in page
    assert page.count("not well") == 1
    assert "Not every part of the house is well" in today
    assert "No supervisor of this house runs" in text(as_("olga").get(PAGE))


def test_a_copy_of_the_keys_is_asked_for_while_there_is_none(as_):
    page = text(as_("olga").get(PAGE))

    assert "time for one" in page
    assert reverse("account:keep_keys") in page


def test_the_report_keeps_nothing_but_codes_and_counts(as_):
    as_("olga").post(reverse("settings:check"), {"deep": "0"})
    jobs.work_off()

    told = json.loads((Path(house_settings.DATA_DIR) / checkup.FILE_NAME).read_bytes())
    assert sorted(told) == [
        *("at", "damages", "deep", "entries", "leaves", "more", "openings", "waiting")
    ]
