"""Reads of the room. What is about a person goes through `gate`, which puts it on record."""

from muniment.handover.queries.boards import (
    BoardFilter,
    BoardRow,
    Progress,
    Sums,
    board_rows,
    main_confirmed,
    money_of,
    progress_of,
)
from muniment.handover.queries.heads import HandoverHead, head, heads, running_for

__all__ = [
    "BoardFilter",
    "BoardRow",
    "HandoverHead",
    "Progress",
    "Sums",
    "board_rows",
    "head",
    "heads",
    "main_confirmed",
    "money_of",
    "progress_of",
    "running_for",
]
