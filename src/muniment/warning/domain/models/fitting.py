"""Fit models of repeat buying by maximum likelihood, with exact gradients."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.warning.domain.models.counted import CountedSum
from muniment.warning.domain.models.fitted import PARAMETERS, Fitted, Model
from muniment.warning.domain.models.histories import Histories
from muniment.warning.domain.models.pareto import ParetoSum

MOST_ROWS = 100_000  # more distinct histories than this are rounded to whole units
_LOWEST, _HIGHEST = -9.0, 9.0  # of the logarithm of a parameter; times are in mean gaps
_TIMES = ("alpha", "beta")

Sum = Callable[[Sequence[float]], tuple[float, NDArray[np.float64]]]


class NobodyCameBack(MunimentError):
    """A book in which no customer ever ordered again teaches no rhythm."""

    code = "warning.histories.nobody_came_back"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("No rhythm can be learnt: no customer ordered on a second day.")
    next_step = gettext_noop("Load a longer order history, or end it at a later day.")


class GapsUnknown(MunimentError):
    """Regularity shows in the gaps between orders, and these histories are bare sums."""

    code = "warning.histories.gaps_unknown"
    kind = ErrorKind.INVALID
    title = gettext_noop("How regularly customers order cannot be seen without their order days.")
    next_step = gettext_noop("Give the orders with their dates, or say how regular they are (k).")


def fit(model: Model, histories: Histories, k: int = 1) -> Fitted:
    """Find the parameters under which the histories are likeliest.

    Histories are counted once each; more than `MOST_ROWS` distinct ones are rounded to whole
    units. One million customers take one to two seconds, Pareto/NBD six. Parameters that the
    book cannot tell (one customer, all alike) end at a bound and not in an error.

    Args:
        k: regularity, 1 to 9; only MBG/CNBD-k takes more than 1.

    Raises:
        NobodyCameBack: there is no order after a first one.
    """
    if k != 1 and model is not Model.MBG_CNBD:
        message = f"{model} has no regularity"
        raise ValueError(message)
    rows = _counted(histories)
    orders = float(rows.count @ rows.x)
    if not orders:
        raise NobodyCameBack
    scale = float(rows.count @ rows.age) / orders or 1.0  # 0 if all was rounded away
    logs, reached = _likeliest(_sum_of(model, k, rows, scale), len(PARAMETERS[model]))
    named = {
        name: float(np.exp(log)) * (scale if name in _TIMES else 1)
        for name, log in zip(PARAMETERS[model], logs, strict=True)
    }
    log_likelihood = reached - k * orders * np.log(scale) + _of_gaps(rows, k, orders)
    return Fitted(model, k, named, float(log_likelihood), rows.customers, rows.unit_days)


def choose_k(histories: Histories, ks: Iterable[int] = (1, 2, 3, 4)) -> Fitted:
    """Fit MBG/CNBD-k for each k and keep the likeliest; the smallest of equals.

    Raises:
        NobodyCameBack: there is no order after a first one.
        GapsUnknown: the histories are bare sums.
    """
    rows = _counted(histories)
    fits = [fit(Model.MBG_CNBD, rows, k) for k in sorted(ks)]
    if any(np.isnan(it.log_likelihood) for it in fits):
        raise GapsUnknown
    return max(fits, key=lambda it: it.log_likelihood)


def _counted(histories: Histories) -> Histories:
    rows = histories.distinct()
    return rows if len(rows.x) <= MOST_ROWS else rows.distinct(rounded=True)


def _sum_of(model: Model, k: int, rows: Histories, scale: float) -> Sum:
    scaled = replace(rows, last=rows.last / scale, age=rows.age / scale)
    return ParetoSum(scaled) if model is Model.PARETO_NBD else CountedSum(model, k, scaled)


def _likeliest(total: Sum, size: int) -> tuple[NDArray[np.float64], float]:
    """Climb from the middle: every parameter 1 where time runs in mean gaps."""

    # Only the nightly fit needs it, and pages would carry 20 MB of it all the time.
    from scipy.optimize import minimize

    def fall(logs: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        values = np.exp(logs)
        reached, slopes = total(values.tolist())
        return -reached, -slopes * values

    bounds = [(_LOWEST, _HIGHEST)] * size
    steps = {"ftol": 1e-13, "gtol": 1e-5, "maxiter": 500, "maxcor": 20}
    found = minimize(
        fall, np.zeros(size), jac=True, method="L-BFGS-B", bounds=bounds, options=steps
    )
    return found.x, -float(found.fun)


def _of_gaps(rows: Histories, k: int, orders: float) -> float:
    """Give what only the gaps decide: Erlang-k weighs each by gap^(k - 1) / (k - 1)!."""
    if k == 1:
        return 0.0
    return float((k - 1) * rows.log_gaps.sum() - orders * gammaln(k))
