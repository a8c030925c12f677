"""The cases of the demonstration tell the four stories that the documents tell of them."""

from pathlib import Path

import pytest

from muniment.customs_data.profile import customs_profile
from muniment.investigations import gate, queries
from muniment.investigations.domain.checks import Mode, Outcome
from muniment.investigations.evidence import verify_chain
from muniment.screening import services as screening

pytestmark = pytest.mark.django_db


def every_case(planted):
    """The cases as compliance reads them, by the name of the company."""
    by = planted.actor("tang.yue")
    heads = queries.cases(reader=by, at=planted.now).rows
    files = [gate.read_case(reader=by, case_id=row.id, at=planted.now) for row in heads]
    return {file.known("company.name")[-1]: file for file in files}


@pytest.fixture
def cases(planted):
    return every_case(planted)


def test_a_boring_customer_is_rated_well_and_gets_terms_that_cover_a_refusal(cases):
    case = cases["Nordwind Haushaltswaren GmbH"]
    assert case.head.risk in {"A", "B"}
    assert case.assessment.coverage.is_enough
    assert case.decision.state == "in_force"
    assert case.decision.verdict == "accepted"
    assert not case.decision.is_override
    assert case.decision.advice["deposit"]["percent"] >= 30


def test_third_parties_were_asked_and_one_is_still_waited_for(cases):
    case = cases["Nordwind Haushaltswaren GmbH"]
    states = {row.form: row.state for row in case.questionnaires}
    assert states == {"insurer": "answered", "supplier": "answered", "trade_reference": "waiting"}
    assert {"reference.insurer_limit", "reference.supplier_good"} <= {
        row.signal for row in case.findings
    }


def test_one_buyer_behind_three_companies_is_declined_by_two_people(planted, cases):
    names = ("Brightmoor Trading Ltd", "Castlewick Imports Ltd", "Meridian Gate Retail Ltd")
    three = [cases[name] for name in names]
    for case in three:
        assert case.head.risk == "E"
        assert case.decision.verdict == "declined"
        assert case.decision.second_by == planted.id("tang.yue") != case.decision.decided_by
    confirmed = {
        (case.head.number, link.other_name)
        for case in three
        for link in case.links
        if link.state == "confirmed"
    }
    first, second, third = (case.head.number for case in three)
    assert confirmed == {(second, first), (third, first), (third, second)}
    signals = {row.signal for row in three[2].findings}
    assert {"email.like_customer", "deal.deposit_small", "hands.group_refused"} <= signals


def test_the_own_list_counts_how_often_the_first_company_was_suspected(planted):
    rows = screening.read_own(by=planted.actor("tang.yue"), at=planted.now)
    suspected = {row.party.names[0].text: row.suspected for row in rows}
    assert suspected["Brightmoor Trading Ltd"] == 1 + min(suspected.values())
    assert set(suspected) == {
        "Brightmoor Trading Ltd", "Castlewick Imports Ltd", "Meridian Gate Retail Ltd",
    }  # fmt: skip


def test_a_borrowed_name_waits_for_a_person_who_calls_back(cases):
    case = cases["Cherry Kitchenware SAS"]
    assert case.head.state == "open"
    assert case.decision is None
    assert {"email.like_site", "deal.destination_elsewhere", "list.possible_party"} <= {
        row.signal for row in case.findings
    }
    [call] = [row for row in case.checks if row.id == "person.call_back"]
    assert call.run.outcome is Outcome.NEEDS_PERSON


def test_an_inquiry_of_today_of_which_nothing_was_reached_reads_insufficient(cases):
    case = cases["Sandgren & Lund Inredning AB"]
    assert case.head.risk == "insufficient"
    live = [row.run.outcome for row in case.checks if row.mode is Mode.LIVE and row.run]
    assert live
    assert set(live) <= {Outcome.UNAVAILABLE, Outcome.NOT_APPLICABLE}


def test_no_check_of_the_demonstration_failed(cases):
    failed = [
        (case.head.number, row.id, row.run.reason)
        for case in cases.values()
        for row in case.checks
        if row.run and row.run.outcome is Outcome.FAILED
    ]
    assert failed == []


def test_the_evidence_of_every_case_holds(cases):
    for case in cases.values():
        assert verify_chain(case.head.id).is_whole


def test_the_records_have_a_buyer_with_a_life(planted):
    profile = customs_profile(name="Nordwind Haushaltswaren GmbH", country="DE")
    assert not profile.is_empty
    assert profile.totals.purchases > 100


def test_the_documents_tell_of_these_companies(cases):
    page = Path(__file__).parents[3] / "docs" / "investigation.md"
    told = page.read_text(encoding="utf-8")
    for name in cases:
        assert name in told
