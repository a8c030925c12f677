"""All checks of the house over whole cases, in a world that reaches nothing."""

from dataclasses import replace

import pytest

from muniment.investigations.checks import checks
from muniment.investigations.domain.checks import NotReached, Outcome, Result
from muniment.investigations.domain.coverage import (
    MISSING_INPUT,
    CheckState,
    Reading,
    coverage,
    reading,
)
from muniment.investigations.domain.rating import Finding, Letter, State, rate
from muniment.investigations.domain.signals import Dimension, Direction, catalogue
from tests.unit.investigations.memory_world import TODAY, MemoryWorld, subject

HONEST = subject(
    company__name="Heron Ceramics Sanayi ve Ticaret A.S.",
    company__country="TR",
    company__website="https://heronceramics.com.tr",
    company__founded_on="2009-04-01",
    person__name="Ayse Demir",
    contact__email="ayse@heronceramics.com.tr",
    contact__phone="+90 212 555 23 68",
    deal__amount="42000",
    deal__currency="USD",
    deal__payment="30% deposit, balance against copy of B/L",
    deal__port="Mersin",
    deal__consignee="HERON CERAMICS SAN. VE TIC. A.S.",
    mail__raw="Dear Ms Li,\n\nplease quote 2 x 40HQ porcelain tiles CIF Mersin.\n",
)
FRAUD = subject(
    company__name="Great Lakes Supply LLC",
    company__country="US",
    company__founded_on="2026-09-15",
    person__name="Mark Wilson",
    contact__email="greatlakes.supply@gmail.com",
    contact__phone="+256 772 123456",
    deal__amount="180000",
    deal__currency="USD",
    deal__payment="OA 60 days",
    deal__incoterm="FOB",
    deal__port="Mombasa, Kenya",
    deal__forwarder="Swift Global Logistics",
    deal__consignee="Kampala General Stores",
    mail__raw="Price is not a problem, it is very urgent order. You can check us with Sinosure.\n",
)


def run_all(case):
    """The state of each check and everything that was found, as the runner would have it."""
    world, states, found = MemoryWorld(), [], []
    for check in checks().values():
        result = outcome(check, case, world)
        found += result.found
        states.append(
            CheckState(
                check.id, check.title, check.step, check.mode, check.weight,
                result.outcome, result.reason, result.task,
            )
        )  # fmt: skip
    return states, found


def outcome(check, case, world):
    if why := check.not_applicable(case):
        return Result(Outcome.NOT_APPLICABLE, reason=why)
    if not all(any(case.all(code) for code in group) for group in check.needs):
        return Result(Outcome.NOT_APPLICABLE, reason=MISSING_INPUT)
    try:
        return check.run(case, world)
    except NotReached as trouble:
        return Result(Outcome.UNAVAILABLE, reason=trouble.reason)


def rated(found):
    known = [
        Finding(
            str(number), one.signal, signal.direction, signal.dimension, signal.weight,
            one.confidence, key=one.key, evidence=one.evidence, hard_stop=signal.hard_stop,
        )
        for number, one in enumerate(found)
        for signal in [catalogue()[one.signal]]
    ]  # fmt: skip
    return rate(known, today=TODAY)


@pytest.mark.parametrize("case", [HONEST, FRAUD, subject(company__name="Heron")])
def test_with_the_network_off_no_case_comes_out_good(case):
    states, found = run_all(case)
    silent = coverage(states, at_risk=None)
    praise = [
        Finding(f"p{part}", "x.y", Direction.TRUST, part, 100, state=State.CONFIRMED)
        for part in Dimension
    ]

    assert reading(rated(found).letter, silent) in (
        Reading.INSUFFICIENT,
        Reading.D,
        Reading.E,
    )
    assert reading(rate(praise, today=TODAY).letter, silent) is Reading.INSUFFICIENT


def test_the_facts_of_a_known_fraud_speak_for_themselves():
    _, found = run_all(FRAUD)

    assert rated(found).letter >= Letter.D


def test_an_honest_inquiry_is_not_called_bad():
    _, found = run_all(HONEST)

    assert rated(found).letter <= Letter.C


def test_no_check_says_more_than_the_catalogue_knows():
    for case in (HONEST, FRAUD):
        for one in run_all(case)[1]:
            assert catalogue()[one.signal].places <= set(one.facts), one.signal


def test_not_one_unreached_check_counts_as_checked():
    states, _ = run_all(HONEST)
    before = coverage(states, at_risk=None)
    gone = [
        replace(one, outcome=Outcome.UNAVAILABLE, reason="offline")
        for one in states
        if one.outcome is Outcome.UNAVAILABLE
    ]

    assert gone
    assert {one.check for one in gone} <= {one.check for one in before.unchecked}
