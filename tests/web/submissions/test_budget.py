"""Pages of handing in cost the same for one customer as for many."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from muniment.submissions import services
from tests.world import NOON

MOST_READS = 15


def test_pages_read_few_times_however_many_customers(world, as_):
    services.set_rhythm(weeks=1, weekday=4, by=world.actor("mia"), at=NOON)
    for _ in range(8):
        world.dossier("olga", values={})
        world.dossier("ada", values={})
    olga = as_("olga")
    for name in ("index", "report", "settings", "credit"):
        olga.get(reverse(f"submissions:{name}"))
        with CaptureQueriesContext(connection) as asked:
            assert olga.get(reverse(f"submissions:{name}")).status_code == 200
        assert sum(one["sql"].startswith("SELECT") for one in asked) <= MOST_READS, name
