"""How would I get at a case? What colleagues, leavers, outsiders and readers of links try."""

import pytest
from django.urls import reverse

from muniment.core.clock import frozen
from muniment.core.ids import new_id
from muniment.investigations import services
from muniment.people import services as people
from tests.house import casework
from tests.house.casework import ABOUT_HERON, INQUIRY, RIVAL
from tests.house.planting import NOON
from tests.house.test_attacks import same
from tests.house.visiting import NOBODY, visitor

pytestmark = pytest.mark.django_db

SHUT_OUT = ("cy", "cus", "sam")
SHUT = {302, 401, 403, 404}
"""Fragments lead to the page of the case, which says no; the tokens of a leaver are ended."""
OUTSIDERS = ("eve", "ext", "law", "lou")


def about(case_id, evidence_id) -> list[str]:
    """Everything that a case can be asked for by address alone."""
    pages = [reverse(f"cases:{name}", args=[case_id])
             for name in ("case", "overview", "looks", "evidence", "copies")]  # fmt: skip
    pages += [
        reverse(f"cases:{name}", args=[case_id, evidence_id])
        for name in ("capture", "evidence_file")
    ]
    return [*pages, *(f"/api/v1/cases/{case_id}{end}" for end in ("", "/file", "/looks"))]


def doors(house, case: str) -> list[str]:
    place = list(house.cases).index(case)
    return about(house.cases[case], house.ids["evidence_id"][place])


@pytest.mark.parametrize("name", [*SHUT_OUT, "ben", "jun", "nora", *OUTSIDERS])
def test_a_case_is_shut_to_whoever_neither_leads_nor_answers_for_it(house, name):
    who = visitor(house, name)
    for path in doors(house, INQUIRY):
        answer = who.asks("GET", path)
        assert answer.status in SHUT, path
        assert not answer.leaks, path


def test_wanting_to_read_a_colleague_s_case_is_on_record(house):
    who, before = visitor(house, "ben"), len(house.world.entries("investigations.case.refused"))

    who.asks("GET", doors(house, INQUIRY)[0], keep=True)

    assert len(house.world.entries("investigations.case.refused")) == before + 1


@pytest.mark.parametrize("name", OUTSIDERS)
def test_to_an_outsider_a_case_that_exists_looks_like_one_that_does_not(house, name):
    who = visitor(house, name)
    missing = about(new_id(), new_id())
    for case in (INQUIRY, ABOUT_HERON):
        for hidden, none in zip(doors(house, case), missing, strict=True):
            assert same(who.asks("GET", hidden)) == same(who.asks("GET", none)), hidden


def test_evidence_of_a_shut_case_does_not_come_out_through_an_open_one(house):
    who, mine = visitor(house, "ben"), house.cases[RIVAL]
    theirs = house.ids["evidence_id"][list(house.cases).index(INQUIRY)]
    for path in about(mine, theirs)[5:7]:
        answer = who.asks("GET", path)
        assert answer.status == 404, path
        assert not answer.leaks
    told = {"evidence": theirs, "evidence_ids": theirs, "reason": "so it is"}
    for act in ("add_finding", "add_evidence"):
        answer = who.asks("POST", reverse(f"cases:{act}", args=[mine]), told)
        assert not answer.leaks


def test_a_case_that_was_handed_on_is_shut_at_once(house):
    who, page = visitor(house, "ada"), reverse("cases:case", args=[house.cases[INQUIRY]])
    assert who.asks("GET", page, keep=True).status == 200
    services.assign_case(
        case_id=house.cases[INQUIRY], owner_id=house.world.id("ben"), by=house.actor("olga"),
        at=NOON,
    )  # fmt: skip

    for path in doors(house, INQUIRY):
        assert who.asks("GET", path).status in SHUT, path
    services.assign_case(
        case_id=house.cases[INQUIRY], owner_id=house.world.id("ada"), by=house.actor("olga"),
        at=NOON,
    )  # fmt: skip


@pytest.mark.parametrize("name", [*SHUT_OUT, *OUTSIDERS])
def test_lists_records_and_cases_are_no_way_in_for_the_others(house, name):
    who = visitor(house, name)
    pages = ["cases:index", "cases:new", "customs_data:index", "customs_data:tripwire",
             "screening:screen", "screening:own"]  # fmt: skip
    if name == "cus":
        # She keeps the files, bought ones too, and asks lists.
        pages = [page for page in pages if page not in {"customs_data:index", "screening:screen"}]
    for page in pages:
        answer = who.asks("GET", reverse(page))
        assert answer.status == 403, page
        assert not answer.leaks, page


@pytest.mark.parametrize("name", ["ada", "ben", "fin", "cus"])
def test_who_is_watched_or_on_the_own_list_is_not_for_salespeople(house, name):
    who = visitor(house, name)
    for path in (reverse("customs_data:tripwire"), reverse("screening:own"), "/api/v1/own-list"):
        answer = who.asks("GET", path)
        assert answer.status in {403, 405}, path
        assert not answer.leaks


def test_a_case_about_a_customer_shows_a_manager_no_more_than_the_customer_s_own_pages(house):
    for name in ("kai", "fin", "max"):
        who = visitor(house, name)
        for path in doors(house, ABOUT_HERON):
            assert not who.asks("GET", path).leaks, f"{name} {path}"


def test_a_link_shows_its_letter_and_nothing_else_of_the_house(house):
    nobody = visitor(house, NOBODY)
    path = reverse("portal:answer", args=[house.links[RIVAL]])

    with frozen(NOON):  # before the link runs out
        found = house.marks.found_in(nobody.asks("GET", path).data)

    assert {mark.what for mark in found} == {casework.LETTER, "recipient"}
    assert {mark.where for mark in found} == {RIVAL}


def test_a_used_link_is_closed_like_one_that_never_was(house):
    nobody = visitor(house, NOBODY)
    used, guessed = (
        nobody.asks("GET", reverse("portal:answer", args=[token]))
        for token in (house.links[INQUIRY], "guessed-at-random-0123456789")
    )

    assert used.status == guessed.status == 404
    assert not house.marks.found_in(used.data)


def test_the_cases_of_a_leaver_close_with_the_employment(house):
    who, page = visitor(house, "ben"), reverse("cases:case", args=[house.cases[RIVAL]])
    assert who.asks("GET", page).status == 200
    assert who.asks("GET", f"/api/v1/cases/{house.cases[RIVAL]}").status == 200
    people.leave(person_id=who.person_id(), by=house.actor("olga"), at=NOON)

    assert who.asks("GET", page).status == 302
    assert who.asks("GET", f"/api/v1/cases/{house.cases[RIVAL]}").status == 401
