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
from muniment.handover.queries.waiting import WaitingRow, refused_under, waiting_for

__all__ = [
    "BoardFilter",
    "BoardRow",
    "HandoverHead",
    "Progress",
    "Sums",
    "WaitingRow",
    "board_rows",
    "head",
    "heads",
    "main_confirmed",
    "money_of",
    "progress_of",
    "refused_under",
    "running_for",
    "waiting_for",
]
