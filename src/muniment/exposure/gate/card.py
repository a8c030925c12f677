"""For Today: how many customers know one of us or nobody."""

from dataclasses import dataclass
from datetime import datetime

from muniment.core.actor import Actor
from muniment.exposure.gate.sight import Sight, may_look
from muniment.exposure.queries.hang import alone_under, newest_survey
from muniment.people.queries import ReaderRow


@dataclass(frozen=True, slots=True)
class AloneCount:
    """Customers of the reader's people that know one of us or nobody, of all of theirs."""

    alone: int
    customers: int


def count_alone(reader: ReaderRow, *, at: datetime) -> AloneCount | None:
    """Count them, on record; None where nothing is hers to know, or nothing is worked out yet.

    Raises:
        LedgerUnavailable: nothing can be put on record, so nothing is counted.

    Five reads at most.
    """
    survey = newest_survey() if may_look(reader) else None
    if survey is None:
        return None
    sight = Sight(Actor(reader.id), at)
    sight.record("card", sight.who.id, {"survey": str(survey.id)})
    return AloneCount(*alone_under(survey.id, None if sight.all else sight.below))
