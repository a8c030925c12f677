"""How much of what could be checked was checked, and what was not, and why.

Silence is no good sign: a check that was not reached, waits for a person, lacks an input or went
stale counts as not checked. Only a question that does not arise for this case is left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from muniment.core.money import Money
from muniment.investigations.domain.checks import REACHED, Mode, Outcome, Step
from muniment.investigations.domain.rating import Letter

MISSING_INPUT = "missing_input"
STALE = "stale"
NOT_RUN = "not_run"


@dataclass(frozen=True, slots=True)
class CheckState:
    """One check of a case and how its newest run ended.

    Attributes:
        check: its id; title: a translatable English phrase; weight: 1 to 5.
        outcome: None when it never ran.
        reason: as in `Result.reason`; task: what a person should do, when one is asked.
        stale: the answer is older than the check allows.
        minutes: of a person's time; 0 when it runs by itself.
    """

    check: str
    title: str
    step: Step
    mode: Mode
    weight: int
    outcome: Outcome | None = None
    reason: str = ""
    task: str = ""
    stale: bool = False
    minutes: int = 0

    @property
    def applies(self) -> bool:
        """Say whether the question arises; a missing input does not make it go away."""
        return self.outcome is not Outcome.NOT_APPLICABLE or self.reason == MISSING_INPUT

    @property
    def reached(self) -> bool:
        """Say whether it counts as checked."""
        return self.outcome in REACHED and not self.stale


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A check that did not reach an outcome.

    Attributes:
        why: code: an outcome, a reason of `Result.reason`, `not_run` or `stale`.
        gain: percentage points of coverage that it would bring.
    """

    check: str
    title: str
    step: Step
    mode: Mode
    why: str
    task: str
    weight: int
    minutes: int
    gain: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The second number, never merged with the first.

    Attributes:
        percent: 0 to 100, rounded down.
        floor: percent below which no rating reads as good, for this amount at risk.
        reached, applicable: sums of weights.
        unchecked: in the order of the flow chart.
    """

    percent: int
    floor: int
    reached: int
    applicable: int
    unchecked: tuple[Unchecked, ...]

    @property
    def is_enough(self) -> bool:
        """Say whether a good rating may be shown."""
        return self.reached > 0 and self.percent >= self.floor


class Reading(StrEnum):
    """What is shown in the place of the letter."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    INSUFFICIENT = "insufficient"


FLOORS = ((5_000, 40), (25_000, 55), (100_000, 65), (500_000, 75))
"""Amount at risk up to which a percentage is enough, in US dollars; beyond the last, 85."""
HIGHEST_FLOOR = 85
UNKNOWN_AMOUNT_FLOOR = 65

ABOUT_ONE_DOLLAR: Mapping[str, str] = {
    **dict.fromkeys(["USD", "EUR", "GBP", "CHF"], "1"),
    **dict.fromkeys(["AUD", "CAD", "SGD", "NZD"], "1.4"),
    **dict.fromkeys(["CNY", "CNH", "HKD", "DKK"], "7"),
    **dict.fromkeys(["AED", "SAR", "QAR", "ILS", "PLN", "MYR", "PEN"], "4"),
    **dict.fromkeys(["SEK", "NOK", "CZK", "MXN", "ZAR"], "15"),
    **dict.fromkeys(["TWD", "THB", "TRY", "EGP", "UYU"], "35"),
    **dict.fromkeys(["INR", "RUB", "BDT", "PHP", "DZD", "KES"], "90"),
    **dict.fromkeys(["JPY", "PKR", "HUF", "LKR"], "200"),
    **dict.fromkeys(["KRW", "NGN", "CLP", "ARS", "IQD"], "1300"),
    **dict.fromkeys(["COP", "KHR"], "4000"),
    **dict.fromkeys(["VND", "IDR", "IRR", "LAK"], "20000"),
    "BRL": "5",
    "KWD": "0.3",
    "BHD": "0.4",
    "OMR": "0.4",
    "JOD": "0.7",
}
"""Roughly what a dollar costs: floors differ by factors of four, so the order is enough."""


def coverage(checks: Iterable[CheckState], *, at_risk: Money | None) -> Coverage:
    """Weigh what was reached against what applies.

    Args:
        at_risk: the amount that could be lost; None when nobody said it.
    """
    applicable = [one for one in checks if one.applies]
    total = sum(one.weight for one in applicable)
    reached = sum(one.weight for one in applicable if one.reached)
    order = list(Step)
    missing = sorted(
        (_unchecked(one, total) for one in applicable if not one.reached),
        key=lambda one: (order.index(one.step), -one.weight, one.check),
    )
    percent = 100 * reached // total if total else 0
    return Coverage(percent, floor(at_risk), reached, total, tuple(missing))


def floor(at_risk: Money | None) -> int:
    """Say how much coverage an amount at risk asks for; a strange currency asks for the most."""
    if at_risk is None:
        return UNKNOWN_AMOUNT_FLOOR
    rate = ABOUT_ONE_DOLLAR.get(at_risk.currency)
    if rate is None:
        return HIGHEST_FLOOR
    dollars = at_risk.amount / Decimal(rate)
    return next((percent for amount, percent in FLOORS if dollars <= amount), HIGHEST_FLOOR)


def reading(letter: Letter, found: Coverage) -> Reading:
    """Say what to show: below the floor A, B and C read “insufficient”; bad stays bad."""
    if letter in (Letter.D, Letter.E) or found.is_enough:
        return Reading(letter.value)
    return Reading.INSUFFICIENT


def what_would_change(found: Coverage, *, limit: int = 10) -> tuple[Unchecked, ...]:
    """List what to check next: the most weight for a minute of a person's time first.

    What runs by itself comes before everything else; what is out of reach now, last.
    """
    return tuple(sorted(found.unchecked, key=_cheapest_first)[:limit])


def _cheapest_first(one: Unchecked) -> tuple[bool, float, int, str]:
    return (one.why in BEYOND_REACH, one.minutes / one.weight, -one.weight, one.check)


BEYOND_REACH = frozenset(
    {
        "no_key", "rate_limited", "server_error", "offline", "no_data", "no_list", "list_too_old",
        "no_address", "connection_failed", "not_allowed", "tls_error", "closed_network",
        "nobody_answers",
    }
)  # fmt: skip
"""Reasons that trying again today will hardly change."""


def _unchecked(check: CheckState, total: int) -> Unchecked:
    return Unchecked(
        check=check.check,
        title=check.title,
        step=check.step,
        mode=check.mode,
        why=_why(check),
        task=check.task,
        weight=check.weight,
        minutes=check.minutes,
        gain=100 * check.weight // total,
    )


def _why(check: CheckState) -> str:
    if check.outcome is None:
        return NOT_RUN
    if check.outcome in REACHED:
        return STALE
    return check.reason or check.outcome.value
