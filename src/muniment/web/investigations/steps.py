"""The steps of the strategy, each with its checks: how they ended and what can be done."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from muniment.investigations import checks as registry
from muniment.investigations.casefile import CaseFile, CheckRow
from muniment.investigations.domain import wording
from muniment.investigations.domain.checks import Mode, Outcome, Source, Step
from muniment.investigations.domain.coverage import MISSING_INPUT
from muniment.investigations.domain.flow import StepView
from muniment.investigations.domain.signals import signals_seen_by
from muniment.investigations.report.drawn import counts
from muniment.web.investigations.forms import OutcomeForm
from muniment.web.investigations.numbers import lacking
from muniment.web.investigations.words import (
    MODE_ICONS,
    minutes_word,
    mode_word,
    outcome_of,
    pattern,
    say,
)

_MOST_SIGNALS = 12


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check in words.

    Attributes:
        why: what stands behind the outcome; task: what a person should do, or "".
        form: to say how a task ended; signals: what to put on record when it was seen.
    """

    row: CheckRow
    title: str
    icon: str
    mode: str
    outcome: str
    tone: str
    why: str
    needs: str
    needs_code: str
    cost: str
    task: str
    note: str
    by: str
    at: datetime | None
    retry_at: datetime | None
    sources: tuple[Source, ...]
    form: OutcomeForm | None
    signals: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        """The check's id in the page."""
        return "check-" + self.row.id.replace(".", "-")

    @property
    def may_run(self) -> bool:
        """Whether a run makes sense: it is no manual task, and has what it needs."""
        return self.row.mode is not Mode.MANUAL and not self.needs

    @property
    def again(self) -> bool:
        """Whether it ran before."""
        return self.row.run is not None


@dataclass(frozen=True, slots=True)
class StepPart:
    """One step with its checks; `opened` while something in it is to be done."""

    code: str
    title: str
    state: str
    state_code: str
    counts: str
    checks: tuple[CheckLine, ...]
    opened: bool


def steps_of(case: CaseFile, names: dict[UUID, str], only: Step | None = None) -> list[StepPart]:
    """Lay the checks out by step; the verdict has none and stands in its own section."""
    here = case.assessment.flow.next
    return [
        _step(box, case, names, opened=bool(here and here.step is box.step))
        for box in case.assessment.flow.steps
        if box.step is not Step.VERDICT and only in (None, box.step)
    ]


def _step(box: StepView, case: CaseFile, names: dict[UUID, str], *, opened: bool) -> StepPart:
    checks = tuple(_line(row, case, names) for row in case.checks if row.step is box.step)
    return StepPart(
        box.step.value, gettext(box.title), say(wording.STEP_STATES, box.state.value),
        box.state.value, counts(box), checks, opened,
    )  # fmt: skip


def _line(row: CheckRow, case: CaseFile, names: dict[UUID, str]) -> CheckLine:
    state, run = row.state, row.run
    outcome, tone = outcome_of(state)
    needs = lacking(row.id, case) if state.reason == MISSING_INPUT else []
    task = _task(row) if not needs else ""
    # A task that was withheld or done by somebody keeps its form: it may be said again.
    is_task = bool(task) and row.step is not Step.SEARCH
    return CheckLine(
        row=row,
        title=gettext(row.title),
        icon=MODE_ICONS[row.mode],
        mode=mode_word(row.mode),
        outcome=outcome,
        tone=tone,
        why=_why(row),
        needs=_or(needs),
        needs_code=needs[0] if needs else "",
        cost=minutes_word(row.minutes),
        task=task,
        note=run.note if run else "",
        by=names.get(run.by, "") if run and run.by and run.by_person else "",
        at=run.ended_at if run else None,
        retry_at=run.retry_at if run else None,
        sources=row.sources,
        form=OutcomeForm(auto_id=f"{row.id.replace('.', '-')}-%s") if is_task else None,
        signals=_signals(row.id) if is_task else (),
    )


def _or(codes: list[str]) -> str:
    return gettext(" or ").join(say(wording.FACTS, code) for code in codes)


def _why(row: CheckRow) -> str:
    reason = row.state.reason
    if not reason or reason in {MISSING_INPUT, "by_person"}:
        return ""
    return say(wording.REASONS, reason)


def _task(row: CheckRow) -> str:
    """What a person should do: as the run said it, or as a manual check says it by itself."""
    if row.state.outcome is Outcome.NEEDS_PERSON and row.state.task:
        return gettext(row.state.task)
    if row.mode is not Mode.MANUAL:
        return ""
    told: str = getattr(registry.checks()[row.id], "task", "")
    return gettext(told) if told else gettext("A person does this.")


def _signals(check: str) -> tuple[tuple[str, str], ...]:
    """What a person may have seen when she did the check, as code and sentence."""
    return tuple((one.code, pattern(one)) for one in signals_seen_by(check)[:_MOST_SIGNALS])
