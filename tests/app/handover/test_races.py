"""A hand-over begins while the notice under it is withdrawn."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from muniment.core.errors import MunimentError
from muniment.handover.models import Handover
from muniment.people import queries as people
from muniment.people import services as accounts
from muniment.people.domain.employment import State
from tests.app.handover.cast import LAST_DAY, begin, customer, sellers
from tests.world import NOON
from tests.world import world as build

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[bool]:
    """Start all acts together; say which were done."""
    start = Barrier(len(acts))

    def perform(act: Callable[[], object]) -> bool:
        start.wait()
        try:
            act()
        except MunimentError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(perform, acts))


def test_no_hand_over_runs_on_without_the_notice_it_rests_on() -> None:
    world = build()
    sellers(world)
    customer(world)
    days = {"notice_on": NOON.date(), "last_day_on": LAST_DAY}
    about = {"person_id": world.id("ada"), "by": world.actor("olga"), "at": NOON}
    accounts.give_notice(**days, **about)

    at_once(
        lambda: begin(world, heirs=[world.id("dan")]), lambda: accounts.withdraw_notice(**about)
    )

    runs = Handover.objects.filter(stage="running").exists()
    assert runs == (people.reader(world.id("ada")).state is State.ON_NOTICE)
