"""An investigation without a case: for the terminal, and where no house stands.

It asks the same checks and reaches the same two numbers by the same rules. What needs our own
customers is not asked: that needs a case, which leaves a record and has a gate.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction

from muniment.core.actor import Actor
from muniment.core.ids import new_id
from muniment.core.money import Money
from muniment.customs_data.profile import NoCustomsData
from muniment.customs_data.questions import QUESTIONS
from muniment.investigations import checks as registry
from muniment.investigations.advising import table_in_force
from muniment.investigations.answering import rdap_server
from muniment.investigations.assessing import Holdings, assess
from muniment.investigations.casefile import Assessment, FactRow, FindingRow, RunRow, Shown
from muniment.investigations.domain.advice import Advice, Order, advise, default_table
from muniment.investigations.domain.checks import Check, Found, NotReached, Result, Subject
from muniment.investigations.domain.rating import State
from muniment.investigations.domain.signals import Dimension, Direction, catalogue
from muniment.investigations.questions import Answerer, Asking
from muniment.investigations.runner import TimedWorld, answer_of
from muniment.investigations.runs import once
from muniment.ledger.services import append_entry
from muniment.screening.domain.hits import Question, Screened, Verdict
from muniment.screening.domain.parties import PartyKind
from muniment.screening.folder import Folder

ASKED = "investigations.terminal.asked"
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding, and what the check said when it saw it."""

    row: FindingRow
    found: Found


@dataclass(frozen=True, slots=True)
class Investigation:
    """What came of it.

    Attributes:
        runs: check id → how it ended; checks that do not apply are there too.
        seen: findings, heaviest risk first.
        learnt: fact code → values that checks brought in; nobody has adopted them.
    """

    subject: Subject
    assessment: Assessment
    runs: Mapping[str, RunRow]
    seen: tuple[Seen, ...]
    learnt: Mapping[str, tuple[str, ...]]
    advice: Advice


def investigate(
    subject: Subject, *, world: TimedWorld, at_risk: Money | None, at: datetime,
    has_house: bool, progress: Progress = lambda _done, _total, _title: None,
) -> Investigation:  # fmt: skip
    """Run every check that is installed; what only a person can do says what she should do.

    Args:
        at_risk: what could be lost; decides how much has to be checked.
        has_house: whether the advice table in force may be asked for; else the shipped one.
        progress: hears how many checks are done, of how many, and the title of the next.
    """
    known = registry.checks()
    results: dict[str, Result] = {}
    for place, check in enumerate(known.values()):
        progress(place, len(known), check.title)
        results[check.id] = answer_of(check, subject, world)
    progress(len(known), len(known), "")
    seen = [Seen(_row(id_, one, at), one) for id_, it in results.items() for one in once(it.found)]
    runs = {id_: _run(known[id_], result, at) for id_, result in results.items()}
    held = Holdings(_facts(subject, at), [it.row for it in seen], runs, at_risk, decided=False)
    found = assess(held, known, at)
    seen.sort(key=_heaviest)
    return Investigation(
        subject, found, runs, tuple(seen), _learnt(results),
        advise(
            table_in_force() if has_house else default_table(), found.reading,
            coverage=found.coverage.percent, order=Order.FIRST, amount=at_risk,
        ),
    )  # fmt: skip


def put_on_record(*, by: Actor, at: datetime) -> None:
    """Write into the ledger that the house's lists and records are asked from the terminal."""
    with transaction.atomic():
        append_entry(kind=ASKED, subject=None, by=by, at=at, facts={})


def answers_from(
    lists: Folder | None, records: Sequence[Path], *, has_house: bool
) -> dict[str, Answerer]:
    """Answer from files for the house: lists of a folder, customs records in Parquet.

    What no file answers stays with the house; without one it is missing, which is no good sign.
    """
    answers: dict[str, Answerer] = {"rdap_server": rdap_server}
    if lists is not None or not has_house:
        answers["screen"] = _screening(lists)
    if records or not has_house:
        answers |= {name: _customs(name, records) for name in QUESTIONS}
    return answers


def _screening(lists: Folder | None) -> Answerer:
    def answer(_: Asking, inputs: Mapping[str, object]) -> object:
        if lists is None:
            return Screened((), (), Verdict.NO_LIST)
        told = cast(Mapping[str, Sequence[str]], inputs)
        return lists.screen(
            Question(
                names=tuple(told.get("names", ())),
                kind=PartyKind(str(inputs.get("kind") or PartyKind.UNKNOWN)),
                countries=tuple(told.get("countries", ())),
                birth_dates=tuple(told.get("birth_dates", ())),
            )
        )

    return answer


def _customs(question: str, records: Sequence[Path]) -> Answerer:
    def answer(_: Asking, inputs: Mapping[str, object]) -> object:
        if not records:
            raise NotReached("no_data")
        try:
            return QUESTIONS[question](**cast(dict[str, Any], inputs), files=records)
        except NoCustomsData:
            raise NotReached("no_data") from None

    return answer


def _facts(subject: Subject, at: datetime) -> list[FactRow]:
    return [
        FactRow(
            id=new_id(), code=code, value=value, shown=Shown.OPEN, why="", state="adopted",
            source="person", check="", note="", version=1, by=None, at=at, state_at=at,
        )
        for code, values in subject.facts.items()
        for value in values
    ]  # fmt: skip


def _run(check: Check, result: Result, at: datetime) -> RunRow:
    return RunRow(
        id=new_id(), check=check.id, version=check.version, outcome=result.outcome,
        reason=result.reason, retry_at=result.retry_at, task=result.task, note="",
        by_person=False, by=None, started_at=at, ended_at=at, detail=result.detail,
    )  # fmt: skip


def _row(check: str, one: Found, at: datetime) -> FindingRow:
    """A finding weighs what the catalogue says; one that it does not know weighs nothing."""
    signal = catalogue().get(one.signal)
    return FindingRow(
        id=new_id(), check=check, signal=one.signal, key=one.key, facts=one.facts,
        excerpt=one.excerpt, confidence=max(0, min(one.confidence, 100)),
        direction=signal.direction if signal else Direction.NEUTRAL,
        dimension=signal.dimension if signal else Dimension.IDENTITY,
        weight=signal.weight if signal else 0, hard_stop=bool(signal and signal.hard_stop),
        state=State.OPEN, evidence=tuple(map(_evidence_id, one.evidence)), found_at=at, seen_at=at,
        expires_at=at + timedelta(days=one.valid_days), superseded_at=None, by=None,
        withheld=False,
    )  # fmt: skip


def _evidence_id(sha256: str) -> UUID:
    """The same bytes are the same piece of evidence, whichever check names them."""
    return uuid5(NAMESPACE_OID, sha256)


def _heaviest(one: Seen) -> tuple[int, int, str]:
    order = (Direction.RISK, Direction.TRUST, Direction.NEUTRAL)
    return order.index(one.row.direction), -one.row.weight * one.row.confidence, one.row.signal


def _learnt(results: Mapping[str, Result]) -> dict[str, tuple[str, ...]]:
    learnt: dict[str, dict[str, None]] = {}
    for result in results.values():
        for code, values in result.learnt.items():
            learnt.setdefault(code, {}).update(dict.fromkeys(values))
    return {code: tuple(values) for code, values in learnt.items()}
