"""What a fitted model says of single customers, vectorised over histories.

`x`, `last`, `age` are as in `Histories`, in the units of the fit; `horizon` too.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaincinv

from muniment.warning.domain.models import counted, pareto
from muniment.warning.domain.models.fitted import Fitted, Model
from muniment.warning.domain.models.histories import Numbers

_NEGLIGIBLE = 1e-10  # of an order
_MOST_ORDERS = 10_000  # looked ahead; nobody orders so often within a horizon


def log_likelihoods(fitted: Fitted, x: ArrayLike, last: ArrayLike, age: ArrayLike) -> Numbers:
    """Give the log-likelihood of each history, without what only its gaps decide."""
    x, last, age = _arrays(x, last, age)
    if fitted.model is Model.PARETO_NBD:
        return pareto.log_likelihoods(fitted.values, x, last, age)
    return counted.log_likelihoods(fitted, x, last, age)


def alive(fitted: Fitted, x: ArrayLike, last: ArrayLike, age: ArrayLike) -> Numbers:
    """Give the chance that the customer has not left for good."""
    x, last, age = _arrays(x, last, age)
    stayed, left = _stayed(fitted, x, last, age), _left(fitted, x, last, age)
    chance: Numbers = np.exp(stayed - np.logaddexp(stayed, left))
    return chance


def silent(
    fitted: Fitted, x: ArrayLike, last: ArrayLike, age: ArrayLike, horizon: ArrayLike
) -> Numbers:
    """Give the chance that no order comes within the next `horizon`, given the history.

    It is the likelihood of the same history seen that much later, over the one of now; so the
    time that has already passed since the last order counts in full, whatever the regularity.
    """
    x, last, age, horizon = _arrays(x, last, age, horizon)
    now = np.logaddexp(_stayed(fitted, x, last, age), _left(fitted, x, last, age))
    later = age + horizon
    then = np.logaddexp(_stayed(fitted, x, last, later), _left(fitted, x, last, later))
    chance: Numbers = np.exp(np.minimum(then - now, 0.0))
    return chance


def gap_survival(fitted: Fitted, x: ArrayLike, last: ArrayLike, gap: ArrayLike) -> Numbers:
    """Give the chance that the gap after the last order is longer, of somebody who stays.

    With x orders on record the next gap over (alpha + last + gap) is Beta(k, r + k x).
    """
    x, last, gap = _arrays(x, last, gap)
    r, alpha = fitted.values[:2]
    longer: Numbers = betainc(r + fitted.k * x, fitted.k, (alpha + last) / (alpha + last + gap))
    return longer


def gap_quantiles(
    fitted: Fitted, x: ArrayLike, last: ArrayLike, levels: Sequence[float]
) -> NDArray[np.float64]:
    """Say when the next order is due: gaps since the last order, of somebody who stays.

    Returns:
        One row a history, one column a level. The levels .05, .25, .75, .95 bound the 90 % and
        the 50 % band.
    """
    x, last = _arrays(x, last)
    r, alpha = fitted.values[:2]
    share = betaincinv(fitted.k, (r + fitted.k * x)[:, None], np.asarray(levels)[None, :])
    gaps: NDArray[np.float64] = (alpha + last)[:, None] * share / (1 - share)
    return gaps


def expected(
    fitted: Fitted, x: ArrayLike, last: ArrayLike, age: ArrayLike, horizon: ArrayLike
) -> Numbers:
    """Give the expected number of orders within the next `horizon`, given the history.

    Exact for every model, the Erlang stages included; nothing is singular at a = 1 or s = 1.
    Time O(rows times orders within the horizon); give distinct histories where there are many.
    """
    x, last, age, horizon = _arrays(x, last, age, horizon)
    r, alpha = fitted.values[:2]
    if fitted.model is Model.NBD:
        return (r + x) / (alpha + age) * horizon
    if fitted.model is Model.PARETO_NBD:
        time = _time_left(fitted, age, horizon)
        return alive(fitted, x, last, age) * (r + x) / (alpha + age) * time
    return alive(fitted, x, last, age) * _orders_if_alive(fitted, x, last, age, horizon)


def _time_left(fitted: Fitted, age: Numbers, horizon: Numbers) -> Numbers:
    """Give the expected time within the horizon before somebody who is there leaves."""
    s, beta = fitted.values[2:]
    grown = np.log1p(horizon / (beta + age))
    power = (1 - s) * grown
    near = np.abs(power) < 1e-8
    safe = np.where(near, 1.0, power)
    return (beta + age) * grown * np.where(near, 1.0, np.expm1(safe) / safe)


def _orders_if_alive(
    fitted: Fitted, x: Numbers, last: Numbers, age: Numbers, horizon: Numbers
) -> Numbers:
    """Sum, over n, the chance that an n-th order comes within the horizon and was not prevented.

    In stage j the n-th order needs n k - j more ticks; a gamma law over their speed makes the
    chance of so many within the horizon an incomplete beta function.
    """
    a, b = fitted.values[2:]
    shape, k = fitted.values[0] + fitted.k * x, fitted.k
    end = fitted.values[1] + age
    ahead = horizon / (end + horizon)
    stages = _stages(k, shape, (age - last) / end)
    free = b + counted.chances_to_leave(fitted.model, x)
    total, staying = np.zeros(len(x)), np.ones(len(x))
    todo = np.arange(len(x))
    for n in range(1, _MOST_ORDERS):
        more = np.zeros(len(todo))
        for stage in range(k):
            ticks = betainc(n * k - stage, shape[todo] + stage, ahead[todo])
            more += stages[stage][todo] * ticks
        more *= staying[todo]
        total[todo] += more
        staying[todo] *= (free[todo] + n - 1) / (a + free[todo] + n - 1)
        todo = todo[more > _NEGLIGIBLE]
        if not len(todo):
            break
    return total


def _stages(k: int, shape: Numbers, share: Numbers) -> list[Numbers]:
    """Give the chance of each stage of waiting, of somebody who is still there."""
    terms = [np.ones(len(shape))]
    for stage in range(1, k):
        terms.append(terms[-1] * (shape + stage - 1) / stage * share)
    whole = np.sum(terms, axis=0)
    return [term / whole for term in terms]


def _stayed(fitted: Fitted, x: Numbers, last: Numbers, age: Numbers) -> Numbers:
    if fitted.model is Model.PARETO_NBD:
        return pareto.log_stayed(fitted.values, x, age)
    return counted.log_quiet(fitted.values, fitted.k, x, last, age)


def _left(fitted: Fitted, x: Numbers, last: Numbers, age: Numbers) -> Numbers:
    if fitted.model is Model.PARETO_NBD:
        return pareto.log_left(fitted.values, x, last, age)
    return counted.log_odds_left(fitted.model, fitted.values, x)


def _arrays(*columns: ArrayLike) -> list[Numbers]:
    """Bring the columns to one length; a single number holds for all rows."""
    whole = [np.atleast_1d(np.asarray(column, dtype=np.float64)) for column in columns]
    return [np.ascontiguousarray(column) for column in np.broadcast_arrays(*whole)]
