"""What a hand-over is, and where it and each of its customers stand."""

from enum import StrEnum


class Kind(StrEnum):
    """Why customers change hands."""

    LEAVER = "leaver"  # somebody gave notice
    ROTATION = "rotation"  # areas change hands; nobody leaves
    TRANSFER = "transfer"  # somebody takes another post


class Stage(StrEnum):
    """Where a hand-over stands as a whole."""

    RUNNING = "running"
    COMPLETE = "complete"
    WITHDRAWN = "withdrawn"  # notice was taken back


class ItemState(StrEnum):
    """Where one customer stands; the customer's refusal is a state of its own."""

    OPEN = "open"  # the heir keeps it, the customer does not know yet
    INTRODUCED = "introduced"
    CONFIRMED = "confirmed"  # the customer named the heir as its contact
    REFUSED = "refused"  # the customer does not want this heir
    OVERDUE = "overdue"  # the day passed without the customer's word


class ConfirmationState(StrEnum):
    """Whether the customer's word is awaited; that a link has run out is a matter of time."""

    PREPARED = "prepared"  # the letter is written, nobody was asked yet
    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


class Obstacle(StrEnum):
    """What is in the way of a letter that was prepared."""

    NO_ADDRESS = "no_address"  # the dossier has no mail address
    OURS = "ours"  # every address is one of this house
    UNVERIFIED = "unverified"  # only the leaver or the heir vouches for it: a yes will not count

    @property
    def stops_mail(self) -> bool:
        """Say whether no letter can be mailed at all."""
        return self is not Obstacle.UNVERIFIED


class Answer(StrEnum):
    """What the customer said about its new contact."""

    CONFIRMED = "confirmed"
    OTHER_CONTACT = "other_contact"  # somebody else of ours, please
    REFUSED = "refused"


class AnswerWay(StrEnum):
    """How the word came in."""

    LINK = "link"
    MAIL = "mail"  # a mailed answer, pasted or uploaded
    PAPER = "paper"  # a signed sheet, uploaded


class Vouch(StrEnum):
    """Who stands for it that the word is the customer's own; only the first two count."""

    TRACED = "traced"  # by a link that the house mailed to an address neither side wrote alone
    LED = "led"  # handed over or filed by somebody who leads the leaver
    HEIR = "heir"  # handed over or filed by the heir herself
    ADDRESS = "address"  # by mail, to an address that only the leaver or the heir vouches for


OPEN_QUESTIONS = (ConfirmationState.PREPARED, ConfirmationState.WAITING)
COUNTING = (Vouch.TRACED, Vouch.LED)


class ReturnState(StrEnum):
    """Whether something the person holds has come back."""

    OPEN = "open"
    RETURNED = "returned"
    NEVER_HELD = "never_held"
    MISSING = "missing"


class Paper(StrEnum):
    """What a leaver acknowledges or signs."""

    DELETION = "deletion"  # nothing of the company's customers is left with her
    DUTIES = "duties"  # secrecy goes on after the last day
    RESIGNATION = "resignation"  # the form that closes it all


def values(states: type[StrEnum]) -> list[tuple[str, str]]:
    """List the codes of an enumeration as a table's choices."""
    return [(state.value, state.value) for state in states]
