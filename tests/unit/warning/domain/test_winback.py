"""The way of a win-back case."""

from datetime import date, timedelta

from muniment.warning.domain.winback import CLOSED, State, StepKind, first_steps, leads


def test_a_case_goes_on_until_it_is_won_or_lost():
    assert leads(State.OPEN, State.OFFERED)
    assert leads(State.OFFERED, State.OPEN)
    assert leads(State.OFFERED, State.WON)
    assert not leads(State.OPEN, State.OPEN)


def test_what_has_ended_does_not_go_on():
    for state in CLOSED:
        assert not any(leads(state, after) for after in State)


def test_the_first_steps_are_to_ask_to_visit_and_to_offer():
    on = date(2026, 5, 4)
    steps = first_steps(on)

    assert [it.kind for it in steps] == [StepKind.CALL, StepKind.VISIT, StepKind.OFFER]
    assert all(on < it.due_on < on + timedelta(days=40) for it in steps)
