import json

import pytest

from muniment.investigations.checks.search import (
    CAPTURED,
    IdentitySearch,
    ReputationSearch,
    TradeSearch,
)
from muniment.investigations.domain.checks import Outcome, Subject
from muniment.investigations.domain.search import Goal
from tests.unit.investigations.memory_world import TODAY, MemoryWorld

ALL = (IdentitySearch, ReputationSearch, TradeSearch)


def case(*captured):
    return Subject({"company.name": ("Heron Ceramics LLC",), CAPTURED: captured}, TODAY)


@pytest.mark.parametrize("check", ALL)
def test_a_search_waits_for_a_person_until_every_goal_has_a_capture(check):
    start = check().run(case(), MemoryWorld())
    half = check().run(case(check.goals[0].value), MemoryWorld())
    done = check().run(case(*(goal.value for goal in check.goals)), MemoryWorld())

    assert [start.outcome, half.outcome] == [Outcome.NEEDS_PERSON] * 2
    assert start.task
    assert done.outcome is Outcome.DONE
    assert [one["captured"] for one in half.detail["goals"]].count(True) == 1
    assert check().not_applicable(case()) == ""
    assert "Heron" not in json.dumps(start.detail)


def test_every_goal_belongs_to_one_search():
    goals = [goal for check in ALL for goal in check.goals]

    assert sorted(goals) == sorted(Goal)
