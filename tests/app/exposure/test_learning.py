"""What past departures teach: from facts older than the notice, and from what became of it."""

from datetime import timedelta

import pytest

from muniment.core.actor import HOUSE
from muniment.exposure import queries, services
from muniment.exposure.models import Lesson
from muniment.exposure.queries.learning import learnt_now, lessons
from muniment.people import services as people
from muniment.people.domain.roles import Role
from muniment.touches import services as touching
from muniment.vault import services as vault
from muniment.vault.domain.states import Duty
from muniment.warning import services as warning
from muniment.warning.domain.outcomes import Outcome, Reason
from muniment.warning.models import CustomerWarning, ModelRun
from tests.app.exposure.scene import touch
from tests.app.warning.book import book, every, orders
from tests.world import NOON
from tests.world import world as build

pytestmark = pytest.mark.django_db(transaction=True)

NOTICE = NOON + timedelta(days=20)
LAST = NOTICE + timedelta(days=10)
LATER = LAST + timedelta(days=140)
TAKEN, KEPT = ("steady0", "steady2"), ("steady4", "steady6", "steady8", "steady10")


@pytest.fixture
def house(db):
    """Ben gives notice; two of his customers never order again, everybody else goes on."""
    world = build()
    world.customers = book(world)
    for days in (12, 9, 5):
        touch(world, "ben", world.customers["steady0"], days_ago=days)
    people.give_notice(
        person_id=world.id("ben"), notice_on=NOTICE.date(), last_day_on=LAST.date(),
        by=world.actor("olga"), at=NOTICE,
    )  # fmt: skip
    for place in range(12):
        if f"steady{place}" not in TAKEN:
            days = every(28, times=5, last=LATER.date() - timedelta(days=3), swing=3)
            orders(world, world.customers[f"steady{place}"], days, mark=f"L{place}", at=LATER)
    return world


def _lessons(house):
    named = {dossier: name for name, dossier in house.customers.items()}
    return {named[row.dossier_id]: row for row in Lesson.objects.all()}


def test_customers_that_still_bought_teach_by_what_became_of_them(house):
    services.gather_lessons(by=HOUSE, at=LATER)
    found = _lessons(house)

    assert set(found) == {*TAKEN, *KEPT}  # those that had stopped before teach nothing
    assert min(found[name].evidence for name in TAKEN) > 0
    assert max(found[name].evidence for name in KEPT) < 0
    assert {row.cut_on for row in found.values()} == {NOTICE.date()}
    assert house.entries("exposure.lessons.gathered")[0].facts == {"customers": 6, "leavers": 1}


def test_no_sign_is_younger_than_the_notice(house):
    services.gather_lessons(by=HOUSE, at=LATER)
    before = _lessons(house)["steady0"]
    dossier, at = house.customers["steady0"], NOTICE + timedelta(hours=1)
    vault.assign_custody(
        dossier_id=dossier, duty=Duty.DEPUTY, person_id=house.id("ada"), reason="cover", at=at,
        by=house.actor("mia"),
    )  # fmt: skip
    for name in ("ada", "mia"):
        touching.note_confirmed(
            dossier_id=dossier, person_id=house.id(name), source="page", by=HOUSE, at=at
        )
    people.change_post(
        person_id=house.id("ben"), role=Role.SALESPERSON, team_id=None,
        line_manager_id=house.id("olga"), by=house.actor("olga"), at=at,
    )  # fmt: skip

    services.gather_lessons(by=HOUSE, at=LATER)
    after = _lessons(house)["steady0"]

    assert (before.share, before.others, before.deputy) == (1.0, 0, False)
    assert before.private == 1.0  # three calls noted by hand
    assert before.years == pytest.approx(20 / 365, abs=0.01)
    for name in ("share", "others", "unchecked_days", "private", "years", "deputy", "evidence"):
        assert getattr(after, name) == getattr(before, name), name


def test_what_was_known_before_the_notice_is_a_sign(house):
    dossier = house.customers["steady2"]
    vault.assign_custody(
        dossier_id=dossier, duty=Duty.DEPUTY, person_id=house.id("ada"), reason="cover", at=NOON,
        by=house.actor("mia"),
    )  # fmt: skip
    for name in ("ada", "mia", "ben"):
        touching.note_confirmed(
            dossier_id=dossier, person_id=house.id(name), source="page", by=HOUSE, at=NOON
        )

    services.gather_lessons(by=HOUSE, at=LATER)
    row = _lessons(house)["steady2"]

    assert (row.others, row.deputy) == (2, True)
    assert row.unchecked_days == (NOTICE.date() - NOON.date()).days


def test_a_departure_too_fresh_to_show_teaches_nothing_yet(house):
    assert services.gather_lessons(by=HOUSE, at=LAST + timedelta(days=60)) == 0
    assert lessons() == []


def test_what_a_person_found_out_stands_in_the_place_of_the_models(house):
    services.gather_lessons(by=HOUSE, at=LATER)
    doubtful = learnt_now()
    warning.score_house(by=HOUSE, at=LATER)
    _found_out(house, "steady4", Outcome.TAKEN)
    _found_out(house, "steady0", Outcome.STILL)

    services.gather_lessons(by=HOUSE, at=LATER)

    assert _lessons(house)["steady4"].answer == Outcome.TAKEN
    assert _lessons(house)["steady0"].answer == Outcome.STILL
    assert (doubtful.told, learnt_now().told) == (0, 2)


def _found_out(house, name, outcome):
    row, _ = CustomerWarning.objects.get_or_create(
        dossier_id=house.customers[name], reason=Reason.TAKEN, employee_id=house.id("ben"),
        closed_at=None, defaults={
            "run": ModelRun.objects.last(), "on": LATER.date(), "score": 0.6, "facts": {},
            "inputs_hash": "0", "score_now": 0.6, "seen_on": LATER.date(),
        },
    )  # fmt: skip
    warning.set_outcome(
        warning_id=row.id, outcome=outcome, reason="They said so.", by=house.actor("mia"), at=LATER
    )


def test_what_was_learnt_takes_two_people_and_says_on_what_it_rests(house):
    services.gather_lessons(by=HOUSE, at=LATER)
    number = services.propose_learnt(reason="Ben left", by=house.actor("mia"), at=LATER)
    services.adopt_weights(number=number, by=house.actor("olga"), at=LATER)
    [row] = queries.weights_versions()

    assert (row.leavers, row.lessons) == (1, 6)
    assert row.weights == queries.weights_in_force()
    for name, (low, high) in row.between.items():
        assert low <= getattr(row.weights, name) <= high
    assert learnt_now().sheet() == row.weights.sheet()  # learning begins at what was set by hand


def test_the_same_facts_teach_the_same(house):
    told = []
    for _ in range(2):
        services.gather_lessons(by=HOUSE, at=LATER)
        told.append((lessons(), learnt_now()))

    assert told[0] == told[1]
