"""How `muniment investigate` tells what it found: for people in colour, for programs in JSON."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.columns import Columns
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from muniment.core import clock
from muniment.core.errors import fill
from muniment.investigations.domain import wording
from muniment.investigations.domain.advice import CONDITIONS
from muniment.investigations.domain.checks import Outcome
from muniment.investigations.domain.coverage import Reading, Unchecked, what_would_change
from muniment.investigations.domain.flow import StepState, StepView
from muniment.investigations.domain.signals import Direction, catalogue
from muniment.investigations.loose import Investigation, Seen
from muniment.investigations.world import LooseWorld

_GOOD: Final = frozenset({Reading.A, Reading.B, Reading.C})
_RAW: Final = "mail.raw"
"""The whole mail is evidence; it is not repeated in the answer."""
_SIGNS: Final = {
    StepState.DONE: ("●", "green"), StepState.PARTLY: ("◐", "yellow"),
    StepState.WAITING: ("☐", "cyan"), StepState.NOT_REACHED: ("○", "red"),
    StepState.NOT_STARTED: ("·", "dim"), StepState.NOT_APPLICABLE: ("–", "dim"),
}  # fmt: skip
_COLOURS: Final = {"A": "green", "B": "green", "C": "yellow", "D": "red", "E": "red"}
_DIRECTIONS: Final = {
    Direction.RISK: ("▲", "red"), Direction.TRUST: ("▼", "green"), Direction.NEUTRAL: ("·", "dim"),
}  # fmt: skip


def is_good(found: Investigation) -> bool:
    """Say whether the reading is A to C; too little checked is never good."""
    return found.assessment.reading in _GOOD


def as_json(found: Investigation, world: LooseWorld) -> dict[str, Any]:
    """Lay everything out for programs; codes beside words."""
    rating, coverage = found.assessment.rating, found.assessment.coverage
    return {
        "asked": {code: list(them) for code, them in found.subject.facts.items() if code != _RAW},
        "on": found.subject.today.isoformat(),
        "offline": world.is_offline,
        "risk": {
            "reading": found.assessment.reading.value,
            "letter": rating.letter.value,
            "score": rating.score,
            "words": _reading(found),
            "dimensions": [
                {"dimension": one.dimension.value, "score": one.score, "risk": one.risk,
                 "trust": one.trust}
                for one in rating.dimensions
            ],
        },
        "coverage": {
            "percent": coverage.percent, "floor": coverage.floor, "enough": coverage.is_enough,
            "reached": coverage.reached, "applicable": coverage.applicable,
        },
        "not_checked": [_unchecked(one) for one in coverage.unchecked],
        "next": [one.check for one in what_would_change(coverage)],
        "flow": [_step(one) for one in found.assessment.flow.steps],
        "edges": [[one.value, other.value] for one, other in found.assessment.flow.edges],
        "checks": [
            {"check": run.check, "outcome": run.outcome.value, "reason": run.reason,
             "task": _(run.task) if run.task else "", "detail": dict(run.detail),
             "retry_at": clock.rfc3339(run.retry_at) if run.retry_at else None}
            for run in found.runs.values()
        ],
        "findings": [_finding(one) for one in found.seen],
        "learnt": {code: list(them) for code, them in found.learnt.items()},
        "advice": _advice(found),
        "evidence": [
            {"sha256": it.sha256, "kind": it.kind, "source": it.source,
             "at": clock.rfc3339(it.at), "bytes": len(it.content)}
            for it in world.pieces
        ],
    }  # fmt: skip


def show(found: Investigation, world: LooseWorld, screen: Console) -> None:
    """Tell it on a terminal: chart, the two numbers, findings, what is open, advice."""
    _show_flow(found, screen)
    _show_numbers(found, screen)
    _show_findings(found, screen)
    _show_open(found, screen)
    _show_advice(found, screen)
    if world.pieces:
        told = _("%(count)d pieces of evidence.") % {"count": len(world.pieces)}
        screen.print(f"\n{told}", style="dim", highlight=False)


def _reading(found: Investigation) -> str:
    return _(wording.say(wording.READINGS, found.assessment.reading.value))


def _why(one: Unchecked) -> str:
    return _(wording.say(wording.REASONS, one.why))


def _unchecked(one: Unchecked) -> dict[str, Any]:
    return {
        "check": one.check, "title": _(one.title), "step": one.step.value, "why": one.why,
        "words": _why(one), "task": _(one.task) if one.task else "", "gain": one.gain,
        "minutes": one.minutes,
    }  # fmt: skip


def _step(one: StepView) -> dict[str, Any]:
    return {
        "step": one.step.value, "title": _(one.title), "state": one.state.value,
        "risks": one.risks, "trusts": one.trusts, "checks": one.checks, "reached": one.reached,
        "next": one.next.check if one.next else None,
    }  # fmt: skip


def _finding(one: Seen) -> dict[str, Any]:
    row = one.row
    return {
        "signal": row.signal, "sentence": _sentence(one), "direction": row.direction.value,
        "dimension": row.dimension.value, "weight": row.weight, "confidence": row.confidence,
        "check": row.check, "facts": dict(row.facts), "excerpt": row.excerpt,
        "evidence": list(one.found.evidence),
    }  # fmt: skip


def _sentence(one: Seen) -> str:
    signal = catalogue().get(one.row.signal)
    return signal.say(one.row.facts, get_language() or "en") if signal else one.row.signal


def _advice(found: Investigation) -> dict[str, Any]:
    return {
        "row": found.advice.row.value,
        "terms": [
            {"way": one.way.value, "words": fill(_(one.sentence), one.facts)}
            for one in found.advice.terms
        ],
        "conditions": [
            {"code": one, "words": _(wording.say(CONDITIONS, one))}
            for one in found.advice.conditions
        ],
        "second_person": found.advice.needs_second,
        "recheck_days": found.advice.recheck_days,
    }


def _show_flow(found: Investigation, screen: Console) -> None:
    table = Table.grid(padding=(0, 2))
    for one in found.assessment.flow.steps:
        sign, colour = _SIGNS[one.state]
        counts = Text()
        if one.risks:
            counts.append(f"▲{one.risks} ", "red")
        if one.trusts:
            counts.append(f"▼{one.trusts} ", "green")
        reached = f"{one.reached}/{one.checks}" if one.checks else ""
        state = _(wording.say(wording.STEP_STATES, one.state.value))
        table.add_row(Text(sign, colour), _(one.title), Text(state, colour), reached, counts)
    screen.print(table)


def _show_numbers(found: Investigation, screen: Console) -> None:
    coverage, reading = found.assessment.coverage, found.assessment.reading
    letter = reading.value if reading is not Reading.INSUFFICIENT else "?"
    colour = _COLOURS.get(letter, "yellow")
    risk = Text.assemble((letter, f"bold {colour}"), f"  {_reading(found)}")
    enough = "green" if coverage.is_enough else "yellow"
    needed = _("needed: %(floor)d %%") % {"floor": coverage.floor}
    checked = Text.assemble((f"{coverage.percent} %", f"bold {enough}"), f"  {needed}")
    panels = [
        Panel(risk, title=_("Risk"), border_style=colour, width=36),
        Panel(checked, title=_("Coverage"), border_style=enough, width=36),
    ]
    screen.print("", Columns(panels), sep="\n")


def _show_findings(found: Investigation, screen: Console) -> None:
    if not found.seen:
        screen.print(_("Nothing was found, for or against."), highlight=False)
        return
    table = Table.grid(padding=(0, 1))
    for one in found.seen:
        sign, colour = _DIRECTIONS[one.row.direction]
        table.add_row(Text(sign, colour), Text(_sentence(one)))
    _titled(screen, _("Findings"), table)


def _show_open(found: Investigation, screen: Console) -> None:
    """What could not be reached, and what only a person can do, each with what it would bring."""
    unchecked = found.assessment.coverage.unchecked
    waiting = [one for one in unchecked if found.runs[one.check].outcome is Outcome.NEEDS_PERSON]
    missing = [one for one in unchecked if one not in waiting]
    if missing:
        _titled(screen, _("What was not checked"), _table_of(missing, "○", "red"))
    if waiting:
        _titled(screen, _("What only a person can do"), _table_of(waiting, "☐", "cyan"))
    if unchecked:
        screen.print("", Text(_next(found), "bold"), sep="\n")


def _table_of(unchecked: Sequence[Unchecked], sign: str, colour: str) -> Table:
    table = Table.grid(padding=(0, 2))
    for one in unchecked:
        minutes = _("%(n)d min") % {"n": one.minutes} if one.minutes else ""
        table.add_row(
            Text(sign, colour), _(one.title), Text(_why(one), "dim"), minutes,
            Text(f"+{one.gain} %"),
        )  # fmt: skip
    return table


def _next(found: Investigation) -> str:
    step = next(iter(what_would_change(found.assessment.coverage, limit=1)), None)
    if step is None:
        return ""
    return _("Next: %(title)s") % {"title": _(step.title)}


def _show_advice(found: Investigation, screen: Console) -> None:
    told = _advice(found)
    lines = [Text(one["words"], "bold") for one in told["terms"]]
    lines += [Text(f"– {one['words']}") for one in told["conditions"]]
    if told["second_person"]:
        lines.append(Text(_("A second person has to agree.")))
    _titled(screen, _("Payment"), Group(*lines))


def _titled(screen: Console, title: str, content: Any) -> None:
    screen.print("", Text(title, "bold underline"), content, sep="\n")
