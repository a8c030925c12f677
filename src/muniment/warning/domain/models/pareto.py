"""Pareto/NBD by quadrature: the buyer may leave at any moment after his last order.

    L = Gamma(r + x) / Gamma(r) * alpha^r beta^s *
        { (alpha + age)^-(r + x) (beta + age)^-s
          + integral from last to age of s (alpha + y)^-(r + x) (beta + y)^-(s + 1) dy }

The usual closed form is a difference of two hypergeometric functions, which loses digits and
overflows for keen buyers. The integral itself has only positive terms. With y on a log scale
and then bent by its own decay, 24 Gauss-Legendre nodes give nine digits or more.

Source: Fader and Hardie, “A note on deriving the Pareto/NBD model”, brucehardie.com/notes/009.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, gammaln

from muniment.warning.domain.models.histories import Histories, Numbers

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(24)
_ROWS_AT_ONCE = 8_192  # times 24 nodes: 1.5 MB an array, which the cache holds


@dataclass(frozen=True, slots=True)
class Leaving:
    """When he may have left: moments y, one row a history, and the log of each share."""

    moment: Numbers
    log_share: Numbers


def log_likelihoods(values: Sequence[float], x: Numbers, last: Numbers, age: Numbers) -> Numbers:
    """Give the log-likelihood of each history."""
    r, alpha, s, beta = values
    bought = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    both = np.logaddexp(log_stayed(values, x, age), log_left(values, x, last, age))
    answer: Numbers = bought + both
    return answer


def log_stayed(values: Sequence[float], x: Numbers, age: Numbers) -> Numbers:
    """Give the first term in the braces: still there at `age`."""
    r, alpha, s, beta = values
    return -(r + x) * np.log(alpha + age) - s * np.log(beta + age)


def log_left(values: Sequence[float], x: Numbers, last: Numbers, age: Numbers) -> Numbers:
    """Give the second term in the braces: left between `last` and `age`."""
    answer = np.empty(len(x))
    for start in range(0, len(x), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        leaving = _leaving(values, x[rows], last[rows], age[rows])
        answer[rows] = _log_sum(leaving.log_share)
    return answer


class ParetoSum:
    """The summed log-likelihood of counted rows and its gradient."""

    def __init__(self, rows: Histories) -> None:
        self._rows = (rows.x, rows.last, rows.age, rows.count)

    def __call__(self, values: Sequence[float]) -> tuple[float, NDArray[np.float64]]:
        """Give the sum and its derivatives by r, alpha, s, beta."""
        total, gradient = 0.0, np.zeros(4)
        for start in range(0, len(self._rows[0]), _ROWS_AT_ONCE):
            piece = (column[start : start + _ROWS_AT_ONCE] for column in self._rows)
            more, slopes = _summed(values, *piece)
            total, gradient = total + more, gradient + slopes
        return total, gradient


def _summed(
    values: Sequence[float], x: Numbers, last: Numbers, age: Numbers, count: Numbers
) -> tuple[float, NDArray[np.float64]]:
    r, alpha, s, beta = values
    leaving = _leaving(values, x, last, age)
    left, stayed = _log_sum(leaving.log_share), log_stayed(values, x, age)
    both = np.logaddexp(left, stayed)
    bought = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    alive, gone = np.exp(stayed - both), np.exp(leaving.log_share - both[:, None])
    went = gone.sum(axis=1)
    end, hence = alpha + leaving.moment, beta + leaving.moment
    slopes = (
        digamma(r + x) - digamma(r) + np.log(alpha)
        - alive * np.log(alpha + age) - (gone * np.log(end)).sum(axis=1),
        r / alpha - (r + x) * (alive / (alpha + age) + (gone / end).sum(axis=1)),
        np.log(beta) + went / s
        - alive * np.log(beta + age) - (gone * np.log(hence)).sum(axis=1),
        s / beta - s * alive / (beta + age) - (s + 1) * (gone / hence).sum(axis=1),
    )  # fmt: skip
    return float(count @ (bought + both)), np.array([count @ slope for slope in slopes])


def _leaving(values: Sequence[float], x: Numbers, last: Numbers, age: Numbers) -> Leaving:
    """Lay 24 moments between `last` and `age`, dense where the integrand is.

    u = log((m + y) / (m + last)) with m the smaller of alpha and beta keeps every slope of the
    log integrand below r + x + s; w = (1 - exp(-decay u)) / decay then flattens it. A quarter of
    the slope at the start leaves at least a fourth power at the far end, which nodes follow.
    """
    r, alpha, s, beta = values
    least = min(alpha, beta)
    start = least + last
    decay = (r + x) * start / (alpha + last) + (s + 1) * start / (beta + last) - 1
    decay = np.maximum(decay / 4, 1e-6)
    reach = -np.expm1(-decay * np.log((least + age) / start)) / decay
    bent = reach[:, None] * (1 + _NODES) / 2
    scale = -np.log1p(-decay[:, None] * bent) / decay[:, None]
    moment = start[:, None] * np.exp(scale) - least
    log_dy = np.log(least + moment) + decay[:, None] * scale
    log_share = (
        np.log(s) - (r + x)[:, None] * np.log(alpha + moment) - (s + 1) * np.log(beta + moment)
        + log_dy + np.log(_WEIGHTS / 2)
    )  # fmt: skip
    with np.errstate(divide="ignore"):
        return Leaving(moment, log_share + np.log(reach)[:, None])


def _log_sum(logs: Numbers) -> Numbers:
    top = logs.max(axis=1)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        total: Numbers = np.log(np.exp(logs - top[:, None]).sum(axis=1)) + top
    return total
