"""How well what was ordered fits a change of buying."""

import numpy as np
import pytest

from muniment.warning.domain.diversion import Change, Question, spells_of
from muniment.warning.domain.paces import Spells, fit_paces
from muniment.warning.domain.pauses import Pauses
from muniment.warning.domain.tempo import tempo_of
from tests.unit.warning.domain.departing import LEAVES, Staffed

ON = LEAVES + 91
AS_BEFORE, GONE, HALVED = Change(LEAVES, 1.0), Change(LEAVES, 0.0), Change(LEAVES, 0.5)


def _question(staffed: Staffed) -> Question:
    book = staffed.book({})
    tempo = tempo_of(book, on=ON)
    flat = spells_of(book, tempo, range(len(book.names)), on=ON, pauses=Pauses())
    paces = fit_paces(Spells(*(getattr(flat, name)[:, 0] for name in Spells.__slots__)))
    return Question(book, tempo, paces, LEAVES - 56, ON)


@pytest.fixture(scope="module")
def told() -> np.ndarray:
    """Customer 0 goes on, 1 is gone, 2 buys half; changes: none, gone, halved."""
    staffed = Staffed()
    staffed.buyers("ben", 80, gap=8)
    staffed.loses([1], since=LEAVES)
    staffed.loses([2], since=LEAVES, every=2)
    evidence = _question(staffed).evidence([0, 1, 2], [AS_BEFORE, GONE, HALVED])
    return evidence.changed


def test_each_history_fits_its_own_story_best(told):
    assert list(told.argmax(axis=1)) == [0, 1, 2]


def test_an_order_after_it_rules_out_that_all_was_gone(told):
    assert told[0, 1] < told[0, 0] - 10


def test_stopping_early_is_no_explanation_for_a_silence_that_began_late():
    staffed = Staffed()
    staffed.buyers("ben", 80)
    staffed.loses([0], since=LEAVES - 200)
    evidence = _question(staffed).evidence([0, 1], [AS_BEFORE])

    assert evidence.stopped[0] - evidence.stopped_before[0] < 0.5
    assert evidence.stopped_before[1] < evidence.changed[1, 0] - 10


def test_what_fades_fits_between_staying_and_going():
    staffed = Staffed()
    staffed.buyers("ben", 80, gap=8)
    staffed.loses([0], since=LEAVES + 45)
    fading = Change(LEAVES, 0.0, fades=60)
    changed = _question(staffed).evidence([0], [AS_BEFORE, GONE, fading]).changed[0]

    assert changed[2] > max(changed[0], changed[1])


def test_pieces_of_customers_give_what_all_at_once_would():
    staffed = Staffed()
    staffed.buyers("ben", 70)
    question = _question(staffed)
    together = question.evidence(range(70), [GONE]).changed
    apart = np.concatenate([question.evidence([it], [GONE]).changed for it in range(70)])

    assert np.allclose(together, apart)


def test_a_change_that_costs_hardly_an_order_counts_for_less():
    staffed = Staffed()
    staffed.buyers("ben", 40, gap=8)
    staffed.buyers("ben", 40, gap=200)
    evidence = _question(staffed).evidence([0, 40], [GONE])
    worth = np.exp(evidence.costly - evidence.changed)[:, 0]

    assert worth[0] > 0.99 > worth[1]
