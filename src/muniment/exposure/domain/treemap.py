"""A squarified treemap: areas in proportion to weights, tiles as near to squares as they come.

Source: Bruls, Huizing, van Wijk, Squarified Treemaps, 2000. Time O(n log n) with the sorting.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `x` and `y` are its upper left corner."""

    x: float
    y: float
    wide: float
    tall: float

    def inner(self, head: float, edge: float) -> "Box":
        """What is left under a heading and within an edge; never below nothing."""
        return Box(
            self.x + edge, self.y + head, max(self.wide - 2 * edge, 0.0),
            max(self.tall - head - edge, 0.0),
        )  # fmt: skip


def squarify(weights: Sequence[float], box: Box) -> list[Box]:
    """Place one box a weight, in their order; weights that are not above 0 get an empty box."""
    order = sorted((at for at, one in enumerate(weights) if one > 0), key=lambda at: -weights[at])
    found = [Box(box.x, box.y, 0.0, 0.0)] * len(weights)
    whole = sum(weights[at] for at in order)
    if not whole or box.wide <= 0 or box.tall <= 0:
        return found
    scale, left = box.wide * box.tall / whole, box
    while order:
        row = _row([weights[at] * scale for at in order], min(left.wide, left.tall))
        boxes, left = _laid([weights[at] * scale for at in order[:row]], left)
        for at, placed in zip(order[:row], boxes, strict=True):
            found[at] = placed
        order = order[row:]
    return found


def _row(areas: Sequence[float], side: float) -> int:
    """How many of the next tiles make the best row along the short side."""
    best, total = float("inf"), 0.0
    for count, area in enumerate(areas, start=1):
        total += area
        worst = max(side**2 * areas[0] / total**2, total**2 / (side**2 * area))
        if worst > best:
            return count - 1
        best = worst
    return len(areas)


def _laid(areas: Sequence[float], box: Box) -> tuple[list[Box], Box]:
    """Lay a row along the short side; give its boxes and what is left of the whole."""
    total = sum(areas)
    if box.wide >= box.tall:
        deep, at, boxes = total / box.tall, box.y, []
        for area in areas:
            boxes.append(Box(box.x, at, deep, area / deep))
            at += area / deep
        return boxes, Box(box.x + deep, box.y, max(box.wide - deep, 0.0), box.tall)
    deep, at, boxes = total / box.wide, box.x, []
    for area in areas:
        boxes.append(Box(at, box.y, area / deep, deep))
        at += area / deep
    return boxes, Box(box.x, box.y + deep, box.wide, max(box.tall - deep, 0.0))
