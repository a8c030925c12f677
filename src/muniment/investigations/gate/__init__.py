"""The one door to what a case holds: decide, record, commit – and only then unseal."""

from muniment.investigations.gate.hands import Hand, PairRow, TieKind, read_hands
from muniment.investigations.gate.outsiders import LinkClosed, OpenedForm, open_link
from muniment.investigations.gate.reading import (
    EvidenceContent,
    look_at,
    read_case,
    read_evidence,
    verify_evidence,
)
from muniment.investigations.gate.standing import CaseStanding, cases_within_reach, standing

__all__ = [
    "CaseStanding",
    "EvidenceContent",
    "Hand",
    "LinkClosed",
    "OpenedForm",
    "PairRow",
    "TieKind",
    "cases_within_reach",
    "look_at",
    "open_link",
    "read_case",
    "read_evidence",
    "read_hands",
    "standing",
    "verify_evidence",
]
