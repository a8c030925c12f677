from dataclasses import replace

import pytest

from muniment.investigations.domain.checks import Mode, Outcome, Step
from muniment.investigations.domain.coverage import MISSING_INPUT, CheckState, coverage
from muniment.investigations.domain.flow import EDGES, StepState, flow, state_of
from muniment.investigations.domain.signals import Direction

ONE = CheckState("lists.a", "A", Step.LISTS, Mode.OFFLINE, 3)
DONE = replace(ONE, outcome=Outcome.DONE)
GONE = replace(ONE, outcome=Outcome.NOT_APPLICABLE, reason="no_rule")
SILENT = replace(ONE, outcome=Outcome.UNAVAILABLE, reason="offline")
ASKS = replace(ONE, outcome=Outcome.NEEDS_PERSON)
LACKS = replace(ONE, outcome=Outcome.NOT_APPLICABLE, reason=MISSING_INPUT)
BY_HAND = replace(ONE, mode=Mode.MANUAL)


@pytest.mark.parametrize(
    ("checks", "state"),
    [
        ([], StepState.NOT_STARTED),
        ([ONE], StepState.NOT_STARTED),
        ([BY_HAND], StepState.WAITING),
        ([BY_HAND, ONE], StepState.NOT_STARTED),
        ([GONE], StepState.NOT_APPLICABLE),
        ([DONE, GONE], StepState.DONE),
        ([DONE, ONE], StepState.PARTLY),
        ([replace(DONE, stale=True)], StepState.PARTLY),
        ([ASKS, SILENT], StepState.WAITING),
        ([SILENT], StepState.NOT_REACHED),
        ([SILENT, LACKS], StepState.NOT_REACHED),
        ([LACKS, BY_HAND], StepState.WAITING),
        ([LACKS, ONE], StepState.NOT_STARTED),
    ],
)
def test_a_step_tells_how_far_it_has_come(checks, state):
    assert state_of(checks) is state


def test_the_chart_shows_every_step_with_what_was_found_and_what_is_next():
    checks = [DONE, replace(SILENT, check="lists.b"), replace(BY_HAND, step=Step.PERSON)]
    found = coverage(checks, at_risk=None)
    standing = [(Step.LISTS, Direction.RISK), (Step.LISTS, Direction.RISK)]

    chart = flow(checks, found, standing, decided=False)
    lists = next(box for box in chart.steps if box.step is Step.LISTS)

    assert [box.step for box in chart.steps] == list(Step)
    assert (lists.state, lists.risks, lists.checks, lists.reached) == (StepState.PARTLY, 2, 2, 1)
    assert [one.check for one in lists.not_reached] == ["lists.b"]
    assert chart.next is not None
    assert chart.next.step is Step.PERSON


@pytest.mark.parametrize(("decided", "state"), [(True, StepState.DONE), (False, StepState.WAITING)])
def test_the_verdict_waits_for_a_person(decided, state):
    chart = flow([], coverage([], at_risk=None), [], decided=decided)

    assert chart.steps[-1].state is state
    assert chart.next is None


def test_every_step_is_reached_from_the_basics_and_leads_to_the_verdict():
    order = list(Step)

    assert all(order.index(start) < order.index(end) for start, end in EDGES)
    assert {end for _, end in EDGES} == set(Step) - {Step.BASICS}
    assert {start for start, _ in EDGES} == set(Step) - {Step.VERDICT}
