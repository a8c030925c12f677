"""What a benchmark says, and the table that `bin/bench` prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Result:
    """One measured number beside the number it must reach.

    Attributes:
        name: what was measured, as a reader of docs/speed.md would say it.
        measured: the number; a ratio within one run where possible, because machines differ.
        limit: what it must reach, or must not pass.
        unit: "x", "%", "ms", "/s", "MB".
        good: "high" when more is better, "low" when less is.
    """

    name: str
    measured: float
    limit: float
    unit: str
    good: Literal["high", "low"]

    @property
    def is_reached(self) -> bool:
        return self.measured >= self.limit if self.good == "high" else self.measured <= self.limit


def table(results: Sequence[Result]) -> str:
    """Lay results out for a terminal."""
    width = max((len(result.name) for result in results), default=4)
    lines = [f"{'what':<{width}}  {'measured':>12}  {'wished':>14}"]
    for result in results:
        mark = "✓" if result.is_reached else "✗"
        lines.append(f"{result.name:<{width}}  {_number(result):>12}  {_wish(result):>14}  {mark}")
    return "\n".join(lines)


def markdown(results: Sequence[Result]) -> str:
    """Lay results out for docs/speed.md."""
    lines = ["| what | measured | wished | |", "|---|---:|---:|---|"]
    for result in results:
        mark = "reached" if result.is_reached else "**short**"
        lines.append(f"| {result.name} | {_number(result)} | {_wish(result)} | {mark} |")
    return "\n".join(lines)


def _number(result: Result) -> str:
    return _with_unit(result.measured, result.unit)


def _wish(result: Result) -> str:
    sign = "≥" if result.good == "high" else "≤"
    return f"{sign} {_with_unit(result.limit, result.unit)}"


def _with_unit(number: float, unit: str) -> str:
    digits = 0 if abs(number) >= 100 else 2 if abs(number) < 10 else 1
    return f"{number:,.{digits}f} {unit}"
