"""A drawing of one proof: from the entry, past its siblings, up to the signed root."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

MIDDLE: Final = 170
ASIDE: Final = 112
STEP: Final = 54
TOP: Final = 66
SHOWN_AT_ENDS: Final = 3
MOST: Final = 2 * SHOWN_AT_ENDS + 1


@dataclass(frozen=True, slots=True)
class Level:
    """One step of the climb; a gap stands for `skipped` steps that are not drawn.

    Attributes:
        mine, beside: the first eight hex digits of the two hashes that are put together.
        y, above: where this level and the next one stand, in units of the drawing.
        x: where the sibling stands; it is on the left when it comes first.
        mark_x, anchor: where the hash of the climbing node is written.
    """

    mine: str
    beside: str
    y: int
    above: int
    x: int
    mark_x: int
    anchor: str
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole climb, lowest level first; `steps` counts all of them."""

    levels: tuple[Level, ...]
    root: str
    steps: int
    height: int
    middle: int = MIDDLE
    top: int = TOP
    width: int = 2 * MIDDLE


def draw(leaf: bytes, *, index: int, size: int, path: Sequence[bytes]) -> Drawing:
    """Draw a proof that holds; a long one is drawn at its ends only.

    Source of the climb: RFC 9162, section 2.1.3.2.
    """
    climb = list(_climb(leaf, index, size - 1, path))
    drawn = _shortened(climb)
    bottom = TOP + STEP * len(drawn)
    levels = tuple(
        _level(step, skipped, bottom - STEP * place) for place, (step, skipped) in enumerate(drawn)
    )
    root = climb[-1].above if climb else leaf
    return Drawing(levels, _short(root), len(climb), bottom + 40)


@dataclass(frozen=True, slots=True)
class _Step:
    mine: bytes
    beside: bytes
    is_left: bool  # the sibling comes first
    above: bytes


def _climb(leaf: bytes, index: int, last: int, path: Sequence[bytes]) -> list[_Step]:
    found, mine = [], leaf
    for beside in path:
        is_left = bool(index & 1) or index == last
        pair = beside + mine if is_left else mine + beside
        above = sha256(b"\x01" + pair).digest()
        found.append(_Step(mine, beside, is_left, above))
        while is_left and not index & 1:
            index, last = index >> 1, last >> 1
        mine, index, last = above, index >> 1, last >> 1
    return found


def _shortened(climb: list[_Step]) -> list[tuple[_Step, int]]:
    if len(climb) <= MOST:
        return [(step, 0) for step in climb]
    low, high = climb[:SHOWN_AT_ENDS], climb[-SHOWN_AT_ENDS:]
    left_out = len(climb) - len(low) - len(high)
    gap = climb[SHOWN_AT_ENDS]
    return [(step, 0) for step in low] + [(gap, left_out)] + [(step, 0) for step in high]


def _level(step: _Step, skipped: int, y: int) -> Level:
    side = -1 if step.is_left else 1
    return Level(
        mine=_short(step.mine),
        beside=_short(step.beside),
        y=y,
        above=y - STEP,
        x=MIDDLE + side * ASIDE,
        mark_x=MIDDLE - side * 14,
        anchor="start" if step.is_left else "end",
        skipped=skipped,
    )


def _short(value: bytes) -> str:
    return value.hex()[:8]
