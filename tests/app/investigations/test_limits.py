"""Comparing with our own customers is no way to ask for one phone number after the other."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from muniment.core.clock import frozen
from muniment.core.ids import new_id
from muniment.investigations import gate, limits, rechecking, services
from muniment.investigations.checks.hands import SameHandsCheck
from muniment.investigations.domain.checks import NotReached, Outcome
from muniment.investigations.runner import run_checks
from tests.app.investigations.cases import opened
from tests.world import NOON, World
from tests.world import world as build

KNOWN = {
    "identity": {"identity.legal_name": "Nordlicht Handels GmbH", "identity.country": "DE"},
    "contacts": {"contacts.phones": "+49 40 123 4567", "contacts.emails": "a@nordlicht.example"},
}
GUESS = {"company.name": ["Blue Crane LLC"], "contact.phone": ["+49 40 123 4567"]}


@pytest.fixture(autouse=True)
def _two_a_day(installed, settings):
    installed(SameHandsCheck())
    settings.CONFIG = replace(settings.CONFIG, comparisons_per_day=2)


def guessed(world: World, by: str = "ada", at=NOON):
    case_id = opened(world, by, facts=GUESS)
    with frozen(at):
        (ran,) = run_checks(case_id=case_id, by=world.actor(by), at=at)
    return case_id, ran


def test_a_salesperson_learns_only_so_often_a_day_that_somebody_is_known(world: World):
    world.dossier("ben", values=KNOWN)

    told = [guessed(world)[1] for _ in range(3)]

    assert [ran.outcome for ran in told] == [Outcome.DONE, Outcome.DONE, Outcome.UNAVAILABLE]
    assert told[2].reason == "used_up"


def test_what_was_not_compared_lowers_coverage_and_says_so(world: World):
    for _ in range(2):
        guessed(world)
    case_id, _ = guessed(world)

    told = gate.read_case(reader=world.actor("ada"), case_id=case_id, at=NOON)

    assert [row.run.reason for row in told.checks if row.run] == ["used_up"]
    assert told.assessment.coverage.percent == 0


def test_the_next_day_she_may_go_on_and_another_person_has_a_count_of_her_own(world: World):
    for _ in range(3):
        guessed(world)

    assert guessed(world, "ben")[1].outcome is not Outcome.UNAVAILABLE
    later = NOON + timedelta(hours=24, minutes=1)
    assert guessed(world, at=later)[1].outcome is not Outcome.UNAVAILABLE


def test_who_reads_every_case_has_no_limit(world: World):
    for _ in range(4):
        assert guessed(world, "kai")[1].outcome is not Outcome.UNAVAILABLE


def test_a_schedule_is_no_way_around(world: World):
    ids = [guessed(world)[0] for _ in range(3)]
    services.watch_case(case_id=ids[2], every_days=1, by=world.actor("ada"), at=NOON)

    rechecking.recheck(ids[2], at=NOON)

    told = gate.read_case(reader=world.actor("ada"), case_id=ids[2], at=NOON)
    assert [row.run.reason for row in told.checks if row.run] == ["used_up"]


def test_a_run_that_died_after_it_asked_is_counted_too(world: World):
    case_id = opened(world, "ada", facts=GUESS)
    for _ in range(2):
        limits.require_comparison(SameHandsCheck.id, **asking(world, case_id))
    assert guessed(world)[1].reason == "used_up"


def test_what_was_refused_is_not_counted(world: World):
    for _ in range(4):
        guessed(world)
    assert len(world.entries(limits.ASKED)) == 2


def asking(world: World, case_id):
    """Ada's run of a check, by the limit of two a day."""
    return {
        "run_id": new_id(), "case_id": case_id, "by": world.actor("ada"), "at": NOON, "a_day": 2,
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_runs_at_the_same_moment_cannot_share_the_last_comparison():
    world = build()
    case_id = opened(world, "ada", facts=GUESS)
    start = Barrier(6)

    def ask(_: int) -> bool:
        start.wait()
        try:
            limits.require_comparison(SameHandsCheck.id, **asking(world, case_id))
        except NotReached:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(ask, range(6)))
    assert sorted(told) == [False] * 4 + [True] * 2
