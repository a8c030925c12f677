"""Reads of the room. What is about a person goes through `gate`, which puts it on record."""

from muniment.handover.queries.boards import (
    BoardFilter,
    BoardRow,
    Progress,
    board_rows,
    counted,
    main_confirmed,
    progress_of,
    weights_of,
)
from muniment.handover.queries.heads import HandoverHead, head, heads, running_for
from muniment.handover.queries.waiting import (
    Unsettled,
    Waiting,
    WaitingRow,
    to_introduce,
    unsettled_under,
    unsigned_by,
    waiting_for,
)

__all__ = [
    "BoardFilter",
    "BoardRow",
    "HandoverHead",
    "Progress",
    "Unsettled",
    "Waiting",
    "WaitingRow",
    "board_rows",
    "counted",
    "head",
    "heads",
    "main_confirmed",
    "progress_of",
    "running_for",
    "to_introduce",
    "unsettled_under",
    "unsigned_by",
    "waiting_for",
    "weights_of",
]
