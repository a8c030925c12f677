"""Running checks: nothing seen is lost, nothing unreached reads as clean."""

from dataclasses import replace
from datetime import timedelta

import pytest

from muniment.core import config as configuration
from muniment.core.clock import frozen
from muniment.investigations import evidence, gate, services
from muniment.investigations.domain.checks import Mode, NotReached, Outcome, Result
from muniment.investigations.domain.coverage import Reading
from muniment.investigations.domain.rating import State
from muniment.investigations.errors import CaseNotFound, CheckUnknown, OutcomeUnfit
from muniment.investigations.models import CheckRun
from muniment.investigations.runner import run_checks
from tests.app.investigations.cases import FACTS, Scripted, found, opened
from tests.world import NOON, World

LATER = NOON + timedelta(days=1)


def run(world: World, case_id, at=NOON, ids=None, **told):
    with frozen(at):
        return run_checks(case_id=case_id, ids=ids, by=world.actor("ada"), at=at, **told)


def read(world: World, case_id, at=NOON):
    return gate.read_case(reader=world.actor("ada"), case_id=case_id, at=at)


def test_a_run_leaves_outcome_findings_proposals_and_an_entry(world: World, installed) -> None:
    check = Scripted()
    check.result = Result(
        Outcome.DONE, found=(found(),), learnt={"person.name": ("Maria Lund",)}, detail={"n": 1.5}
    )
    installed(check)
    case_id = opened(world)

    ran = run(world, case_id)

    file = read(world, case_id)
    assert [(one.check, one.outcome, one.new_findings) for one in ran] == [
        ("test.scripted", Outcome.DONE, 1)
    ]
    assert check.asked[0].one("contact.email") == FACTS["contact.email"][0]
    assert [row.signal for row in file.findings] == ["person.not_on_site"]
    assert [(row.code, row.state) for row in file.facts if row.source == "check"] == [
        ("person.name", "proposed")
    ]
    assert file.checks[0].run is not None
    assert file.checks[0].run.detail == {"n": 1.5}
    entry = world.entries("investigations.check.ran")[0]
    assert set(entry.facts) == {"check", "version", "outcome", "run", "found"}


def test_proposed_facts_are_not_what_checks_rest_on(world: World, installed) -> None:
    check = Scripted()
    check.result = Result(Outcome.DONE, learnt={"contact.phone": ("+49 30 1",)})
    installed(check)
    case_id = opened(world)
    run(world, case_id)
    run(world, case_id, ids=["test.scripted"])

    assert "contact.phone" not in check.asked[1].facts

    fact = next(row for row in read(world, case_id).facts if row.code == "contact.phone")
    services.adopt_facts(case_id=case_id, fact_ids=[fact.id], by=world.actor("ada"), at=NOON)
    run(world, case_id, ids=["test.scripted"])
    assert check.asked[2].one("contact.phone") == "+49 30 1"


def test_a_check_that_falls_over_has_failed_and_stops_nobody(world: World, installed) -> None:
    def fall(subject, world):
        raise KeyError(subject.one("company.name"))

    good = Scripted(id="test.good")
    installed(Scripted(act=fall), good)
    case_id = opened(world)

    ran = {one.check: one for one in run(world, case_id)}

    assert ran["test.scripted"].outcome is Outcome.FAILED
    assert ran["test.scripted"].reason == "error"
    assert ran["test.good"].outcome is Outcome.NOTHING_FOUND


def test_an_answer_of_the_wrong_form_has_failed(world: World, installed) -> None:
    installed(
        Scripted(id="test.none", result=None),
        Scripted(id="test.odd", result=Result(Outcome.DONE, detail={"a": object()})),
    )

    assert {one.outcome for one in run(world, opened(world))} == {Outcome.FAILED}


def test_a_source_that_was_not_reached_says_so(world: World, installed) -> None:
    def silent(subject, world):
        raise NotReached("rate_limited", LATER)

    installed(Scripted(act=silent))
    case_id = opened(world)
    run(world, case_id)

    row = read(world, case_id).checks[0].run
    assert row is not None
    assert (row.outcome, row.reason, row.retry_at) == (Outcome.UNAVAILABLE, "rate_limited", LATER)


def test_with_the_network_off_no_case_comes_out_good(world: World) -> None:
    """All built-in checks, everything known that a buyer can claim, and the switch on."""
    offline = replace(configuration.load(), offline=1)
    case_id = services.open_case(
        facts={
            **FACTS,
            "company.registration_number": ["HRB 12345"], "company.tax_number": ["DE136695976"],
            "company.website": ["https://nordlicht-handel.example"],
            "company.lei": ["529900T8BM49AURSDO55"], "company.address": ["Hafenstr. 1, Hamburg"],
            "company.founded_on": ["1994-05-02"], "person.name": ["Maria Lund"],
            "person.title": ["Purchasing manager"], "contact.phone": ["+49 40 123456"],
            "bank.account": ["DE89370400440532013000"], "bank.country": ["DE"],
            "deal.amount": ["1000"], "deal.currency": ["USD"], "deal.product": ["tiles"],
            "deal.hs_code": ["690721"], "deal.payment": ["100 % in advance"],
            "deal.port": ["DEHAM"], "deal.destination": ["DE"],
        },
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip

    ran = run(world, case_id, config=offline)

    file = read(world, case_id)
    assert ran
    assert file.assessment.reading not in {Reading.A, Reading.B}
    live = {row.id for row in file.checks if row.mode is Mode.LIVE}
    assert live
    assert not [one for one in ran if one.check in live and one.outcome is Outcome.DONE]
    assert not [one for one in ran if one.check in live and one.outcome is Outcome.NOTHING_FOUND]


def test_a_live_check_cannot_claim_an_answer_while_the_switch_is_off(
    world: World, installed
) -> None:
    installed(Scripted(mode=Mode.LIVE, result=Result(Outcome.DONE, found=(found(),))))
    case_id = opened(world)

    ran = run(world, case_id, config=replace(configuration.load(), offline=1))

    assert [(one.outcome, one.reason) for one in ran] == [(Outcome.UNAVAILABLE, "offline")]
    assert read(world, case_id).assessment.coverage.percent == 0


def test_a_check_without_its_key_or_inputs_does_not_ask(world: World, installed) -> None:
    keyless = Scripted(id="test.keyless", needs_key=("nobody.key",))
    inputless = Scripted(id="test.inputless", needs=(frozenset({"bank.account"}),))
    installed(keyless, inputless)

    ran = {one.check: one for one in run(world, opened(world))}

    assert ran["test.keyless"].reason == "no_key"
    assert ran["test.inputless"].reason == "missing_input"
    assert keyless.asked == inputless.asked == []


def test_a_missing_input_counts_as_not_checked(world: World, installed) -> None:
    installed(Scripted(id="test.inputless", needs=(frozenset({"bank.account"}),)))
    case_id = opened(world)
    run(world, case_id)

    coverage = read(world, case_id).assessment.coverage
    assert (coverage.percent, coverage.unchecked[0].why) == (0, "missing_input")


def test_a_crash_between_evidence_and_parse_loses_nothing(world: World, installed) -> None:
    def crash(subject, world):
        world.keep(b"what the source said", kind="http", source="https://source.example")
        raise SystemExit  # the process dies here

    installed(Scripted(act=crash))
    case_id = opened(world)

    with pytest.raises(SystemExit):
        run(world, case_id)

    file = read(world, case_id)
    assert [row.source for row in file.evidence] == ["https://source.example"]
    assert file.checks[0].run is None
    assert evidence.verify_chain(case_id).is_whole


def test_a_finding_rests_on_the_evidence_of_its_run(world: World, installed) -> None:
    def look(subject, world):
        sha = world.keep(b"page", kind="http", source="https://source.example")
        return Result(Outcome.DONE, found=(found(evidence=(sha, "00" * 32)),))

    installed(Scripted(act=look))
    case_id = opened(world)
    run(world, case_id)

    file = read(world, case_id)
    assert file.findings[0].evidence == (file.evidence[0].id,)


def test_a_dismissal_lasts_until_the_facts_change(world: World, installed) -> None:
    check = Scripted(result=Result(Outcome.DONE, found=(found(fingerprint="1"),)))
    installed(check)
    case_id = opened(world)
    run(world, case_id)
    first = read(world, case_id).findings[0]
    services.dismiss_finding(
        case_id=case_id, finding_id=first.id, reason="Another Maria Lund.",
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip

    run(world, case_id, LATER, ids=["test.scripted"])
    same = read(world, case_id, LATER).findings
    assert [(row.id, row.state, row.reason) for row in same] == [
        (first.id, State.DISMISSED, "Another Maria Lund.")
    ]

    check.result = Result(Outcome.NOTHING_FOUND)
    run(world, case_id, LATER, ids=["test.scripted"])
    assert read(world, case_id, LATER).findings == ()

    check.result = Result(Outcome.DONE, found=(found(fingerprint="1"),))
    run(world, case_id, LATER, ids=["test.scripted"])
    assert read(world, case_id, LATER).findings[0].state is State.DISMISSED

    check.result = Result(Outcome.DONE, found=(found(fingerprint="2"),))
    run(world, case_id, LATER, ids=["test.scripted"])
    changed = read(world, case_id, LATER)
    assert [row.state for row in changed.findings] == [State.OPEN]
    assert [row.id for row in changed.superseded] == [first.id]


def test_what_was_found_stays_while_its_source_is_silent(world: World, installed) -> None:
    check = Scripted(result=Result(Outcome.DONE, found=(found(),)))
    installed(check)
    case_id = opened(world)
    run(world, case_id)

    check.result = Result(Outcome.UNAVAILABLE, reason="timeout")
    run(world, case_id, ids=["test.scripted"])

    assert len(read(world, case_id).findings) == 1


def test_what_a_person_confirmed_stands_until_a_person_takes_it_back(
    world: World, installed
) -> None:
    check = Scripted(result=Result(Outcome.DONE, found=(found(),)))
    installed(check)
    case_id = opened(world)
    run(world, case_id)
    finding = read(world, case_id).findings[0]
    services.confirm_finding(
        case_id=case_id, finding_id=finding.id, reason="Rang them.", by=world.actor("ada"), at=NOON
    )

    check.result = Result(Outcome.NOTHING_FOUND)
    run(world, case_id, ids=["test.scripted"])
    assert [row.state for row in read(world, case_id).findings] == [State.CONFIRMED]

    services.reopen_finding(
        case_id=case_id, finding_id=finding.id, reason="Wrong number.", by=world.actor("ada"),
        at=NOON,
    )  # fmt: skip
    run(world, case_id, ids=["test.scripted"])
    assert read(world, case_id).findings == ()


def test_an_open_hard_stop_is_not_removed_by_asking_under_another_name(
    world: World, installed
) -> None:
    check = Scripted(result=Result(Outcome.DONE, found=(found("list.denied_party", key="old"),)))
    installed(check)
    case_id = opened(world)
    run(world, case_id)
    hit = read(world, case_id).findings[0]

    check.result = Result(Outcome.DONE, found=(found("list.weak_party", key="new"),))
    run(world, case_id, ids=["test.scripted"])
    check.result = Result(Outcome.NOTHING_FOUND)
    run(world, case_id, ids=["test.scripted"])
    assert {row.key for row in read(world, case_id).findings} == {"old", "new"}

    services.dismiss_finding(
        case_id=case_id, finding_id=hit.id, reason="Another one.", by=world.actor("kai"), at=NOON
    )
    run(world, case_id, ids=["test.scripted"])
    assert {row.key for row in read(world, case_id).findings} == {"new"}


def test_a_confirmed_hard_stop_stands_beside_what_its_list_says_now(
    world: World, installed
) -> None:
    def hit(fingerprint: str) -> Result:
        told = (found("list.denied_party", fingerprint=fingerprint),)
        return Result(Outcome.DONE, found=told)

    check = Scripted(result=hit("1"))
    installed(check)
    case_id = opened(world)
    run(world, case_id)
    services.confirm_finding(
        case_id=case_id, finding_id=read(world, case_id).findings[0].id, reason="It is them.",
        by=world.actor("kai"), at=NOON,
    )  # fmt: skip

    for fingerprint in ("2", "2", "1"):
        check.result = hit(fingerprint)
        run(world, case_id, ids=["test.scripted"])

    file = read(world, case_id)
    assert sorted(row.state for row in file.findings) == [State.CONFIRMED, State.OPEN]
    assert file.assessment.reading is Reading.E


def test_fresh_answers_are_not_asked_for_again(world: World, installed) -> None:
    check = Scripted(result=Result(Outcome.DONE))
    installed(check)
    case_id = opened(world)

    run(world, case_id)
    assert run(world, case_id) == ()

    services.add_facts(
        case_id=case_id, facts={"contact.email": ["other@x.example"]}, by=world.actor("ada"),
        at=LATER,
    )  # fmt: skip
    assert read(world, case_id, LATER).checks[0].state.stale
    assert len(run(world, case_id, LATER)) == 1
    assert len(run(world, case_id, LATER + timedelta(days=91))) == 1


def test_a_check_has_its_time_and_no_more(world: World, installed) -> None:
    def slow(subject, world):
        world._ends_at = 0.0
        world.fetch("https://source.example")

    installed(Scripted(act=slow, mode=Mode.LIVE))

    assert [(one.outcome, one.reason) for one in run(world, opened(world))] == [
        (Outcome.UNAVAILABLE, "timeout")
    ]


def test_a_person_settles_only_what_a_person_can(world: World, installed) -> None:
    installed(
        Scripted(id="test.manual", mode=Mode.MANUAL, result=Result(Outcome.NEEDS_PERSON)),
        Scripted(id="test.live", mode=Mode.LIVE, result=Result(Outcome.UNAVAILABLE)),
    )
    case_id = opened(world)
    run(world, case_id)
    told = {"case_id": case_id, "note": "Rang the bank.", "by": world.actor("ada"), "at": NOON}

    services.record_manual_outcome(check="test.manual", outcome=Outcome.DONE, **told)
    with pytest.raises(OutcomeUnfit):
        services.record_manual_outcome(check="test.live", outcome=Outcome.DONE, **told)
    with pytest.raises(OutcomeUnfit):
        services.record_manual_outcome(check="test.manual", outcome=Outcome.FAILED, **told)
    with pytest.raises(CheckUnknown):
        services.record_manual_outcome(check="test.no", outcome=Outcome.DONE, **told)

    states = {row.id: row.run for row in read(world, case_id).checks}
    assert states["test.manual"].outcome is Outcome.DONE
    assert states["test.manual"].note == "Rang the bank."
    assert [one.check for one in run(world, case_id)] == ["test.live"]


def test_a_stranger_cannot_run_checks(world: World, installed) -> None:
    installed(Scripted())
    case_id = opened(world)

    with pytest.raises(CaseNotFound):
        run_checks(case_id=case_id, by=world.actor("ben"), at=NOON)
    assert not CheckRun.objects.exists()


def test_the_mail_is_kept_once_whatever_number_of_checks_read_it(world, installed):
    def read(subject, asked):
        return Result(Outcome.DONE, detail={"sha": asked.keep(b"x", kind="mail", source="inquiry")})

    installed(Scripted(id="test.head", act=read), Scripted(id="test.words", act=read))
    case_id = opened(world)

    run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)

    told = gate.read_case(reader=world.actor("ada"), case_id=case_id, at=NOON)
    assert [row.kind for row in told.evidence] == ["mail"]
