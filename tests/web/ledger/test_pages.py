"""The pages of the ledger: who sees what, and that a proof leaves the house whole."""

import io
import json
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from muniment.ledger import halt, services, signer
from muniment.ledger import queries as ledger
from muniment.vault import queries as vault
from muniment_verify import verify
from tests.web.vault.conftest import SWAP, text
from tests.world import NOON


@pytest.fixture
def heron(world):
    return world.dossier()


@pytest.fixture
def look(world, heron):
    return world.look("mia", heron).entry_id


def address(name, entry_id=None):
    return reverse(f"ledger:{name}", args=[entry_id] if entry_id else [])


def test_a_look_is_told_as_a_sentence_with_the_codename(as_, heron, look):
    page = text(as_("ada").get(address("index")))

    codename = vault.dossier(heron).codename
    assert re.search(f"Mia opened “[^”]+” of {codename}[.]", page)


def test_a_colleague_sees_nothing_of_it_in_list_or_page(as_, look):
    ben = as_("ben")

    assert str(look) not in text(ben.get(address("index")))
    assert ben.get(address("entry", look)).status_code == 404


@pytest.mark.parametrize("route", ["entry", "proof", "leaf", "package"])
def test_no_file_and_no_page_of_an_entry_goes_to_whoever_may_not_see_it(as_, look, route):
    assert as_("mia").get(address(route, look)).status_code == 200
    for name in ("ben", "cy", "eve"):
        assert as_(name).get(address(route, look)).status_code == 404


@pytest.mark.parametrize("route", ["openings", "check"])
def test_nor_can_they_open_or_check_it(as_, look, route):
    for name in ("ben", "eve"):
        assert as_(name).post(address(route, look)).status_code == 404


@pytest.mark.parametrize(
    "name", ["olga", "mia", "ada", "ben", "cy", "cus", "fin", "kai", "sam", "eve"]
)
def test_everybody_has_a_list_within_fifteen_queries(as_, world, look, name):
    browser = as_(name)
    browser.get(address("index"))

    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = browser.get(address("index"))

    assert answer.status_code == 200
    assert len(asked) <= 15


def test_the_page_of_an_entry_costs_fifteen_queries_at_the_most(as_, look):
    browser = as_("mia")
    browser.get(address("entry", look))

    with CaptureQueriesContext(connection) as asked:
        browser.get(address("entry", look))

    assert len(asked) <= 15


def test_filters_narrow_by_kind_person_customer_and_day(as_, world, heron, look):
    olga = as_("olga")
    codename = vault.dossier(heron).codename

    def listed(**query):
        return text(olga.get(address("index"), query, headers=SWAP))

    assert str(look) in listed(group="looks", person=str(world.id("mia")), codename=codename)
    assert str(look) not in listed(group="people")
    assert str(look) not in listed(person=str(world.id("ben")))
    assert str(look) not in listed(codename="No Such")
    assert str(look) in listed(since="2026-05-04", until="2026-05-04")
    assert str(look) not in listed(since="2026-05-05")
    assert "No entry fits" in listed(until="2026-05-03")


def test_the_next_page_goes_on_where_this_one_ended(as_, world, heron, monkeypatch):
    monkeypatch.setattr("muniment.web.ledger.views.PER_PAGE", 3)
    olga = as_("olga")
    first = text(olga.get(address("index"), headers=SWAP))
    following = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")

    second = text(olga.get(address("index") + following, headers=SWAP))

    pattern = r"/ledger/([0-9a-f-]{36})/"
    assert not set(re.findall(pattern, first)) & set(re.findall(pattern, second))


def test_the_purpose_is_shown_only_after_opening_and_only_to_those_who_may(as_, look):
    assert "quote the second colour" not in text(as_("mia").get(address("entry", look)))
    shown = text(as_("mia").post(address("openings", look), headers=SWAP))
    assert "quote the second colour" in shown
    assert "<html" not in shown

    for name in ("ada", "sam"):
        refused = as_(name).post(address("openings", look))
        assert refused.status_code == 403
        assert "quote the second colour" not in text(refused)


def test_without_scripts_the_whole_page_comes_with_what_was_opened(as_, look):
    page = text(as_("mia").post(address("openings", look)))

    assert "<html" in page
    assert "quote the second colour" in page


def test_values_are_not_shown_by_the_ledger_but_the_way_to_them_is(as_, world, heron):
    submitted = world.entries("vault.values.submitted")[0].id

    page = text(as_("ada").post(address("openings", submitted), headers=SWAP))

    assert "Nordlicht" not in page
    assert "open its compartment for a purpose" in page


def test_the_check_shows_each_step_and_the_tree(as_, look):
    page = text(as_("mia").post(address("check", look), headers=SWAP))

    assert "The proof holds." in page
    assert page.count("m-checks-good") == 5
    assert "<svg viewBox" in page
    assert "style=" not in page


def test_the_package_is_all_that_a_stranger_needs(as_, look):
    answer = as_("mia").get(address("package", look))
    archive = zipfile.ZipFile(io.BytesIO(answer.content))

    assert sorted(archive.namelist()) == sorted(
        [f"{look}.json", f"{look}.tlog-proof", "README.txt", "key.txt", "verify.html"]
    )
    found = verify(
        archive.read(f"{look}.tlog-proof"),
        archive.read(f"{look}.json"),
        [archive.read("key.txt").decode()],
    )
    assert found.entry["id"] == str(look)
    told = archive.read("README.txt").decode()
    assert "somebody opened" in told
    assert "Mia" not in told
    assert "quote the second colour" not in str([archive.read(n) for n in archive.namelist()])


def test_single_files_are_the_exact_bytes(as_, look):
    mia = as_("mia")
    leaf = mia.get(address("leaf", look)).content

    assert leaf == ledger.entry(look).leaf
    key = str(signer.verifier_key(json.loads(leaf)["log"]))
    assert verify(mia.get(address("proof", look)).content, leaf, [key])


def test_the_verifier_is_handed_out_and_never_run_here(as_):
    answer = as_("eve").get(address("verifier"))

    assert answer.content == Path("src/muniment_verify/verify.html").read_bytes()
    assert answer["Content-Type"] == "application/octet-stream"
    assert "attachment" in answer["Content-Disposition"]


def test_checkpoints_show_the_key_and_are_for_the_staff(as_, look):
    services.drain()
    services.checkpoint(reason="asked", at=NOON)

    page = text(as_("cy").get(address("checkpoints")))

    assert ledger.newest_checkpoint().vkey in unescape(page)
    assert "somebody asked" in page
    assert as_("eve").get(address("checkpoints")).status_code == 403


def test_a_halted_ledger_is_told_on_every_page_of_it(as_, look):
    halt.halt("behind", {"found_size": 1}, at=NOON)

    for route in ("index", "checkpoints"):
        assert "could not be put on record" in text(as_("olga").get(address(route)))


def test_nobody_signed_in_is_led_to_the_sign_in(client, look):
    assert client.get(address("entry", look)).status_code == 302
