"""Findings, facts and manual checks: every act is one form, and the numbers follow at once."""

import re

import pytest

from muniment.investigations import gate, services
from muniment.investigations.domain.checks import Found, Mode, Outcome, Result
from muniment.investigations.domain.signals import catalogue
from muniment.investigations.runner import run_checks
from tests.app.investigations.cases import Scripted, found, opened
from tests.web.investigations.conftest import text
from tests.world import NOON


def read(world, case_id):
    return gate.read_case(reader=world.actor("mia"), case_id=case_id, at=NOON)


def with_finding(world, installed, seen=None):
    case_id = opened(world)
    installed(Scripted(result=Result(Outcome.DONE, (seen or found(facts={"name": "Lund"}),))))
    run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)
    [row] = read(world, case_id).findings
    return case_id, row


def test_a_finding_is_confirmed_with_a_reason_and_the_numbers_come_along(world, as_, installed):
    case_id, row = with_finding(world, installed)

    answer = as_("ada").does(
        case_id, "judge", row.id, swap=True, state="confirmed", reason="I called them."
    )

    part = text(answer)
    assert "I called them." in part
    assert 'id="dim-contact"' in part
    assert 'id="overview"' in part
    assert 'hx-swap-oob="true"' in part
    assert answer["HX-Trigger"] == "case-changed"
    assert read(world, case_id).findings[0].state == "confirmed"


def test_a_dismissal_is_taken_back_with_one_click(world, as_, installed):
    case_id, row = with_finding(world, installed)
    ada = as_("ada")
    ada.does(case_id, "judge", row.id, state="dismissed", reason="Another Lund.")

    page = text(ada.case(case_id))
    assert "1 set aside" in page
    ada.does(case_id, "judge", row.id, state="open")

    assert read(world, case_id).findings[0].state == "open"


def test_a_judgement_without_a_reason_changes_nothing(world, as_, installed):
    case_id, row = with_finding(world, installed)

    answer = as_("ada").does(case_id, "judge", row.id, swap=True, state="dismissed", reason=".")

    assert answer.status_code == 422
    assert "Say why." in text(answer)
    assert as_("ada").does(case_id, "judge", row.id, state="burnt").status_code == 404
    assert read(world, case_id).findings[0].state == "open"


def test_a_finding_that_ends_the_rating_is_not_offered_to_whoever_wants_the_order(
    world, as_, installed
):
    stop = next(one for one in catalogue().values() if one.hard_stop)
    case_id, row = with_finding(world, installed, Found(stop.code, key="k"))

    assert "Whoever wants the order does not judge this one" in text(as_("ada").case(case_id))
    assert f"judge-{row.id}" in text(as_("kai").case(case_id))


def test_what_a_person_saw_is_added_from_the_catalogue(world, as_, installed):
    case_id = opened(world)
    ada = as_("ada")
    assert "own site does not know [name]." in text(ada.case(case_id, "add_finding"))
    form = text(ada.case(case_id, "add_finding", signal="person.not_on_site"))
    assert 'name="gap_name"' in form

    url = f"/cases/{case_id}/finding/add/?signal=person.not_on_site"
    wrong = ada.post(url, {"gap_name": "", "confidence": "80"})
    answer = ada.post(url, {"gap_name": "Lund", "confidence": "95", "excerpt": "Team: Weber"})

    assert wrong.status_code == 422
    [row] = read(world, case_id).findings
    assert (row.signal, row.facts["name"], row.confidence) == ("person.not_on_site", "Lund", 95)
    assert answer.headers["Location"].endswith(f"#finding-{row.id}")
    assert ada.case(case_id, "add_finding", signal="no.such").status_code == 404


def test_the_catalogue_shows_on_demand_what_checks_see_by_themselves(world, as_):
    case_id, ada = opened(world), as_("ada")

    few = text(ada.case(case_id, "add_finding")).count("m-signal ")
    every = text(ada.case(case_id, "add_finding", all="1")).count("m-signal ")

    assert few < every == len(catalogue())


def test_replaced_findings_are_folded_away_and_not_judged(world, as_, installed):
    case_id, row = with_finding(world, installed)
    installed(Scripted())
    run_checks(case_id=case_id, ids=["test.scripted"], by=world.actor("ada"), at=NOON)

    page = text(as_("ada").case(case_id))

    assert "1 finding that a newer run replaced" in page
    assert f"judge-{row.id}" not in page


def test_a_fact_is_added_corrected_and_withdrawn(world, as_):
    case_id, ada = opened(world), as_("ada")

    ada.does(case_id, "add_fact", code="contact.phone", value="+49 40 1", note="card", swap=True)
    phone = next(row for row in read(world, case_id).facts if row.code == "contact.phone")
    part = text(ada.does(case_id, "correct", phone.id, swap=True, value="+49 40 5550199", note=""))
    assert "+49 40 5550199" in part
    assert 'id="steps"' in part
    assert read(world, case_id).known("contact.phone") == ("+49 40 5550199",)

    better = next(row for row in read(world, case_id).facts if row.value == "+49 40 5550199")
    ada.does(case_id, "withdraw", better.id, reason="It is the fax.")

    assert read(world, case_id).known("contact.phone") == ()
    assert [row.state for row in read(world, case_id).facts].count("withdrawn") == 2


@pytest.mark.parametrize("code", ["web.whois", "mail.raw", "deal.letter_of_credit"])
def test_what_is_pasted_as_a_whole_keeps_its_lines(world, as_, code):
    case_id, ada = opened(world), as_("ada")
    pasted = "Domain Name: x.example\r\nRegistrar: Some Inc" + "\r\nTerms of use" * 500

    ada.does(case_id, "add_fact", code=code, value=pasted, swap=True)
    ada.does(case_id, "add_fact", code="company.address", value="1 Quay\r\nLeith", swap=True)

    case = read(world, case_id)
    assert case.known(code)[0].splitlines() == pasted.splitlines()
    assert case.known("company.address") == ("1 Quay Leith",)
    page = text(ada.case(case_id))
    assert '<textarea name="value"' in page
    row = next(row for row in case.facts if row.code == code)
    assert f'id="value-{row.id}"' not in page


def test_a_fact_without_a_value_is_said_in_the_form(world, as_):
    case_id, ada = opened(world), as_("ada")

    swapped = ada.does(case_id, "add_fact", code="contact.phone", value=" ", swap=True)
    whole = ada.does(case_id, "add_fact", code="contact.phone", value=" ")

    assert swapped.status_code == whole.status_code == 422
    assert "m-field-error" in text(swapped)
    assert "<html" in text(whole)


def test_what_a_check_learnt_is_adopted_by_ticking_it(world, as_, installed):
    case_id = opened(world)
    learnt = {"company.website": ("nordlicht.example",), "company.founded_on": ("2019-05-01",)}
    installed(Scripted(result=Result(Outcome.DONE, learnt=learnt)))
    run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)
    ada = as_("ada")
    page = text(ada.case(case_id))
    ids = re.findall(r'name="fact" value="([0-9a-f-]+)"', page)

    assert len(ids) == 2
    assert ada.does(case_id, "adopt", fact=[]).status_code == 422
    assert ada.does(case_id, "adopt", fact=["nonsense"]).status_code == 404
    ada.does(case_id, "adopt", fact=ids)

    assert read(world, case_id).known("company.website") == ("nordlicht.example",)
    assert len(world.entries("investigations.fact.adopted")) == 2


def test_a_manual_check_is_settled_with_what_was_done(world, as_, installed):
    case_id, ada = opened(world), as_("ada")
    installed(Scripted(mode=Mode.MANUAL, minutes=4))

    wrong = ada.does(case_id, "settle", "test.scripted", swap=True, outcome="done", note="")
    right = ada.does(
        case_id, "settle", "test.scripted", swap=True, outcome="done",
        note="Called the switchboard; she works there.",
    )  # fmt: skip

    assert wrong.status_code == 422
    assert "m-field-error" in text(wrong)
    assert 'id="part-email_web"' in text(right)
    assert "Called the switchboard; she works there." in text(right)
    assert read(world, case_id).assessment.coverage.percent == 100


def test_settling_without_scripts_leads_back_to_the_check(world, as_, installed):
    case_id, ada = opened(world), as_("ada")
    installed(Scripted(mode=Mode.MANUAL))

    answer = ada.does(case_id, "settle", "test.scripted", outcome="nothing_found", note="Looked.")
    refused = ada.does(case_id, "settle", "test.scripted", outcome="nothing_found", note="")

    assert answer.headers["Location"].endswith("#check-test-scripted")
    assert refused.status_code == 302
    assert "Say what you did and what you saw." in text(ada.case(case_id))


def test_a_closed_case_offers_nothing_to_change(world, as_, installed):
    case_id, row = with_finding(world, installed)
    services.close_case(case_id=case_id, reason="Done.", by=world.actor("ada"), at=NOON)

    page = text(as_("ada").case(case_id))

    assert f"judge-{row.id}" not in page
    assert "Add what you know" not in page
    assert "Reopen the case" in page


@pytest.mark.parametrize(
    ("code", "value", "remedy"),
    [
        ("company.country", "Narnia", "Write it like Kenya"),
        ("company.founded_on", "yesterday", "Write the day like"),
    ],
)
def test_a_fact_that_no_check_could_use_is_asked_for_again(world, as_, code, value, remedy):
    case_id = opened(world)

    answer = as_("ada").does(case_id, "add_fact", code=code, value=value, swap=True)

    assert answer.status_code == 422
    assert remedy in text(answer)
    assert value not in read(world, case_id).known(code)
