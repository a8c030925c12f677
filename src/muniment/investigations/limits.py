"""How often a day somebody may have a case compared with our own customers.

The answer tells no name, yet it tells that somebody we know shares a phone or nearly a domain.
Whoever opens case after case could ask for one value after the other, as with the clash check.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from muniment.core.actor import Actor
from muniment.investigations.domain import duties
from muniment.investigations.domain.checks import NotReached, Outcome
from muniment.investigations.models import Case, CheckRun
from muniment.people import queries as people

COMPARING: Final = frozenset({"own_customers", "same_hands", "own_disputes"})
"""The questions that are answered from our customers and from other cases."""
USED_UP: Final = "used_up"
DAY: Final = timedelta(hours=24)


def require_comparison(check: str, *, case_id: UUID, by: Actor, at: datetime, a_day: int) -> None:
    """Let a check compare, as often as the day allows the person who asks; two queries.

    What the house runs by itself counts for whoever leads the case: a schedule is no way around.
    Those who read every case may compare without limit: they learn nothing new by it.

    Args:
        check: its id; each check has a count of its own.
        a_day: so many runs that reached an answer.

    Raises:
        NotReached: `used_up`.
    """
    asker = by.person_id or Case.objects.values_list("owner_id", flat=True).get(pk=case_id)
    who = people.reader(asker)
    if who is not None and duties.reach(who.role) is duties.Reach.ALL:
        return
    hers = Q(by=asker) | Q(by=None, case__owner=asker)
    ran = CheckRun.objects.filter(hers, check_id=check, started_at__gt=at - DAY)
    if ran.exclude(outcome=Outcome.UNAVAILABLE.value).count() >= a_day:
        raise NotReached(USED_UP)
