"""The states of an employment and the ways between them."""

from datetime import date
from enum import Enum


class State(Enum):
    """Where somebody stands: invited, at work, about to leave, gone."""

    INVITED = "invited"
    ACTIVE = "active"
    ON_NOTICE = "on_notice"
    LEFT = "left"

    @property
    def may_sign_in(self) -> bool:
        """Say whether the house opens its doors to somebody in this state."""
        return self in SIGNING_IN


SIGNING_IN = frozenset({State.ACTIVE, State.ON_NOTICE})


def is_over(state: State, last_day_on: date | None, today: date) -> bool:
    """Say whether the last day of somebody on notice has passed; the day itself is still hers."""
    return state is State.ON_NOTICE and last_day_on is not None and last_day_on < today


class Step(Enum):
    """What can happen to an employment."""

    ACCEPT = "accept"
    GIVE_NOTICE = "give_notice"
    WITHDRAW_NOTICE = "withdraw_notice"
    LEAVE = "leave"
    REINSTATE = "reinstate"


_WAYS = {
    (State.INVITED, Step.ACCEPT): State.ACTIVE,
    (State.INVITED, Step.LEAVE): State.LEFT,
    (State.ACTIVE, Step.GIVE_NOTICE): State.ON_NOTICE,
    (State.ACTIVE, Step.LEAVE): State.LEFT,
    (State.ON_NOTICE, Step.WITHDRAW_NOTICE): State.ACTIVE,
    (State.ON_NOTICE, Step.LEAVE): State.LEFT,
    (State.LEFT, Step.REINSTATE): State.INVITED,
}


def after(state: State, step: Step) -> State | None:
    """Name the state after `step`, or None when no way leads from `state` by it."""
    return _WAYS.get((state, step))


def steps_from(state: State) -> frozenset[Step]:
    """Name the steps that are open from `state`."""
    return frozenset(step for known, step in _WAYS if known is state)
