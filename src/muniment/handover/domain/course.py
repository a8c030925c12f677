"""The way of one customer over the board."""

from muniment.handover.domain.states import Answer, ItemState

AWAITED = frozenset({ItemState.OPEN, ItemState.INTRODUCED, ItemState.OVERDUE})
"""States in which the customer has not spoken."""
OFFERABLE = AWAITED | {ItemState.REFUSED}
"""States in which another heir can be offered: the customer has not agreed to this one."""


def after_answer(state: ItemState, answer: Answer) -> ItemState | None:
    """Name the state after the customer's word; None where it said the same before.

    A customer may change its mind: a later word replaces the earlier one.
    """
    said = ItemState.CONFIRMED if answer is Answer.CONFIRMED else ItemState.REFUSED
    return None if said is state else said


def after_introduction(state: ItemState) -> ItemState | None:
    """Name the state after the heir was introduced; overdue stays overdue until the word comes."""
    return ItemState.INTRODUCED if state is ItemState.OPEN else None


def may_offer_another(state: ItemState) -> bool:
    """Say whether another heir can be offered."""
    return state in OFFERABLE
