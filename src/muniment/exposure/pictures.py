"""The exposure map: one tile a customer, its area the money, its look how many people it knows.

Where an amount is closed to the reader, the tile has a usual size that says nothing.

Not by colour alone: each tile carries its number, and customers whom one or nobody knows are
hatched, those whom two know dotted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from muniment.exposure.domain.treemap import Box, squarify
from muniment.exposure.views import Group, Tile
from muniment.investigations.pictures.svg import element, fit, picture, text

WIDE, TALL = 960.0, 560.0
_HEAD, _EDGE, _GAP = 17.0, 1.5, 1.0
_DARK, _LINE = "#22282a", "#fffdf9"
_ENOUGH = 3
_LOOKS = {1: ("#e9b8b1", "p-alone"), 2: ("#ecd79f", "p-pair"), _ENOUGH: ("#bcd9ca", "")}


@dataclass(frozen=True, slots=True)
class Words:
    """What is written in the picture, translated by the door."""

    title: str
    about: str
    unkept: str
    rest: Callable[[int], str]
    tile: Callable[[Tile], str]
    url: Callable[[UUID], str]


def exposure_map(groups: Sequence[Group], words: Words) -> str:
    """Draw the groups, the heaviest first; a group without area has no place on the map."""
    shown = [group for group in groups if group.area > 0]
    boxes = squarify([group.area for group in shown], Box(0.0, 0.0, WIDE, TALL))
    parts = [_patterns()]
    for group, box in zip(shown, boxes, strict=True):
        parts += _group(group, box, words)
    return picture(WIDE, TALL, words.title, words.about, parts)


def look_of(known: int) -> int:
    """1 for customers that know one of us or nobody, 2, and 3 for three and more."""
    return min(max(known, 1), _ENOUGH)


def _patterns() -> str:
    lines = element("path", d="M0 6 L6 0", stroke="#a4483d", stroke_width=1.0, fill="none")
    dots = element("circle", cx=3.0, cy=3.0, r=1.0, fill="#8a6410")
    return element(
        "defs", _pattern("p-alone", _LOOKS[1][0], lines), _pattern("p-pair", _LOOKS[2][0], dots)
    )


def _pattern(name: str, ground: str, mark: str) -> str:
    return element(
        "pattern", element("rect", width=6.0, height=6.0, fill=ground), mark,
        id=name, width=6.0, height=6.0, patternUnits="userSpaceOnUse",
    )  # fmt: skip


def _group(group: Group, box: Box, words: Words) -> list[str]:
    head = _HEAD if box.tall > 3 * _HEAD and box.wide > 60 else _EDGE
    parts = [_rect(box, "#dcd5c4", "p-group")]
    if head == _HEAD:
        name = fit(group.name or words.unkept, box.wide - 8, 11)
        parts.append(
            text(name, box.x + 4, box.y + 12, size=11, weight="bold", fill=_DARK, role="p-dark")
        )
    weights = [*(tile.area for tile in group.tiles), group.rest_area]
    boxes = squarify(weights, box.inner(head, _EDGE))
    for tile, place in zip(group.tiles, boxes, strict=False):
        parts += _tile(tile, place, words)
    return parts + _rest(group.rest, boxes[-1], words)


def _tile(tile: Tile, box: Box, words: Words) -> list[str]:
    if min(box.wide, box.tall) < 1:
        return []
    ground, pattern = _LOOKS[look_of(tile.known)]
    inside = [
        element("title", words.tile(tile)),
        _rect(box, f"url(#{pattern})" if pattern else ground, f"p-known-{look_of(tile.known)}"),
    ]
    if box.tall > 16 and box.wide > 14:
        inside += _label(tile, box)
    return [element("a", *inside, href=words.url(tile.dossier_id), class_="p-tile")]


def _label(tile: Tile, box: Box) -> list[str]:
    """The number always, the codename where it has room, both on a plate that can be read."""
    number = str(tile.known)
    name = fit(tile.codename, box.wide - 26, 10.5) if box.wide > 64 else ""
    words = f"{number} · {name}" if name else number
    wide = min(box.wide - 4, 7.0 + 5.9 * len(words))
    plate = element(
        "rect", x=box.x + 2, y=box.y + 2, width=wide, height=13.0, rx=2.0, fill=_LINE,
        fill_opacity=0.88,
    )  # fmt: skip
    return [plate, text(words, box.x + 5, box.y + 12, size=10.5, fill=_DARK, role="p-dark")]


def _rest(count: int, box: Box, words: Words) -> list[str]:
    if not count or min(box.wide, box.tall) < 1:
        return []
    parts = [_rect(box, "#efe9dc", "p-rest")]
    if box.tall > 16 and box.wide > 60:
        told = fit(words.rest(count), box.wide - 8, 10.5)
        parts.append(text(told, box.x + 4, box.y + 12, size=10.5, fill=_DARK, role="p-dark"))
    return parts


def _rect(box: Box, fill: str, role: str) -> str:
    return element(
        "rect", x=box.x, y=box.y, width=max(box.wide - _GAP, 0.5), height=max(box.tall - _GAP, 0.5),
        fill=fill, class_=role,
    )  # fmt: skip
