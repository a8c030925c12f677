"""The link graph of companies behind which the same people are suspected.

The layout is computed, not drawn by chance: companies stand on a circle in the order that keeps
neighbours close, so the same group gives the same picture. A solid line is a link, its width the
weight; a dotted one is a lead. What ties two companies is written at the middle of the line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from muniment.investigations.pictures.svg import (
    BAR,
    INK,
    MARK,
    QUIET,
    breadth,
    element,
    fit,
    picture,
    text,
)

_WIDE, _RADIUS_X, _MARGIN = 640.0, 200.0, 60.0


@dataclass(frozen=True, slots=True)
class Node:
    """A company; `marked` ones are drawn as warnings, `subject` is the one of the case."""

    key: str
    label: str
    note: str = ""
    subject: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie between two companies; `strength` is strong, medium or weak; weak ones are leads."""

    left: str
    right: str
    label: str
    strength: str = "medium"
    confirmed: bool = False


def brief(ties: Sequence[str]) -> str:
    """The first tie and how many more; all of them stand in the table beside the picture."""
    more = f" + {len(ties) - 1}" if len(ties) > 1 else ""
    return f"{ties[0]}{more}" if ties else ""


def links(title: str, about: str, nodes: Sequence[Node], edges: Sequence[Edge]) -> str:
    """Draw the group; an edge that names an unknown company is left out. Time O(n² + e)."""
    order = _order(nodes, edges)
    tall = max(180.0, 70.0 * ((len(order) + 1) // 2) + 2 * _MARGIN)
    place = _places(order, tall)
    drawn = [edge for edge in edges if edge.left in place and edge.right in place]
    parts = [_line(edge, place) for edge in drawn]
    parts += _labels(drawn, place)
    parts += [part for node in order for part in _node(node, *place[node.key])]
    return picture(_WIDE, tall, title, about, parts)


def _order(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[Node]:
    """The subject first, then always the one tied to most of those that already stand."""
    left = sorted(nodes, key=lambda node: (not node.subject, node.label, node.key))
    standing = left[:1]
    rest = left[1:]
    tied = {(edge.left, edge.right) for edge in edges} | {(edge.right, edge.left) for edge in edges}
    while rest:
        weights = [sum((node.key, other.key) in tied for other in standing) for node in rest]
        standing.append(rest.pop(weights.index(max(weights))))
    return standing


def _places(order: Sequence[Node], tall: float) -> dict[str, tuple[float, float]]:
    count = max(len(order), 1)
    if count == 1:
        return {order[0].key: (_WIDE / 2, tall / 2)} if order else {}
    turn = 2 * pi / count
    return {
        node.key: (
            _WIDE / 2 + _RADIUS_X * cos(turn * at - pi / 2 - (turn / 2 if count == 2 else 0)),
            tall / 2
            + (tall / 2 - _MARGIN) * sin(turn * at - pi / 2 - (turn / 2 if count == 2 else 0)),
        )
        for at, node in enumerate(order)
    }


def _line(edge: Edge, place: dict[str, tuple[float, float]]) -> str:
    (x1, y1), (x2, y2) = place[edge.left], place[edge.right]
    more = {"stroke_dasharray": "3 4"} if edge.strength == "weak" else {}
    return element(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=MARK if edge.confirmed else BAR,
        stroke_width={"strong": 3.0, "medium": 1.8}.get(edge.strength, 1.2),
        class_="p-mark" if edge.confirmed else "p-line", **more,
    )  # fmt: skip


def _labels(edges: Sequence[Edge], place: dict[str, tuple[float, float]]) -> list[str]:
    """Write each edge's words before its middle, where others cross it; lower when taken."""
    taken: list[tuple[float, float, float]] = []
    parts = []
    for edge in edges:
        (x1, y1), (x2, y2) = place[edge.left], place[edge.right]
        words = fit(edge.label, 200, 10.5)
        wide, x, y = breadth(words, 10.5), x1 + (x2 - x1) * 0.42, y1 + (y2 - y1) * 0.42
        while any(abs(y - b) < 13 and abs(x - a) < (wide + w) / 2 for a, b, w in taken):
            y += 13
        taken.append((x, y, wide))
        parts.append(
            element(
                "rect",
                x=x - wide / 2 - 3,
                y=y - 9,
                width=wide + 6,
                height=13.0,
                rx=3.0,
                fill="#fffdf9",
                fill_opacity=0.9,
                class_="p-paper",
            )
        )
        parts.append(text(words, x, y + 1, anchor="middle", size=10.5, fill=QUIET))
    return parts


def _node(node: Node, x: float, y: float) -> list[str]:
    wide = 150.0
    ink = MARK if node.marked else INK
    box = element(
        "rect", x=x - wide / 2, y=y - 20, width=wide, height=40.0, rx=6.0, fill="#fffdf9",
        stroke=ink, stroke_width=2.2 if node.subject else 1.2,
        class_="p-node p-marked" if node.marked else "p-node",
    )  # fmt: skip
    name = text(
        fit(node.label, wide - 14), x, y - 2 if node.note else y + 4, anchor="middle",
        weight="bold" if node.subject else "normal", fill=ink,
    )  # fmt: skip
    note = text(fit(node.note, wide - 14, 10.5), x, y + 13, anchor="middle", size=10.5, fill=QUIET)
    return [box, name, note] if node.note else [box, name]
