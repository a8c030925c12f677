"""From a case as the gate gave it to the shapes in which it goes out."""

import json
from collections.abc import Iterable

from django.utils.translation import get_language, gettext

from muniment.api.case_shapes import (
    AsideTold,
    AssessmentTold,
    CaseCoverage,
    CaseFileTold,
    CaseHeadTold,
    CheckTold,
    DecisionTold,
    DimensionTold,
    EvidenceTold,
    FactTold,
    FindingTold,
    LinkTold,
    MarkTold,
    QuestionnaireTold,
    RatingTold,
    RunTold,
    StepTold,
    TermsTold,
    UncheckedTold,
    WatchTold,
)
from muniment.api.shapes import Amount
from muniment.investigations.casefile import (
    Assessment,
    CaseFile,
    CheckRow,
    DecisionRow,
    FindingRow,
    LinkRow,
)
from muniment.investigations.domain.coverage import Unchecked
from muniment.investigations.domain.flow import StepView
from muniment.investigations.domain.signals import catalogue

HIDDEN = "•••"


def case_file(case: CaseFile) -> CaseFileTold:
    """Tell a case as the gate gave it."""
    return CaseFileTold(
        head=CaseHeadTold.model_validate(case.head),
        order=case.order,
        about=case.about,
        at_risk=Amount.of(case.at_risk),
        facts=[FactTold.model_validate(row) for row in case.facts],
        findings=[_finding(row) for row in case.findings],
        superseded=[_finding(row) for row in case.superseded],
        checks=[_check(row) for row in case.checks],
        evidence=[EvidenceTold.model_validate(row) for row in case.evidence],
        decisions=[_decision(row) for row in case.decisions],
        watch=WatchTold.model_validate(case.watch) if case.watch else None,
        links=links_told(case.links),
        questionnaires=[QuestionnaireTold.model_validate(row) for row in case.questionnaires],
        assessment=_assessment(case.assessment),
        shaded=case.shaded,
        entry_id=case.entry_id,
        proof=f"/api/v1/ledger/entries/{case.entry_id}/proof",
        sitting_ends_at=case.sitting_ends_at,
    )


def links_told(rows: Iterable[LinkRow]) -> list[LinkTold]:
    """Tell ties to others, strongest as they come."""
    return [LinkTold.model_validate(row) for row in rows]


def sentence_of(signal: str, facts: dict[str, str | int], *, withheld: bool = False) -> str:
    """Say a finding in the language of the request."""
    about = catalogue().get(signal)
    if about is None:
        return signal
    told = dict.fromkeys(about.places, HIDDEN)
    return about.say(told if withheld else {**told, **facts}, get_language() or "en")


def _finding(row: FindingRow) -> FindingTold:
    facts = dict(row.facts)
    told = {
        name: getattr(row, name)
        for name in FindingTold.model_fields
        if name not in {"sentence", "facts", "evidence", "marks"}
    }
    return FindingTold(
        **told,
        sentence=sentence_of(row.signal, facts, withheld=row.withheld),
        facts=facts,
        evidence=list(row.evidence),
        marks=[MarkTold.model_validate(mark) for mark in row.marks],
    )


def _check(row: CheckRow) -> CheckTold:
    return CheckTold(
        id=row.id,
        title=gettext(row.title),
        step=row.step,
        mode=row.mode,
        minutes=row.minutes,
        weight=row.state.weight,
        reached=row.state.reached,
        stale=row.state.stale,
        run=RunTold.model_validate(row.run) if row.run else None,
    )


def _decision(row: DecisionRow) -> DecisionTold:
    names = set(DecisionTold.model_fields) - {"terms", "advice", "frozen"}
    return DecisionTold(
        **{name: getattr(row, name) for name in names},
        terms=TermsTold.model_validate(json.loads(row.terms)) if row.terms else None,
        advice=dict(row.advice),
        frozen=dict(row.frozen),
    )


def _assessment(found: Assessment) -> AssessmentTold:
    unchecked = [_unchecked(one) for one in found.coverage.unchecked]
    return AssessmentTold(
        reading=found.reading,
        rating=RatingTold(
            letter=found.rating.letter,
            score=found.rating.score,
            dimensions=[DimensionTold.model_validate(one) for one in found.rating.dimensions],
            hard_stops=list(found.rating.hard_stops),
            aside=[AsideTold(finding=one, why=why.value) for one, why in found.rating.aside],
        ),
        coverage=CaseCoverage(
            percent=found.coverage.percent,
            floor=found.coverage.floor,
            is_enough=found.coverage.is_enough,
            unchecked=unchecked,
        ),
        flow=[_step(one) for one in found.flow.steps],
        next=_unchecked(found.flow.next) if found.flow.next else None,
    )


def _unchecked(one: Unchecked) -> UncheckedTold:
    names = set(UncheckedTold.model_fields) - {"title", "task"}
    told = {name: getattr(one, name) for name in names}
    task = gettext(one.task) if one.task else ""
    return UncheckedTold(**told, title=gettext(one.title), task=task)


def _step(one: StepView) -> StepTold:
    names = set(StepTold.model_fields) - {"title", "next"}
    told = {name: getattr(one, name) for name in names}
    return StepTold(**told, title=gettext(one.title), next=one.next.check if one.next else None)
