"""The verbs of the room."""

from muniment.handover.services.beginning import Begun, begin_handover
from muniment.handover.services.board import (
    accept_customers,
    introduce_customers,
    offer_other_heir,
)
from muniment.handover.services.withdrawing import Restored, withdraw_handover

__all__ = [
    "Begun",
    "Restored",
    "accept_customers",
    "begin_handover",
    "introduce_customers",
    "offer_other_heir",
    "withdraw_handover",
]
