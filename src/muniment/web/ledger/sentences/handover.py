"""Customers changing hands."""

from typing import Final

from muniment.core.errors import gettext_noop as _
from muniment.web.ledger.sentences.told import Group, Told

HANDOVERS: Final = Group(
    "handovers",
    _("Hand-overs"),
    {
        "handover.handover.begun": Told(
            _("{who} began handing over the customers of {person}."),
            "arrows-exchange",
        ),
        "handover.handover.withdrawn": Told(
            _("{who} took the hand-over of {person}’s customers back."), "arrow-back-up"
        ),
        "handover.withdrawal.asked": Told(
            _("{who} asked to take the hand-over of {person}’s customers back."), "arrow-back-up"
        ),
        "handover.withdrawal.dropped": Told(
            _("{who} left the hand-over of {person}’s customers as it is."), "x", "shut"
        ),
        "handover.handover.read": Told(
            _("{who} read what is kept about the hand-over of {person}."), "eye", "open"
        ),
        "handover.customer.introduced": Told(
            _("{who} noted that {person} was introduced to {other}."), "heart-handshake"
        ),
        "handover.customer.accepted": Told(_("{who} took {other} on."), "check"),
        "handover.customer.answered": Told(
            _("{other} gave its word on {person} as its contact."), "message-circle"
        ),
        "handover.customer.overdue": Told(
            _("The day passed on which {other} should have given its word."), "clock"
        ),
        "handover.customer.merged": Told(
            _("{other} was merged with another customer and left the board."), "link"
        ),
        "handover.heir.offered": Told(
            _("{who} offered {other} another heir: {person}."), "user-question"
        ),
        "handover.heir.followed": Told(
            _("{other} changed hands again: {person} is its next heir on this board, too."),
            "user-question",
        ),
        "handover.confirmation.asked": Told(
            _("{who} asked {other} whether {person} is welcome as its new contact."), "mail"
        ),
        "handover.confirmation.link_made": Told(
            _("{who} made a one-time link to hand over to {other}."), "link"
        ),
        "handover.confirmation.mailed": Told(
            _("A letter about the new contact of {other} was handed to the mail server."),
            "mail",
        ),
        "handover.confirmation.reminded": Told(
            _("{who} reminded {other} of the question about its new contact."), "bell"
        ),
        "handover.confirmation.opened": Told(
            _("The question about the new contact of {other} was opened by its link."),
            "eye",
            "open",
        ),
        "handover.confirmation.answered": Told(
            _("{other} answered whether {person} is its contact."),
            "rosette-discount-check",
            "open",
        ),
        "handover.confirmation.closed": Told(
            _("{who} stopped waiting for the answer of {other}."), "x", "shut"
        ),
        "handover.confirmation.read": Told(
            _("{who} read what {other} said about its new contact."), "eye", "open"
        ),
        "handover.return.listed": Told(
            _("{who} put things that {person} has to return on the list ({count})."), "list"
        ),
        "handover.return.settled": Told(
            _("{who} ticked something off that {person} has to return."), "check"
        ),
        "handover.statement.signed": Told(
            _("A statement of {person} was signed and is kept with its hash."), "signature"
        ),
        "handover.handover.completed": Told(
            _("{who} completed the hand-over of {person}."), "rosette-discount-check", "open"
        ),
        "handover.doors.closed": Told(
            _("What {person} still held after the last day was ended."), "lock", "shut"
        ),
    },
)
