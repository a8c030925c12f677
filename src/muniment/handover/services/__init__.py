"""The verbs of the room."""

from muniment.handover.services.beginning import Begun, begin_handover
from muniment.handover.services.board import (
    accept_customers,
    introduce_customers,
    offer_other_heir,
)
from muniment.handover.services.confirmations import (
    HandedLink,
    Sending,
    ask_customers,
    close_confirmation,
    hand_over_links,
    remind_customer,
)
from muniment.handover.services.confirmations_answers import file_answer
from muniment.handover.services.exit import (
    add_return,
    complete_handover,
    file_statement,
    list_returns,
    settle_return,
    sign_statement,
)
from muniment.handover.services.rotation import (
    Rotation,
    begin_rotation,
    markets_of,
    plan_rotation,
)
from muniment.handover.services.withdrawing import (
    Restored,
    Withdrawing,
    confirm_withdrawal,
    drop_withdrawal,
    withdraw_handover,
)

__all__ = [
    "Begun",
    "HandedLink",
    "Restored",
    "Rotation",
    "Sending",
    "Withdrawing",
    "accept_customers",
    "add_return",
    "ask_customers",
    "begin_handover",
    "begin_rotation",
    "close_confirmation",
    "complete_handover",
    "confirm_withdrawal",
    "drop_withdrawal",
    "file_answer",
    "file_statement",
    "hand_over_links",
    "introduce_customers",
    "list_returns",
    "markets_of",
    "offer_other_heir",
    "plan_rotation",
    "remind_customer",
    "settle_return",
    "sign_statement",
    "withdraw_handover",
]
