"""Tables of the room; private to it. Words about people and customers stand sealed."""

from muniment.handover.models.confirmations import Confirmation, ConfirmationLink
from muniment.handover.models.exits import ReturnItem, Statement
from muniment.handover.models.handovers import (
    Handover,
    HandoverItem,
    HandoverLook,
    PromiseItem,
    Withdrawal,
)

__all__ = [
    "Confirmation",
    "ConfirmationLink",
    "Handover",
    "HandoverItem",
    "HandoverLook",
    "PromiseItem",
    "ReturnItem",
    "Statement",
    "Withdrawal",
]
