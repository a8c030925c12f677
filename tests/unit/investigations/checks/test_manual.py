import pytest

from muniment.investigations.checks import manual
from muniment.investigations.domain.checks import Mode, Outcome
from tests.unit.investigations.memory_world import MemoryWorld, subject

CHECKS = [one for one in vars(manual).values() if isinstance(getattr(one, "id", None), str)]


@pytest.mark.parametrize("check", CHECKS, ids=lambda one: one.id)
def test_a_task_for_a_person_says_what_to_do_and_what_it_costs(check):
    result = check().run(subject(), MemoryWorld())

    assert (check.mode, result.outcome) == (Mode.MANUAL, Outcome.NEEDS_PERSON)
    assert result.task
    assert check.minutes > 0
    assert result.detail["signals"]
    assert check().not_applicable(subject()) == ""


def test_there_are_tasks():
    assert len(CHECKS) == 4
