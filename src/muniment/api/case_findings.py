"""Findings and the checks that see them: run, settle by hand, judge, add what a person saw."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from django.utils.translation import get_language, gettext
from ninja import Router
from pydantic import Field, StringConstraints

from muniment.api.bearer import ApiRequest
from muniment.api.case_facts import CASE, Ids
from muniment.api.case_shapes import CheckOutcome, SpeaksFor
from muniment.api.cases import READ, WITH_CASES, WRITE
from muniment.api.imports import Queued
from muniment.api.jobs import Job, job_row
from muniment.api.operations import does, reads
from muniment.api.people import Made
from muniment.api.shapes import Asked, Sentence, Shape, Text
from muniment.investigations import checks as registry
from muniment.investigations import queries, services
from muniment.investigations.domain.checks import Mode, Step
from muniment.investigations.domain.signals import Dimension, catalogue

router = Router(tags=["Checks and findings"])
CheckId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.-]{0,99}$")]
SignalCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.]{0,99}$")]
FINDING = f"{CASE}/findings/{{finding_id}}"


class SourceTold(Shape):
    """Where a check asks, and what the terms of use of the source ask of us."""

    name: str
    home: str
    terms: str


class CheckOffered(Shape):
    """One installed check; `minutes` are a person's, `needs_key` names settings of connectors."""

    id: str
    title: str
    step: Step
    mode: Mode
    weight: int
    minutes: int
    max_age_days: int
    needs_key: list[str]
    sources: list[SourceTold]


class ChecksOffered(Shape):
    """The installed checks, in the order of the flow chart."""

    rows: list[CheckOffered]


class SignalTold(Shape):
    """One kind of thing that can be seen; `places` are the facts that its sentence wants."""

    code: str
    direction: SpeaksFor
    dimension: Dimension
    weight: int
    sentence: str
    places: list[str]
    lists: list[str]
    article: str
    hard_stop: bool
    seen_by: list[str]


class SignalsTold(Shape):
    """The catalogue of signals."""

    rows: list[SignalTold]


class RunAsked(Asked):
    """Which checks to run; none means all that have no fresh answer."""

    checks: Annotated[list[CheckId], Field(max_length=100)] = []


class RunProgress(Shape):
    """The run that waits or goes on; null when there is none."""

    job: Job | None


class OutcomeAsked(Asked):
    """How a check ended that the caller did herself: `done`, `nothing_found`, `not_applicable`.

    `note` says what was done.
    """

    outcome: CheckOutcome
    note: Sentence
    evidence_ids: Ids = []


class FindingAsked(Asked):
    """What the caller saw, as a signal of the catalogue; `excerpt` are the words of the source."""

    signal: SignalCode
    facts: Annotated[dict[SignalCode, Text | int], Field(max_length=30)] = {}
    excerpt: Sentence
    evidence_ids: Ids = []
    key: Text = ""
    confidence: Annotated[int, Field(ge=0, le=100)] = 80


class Judgement(Asked):
    """Why; a stranger should be able to follow it in a year."""

    reason: Sentence


@reads(router, "/checks", scope=READ, answer=ChecksOffered, roles=WITH_CASES)
def checks(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """List the checks of this house, plug-ins among them, with their sources and terms."""
    rows = [
        {
            **{name: getattr(one, name) for name in _PLAIN},
            "title": gettext(one.title),
            "needs_key": list(one.needs_key),
            "sources": [
                {"name": it.name, "home": it.home, "terms": gettext(it.terms) if it.terms else ""}
                for it in one.sources
            ],
        }
        for one in registry.checks().values()
    ]
    return {"rows": rows}


_PLAIN = ("id", "step", "mode", "weight", "minutes", "max_age_days")


@reads(router, "/signals", scope=READ, answer=SignalsTold, roles=WITH_CASES)
def signals(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """List the catalogue of signals with the published red flags that they stand for."""
    is_chinese = (get_language() or "en").startswith("zh")
    rows = [
        {
            "code": one.code, "direction": one.direction, "dimension": one.dimension,
            "weight": one.weight, "sentence": one.sentence_zh if is_chinese else one.sentence,
            "places": sorted(one.places), "lists": list(one.lists), "article": one.article,
            "hard_stop": one.hard_stop, "seen_by": list(one.seen_by),
        }
        for one in catalogue().values()
    ]  # fmt: skip
    return {"rows": rows}


@does(router, f"{CASE}/runs", scope=WRITE, answer=Queued, status=202, roles=WITH_CASES)
def queue_run(request: ApiRequest, case_id: UUID, told: RunAsked) -> object:
    """Let a worker run checks; while a run of the same checks waits, that one is answered."""
    caller = request.auth
    job_id = services.queue_run(case_id=case_id, checks=told.checks, by=caller.actor, at=caller.at)
    return {"job_id": job_id}


@reads(router, f"{CASE}/runs/progress", scope=READ, answer=RunProgress, roles=WITH_CASES)
def run_progress(request: ApiRequest, case_id: UUID) -> object:
    """Say how far the run is; when it is over, read the case for the outcomes."""
    queries.case_head(reader=request.auth.actor, case_id=case_id)
    found = queries.running(case_id)
    return {"job": job_row(found) if found else None}


@does(
    router, f"{CASE}/checks/{{check}}/outcome", scope=WRITE, answer=Made, status=201,
    roles=WITH_CASES,
)  # fmt: skip
def record_manual_outcome(
    request: ApiRequest, case_id: UUID, check: CheckId, told: OutcomeAsked
) -> object:
    """Put on record how a check ended that a person does; nobody can say "clean" for a source."""
    caller = request.auth
    made = services.record_manual_outcome(
        case_id=case_id, check=check, outcome=told.outcome, note=told.note,
        evidence_ids=told.evidence_ids, by=caller.actor, at=caller.at,
    )  # fmt: skip
    return {"id": made}


@does(router, f"{CASE}/findings", scope=WRITE, answer=Made, status=201, roles=WITH_CASES)
def add_finding(request: ApiRequest, case_id: UUID, told: FindingAsked) -> object:
    """Put on record what the caller saw."""
    caller = request.auth
    made = services.add_finding(
        case_id=case_id, signal=told.signal, facts=told.facts, excerpt=told.excerpt,
        evidence_ids=told.evidence_ids, key=told.key, confidence=told.confidence,
        by=caller.actor, at=caller.at,
    )  # fmt: skip
    return {"id": made}


@does(router, f"{FINDING}/confirm", scope=WRITE, roles=WITH_CASES)
def confirm_finding(request: ApiRequest, case_id: UUID, finding_id: UUID, told: Judgement) -> None:
    """Say that a finding is so; it counts with full confidence from now on."""
    _judge(services.confirm_finding, request, case_id, finding_id, told)


@does(router, f"{FINDING}/dismiss", scope=WRITE, roles=WITH_CASES)
def dismiss_finding(request: ApiRequest, case_id: UUID, finding_id: UUID, told: Judgement) -> None:
    """Say that a finding means nothing here; lasts until the facts behind it change."""
    _judge(services.dismiss_finding, request, case_id, finding_id, told)


@does(router, f"{FINDING}/duplicate", scope=WRITE, roles=WITH_CASES)
def mark_duplicate(request: ApiRequest, case_id: UUID, finding_id: UUID, told: Judgement) -> None:
    """Say that another finding tells the same; it no longer counts."""
    _judge(services.mark_duplicate, request, case_id, finding_id, told)


@does(router, f"{FINDING}/reopen", scope=WRITE, roles=WITH_CASES)
def reopen_finding(request: ApiRequest, case_id: UUID, finding_id: UUID, told: Judgement) -> None:
    """Take a judgement back: the finding counts by its own confidence again."""
    _judge(services.reopen_finding, request, case_id, finding_id, told)


def _judge(
    verb: Callable[..., None], request: ApiRequest, case_id: UUID, finding_id: UUID,
    told: Judgement,
) -> None:  # fmt: skip
    caller = request.auth
    verb(case_id=case_id, finding_id=finding_id, reason=told.reason, by=caller.actor, at=caller.at)
