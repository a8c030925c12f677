"""The way of one customer over the board, and the heaps afterwards."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from muniment.handover.domain.aftermath import Heap, control_line, heap_of
from muniment.handover.domain.course import (
    after_answer,
    after_introduction,
    may_offer_another,
)
from muniment.handover.domain.states import Answer, ItemState


@pytest.mark.parametrize("state", list(ItemState))
@pytest.mark.parametrize("answer", list(Answer))
def test_the_customer_s_word_decides_from_every_state(state, answer):
    said = ItemState.CONFIRMED if answer is Answer.CONFIRMED else ItemState.REFUSED
    assert after_answer(state, answer) == (None if state is said else said)


def test_only_an_open_customer_becomes_introduced():
    assert after_introduction(ItemState.OPEN) is ItemState.INTRODUCED
    for state in set(ItemState) - {ItemState.OPEN}:
        assert after_introduction(state) is None


def test_another_heir_is_offered_until_the_customer_agrees():
    assert {state for state in ItemState if not may_offer_another(state)} == {ItemState.CONFIRMED}


@pytest.mark.parametrize(
    ("score", "ordered", "heap"),
    [
        (None, True, Heap.KEPT),
        (None, False, Heap.UNCLEAR),
        (0.1, True, Heap.KEPT),
        (0.3, True, Heap.UNCLEAR),
        (0.1, False, Heap.UNCLEAR),
        (0.7, True, Heap.TAKEN),
    ],
)
def test_customers_fall_into_three_heaps(score, ordered, heap):
    assert heap_of(score, ordered=ordered) is heap


def test_the_control_line_counts_who_ordered_by_each_week():
    since = date(2026, 5, 4)
    hers, others = [UUID(int=1), UUID(int=2)], [UUID(int=3)]
    orders = {hers[0]: since + timedelta(days=10), others[0]: since + timedelta(days=3)}
    line = control_line(hers, others, orders, since=since, until=since + timedelta(days=20))
    assert [(one.number, one.hers, one.others) for one in line] == [(1, 0, 1000), (2, 500, 1000)]
    assert control_line(hers, [], {}, since=since, until=since) == ()
