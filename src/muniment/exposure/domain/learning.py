"""Learning the start from the company's own departures.

What is set by hand is the prior, worth `WORTH` customers: Beta(start x 20, (1 - start) x 20). The
customers that leavers kept, and how many of them went along by the models, are counted beside it.
The other weights stay as they were set: a handful of departures cannot tell six signs apart.
"""

from dataclasses import dataclass, replace

from scipy.stats import beta

from muniment.exposure.domain.weights import Weights

WORTH = 20.0
"""How many customers of leavers weigh as much as what was set by hand."""
_LEAST, _MOST = 0.01, 0.9


@dataclass(frozen=True, slots=True)
class Learnt:
    """The start before and after; `low` to `high` holds it in four cases of five.

    Attributes:
        customers: of leavers, that it rests on. `taken`: how many of them went along, as expected.
    """

    before: float
    after: float
    low: float
    high: float
    customers: int
    taken: float


def learn(weights: Weights, *, customers: int, taken: float) -> Learnt:
    """Move the start by what departures taught; without departures nothing moves."""
    gone = min(max(taken, 0.0), float(customers))
    yes = weights.start * WORTH + gone
    no = (1 - weights.start) * WORTH + customers - gone
    low, high = (float(beta.ppf(part, yes, no)) for part in (0.1, 0.9))
    after = min(max(round(yes / (yes + no), 3), _LEAST), _MOST)
    return Learnt(weights.start, after, low, high, customers, gone)


def applied(weights: Weights, learnt: Learnt) -> Weights:
    """The weights with the start that was learnt."""
    return replace(weights, start=learnt.after)
