"""Which column holds what: every role and every column weighed together.

Headings and cells give each pair of role and column a score; the assignment with the best
total wins, one column a role. What stands near a chosen column and means the same (a name in
English beside the name) is kept as its fallback.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from muniment.customs_data.domain.contents import Contents, content_score, contents_of, guess
from muniment.customs_data.domain.headings import Heading, understood
from muniment.customs_data.domain.roles import LIMIT, MAIN, Direction, Role, heading_score

SURE: Final = 0.6
"""Confidence below which a person is asked."""
_FALLBACK_FROM = 0.5
_NEAR = 0.4
_WITH_FALLBACKS: Final = frozenset(
    {Role.BUYER, Role.SELLER, Role.DESCRIPTION, Role.WEIGHT, Role.ORIGIN, Role.DESTINATION,
     Role.BUYER_ADDRESS, Role.SELLER_ADDRESS}
)  # fmt: skip
_IMPORTANCE: Final = dict.fromkeys(MAIN, 1.3)


@dataclass(frozen=True, slots=True)
class Choice:
    """The column of one role.

    Attributes:
        column: its place, from 0.
        confidence: 0 to 1; 1.0 when a person said so.
        fallbacks: columns read, in this order, where this one is empty.
        why: "heading", "content", "remembered" or "chosen".
    """

    column: int
    confidence: float
    fallbacks: tuple[int, ...] = ()
    why: str = "heading"


def map_columns(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    direction: Direction = Direction.UNKNOWN,
) -> dict[Role, Choice]:
    """Find the column of every role that the table has.

    Args:
        headings: as written, one a column; empty for none.
        rows: sample rows, cells as text; may be fewer cells than headings.
        direction: of the trade, where the file or its columns tell it.
    """
    told = [understood(heading) for heading in headings]
    cells = [
        contents_of([row[n] if n < len(row) else "" for row in rows]) for n in range(len(told))
    ]
    roles = list(Role)
    scores = np.array(
        [[_score(role, one, seen, direction) for one, seen in zip(told, cells, strict=True)]
         for role in roles]
    )  # fmt: skip
    if not scores.size:
        return {}
    _prefer_languages(scores, roles, told, cells)
    chosen = _assigned(scores, roles)
    taken = set(chosen.values())
    return {
        role: _choice(column, role, scores[roles.index(role)], taken, told)
        for role, column in chosen.items()
    }


def with_chosen(
    choices: Mapping[Role, Choice], wishes: Mapping[Role, int | None]
) -> dict[Role, Choice]:
    """Let a person's word stand: a column a role, or None for "there is none"."""
    claimed = {column for column in wishes.values() if column is not None}
    kept = {
        role: replace(choice, fallbacks=tuple(n for n in choice.fallbacks if n not in claimed))
        for role, choice in choices.items()
        if role not in wishes and choice.column not in claimed
    }
    said = {
        role: Choice(column, 1.0, why="chosen")
        for role, column in wishes.items()
        if column is not None
    }
    return {**kept, **said}


def _score(role: Role, heading: Heading, contents: Contents, direction: Direction) -> float:
    by_heading = heading_score(role, heading, direction)
    if not by_heading:
        return guess(role, contents) if not heading.is_known else 0.0
    return max(0.0, by_heading + content_score(role, contents))


def _prefer_languages(
    scores: NDArray[np.float64],
    roles: Sequence[Role],
    told: Sequence[Heading],
    cells: Sequence[Contents],
) -> None:
    """Where a column stands in two languages, prefer descriptions that can be read by many.

    Names stay as written when that is in Latin letters (a translated name is another name),
    and are taken from the English column when it is not.
    """
    for place, (heading, contents) in enumerate(zip(told, cells, strict=True)):
        if "english" in heading.meanings and not contents.is_empty:
            scores[roles.index(Role.DESCRIPTION), place] *= 1.03
        if "native" in heading.meanings:
            for role in (Role.BUYER, Role.SELLER, Role.DESCRIPTION):
                scores[roles.index(role), place] *= 0.94


def _assigned(scores: NDArray[np.float64], roles: Sequence[Role]) -> dict[Role, int]:
    # Only files that are read need it, and pages would carry 20 MB of it all the time.
    from scipy.optimize import linear_sum_assignment

    weights = np.array([_IMPORTANCE.get(role, 1.0) for role in roles])[:, None]
    worth = np.where(scores >= LIMIT, scores * weights, 0.0)
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return {
        roles[row]: int(column)
        for row, column in zip(rows, columns, strict=True)
        if worth[row, column] > 0
    }


def _choice(
    column: int,
    role: Role,
    scores: NDArray[np.float64],
    taken: set[int],
    told: Sequence[Heading],
) -> Choice:
    score = float(scores[column])
    others = [n for n in np.argsort(-scores) if n != column and n not in taken]
    near = tuple(
        int(n) for n in others
        if scores[n] >= max(_FALLBACK_FROM, score - _NEAR)
    )  # fmt: skip
    confidence = min(0.99, score)
    if role in MAIN and near and score - scores[near[0]] < 0.02:
        confidence *= 0.9
    why = "heading" if told[column].is_known else "content"
    kept = near[:3] if role in _WITH_FALLBACKS else ()
    return Choice(column, round(confidence, 2), kept, why)
