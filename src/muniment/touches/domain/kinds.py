"""The words of a touch: what kind it was, where it came from, whose trace stands behind it."""

from enum import StrEnum


class Kind(StrEnum):
    """How people met."""

    CALL = "call"
    MAIL = "mail"
    VISIT = "visit"
    FAIR = "fair"
    MESSAGE = "message"


class Direction(StrEnum):
    """Who began: we (`out`), the customer (`in`), or both at once (`both`)."""

    OUT = "out"
    IN = "in"
    BOTH = "both"


class Source(StrEnum):
    """How the house learnt of it."""

    LOGGED = "logged"  # somebody said so
    MAIL_IN = "mail_in"  # sent to the company's address for touches
    MAILBOX = "mailbox"  # read from a mailbox file
    CALENDAR = "calendar"  # read from a calendar file
    CONFIRMED = "confirmed"  # the customer answered on a one-time page


class Trace(StrEnum):
    """What of the customer's own stands behind a touch; without any it is only said."""

    SAID = ""
    MAIL = "mail"  # a mail from the customer's address, authenticated
    REPLY = "reply"  # such a mail that answers one of ours
    ACCEPTED = "accepted"  # the customer accepted the appointment
    CONFIRMED = "confirmed"  # the customer's word on a one-time page


class PromiseKind(StrEnum):
    """What was said: that we do something, or for how much we would sell."""

    PROMISE = "promise"
    QUOTATION = "quotation"


class PromiseState(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    KEPT = "kept"
    DROPPED = "dropped"


class VisitState(StrEnum):
    """Where a planned visit stands."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"
