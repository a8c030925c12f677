"""How often a day somebody may have a case compared with our own customers.

The answer tells no name, yet it tells that somebody we know shares a phone or nearly a domain.
Whoever opens case after case could ask for one value after the other, as with the clash check.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from muniment.core.actor import Actor
from muniment.investigations.domain import duties
from muniment.investigations.domain.checks import NotReached
from muniment.investigations.models import Case
from muniment.ledger import queries as ledger
from muniment.ledger.queries import EntryRow
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry
from muniment.people import queries as people

COMPARING: Final = frozenset({"own_customers", "same_hands", "own_disputes"})
"""The questions that are answered from our customers and from other cases."""
ASKED: Final = "investigations.comparison.asked"
USED_UP: Final = "used_up"
DAY: Final = timedelta(hours=24)


def require_comparison(
    check: str, *, run_id: UUID, case_id: UUID, by: Actor, at: datetime, a_day: int
) -> None:
    """Let a run of a check compare, counted on record before anything is compared.

    What the house runs by itself counts for whoever leads the case: a schedule is no way around.
    Nor is a run that dies after it asked, or many at once. Those who read every case may compare
    without limit: they learn nothing new by it.

    Args:
        check: its id; each check has a count of its own.
        a_day: so many runs that asked within 24 hours.

    Raises:
        NotReached: `used_up`; nothing was counted.
        LedgerUnavailable: nothing can be put on record.
        RuntimeError: inside a transaction, which could undo the count.
    """
    asker = by.person_id or Case.objects.values_list("owner_id", flat=True).get(pk=case_id)
    who = people.reader(asker)
    if who is not None and duties.reach(who.role) is duties.Reach.ALL:
        return
    with on_record():
        # The entry comes first: it locks the person's chain, so runs at the same moment cannot
        # share the last comparison of the day.
        facts = {"check": check, "run": str(run_id)}
        append_entry(kind=ASKED, subject=asker, by=by, at=at, facts=facts)
        if sum(row.facts["check"] == check for row in _asked(asker, at)) > a_day:
            raise NotReached(USED_UP)


def _asked(person_id: UUID, at: datetime) -> Iterator[EntryRow]:
    """Every comparison of a person within a day; two queries for each 500."""
    since, cursor = at - DAY + timedelta(microseconds=1), None
    while True:
        page = ledger.entries(
            kinds=[ASKED], subject=person_id, since=since, cursor=cursor, limit=ledger.MOST
        )
        yield from page.rows
        cursor = page.next_cursor
        if cursor is None:
            return
