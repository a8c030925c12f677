"""Investigating without a case: the same checks, the same numbers, nothing of our customers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from muniment.core import config as configuration
from muniment.core.actor import HOUSE
from muniment.core.money import Money
from muniment.investigations import loose
from muniment.investigations.domain.checks import Mode, Outcome, Result, Subject
from muniment.investigations.domain.coverage import Reading
from muniment.investigations.domain.flow import StepState
from muniment.investigations.domain.rating import Aside
from muniment.investigations.domain.signals import Direction
from muniment.investigations.world import LooseWorld
from tests.app.investigations.cases import Scripted, found
from tests.world import NOON, World

SUBJECT = Subject({"contact.email": ("a@b.example",)}, NOON.date())
LITTLE = Money.of("100", "USD")


def asked(*, at_risk: Money | None = LITTLE, **told: object) -> loose.Investigation:
    config = replace(configuration.load(), **told)
    world = LooseWorld(config, SUBJECT, has_house=False)
    return loose.investigate(SUBJECT, world=world, at_risk=at_risk, at=NOON, has_house=False)


def test_findings_are_rated_as_in_a_case(installed) -> None:
    risk, same = found("email.like_site"), found("email.like_site")
    installed(Scripted(result=Result(Outcome.DONE, found=(risk, same, found("unheard.of")))))

    told = asked()

    assert [one.row.signal for one in told.seen] == ["email.like_site", "unheard.of"]
    assert told.seen[0].row.direction is Direction.RISK
    assert told.assessment.rating.score > 0
    assert (str(told.seen[1].row.id), Aside.NEUTRAL) in told.assessment.rating.aside
    assert told.assessment.coverage.percent == 100


def test_one_piece_of_evidence_carries_one_finding_here_too(installed) -> None:
    both = (found(key="1", evidence=("ab",)), found(key="2", evidence=("ab",)))
    installed(Scripted(result=Result(Outcome.DONE, found=both)))

    aside = dict(asked().assessment.rating.aside)

    assert list(aside.values()) == [Aside.SAME_EVIDENCE]


def test_silence_is_never_good(installed) -> None:
    def look(_, world):
        world.fetch("https://x.example")

    installed(Scripted(act=look, mode=Mode.LIVE))

    told = asked(offline=1)

    assert told.assessment.reading is Reading.INSUFFICIENT
    assert told.assessment.coverage.percent == 0
    assert told.runs["test.scripted"].reason == "offline"
    assert StepState.NOT_REACHED in {box.state for box in told.assessment.flow.steps}


@pytest.mark.parametrize("question", ["own_customers", "same_hands", "own_disputes"])
def test_our_own_customers_are_not_compared_without_a_case(world: World, question: str) -> None:
    def look(_, here):
        return here.ask(question, names=["x"])

    for has_house in (True, False):
        here = LooseWorld(configuration.load(), SUBJECT, has_house=has_house)
        result = loose.answer_of(Scripted(act=look), SUBJECT, here)
        assert (result.outcome, result.reason) == (Outcome.UNAVAILABLE, "nobody_answers")


def test_what_checks_learnt_is_told_and_not_taken_for_known(installed) -> None:
    learnt = {"company.lei": ("529900T8BM49AURSDO55",)}
    installed(Scripted(result=Result(Outcome.DONE, learnt=learnt)))

    told = asked()

    assert told.learnt == learnt
    assert "company.lei" not in told.subject.facts


def test_progress_names_each_check_before_it_runs(installed) -> None:
    installed(Scripted())
    heard: list[tuple[int, int, str]] = []
    here = LooseWorld(configuration.load(), SUBJECT, has_house=False)

    loose.investigate(
        SUBJECT, world=here, at_risk=None, at=NOON, has_house=False,
        progress=lambda *told: heard.append(told),
    )  # fmt: skip

    assert heard == [(0, 1, "A scripted check"), (1, 1, "")]


def test_asking_the_house_from_the_terminal_is_on_record(world: World) -> None:
    loose.put_on_record(by=HOUSE, at=NOON + timedelta(hours=1))

    [entry] = world.entries("investigations.terminal.asked")
    assert dict(entry.facts) == {}
