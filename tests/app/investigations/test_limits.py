"""Comparing with our own customers is no way to ask for one phone number after the other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from muniment.core.clock import frozen
from muniment.investigations import gate, rechecking, services
from muniment.investigations.checks.hands import SameHandsCheck
from muniment.investigations.domain.checks import Outcome
from muniment.investigations.runner import run_checks
from tests.app.investigations.cases import opened
from tests.world import NOON, World

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
