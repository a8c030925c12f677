"""What a customer who was taken costs: days of business missed, what an order is worth, bounds."""

import numpy as np
from scipy.special import gammaln

from muniment.warning.domain.book import Book
from muniment.warning.domain.paces import Floats

_LOW, _HIGH = 0.1, 0.9
_RECENT = 364


def missing(passed: Floats, keeps: float, fades: int) -> Floats:
    """Days of business lost in so many days since a change; all but `keeps` after `fades` days."""
    if not fades:
        return (1.0 - keeps) * passed
    fading = np.minimum(passed, fades)
    return (1.0 - keeps) * (fading**2 / (2 * fades) + np.maximum(passed - fades, 0.0))


def usual_order(book: Book, customer: int, until: int) -> float:
    """Mean worth of an order day in the year before `until`, or of all where there is none."""
    piece = slice(book.starts[customer], book.starts[customer + 1])
    days, usd = book.day[piece], book.amount[piece]
    recent = (days <= until) & (days > until - _RECENT)
    chosen = recent if recent.any() else np.ones(len(days), bool)
    return float(usd[chosen].sum() / len(np.unique(days[chosen])))


def poisson_quantiles(means: Floats, chance: Floats) -> tuple[float, float]:
    """Counts between which 80 % of a mixture of Poisson counts lie."""
    most = int(means.max() + 6 * np.sqrt(means.max() + 1)) + 1
    counts = np.arange(most + 1)
    logs = counts * np.log(np.maximum(means, 1e-12))[:, None] - means[:, None]
    return quantiles(counts.astype(float), chance @ np.exp(logs - gammaln(counts + 1)))


def quantiles(values: Floats, weights: Floats) -> tuple[float, float]:
    """Values between which 80 % of the weight lies."""
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    places = np.searchsorted(total, np.array([_LOW, _HIGH]) * total[-1])
    low, high = values[order][np.minimum(places, len(values) - 1)]
    return float(low), float(high)
