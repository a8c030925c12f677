"""The control line: her customers beside those of people who stayed, week by week."""

from collections.abc import Sequence

from muniment.handover.domain.aftermath import Week
from muniment.investigations.pictures.svg import (
    BAR,
    MARK,
    QUIET,
    RULE,
    element,
    picture,
    short,
    text,
)

_WIDE, _HIGH, _LEFT, _TOP, _BOTTOM, _RIGHT = 640.0, 220.0, 44.0, 14.0, 30.0, 12.0


def control_picture(weeks: Sequence[Week], *, title: str, about: str, week: str) -> str:
    """Draw two lines over the weeks since the hand-over, from 0 to 100 percent; "" for none."""
    if not weeks:
        return ""
    last = weeks[-1].number
    return picture(
        _WIDE, _HIGH, title, about,
        [
            *_grid(last, week),
            _line([(one.number, one.others) for one in weeks], last, QUIET, "6 4"),
            _line([(one.number, one.hers) for one in weeks], last, BAR, ""),
            _dot(weeks[-1].number, weeks[-1].hers, last),
        ],
    )  # fmt: skip


def _grid(last: int, week: str) -> list[str]:
    parts = []
    for share in (0, 250, 500, 750, 1000):
        y = _y(share)
        parts += [
            element("line", x1=_LEFT, y1=y, x2=_WIDE - _RIGHT, y2=y, stroke=RULE, stroke_width=1),
            text(f"{share // 10} %", _LEFT - 6, y + 4, anchor="end", fill=QUIET),
        ]
    for number in sorted({1, max(1, last // 2), last}):
        parts.append(
            text(f"{week} {number}", _x(number, last), _HIGH - 8, anchor="middle", fill=QUIET)
        )
    return parts


def _line(points: Sequence[tuple[int, int]], last: int, colour: str, dash: str) -> str:
    told = " ".join(f"{short(_x(number, last))},{short(_y(share))}" for number, share in points)
    extra = {"stroke_dasharray": dash} if dash else {}
    return element("polyline", points=told, fill="none", stroke=colour, stroke_width=2, **extra)


def _dot(number: int, share: int, last: int) -> str:
    return element("circle", cx=_x(number, last), cy=_y(share), r=4, fill=MARK)


def _x(number: int, last: int) -> float:
    span = _WIDE - _LEFT - _RIGHT - 40
    return _LEFT + 20 + span * ((number - 1) / (last - 1) if last > 1 else 0.5)


def _y(share: int) -> float:
    return _TOP + (_HIGH - _TOP - _BOTTOM) * (1 - share / 1000)
