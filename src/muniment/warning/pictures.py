"""The rhythm of one customer on a line of time: orders, when the next is due, and why it waits.

Days arrive ready; the picture only places them. Its words arrive translated.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from muniment.investigations.pictures.svg import (
    BAND,
    BAR,
    INK,
    MARK,
    QUIET,
    RULE,
    WARN,
    element,
    fit,
    picture,
    text,
)

WIDTH, HEIGHT = 760.0, 210.0
_LEFT, _RIGHT = 14.0, 14.0
_LINE, _TOP, _FOOT = 118.0, 58.0, 178.0
_LONGEST = 1100
_LEAST_AHEAD = 45
_HALF_BAND = "#a9cbbf"


Place = Callable[[date], float]
"""From a day to its place on the line."""


@dataclass(frozen=True, slots=True)
class Span:
    """A time with a word; the last day is not in it."""

    start: date
    end: date
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A day with a word: a change of keeper, a notice, a last day."""

    day: date
    label: str
    is_departure: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the picture shows.

    Attributes:
        due: bounds of the 90 % and of the 50 % band: (5 %, 25 %, 75 %, 95 %); None without one.
    """

    orders: Sequence[date]
    today: date
    due: tuple[date, date, date, date] | None
    pauses: Sequence[Span]
    marks: Sequence[Mark]


def timeline(told: Timeline, *, title: str, about: str, today: str) -> str:
    """Draw a customer's orders of the last three years at most; `today` labels the line."""
    first, last = _range(told)
    days = max((last - first).days, 1)

    def at(day: date) -> float:
        share = min(max((day - first).days / days, 0.0), 1.0)
        return _LEFT + share * (WIDTH - _LEFT - _RIGHT)

    parts = [*_years(first, last, at)]
    for span in told.pauses:
        if span.end > first and span.start < last:
            parts += _pause(span, at)
    if told.due:
        parts += _due(told.due, at)
    parts.append(_rule(_LEFT, _LINE, WIDTH - _RIGHT, _LINE, RULE, 1.5))
    parts += [_dot(at(day)) for day in told.orders if day >= first]
    parts += _marks([it for it in told.marks if it.day >= first], at)
    x = at(told.today)
    parts.append(_rule(x, _TOP - 12, x, _FOOT, INK, 1.5))
    anchor = "end" if x > WIDTH - 90 else "middle"
    parts.append(text(today, x, _FOOT + 14, anchor=anchor, size=11, fill=INK, weight="600"))
    return picture(WIDTH, HEIGHT, title, about, parts)


def _range(told: Timeline) -> tuple[date, date]:
    start = min([*told.orders, told.today])
    first = max(start - timedelta(days=10), told.today - timedelta(days=_LONGEST))
    ends = [told.today + timedelta(days=_LEAST_AHEAD)]
    if told.due:
        ends.append(min(told.due[3], told.today + timedelta(days=400)) + timedelta(days=7))
    return first, max(ends)


def _years(first: date, last: date, at: Place) -> list[str]:
    """Quarters as thin strokes; years, and quarters of a short time, with their name."""
    parts = []
    wide = (last - first).days > 500
    day = date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)
    while day <= last:
        if day > first:
            is_year = day.month == 1
            parts.append(_rule(at(day), _TOP, at(day), _FOOT, RULE, 1.0 if is_year else 0.5))
            if is_year or not wide:
                label = str(day.year) if is_year else f"{day.year}-{day.month:02}"
                parts.append(text(label, at(day) + 3, _FOOT - 4, size=10.5, fill=QUIET))
        day = date(day.year + (day.month == 10), day.month % 12 + 3 if day.month != 10 else 1, 1)
    return parts


def _due(due: tuple[date, date, date, date], at: Place) -> list[str]:
    low, first, third, high = (at(day) for day in due)
    return [
        _block(low, _TOP + 24, max(high - low, 2), _FOOT - _TOP - 48, BAND, "p-band"),
        _block(first, _TOP + 34, max(third - first, 2), _FOOT - _TOP - 68, _HALF_BAND, "p-band"),
    ]


def _pause(span: Span, at: Place) -> list[str]:
    x, wide = at(span.start), max(at(span.end) - at(span.start), 3)
    y, tall = _FOOT - 36, 10.0
    parts = [_block(x, y, wide, tall, "#f3e6c4", "p-well")]
    parts += [
        _rule(x + step, y + tall, min(x + step + 6, x + wide), y, WARN, 1)
        for step in range(0, int(wide), 6)
    ]
    if span.label:
        words, near = fit(span.label, 200, 10.5), x > WIDTH - 220
        end, anchor = (x + wide, "end") if near else (x, "start")
        parts.append(text(words, end, y + tall + 11, anchor=anchor, size=10.5, fill=QUIET))
    return parts


def _marks(marks: Sequence[Mark], at: Place) -> list[str]:
    """Vertical marks; their words take turns on three lines so that neighbours stay readable."""
    parts = []
    for place, mark in enumerate(sorted(marks, key=lambda it: it.day)):
        x, y = at(mark.day), 12 + 14 * (place % 3)
        colour = MARK if mark.is_departure else QUIET
        dashes = "2 3" if mark.is_departure else "none"
        parts.append(
            element("line", x1=x, y1=y + 4, x2=x, y2=_FOOT, stroke=colour, stroke_width=1.2,
                    stroke_dasharray=dashes, class_="p-line")
        )  # fmt: skip
        anchor = "end" if x > WIDTH - 160 else "start"
        shift = -3 if anchor == "end" else 3
        words = fit(mark.label, 150, 11)
        parts.append(text(words, x + shift, y + 2, anchor=anchor, size=11, fill=colour))
    return parts


def _dot(x: float) -> str:
    return element("circle", cx=x, cy=_LINE, r=4, fill=BAR, stroke="#fffdf9", stroke_width=1,
                   class_="p-dot")  # fmt: skip


def _rule(  # noqa: PLR0917 - four numbers are one line
    x1: float, y1: float, x2: float, y2: float, colour: str, width: float
) -> str:
    return element(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width, class_="p-line"
    )


def _block(  # noqa: PLR0917 - four numbers are one place
    x: float, y: float, wide: float, tall: float, fill: str, role: str
) -> str:
    return element("rect", x=x, y=y, width=wide, height=tall, fill=fill, class_=role)
