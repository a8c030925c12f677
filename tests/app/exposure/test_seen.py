"""What was read is counted by the days of the house."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from muniment.exposure.queries import seen_by
from tests.world import NOON
from tests.world import world as build

pytestmark = pytest.mark.django_db


def test_a_look_on_sunday_night_in_london_is_one_of_monday_in_shanghai():
    world = build()
    sunday = datetime(2026, 5, 10, 23, 30, tzinfo=UTC)
    world.look("ada", world.dossier(), at=sunday)

    with timezone.override("Asia/Shanghai"):
        seen = seen_by(world.id("ada"), since=NOON, until=NOON + timedelta(days=14))
    with timezone.override("UTC"):
        there = seen_by(world.id("ada"), since=NOON, until=NOON + timedelta(days=14))

    assert [week.looks for week in seen.weeks] == [0, 1, 0]
    assert [week.looks for week in there.weeks] == [1, 0, 0]
