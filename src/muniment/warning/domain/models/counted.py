"""NBD, BG/NBD, MBG/NBD and MBG/CNBD-k: one algebra, gradients included.

With R = r + k x, g the time since the last order and v = g / (alpha + age), the chance that a
gap is longer than g is S = (1 - v)^R * sum over j < k of C(R + j - 1, j) v^j: the buyer waits in
one of k stages. He left after his last order with odds d = a / (b + c - 1) against having stayed,
c being the number of times he could have left. The likelihood of a history is then

    B(a, b + c) / B(a, b) * Gamma(R) / Gamma(r) * alpha^r (alpha + last)^-R * (d + S)

times what only the gaps decide. Everything is positive, so nothing cancels.

Source: Reutterer, Platzer and Schroeder, IJRM 38(2), 2021, appendix; k = 1 gives Fader, Hardie
and Lee 2005 (c = x) and Batislam, Denizel and Filiztekin 2007 (c = x + 1).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, digamma, gammaln

from muniment.warning.domain.models.fitted import Fitted, Model
from muniment.warning.domain.models.histories import Histories, Numbers


@dataclass(frozen=True, slots=True)
class Quiet:
    """The silence since the last order: log S, and how S moves with r and alpha."""

    log: Numbers
    by_r: Numbers
    by_alpha: Numbers


def chances_to_leave(model: Model, x: Numbers) -> Numbers:
    """Count after how many orders each could have left."""
    return x if model is Model.BG_NBD else x + 1


def log_odds_left(model: Model, values: Sequence[float], x: Numbers) -> Numbers:
    """Give log d, before the silence since the last order is weighed; -inf where impossible."""
    if model is Model.NBD:
        return np.full(np.shape(x), -np.inf)
    a, b = values[2:]
    chances = chances_to_leave(model, x)
    odds = np.log(a) - np.log(np.where(chances > 0, b + chances - 1, 1.0))
    return np.where(chances > 0, odds, -np.inf)


def log_quiet(values: Sequence[float], k: int, x: Numbers, last: Numbers, age: Numbers) -> Numbers:
    """Give log S: the chance that somebody who is still there has not ordered since `last`."""
    r, alpha = values[:2]
    shape, share = r + k * x, (age - last) / (alpha + age)
    term = total = np.ones(np.shape(share))
    for stage in range(1, k):
        term = term * (shape + stage - 1) / stage * share
        total = total + term
    return shape * np.log1p(-share) + np.log(total)


def log_likelihoods(fitted: Fitted, x: Numbers, last: Numbers, age: Numbers) -> Numbers:
    """Give the log-likelihood of each history, without what only its gaps decide."""
    model, values, k = fitted.model, fitted.values, fitted.k
    r, alpha = values[:2]
    shape = r + k * x
    bought = gammaln(shape) - gammaln(r) + r * np.log(alpha) - shape * np.log(alpha + last)
    if model is not Model.NBD:
        a, b = values[2:]
        bought = bought + betaln(a, b + chances_to_leave(model, x)) - betaln(a, b)
    left = log_odds_left(model, values, x)
    answer: Numbers = bought + np.logaddexp(left, log_quiet(values, k, x, last, age))
    return answer


class CountedSum:
    """The summed log-likelihood of counted rows and its gradient, made to be asked often.

    What depends on x alone is reckoned once for each number of orders, not for each row.
    """

    def __init__(self, model: Model, k: int, rows: Histories) -> None:
        self._model, self._k = model, k
        self._x, self._last, self._age, self._count = rows.x, rows.last, rows.age, rows.count
        self._levels, self._level = np.unique(rows.x, return_inverse=True)
        self._of_level = np.bincount(self._level, weights=rows.count)

    def __call__(self, values: Sequence[float]) -> tuple[float, NDArray[np.float64]]:
        """Give the sum and its derivatives by the parameters, in their order."""
        r, alpha = values[:2]
        quiet = self._quiet(r, alpha)
        left = log_odds_left(self._model, values, self._levels)[self._level]
        both = np.logaddexp(left, quiet.log)
        stayed = self._count * np.exp(quiet.log - both)
        total, gradient = self._by_speed(r, alpha)
        total += float(self._count @ both)
        gradient[0] += stayed @ quiet.by_r
        gradient[1] += stayed @ quiet.by_alpha
        if self._model is Model.NBD:
            return total, gradient
        went = np.bincount(self._level, weights=self._count - stayed).astype(np.float64)
        more, by_leaving = self._by_leaving(values[2], values[3], went)
        return total + more, np.concatenate((gradient, by_leaving))

    def _quiet(self, r: float, alpha: float) -> Quiet:
        end = alpha + self._age
        shape, share = r + self._k * self._x, (self._age - self._last) / end
        term, by_shape = np.ones(len(share)), np.zeros(len(share))
        total, total_by_shape, total_by_share = term, by_shape, by_shape
        for stage in range(1, self._k):
            by_shape = (by_shape * (shape + stage - 1) + term) / stage * share
            total_by_share = total_by_share + term * (shape + stage - 1)
            term = term * (shape + stage - 1) / stage * share
            total, total_by_shape = total + term, total_by_shape + by_shape
        kept = np.log1p(-share)
        by_alpha = shape * share / (alpha + self._last) - share / end * total_by_share / total
        return Quiet(shape * kept + np.log(total), kept + total_by_shape / total, by_alpha)

    def _by_speed(self, r: float, alpha: float) -> tuple[float, NDArray[np.float64]]:
        shape = r + self._k * self._levels
        log_end, end = np.log(alpha + self._last), alpha + self._last
        exponents = self._count * shape[self._level]
        constants = gammaln(shape) - gammaln(r) + r * np.log(alpha)
        slopes = digamma(shape) - digamma(r) + np.log(alpha)
        total = self._of_level @ constants - exponents @ log_end
        by_r = self._of_level @ slopes - self._count @ log_end
        by_alpha = self._of_level.sum() * r / alpha - (exponents / end).sum()
        return float(total), np.array([by_r, by_alpha])

    def _by_leaving(
        self, a: float, b: float, went: NDArray[np.float64]
    ) -> tuple[float, NDArray[np.float64]]:
        chances = chances_to_leave(self._model, self._levels)
        total = self._of_level @ (betaln(a, b + chances) - betaln(a, b))
        together = digamma(a + b) - digamma(a + b + chances)
        by_b = digamma(b + chances) - digamma(b)
        could = chances > 0
        left_by_b = went[could] @ (1 / (b + chances[could] - 1))
        return float(total), np.array([
            self._of_level @ together + went[could].sum() / a,
            self._of_level @ (together + by_b) - left_by_b,
        ])  # fmt: skip
