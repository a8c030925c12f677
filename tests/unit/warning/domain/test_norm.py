"""What those who stayed did: the norm that a leaver's customers are held against."""

import numpy as np
import pytest

from muniment.warning.domain.diversion import Evidence
from muniment.warning.domain.norm import USUAL, Norm, norm_of

PEERS = 60
NOTHING = np.zeros((PEERS, 1))


def _norm(*, stopped: int = 0, slower: int = 0, expected: float = 12.0) -> Norm:
    """Learn from peers of whom some clearly stopped and some clearly slowed down."""
    changed, gone = np.zeros((PEERS, 3)), np.full(PEERS, -30.0)
    gone[:stopped] = 30.0
    changed[:, 1:] = -30.0
    changed[stopped : stopped + slower, 1] = 30.0
    evidence = Evidence(changed, NOTHING, NOTHING, gone, gone)
    each = np.full(PEERS, expected / PEERS)
    return norm_of(evidence, expected=each, silent=each / 4)


def test_where_more_stopped_than_the_book_lets_expect_stopping_is_more_usual():
    assert _norm(stopped=30).stops > 1.5
    assert _norm(stopped=12).stops == pytest.approx(1.0, abs=0.1)
    assert _norm(stopped=0).stops < 0.7


def test_the_more_stopped_the_more_usual_it_is():
    norms = [_norm(stopped=count).stops for count in range(0, 60, 6)]

    assert norms == sorted(norms)
    assert len(set(norms)) > 7


def test_where_a_third_slowed_down_slowing_down_is_usual():
    assert _norm(slower=20).drifts[1] == pytest.approx(1 / 4, abs=0.06)
    assert _norm().drifts[1] < 0.05


def test_a_few_peers_move_the_norm_little():
    one = Evidence(np.zeros((1, 3)), NOTHING[:1], NOTHING[:1], np.full(1, 30.0), np.full(1, 30.0))
    norm = norm_of(one, expected=np.full(1, 0.1), silent=np.full(1, 0.05))

    assert norm.stops < 1.25
    assert norm.drifts == pytest.approx(USUAL.drifts, abs=0.05)
