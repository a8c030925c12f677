"""What the company's own departures teach about the start."""

from muniment.exposure.domain.learning import Learnt, learn
from muniment.exposure.queries.weights import learning_base
from muniment.warning import queries as warning


def learnt_now() -> Learnt:
    """What departures would make of the start that was set by hand; three queries.

    Learning begins at the newest weights set by hand, so that no departure counts twice.
    """
    lessons = warning.departure_lessons()
    return learn(learning_base(), customers=lessons.customers, taken=lessons.expected)
