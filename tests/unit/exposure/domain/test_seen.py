"""What somebody read, added up."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from muniment.exposure.domain.seen import Looked, summed

UNTIL = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
SINCE = UNTIL - timedelta(days=90)
ONE, TWO = UUID(int=1), UUID(int=2)


def look(dossier, days_ago, compartment="identity", given=True):
    return Looked(dossier, compartment, given, UNTIL - timedelta(days=days_ago))


def test_customers_count_once_looks_each_time_and_refusals_apart():
    rows = [look(ONE, 3), look(ONE, 2, "contacts"), look(TWO, 1, given=False), look(TWO, 100)]
    told = summed(rows, listed=[ONE, TWO, TWO], since=SINCE, until=UNTIL)

    assert (told.customers, told.looks, told.refused, told.before, told.listed) == (1, 2, 1, 1, 2)
    assert told.compartments == {"contacts": 1, "identity": 1}
    assert told.dossiers == {ONE: 2}


def test_every_week_stands_there_also_the_empty_ones():
    told = summed([look(ONE, 1)], listed=[], since=SINCE, until=UNTIL)

    assert len(told.weeks) == 14
    assert sum(week.looks for week in told.weeks) == 1
    assert all(week.monday.weekday() == 0 for week in told.weeks)
