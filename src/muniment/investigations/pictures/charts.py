"""Charts of a buyer's trade: months, season, shares, prices, rhythm.

Numbers arrive ready; a chart only places them. Each takes its title and the sentence that says in
words what the picture shows, both translated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from muniment.investigations.pictures.svg import (
    BAND,
    BAR,
    MARK,
    QUIET,
    RULE,
    element,
    fit,
    picture,
    short,
    text,
)

WIDTH = 640.0
_LEFT, _RIGHT, _TOP, _FOOT = 56.0, 12.0, 16.0, 26.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `low` and `high` draw the band in which it is usually found."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a share chart; `share` is 0 to 1, `note` stands at its end."""

    label: str
    share: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class PriceBand:
    """The 10th, 50th and 90th percentile of a price; `mark` is the price in question."""

    label: str
    p10: float
    p50: float
    p90: float
    mark: float | None = None


def bars(
    title: str, about: str, rows: Sequence[Bar], *, unit: str = "", height: float = 200
) -> str:
    """Upright bars in their order, each with its band behind it; labels thin out by themselves."""
    top = max([max(row.value, row.high or 0) for row in rows], default=0) or 1
    wide = (WIDTH - _LEFT - _RIGHT) / max(len(rows), 1)
    room = height - _TOP - _FOOT
    every = max(1, -(-len(rows) * 44 // int(WIDTH - _LEFT - _RIGHT)))
    parts = _grid(top, room, unit)
    for at, row in enumerate(rows):
        x = _LEFT + at * wide
        if row.high is not None:
            y, low = _TOP + room * (1 - row.high / top), row.low or 0
            parts.append(_block(x + 1, y, wide - 2, room * (row.high - low) / top, BAND, "p-band"))
        tall = room * row.value / top
        fill, role = (MARK, "p-mark") if row.marked else (BAR, "p-bar")
        parts.append(_block(x + wide * 0.2, _TOP + room - tall, wide * 0.6, tall, fill, role))
        if at % every == 0:
            parts.append(
                text(row.label, x + wide / 2, height - 8, anchor="middle", size=10.5, fill=QUIET)
            )
    return picture(WIDTH, height, title, about, parts)


def shares(title: str, about: str, rows: Sequence[Share]) -> str:
    """Lying bars, one a line, longest share first as given."""
    height, parts = 8 + 26.0 * max(len(rows), 1), []
    for at, row in enumerate(rows):
        y, wide = 8 + 26.0 * at, 220 * min(max(row.share, 0), 1)
        parts.append(text(fit(row.label, 250), 0, y + 13))
        parts.append(_block(262, y + 2, 220, 14, "#f0ece1", "p-well"))
        parts.append(_block(262, y + 2, wide, 14, BAR, "p-bar"))
        told = f"{row.share * 100:.0f} %" + (f" · {row.note}" if row.note else "")
        parts.append(text(fit(told, 150), 490, y + 13, fill=QUIET))
    return picture(WIDTH, height, title, about, parts)


def prices(
    title: str, about: str, rows: Sequence[PriceBand], *, unit: str = "", marked: str = ""
) -> str:
    """Price bands, one a line on one scale; the price in question is a red stroke.

    `marked` says beside the scale what the stroke is.
    """
    ends = [end for row in rows for end in (row.p10, row.p90, row.mark) if end is not None]
    low, high = min(ends, default=0), max(ends, default=1)
    spread = (high - low) or 1

    def x(value: float) -> float:
        return 200 + 400 * (value - low) / spread

    height, parts = 30 + 34.0 * max(len(rows), 1), []
    for at, row in enumerate(rows):
        y = 14 + 34.0 * at
        parts.append(text(fit(row.label, 185), 0, y + 4))
        parts.append(_block(x(row.p10), y - 6, max(x(row.p90) - x(row.p10), 2), 12, BAND, "p-band"))
        parts.append(_stroke(x(row.p50), y - 8, x(row.p50), y + 8, BAR, "p-line", wide=2))
        if row.mark is not None:
            parts.append(_stroke(x(row.mark), y - 11, x(row.mark), y + 11, MARK, "p-mark", wide=3))
    parts += [
        text(f"{_money(low)} {unit}".strip(), 200, height - 6, size=10.5, fill=QUIET),
        text(
            f"{_money(high)} {unit}".strip(), 600, height - 6, anchor="end", size=10.5, fill=QUIET
        ),
    ]
    if marked:
        parts.append(text(fit(marked, 185), 0, height - 6, size=10.5, fill=MARK))
    return picture(WIDTH, height, title, about, parts)


def rhythm(title: str, about: str, days: Sequence[date], *, today: date) -> str:
    """Purchases on a line of time, longest pause marked; `today` is the right end."""
    first = min(days, default=today)
    span = max((today - first).days, 1)

    def x(day: date) -> float:
        return 12 + (WIDTH - 24) * (day - first).days / span

    parts = [_stroke(12, 34, WIDTH - 12, 34, RULE, "p-rule", wide=1)]
    pauses = sorted(pairwise([*sorted(days), today]), key=lambda pair: pair[0] - pair[1])
    if days and pauses:
        start, end = pauses[0]
        parts.append(_block(x(start), 30, max(x(end) - x(start), 1), 8, BAND, "p-band"))
    parts += [
        element("circle", cx=x(day), cy=34.0, r=4.0, fill=BAR, class_="p-bar") for day in days
    ]
    parts += [
        text(first.isoformat(), 12, 58, size=10.5, fill=QUIET),
        text(today.isoformat(), WIDTH - 12, 58, anchor="end", size=10.5, fill=QUIET),
    ]
    return picture(WIDTH, 66, title, about, parts)


def _grid(top: float, room: float, unit: str) -> list[str]:
    parts = []
    for part in (0.0, 0.5, 1.0):
        y = _TOP + room * (1 - part)
        parts.append(_stroke(_LEFT, y, WIDTH - _RIGHT, y, RULE, "p-rule", wide=1))
        parts.append(
            text(_money(top * part), _LEFT - 6, y + 4, anchor="end", size=10.5, fill=QUIET)
        )
    if unit:
        parts.append(text(unit, 0, 10, size=10.5, fill=QUIET))
    return parts


def _block(x: float, y: float, wide: float, tall: float, *ink: str) -> str:
    fill, role = ink
    return element(
        "rect", x=x, y=y, width=max(wide, 0), height=max(tall, 0), fill=fill, class_=role, rx=1.5
    )


def _stroke(x1: float, y1: float, x2: float, y2: float, *ink: str, wide: float = 1) -> str:
    stroke, role = ink
    return element(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=wide, class_=role
    )


def _money(value: float) -> str:
    """Write a number so that it fits a scale: 1.2k, 3.4M."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return short(value / size) + letter
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 10 else short(value)
