"""A day is the house's day, not that of Greenwich."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from muniment.core.actor import HOUSE
from muniment.people import services as people
from muniment.people.queries.leaving import departures
from muniment.vault import services as vault
from muniment.vault.domain.states import Duty
from muniment.warning import queries, reading, services
from muniment.warning.housebook import house_book
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


LATE = NOON.replace(hour=23, minute=30)  # half past seven of the next morning in Shanghai
NEXT = date(2026, 5, 5)


def test_scores_of_the_early_morning_are_those_of_the_day_that_has_begun():
    book(world())

    with timezone.override("Asia/Shanghai"):
        services.score_house(by=HOUSE, at=LATE)

    assert queries.runs()[0].on == NEXT


def test_what_a_customer_said_this_morning_is_not_of_tomorrow():
    house = world()
    silent = book(house)["silent"]

    with timezone.override("Asia/Shanghai"):
        services.note_word(
            dossier_id=silent, said_on=NEXT, words="After the fair.", by=house.actor("ada"), at=LATE
        )
        told = reading.read_customer(reader=house.actor("ada"), dossier_id=silent, at=LATE)

    assert [word.said_on for word in told.words or ()] == [NEXT]


def test_who_kept_a_customer_is_counted_in_days_of_the_house():
    house = world()
    silent = book(house)["silent"]

    with timezone.override("Asia/Shanghai"):
        vault.assign_custody(
            dossier_id=silent, duty=Duty.KEEPER, person_id=house.id("ben"), reason="Moves.",
            by=house.actor("mia"), at=LATE,
        )  # fmt: skip
        told = reading.read_customer(reader=house.actor("mia"), dossier_id=silent, at=LATE)
        owners = house_book(on=NEXT, known_at=LATE).book.owners

    assert {row.starts_on for row in told.kept} >= {NEXT}
    assert NEXT.toordinal() in {row.start for row in owners}


def test_who_leaves_after_midnight_leaves_on_the_day_that_has_begun():
    house = world()

    with timezone.override("Asia/Shanghai"):
        people.leave(person_id=house.id("ben"), by=house.actor("olga"), at=LATE)
        gone = {row.person_id: row.last_on for row in departures()}

    assert gone == {house.id("ben"): NEXT}
