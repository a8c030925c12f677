import pytest

from muniment.investigations.checks.third_parties import THIRD_PARTIES, SupplierReference
from muniment.investigations.domain.answers import Asked, State
from muniment.investigations.domain.checks import Mode, Outcome
from tests.unit.investigations.memory_world import TODAY, MemoryWorld, subject

GOOD = {"sells": "yes", "payment": "on_time", "refused": "no"}


def run(*asked: Asked):
    return SupplierReference().run(subject(), MemoryWorld({"third_parties": asked}))


def one(state: State, **told) -> Asked:
    return Asked("1", "supplier", state, TODAY, **told)


@pytest.mark.parametrize("check", THIRD_PARTIES, ids=lambda one: one.id)
def test_as_long_as_nobody_was_asked_it_is_a_task_with_its_price(check):
    result = check().run(subject(), MemoryWorld())

    assert (check.mode, result.outcome) == (Mode.MANUAL, Outcome.NEEDS_PERSON)
    assert result.task
    assert check.minutes > 0
    assert result.detail["signals"]
    assert check().not_applicable(subject()) == ""


def test_an_awaited_answer_is_no_answer():
    result = run(one(State.WAITING))

    assert (result.outcome, result.reason, result.found) == (
        Outcome.NEEDS_PERSON, "answer_awaited", (),
    )  # fmt: skip


def test_an_overdue_answer_sends_a_person_to_call():
    assert run(one(State.OVERDUE)).reason == "answer_overdue"


def test_an_answer_settles_the_question():
    result = run(one(State.WAITING), one(State.ANSWERED, values=GOOD))

    assert result.outcome is Outcome.DONE
    assert [found.signal for found in result.found] == ["reference.supplier_good"]


def test_what_the_house_no_longer_waits_for_counts_as_not_asked():
    result = run(one(State.CLOSED))

    assert (result.outcome, result.reason) == (Outcome.NEEDS_PERSON, "")
