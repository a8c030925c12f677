"""For Today: how many customers know one of us or nobody.

The figure changes once a night, and Today is opened many times a day: the first telling of a day
stands in the ledger for all of them.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from muniment.core.actor import Actor
from muniment.exposure.gate.sight import Sight, may_look
from muniment.exposure.gathering import day_begins
from muniment.exposure.queries.hang import alone_under, newest_survey
from muniment.ledger import health
from muniment.ledger import queries as ledger
from muniment.people.queries import ReaderRow


@dataclass(frozen=True, slots=True)
class AloneCount:
    """Customers of the reader's people that know one of us or nobody, of all of theirs."""

    alone: int
    customers: int


def count_alone(reader: ReaderRow, *, at: datetime) -> AloneCount | None:
    """Count them, on record once a day of the house.

    None where nothing is hers to know, or nothing is worked out yet.

    Raises:
        LedgerUnavailable: nothing can be put on record, so nothing is counted.

    Seven reads at most.
    """
    survey = newest_survey() if may_look(reader) else None
    if survey is None:
        return None
    sight = Sight(Actor(reader.id), at)
    if _is_told_today(reader.id, at):
        health.require_readable()
    else:
        sight.record("card", sight.who.id, {"survey": str(survey.id)})
    return AloneCount(*alone_under(survey.id, None if sight.all else sight.below))


def _is_told_today(person_id: UUID, at: datetime) -> bool:
    since = day_begins(timezone.localdate(at))
    told = ledger.entries(kinds=["exposure.card.read"], subject=person_id, since=since, limit=1)
    return bool(told.rows)
