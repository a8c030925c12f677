"""What a stranger tries at the portal: guessing, replay, flooding, huge and broken forms."""

import io
import logging
import threading

import pytest
import structlog
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from muniment.core import logs
from muniment.core.clock import frozen
from muniment.core.ids import new_token
from muniment.investigations import services
from muniment.investigations.models import Evidence
from muniment.portal import limits
from tests.portal.conftest import FORM, Outsider
from tests.world import NOON


def closed_page(outsider: Outsider) -> bytes:
    return outsider.client.get("/answer/never-was-a-link/").content


def test_links_that_are_unknown_used_or_revoked_answer_with_the_same_bytes(outsider: Outsider):
    other = closed_page(outsider)
    outsider.sends()

    for tried in (outsider.path, f"/answer/{new_token(32)}/", "/answer/%00/", "/answer/é/"):
        page = outsider.client.get(tried)
        assert (page.status_code, page.content) == (404, other), tried
        assert outsider.client.post(tried, FORM).content == other


def test_a_link_that_has_run_out_answers_with_the_same_bytes(outsider: Outsider):
    from datetime import timedelta

    with frozen(NOON + timedelta(days=30)):
        page = outsider.asks("en")
        assert page.status_code == 404
        assert page.content == outsider.client.get("/answer/guess/", {"lang": "en"}).content


def test_guessing_is_slow(outsider: Outsider):
    stranger = Client(REMOTE_ADDR="198.51.100.7")
    answers = [stranger.get(f"/answer/{new_token(32)}/").status_code for _ in range(20)]

    assert answers.count(404) <= limits.PAGES_A_MINUTE // (1 + limits.COST_OF_A_MISS) + 1
    assert answers[-1] == 429
    page = stranger.get(outsider.path)
    assert page.status_code == 429  # a link that is open looks like one that is not
    assert int(page["Retry-After"]) >= 1
    assert outsider.asks().status_code == 200  # others are not held up


def test_neighbours_in_one_ipv6_network_share_an_allowance(outsider: Outsider):
    seen = [
        Client(REMOTE_ADDR=f"2001:db8::{number:x}").get("/answer/guess/").status_code
        for number in range(1, 20)
    ]
    assert seen[-1] == 429


def test_looking_up_a_wrong_link_asks_no_more_of_the_database_than_one_that_is_closed(outsider):
    def work(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            outsider.client.get(path)
        return len(asked)

    outsider.sends()
    assert work(outsider.path) == work(f"/answer/{new_token(32)}/") == 1


def test_replay_changes_nothing(outsider: Outsider):
    first = outsider.sends()
    again = outsider.sends(FORM | {"payment": "unpaid"})

    assert (first.status_code, again.status_code) == (200, 404)
    assert Evidence.objects.count() == 1


def test_of_two_answers_at_once_one_is_taken(outsider: Outsider):
    ready, told = threading.Barrier(2), []

    def send(number: int) -> None:
        client = Client(REMOTE_ADDR=f"203.0.113.{20 + number}")
        ready.wait()
        with frozen(NOON):
            told.append(client.post(outsider.path, FORM).status_code)
        connections.close_all()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [200, 404]
    assert Evidence.objects.count() == 1


def test_a_huge_form_is_not_read(outsider: Outsider):
    page = outsider.sends(FORM | {"remarks": "x" * 200_000})

    assert page.status_code == 413
    assert outsider.sends().status_code == 200


@pytest.mark.parametrize(
    "told",
    [
        FORM | {"remarks": "x" * 5000},
        FORM | {"terms_days": "9" * 40},
        FORM | {"payment": "on_time' OR 1=1"},
        FORM | {"open_amount": "1e309", "open_amount_currency": "USD"},
        FORM | {"open_amount": "12", "open_amount_currency": "<b>"},
        FORM | {"last_delivery": "2026-13-40"},
        FORM | {"answered_by": "\x00\u202e"},
        FORM | {"answered_by": "x" * 300},
        {},
    ],
)
def test_what_is_no_answer_is_not_taken(outsider: Outsider, told):
    assert outsider.sends(told).status_code == 422
    assert not Evidence.objects.exists()


def test_a_broken_upload_is_no_answer(outsider: Outsider):
    many = "&".join(f"field{number}=1" for number in range(1500))
    for body, kind in (
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"no boundary", "multipart/form-data"),
        (many.encode(), "application/x-www-form-urlencoded"),
    ):
        page = outsider.client.generic("POST", outsider.path, body, content_type=kind)
        assert page.status_code in {413, 422}
    assert not Evidence.objects.exists()


def test_a_form_from_another_site_is_not_taken(outsider: Outsider):
    page = outsider.sends(sec_fetch_site="cross-site")

    assert page.status_code == 413
    assert outsider.sends(sec_fetch_site="same-origin").status_code == 200


def test_the_link_is_in_no_log(outsider: Outsider):
    text, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(text)
    handler.setFormatter(logs._Lines("web"))
    root.addHandler(handler)
    logs._configure_structlog()
    try:
        outsider.asks()
        outsider.sends({})
        outsider.sends()
        outsider.asks()
    finally:
        root.removeHandler(handler)
        structlog.reset_defaults()
    token = outsider.path.split("/")[2]
    assert text.getvalue()
    assert token not in text.getvalue()
    assert "Osei" not in text.getvalue()


def test_the_portal_is_one_page_and_leads_nowhere_else(outsider: Outsider):
    for path in ("/answer/", f"{outsider.path}copy/", f"{outsider.path}../"):
        assert outsider.client.get(path).status_code == 404
    for method in ("put", "delete", "patch"):
        assert getattr(outsider.client, method)(outsider.path).status_code == 405


def test_nothing_of_the_house_leaves_by_the_portal(outsider: Outsider):
    """A marker in every field that the house holds, and every byte that the portal sends."""
    world = outsider.world
    marks = {
        code: f"MARK-{number}-{code}"
        for number, code in enumerate(
            ("company.address", "person.name", "deal.product", "bank.name")
        )
    }
    services.add_facts(
        case_id=outsider.case_id, facts={code: [mark] for code, mark in marks.items()},
        note="MARK-note", by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    world.dossier("ada", {"identity": {"identity.legal_name": "MARK-dossier"}})
    services.ask_third_party(
        case_id=outsider.case_id, form="bank",
        recipient=services.Recipient(name="MARK-other-recipient"),
        telling=services.Telling("MARK-other-about", "MARK-other-reason", "MARK-other-signed"),
        sending=services.Sending(by_mail=False), by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    pages = [outsider.asks(), outsider.asks("zh-hans"), outsider.sends({}), outsider.sends()]
    pages += [outsider.asks(), outsider.client.get("/answer/guess/")]
    for page in pages:
        head = "".join(f"{name}: {value}\n" for name, value in page.items())
        assert b"MARK" not in page.content + head.encode()
        assert "session" not in head.lower()
