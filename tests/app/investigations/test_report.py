"""The report tells what the reader may know, and the short form names nobody."""

import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from muniment.core.money import Money
from muniment.customs_data.domain.plausibility import Inquiry
from muniment.investigations import gate, queries, services
from muniment.investigations.domain.advice import Terms, Way
from muniment.investigations.domain.checks import Outcome, Result
from muniment.investigations.domain.deposit import Costs, deposit
from muniment.investigations.domain.signals import signal
from muniment.investigations.errors import CaseNotFound
from muniment.investigations.report import Copy, Form, Language, as_html, as_pdf, content_of
from muniment.investigations.report.drawn import customs_charts
from muniment.investigations.runner import run_checks
from tests.app.investigations.cases import Scripted, found, opened
from tests.world import NOON

MADE = datetime(2026, 3, 2, 12, tzinfo=UTC)
COPY = Copy("R-0007", MADE, "Kai")
PERSONAL = {
    "company.name": ["Nordlicht Handels GmbH"],
    "company.address": ["Hafenstraße 12, Hamburg"],
    "person.name": ["Ingeborg Sommerfeld"],
    "contact.email": ["einkauf@nordlicht-handel.example"],
    "contact.phone": ["+49 40 5550199"],
    "bank.account": ["DE02120300000000202051"],
}
NAMES = [value for values in PERSONAL.values() for value in values]


@pytest.fixture
def case_file(world, installed):
    case_id = opened(world, facts=PERSONAL)
    facts = {"person": "Ingeborg Sommerfeld", "company": "Nordlicht Handels GmbH"}
    facts |= dict.fromkeys(signal("person.not_on_site").places, "Ingeborg Sommerfeld")
    seen = found(facts=facts, excerpt="Ingeborg Sommerfeld, +49 40 5550199")
    lists = {"lists": [{"list": "ofac", "title": "OFAC SDN", "date": "2026-02-27"}]}
    installed(Scripted(result=Result(Outcome.DONE, (seen,), detail=lists)))
    run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)
    services.decide(
        case_id=case_id, terms=Terms(Way.DECLINE), reason="Frau Sommerfeld is not known there",
        by=world.actor("kai"), at=NOON,
    )  # fmt: skip
    return gate.read_case(reader=world.actor("kai"), case_id=case_id, at=NOON)


def told(case_file, form=Form.FULL, language=Language.ENGLISH):
    return content_of(case_file, language=language, form=form, copy=COPY, house="Acme Tiles")


def test_the_full_report_names_findings_evidence_and_what_was_not_checked(case_file):
    page = as_html(told(case_file)).decode()
    assert case_file.head.number in page
    assert "Ingeborg Sommerfeld" in page
    assert [row.sha256 for row in case_file.evidence if row.sha256 not in page] == []
    assert "R-0007" in page
    assert "OFAC SDN: 2026-02-27" in page


@pytest.mark.parametrize("language", list(Language))
def test_the_short_form_names_nobody_in_any_language(case_file, language):
    report = told(case_file, Form.SHORT, language)
    page = as_html(report).decode()
    pdf = str(report.data)
    for name in (*NAMES, "Sommerfeld", "nordlicht", "Frau"):
        assert name.lower() not in page.lower()
        assert name.lower() not in pdf.lower()


def test_the_same_copy_is_the_same_file(case_file):
    report = told(case_file)
    assert as_html(report) == as_html(told(case_file))
    assert as_pdf(report, made_at=MADE) == as_pdf(told(case_file), made_at=MADE)


def test_the_file_fetches_and_runs_nothing(case_file):
    page = as_html(told(case_file)).decode()
    for forbidden in ("<script", "src=", "@import", "<link", "<iframe", "http-equiv"):
        assert forbidden not in page
    assert re.findall(r"url\((?!#)[^)]*", page) == []


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '#import "/etc/passwd": *', "$x$ *b*"]
)
def test_what_a_stranger_wrote_is_text_in_both_files(case_file, text):
    facts = tuple(replace(row, value=text) for row in case_file.facts)
    hostile = told(replace(case_file, facts=facts))
    assert "<script" not in as_html(hostile).decode()
    assert as_pdf(hostile, made_at=MADE).startswith(b"%PDF-")


@pytest.mark.parametrize("language", list(Language))
def test_every_sentence_of_the_report_is_there_in_both_languages(case_file, language):
    assert as_pdf(told(case_file, language=language), made_at=MADE).startswith(b"%PDF-")


def test_a_copy_is_numbered_and_on_record_with_the_hash_of_its_file(case_file, world):
    asked = {"case_id": case_file.head.id, "form": Form.FULL, "language": Language.ENGLISH}
    made = services.make_report(
        **asked, kind=services.ReportKind.PDF, by=world.actor("kai"), at=NOON
    )
    again = services.make_report(
        **asked, kind=services.ReportKind.HTML, by=world.actor("kai"), at=NOON
    )
    assert [made.number, again.number] == [f"{case_file.head.number}/{n}" for n in (1, 2)]
    assert hashlib.sha256(made.content).hexdigest() == made.sha256
    copies = queries.report_copies(reader=world.actor("kai"), case_id=case_file.head.id)
    assert [copy.sha256 for copy in copies] == [again.sha256, made.sha256]
    assert made.sha256 in str(world.entries("investigations.report.made"))


def test_who_may_not_know_of_the_case_gets_no_copy(case_file, world):
    for nobody in ("ben", "cy", "sam", "eve"):
        with pytest.raises(CaseNotFound):
            services.make_report(
                case_id=case_file.head.id, form=Form.SHORT, language=Language.ENGLISH,
                kind=services.ReportKind.HTML, by=world.actor(nobody), at=NOON,
            )  # fmt: skip


def test_the_deposit_is_worked_out_line_by_line_in_the_report(case_file, world):
    costs = Costs(order=Money("USD", 5_000_000), freight_out=Money("USD", 200_000),
                  freight_back=Money("USD", 250_000), demurrage_a_day=Money("USD", 9_000),
                  resale_loss_percent=20)  # fmt: skip
    services.decide(
        case_id=case_file.head.id, terms=Terms(Way.PREPAID), reason="new buyer",
        deal=services.Deal(costs=costs), by=world.actor("kai"), at=NOON,
    )  # fmt: skip
    case = gate.read_case(reader=world.actor("kai"), case_id=case_file.head.id, at=NOON)
    verdict = replace(
        case, decisions=tuple(replace(d, state="in_force") for d in case.decisions[:1])
    )
    page = as_html(told(verdict)).decode()
    assert str(deposit(costs).total) in page
    assert "Demurrage: 30 days" in page


PROFILE = {
    "months": [
        {"month": "2025-06", "rows": 2, "purchases": 1, "value_usd": 900.0},
        {"month": "2025-07", "rows": 0, "purchases": 0, "value_usd": 0.0},
        {"month": "2025-11", "rows": 1, "purchases": 1, "value_usd": 400.0},
    ],
    "coverage": {"covered_until": "2025-12"},
    "prices": [
        {"hs6": "690721", "unit": "m2", "buyer": {"p10": 4.0, "p50": 5.0, "p90": 6.0},
         "market": None},
    ],
}  # fmt: skip
DEAL = {"deal.hs_code": ["69072100"], "deal.unit_price": ["7.5"], "deal.currency": ["USD"]}


def drawn_for(world, installed, **deal):
    installed(Scripted(id="customs.profile", result=Result(Outcome.DONE, (), detail={
        "profile": PROFILE,
    })))  # fmt: skip
    case_id = opened(world, facts=PERSONAL | DEAL | deal)
    run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)
    return gate.read_case(reader=world.actor("ada"), case_id=case_id, at=NOON)


def test_the_report_draws_the_months_with_a_purchase_and_this_price_among_the_others(
    world, installed
):
    case = drawn_for(world, installed, **{"deal.unit": ["sqm"]})

    for form in (Form.FULL, Form.SHORT):
        drawn = told(case, form).pictures
        assert drawn["rhythm"].count("<circle") == 2
        assert "2025-12-28" in drawn["rhythm"]
        assert "red: this inquiry" in drawn["prices"]
    page = as_html(told(case)).decode()
    assert drawn["rhythm"] in page
    assert as_pdf(told(case), made_at=MADE).startswith(b"%PDF")


@pytest.mark.parametrize(
    "deal",
    [
        {},
        {"deal.unit": ["carton"]},
        {"deal.unit": ["sqm"], "deal.currency": ["EUR"]},
        {"deal.unit": ["sqm"], "deal.hs_code": ["760200"]},
    ],
)
def test_a_price_that_cannot_be_compared_is_not_marked(world, installed, deal):
    prices = told(drawn_for(world, installed, **deal)).pictures["prices"]

    assert "this inquiry" not in prices
    assert "p-mark" not in prices


def test_what_others_pay_for_other_goods_is_not_drawn():
    market = {"p10": 1.0, "p50": 2.0, "p90": 3.0}
    told = [
        {"hs6": hs6, "unit": "m2", "buyer": None, "market": market} for hs6 in ("690721", "340600")
    ]
    asked = Inquiry.of(DEAL | {"deal.unit": ["sqm"]}, NOON.date())

    drawn = customs_charts({"prices": told}, names=False, asked=asked)["prices"]

    assert "690721" in drawn
    assert "340600" not in drawn


def test_the_summary_counts_checks_and_not_their_weights(world, installed):
    installed(
        Scripted(id="test.heavy", weight=5, result=Result(Outcome.DONE)),
        Scripted(id="test.silent", weight=3, result=Result(Outcome.UNAVAILABLE, reason="offline")),
    )
    case_id = opened(world)
    run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)
    case = gate.read_case(reader=world.actor("ada"), case_id=case_id, at=NOON)

    assert "Checks that reached an outcome: 1 of 2." in as_html(told(case)).decode()
