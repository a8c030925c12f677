"""What customers of people who stayed did meanwhile: who slowed down, who grew, who stopped.

A leaver's customers are held against it. A quarter in which many stop everywhere makes a silence
after a departure less suspicious; one in which nobody does makes it more so.
"""

from dataclasses import dataclass

import numpy as np

from muniment.warning.domain.diversion import Evidence
from muniment.warning.domain.paces import Floats

DRIFTS = (1.0, 0.45, 1.7)
"""Ways in which buying goes on: as before, slower, more."""
USUAL_DRIFT = np.array([0.8, 0.1, 0.1])
_BELIEF = 20.0
"""Peers, and stops among them, that what is usual counts for."""
_FEWEST, _MOST = 0.3, 3.0
_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Norm:
    """How usual each story of those who were not taken is.

    Attributes:
        drifts: how usual it was to go on, to slow down, to grow; stops: stopping, as a multiple
            of what the book taught.
    """

    drifts: Floats
    stops: float


USUAL = Norm(USUAL_DRIFT, 1.0)
"""What is thought where too few stayed to learn from."""


def norm_of(evidence: Evidence, *, expected: Floats, silent: Floats) -> Norm:
    """Learn the norm by expectation and maximization from peers' evidence on the drifts.

    Args:
        expected: stops that the book lets expect of each peer, from its last order before the
            departure until now; silent: those of its silence alone. Whoever stopped did so about
            halfway through the silence, and could not stop again.
    """
    each = np.column_stack([evidence.changed, evidence.stopped])
    each = np.exp(each - each.max(axis=1, keepdims=True))
    drifts, stops = USUAL_DRIFT, 1.0
    for _ in range(_ROUNDS):
        share = each * np.append(drifts, stops)
        share /= share.sum(axis=1, keepdims=True)
        counts = share[:, :-1].sum(axis=0) + _BELIEF * USUAL_DRIFT
        drifts = counts / counts.sum()
        stopped = share[:, -1]
        likely = (expected - stopped * silent / 2.0).sum()
        stops = float((stopped.sum() + _BELIEF) / (likely + _BELIEF))
    return Norm(drifts, float(np.clip(stops, _FEWEST, _MOST)))
