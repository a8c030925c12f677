"""A day is the house's day, not that of Greenwich."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from muniment.core.actor import HOUSE
from muniment.warning import reading, services
from tests.app.warning.book import book
from tests.world import NOON, world

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_case_opened_late_in_the_evening_counts_from_the_next_day_further_east():
    house = world()
    silent = book(house)["silent"]
    services.score_house(by=HOUSE, at=NOON)
    evening = NOON.replace(hour=20)
    ada = house.actor("ada")

    with timezone.override("Asia/Shanghai"):
        case = services.open_winback(
            dossier_id=silent, person_id=house.id("ada"), why="prices", by=ada, at=evening
        )
        file = reading.read_winback(reader=ada, case_id=case, at=evening)

    assert file.steps[0].due_on == date(2026, 5, 5) + timedelta(days=3)
