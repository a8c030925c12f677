"""The states of an employment and the ways between them."""

import pytest

from muniment.people.domain.employment import State, Step, after, steps_from

WAYS = {
    State.INVITED: {Step.ACCEPT: State.ACTIVE, Step.LEAVE: State.LEFT},
    State.ACTIVE: {Step.GIVE_NOTICE: State.ON_NOTICE, Step.LEAVE: State.LEFT},
    State.ON_NOTICE: {Step.WITHDRAW_NOTICE: State.ACTIVE, Step.LEAVE: State.LEFT},
    State.LEFT: {Step.REINSTATE: State.INVITED},
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("step", list(Step))
def test_each_step_leads_where_it_should_or_nowhere(state, step):
    assert after(state, step) == WAYS[state].get(step)


@pytest.mark.parametrize("state", list(State))
def test_the_open_steps_are_the_ones_that_lead_somewhere(state):
    assert steps_from(state) == set(WAYS[state])


def test_only_people_at_work_may_sign_in():
    assert {state for state in State if state.may_sign_in} == {State.ACTIVE, State.ON_NOTICE}


def test_nobody_comes_back_without_a_new_invitation():
    reached, seen = {State.LEFT}, set()
    while reached - seen:
        state = (reached - seen).pop()
        seen.add(state)
        if state is not State.INVITED:
            reached |= {after(state, step) for step in steps_from(state)}
    assert seen == {State.LEFT, State.INVITED}
