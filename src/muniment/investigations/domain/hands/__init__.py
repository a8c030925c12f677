"""Same hands: which companies have the same people behind them, and why.

Two stages. Records are put together to companies, where differences count (`joining`). Then
companies are tied by what they share, where only agreement counts (`scoring`): each shared
value weighs by how rare it is among the records at hand, a value that many otherwise unrelated
companies show weighs nothing, and one weak tie is a lead and never a link. The constants and
the reasoning stand in `weights`.
"""

from muniment.investigations.domain.hands.answer import SUBJECT, Hands, Known, Near, same_hands
from muniment.investigations.domain.hands.evidence import Company
from muniment.investigations.domain.hands.records import (
    COLUMNS,
    Record,
    RecordsUnusable,
    missing_columns,
    record_of,
)
from muniment.investigations.domain.hands.ties import Group, Hub, Lead, Link, Strength, Tie
from muniment.investigations.domain.hands.weights import Kind

__all__ = [
    "COLUMNS",
    "SUBJECT",
    "Company",
    "Group",
    "Hands",
    "Hub",
    "Kind",
    "Known",
    "Lead",
    "Link",
    "Near",
    "Record",
    "RecordsUnusable",
    "Strength",
    "Tie",
    "missing_columns",
    "record_of",
    "same_hands",
]
