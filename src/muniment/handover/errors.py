"""What the room says when something is not so."""

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop


class HandoverNotFound(MunimentError):
    """No such hand-over, or none that this person may know of; the two look the same."""

    code = "handover.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such hand-over.")
    next_step = gettext_noop("Go back to the list of hand-overs.")


class NotYoursToHand(MunimentError):
    """Only an owner and those above a person hand her customers over; nothing was written."""

    code = "handover.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("These customers are not yours to hand over.")
    next_step = gettext_noop("Ask the owner, or somebody above this person in the line.")


class AlreadyLeaving(MunimentError):
    """The hand-over of this person runs already; nothing was written."""

    code = "handover.already_running"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This person’s customers are being handed over already.")
    next_step = gettext_noop("Open the hand-over that is running.")


class HandoverBinds(MunimentError):
    """Notice is not withdrawn while a hand-over runs; nothing was written."""

    code = "handover.notice.bound"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("The customers of this person are being handed over.")
    next_step = gettext_noop(
        "Take the hand-over back on its board. A second person confirms it, and customers and "
        "notice return together."
    )


class NothingToHand(MunimentError):
    """The person keeps no customers; nothing was written."""

    code = "handover.nothing_to_hand"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This person keeps no customers that could be handed over.")
    next_step = gettext_noop("Take the notice in the list of people.")


class PlanMoved(MunimentError):
    """Customers or heirs changed after the plan was shown; nothing was written."""

    code = "handover.plan.moved"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("Something changed since this plan was shown.")
    next_step = gettext_noop("Look at the plan again and confirm it as it is now.")


class CountsDiffer(MunimentError):
    """Something would be lost on the way; everything was put back as it was."""

    code = "handover.counts.differ"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The counts before and after differ, so nothing was changed.")
    next_step = gettext_noop("Try again; if it happens again, report it as a mistake.")


class HandoverOver(MunimentError):
    """The hand-over is complete or was withdrawn; nothing was written."""

    code = "handover.over"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This hand-over is over.")
    next_step = gettext_noop("Open it to read what was done.")


class StepNotOpen(MunimentError):
    """This step does not follow from where the customer stands; nothing was written."""

    code = "handover.item.step_not_open"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This is not possible now: the customer is “{state}”.")
    next_step = gettext_noop("Look at the board again.")


class HeirUnfit(MunimentError):
    """This person cannot be the next heir; nothing was written."""

    code = "handover.heir.unfit"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This person cannot take the customer: {why}.")
    next_step = gettext_noop("Choose somebody else.")


class LinkClosed(MunimentError):
    """The link leads nowhere, or not any more; nothing was read."""

    code = "handover.confirmation.link_closed"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("This link is not open.")
    next_step = gettext_noop("Ask whoever sent it to you for a new one.")


class ConfirmationNotFound(MunimentError):
    """No such question waits for a customer's word; nothing was written."""

    code = "handover.confirmation.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("No such question waits for this customer’s word.")
    next_step = gettext_noop("Look at the board again: the answer may have come.")


class SendingInvalid(MunimentError):
    """The letter cannot go out like this; nothing was written."""

    code = "handover.confirmation.sending_invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("The letters cannot be sent: {why}.")
    next_step = gettext_noop("Correct the field and try again.")


class RemindersUsedUp(MunimentError):
    """Three reminders are enough; nothing was sent."""

    code = "handover.confirmation.reminders_used_up"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This customer was reminded three times.")
    next_step = gettext_noop("Call, or hand the link over yourself.")


class AnswerUnfit(MunimentError):
    """The answer is not whole; nothing was kept and the link still works.

    Attributes:
        faults: field → `missing` or `too_long`.
    """

    code = "handover.confirmation.answer_unfit"
    kind = ErrorKind.INVALID
    title = gettext_noop("The answer is not whole: {fields}.")
    next_step = gettext_noop("Correct the marked fields and send again.")

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(fields=", ".join(sorted(faults)))
        self.faults = faults


class PaperUnfit(MunimentError):
    """What was uploaded cannot be kept; nothing was written."""

    code = "handover.paper.unfit"
    kind = ErrorKind.INVALID
    title = gettext_noop("This paper cannot be kept: {why}.")
    next_step = gettext_noop("Choose a PDF, a picture or a mail of at most 5 MB.")


class ReturnNotFound(MunimentError):
    """No such thing stands on the list; nothing was written."""

    code = "handover.return.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("This does not stand on the list of what is to come back.")
    next_step = gettext_noop("Look at the list again.")


class ReturnsFull(MunimentError):
    """The list of what is to come back is full; nothing was written."""

    code = "handover.return.full"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("No more than {most} things stand on one list.")
    next_step = gettext_noop("Put several small things into one line.")


class ExitNotReady(MunimentError):
    """Something is still open and nobody said why it may be; nothing was written."""

    code = "handover.exit.not_ready"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("The hand-over cannot be completed: {count} things are still open.")
    next_step = gettext_noop("Do what is open, or let an owner close it with a reason.")


class NotYoursToSign(MunimentError):
    """Only the leaver signs on the page; nothing was written."""

    code = "handover.statement.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("Only the person who leaves signs this here.")
    next_step = gettext_noop("Upload the signed paper instead.")


class StatementUnfit(MunimentError):
    """The signature does not fit; nothing was written."""

    code = "handover.statement.unfit"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This cannot be signed now: {why}.")
    next_step = gettext_noop("Look at the page again.")


class AnswerBehindContacts(MunimentError):
    """The access table keeps the customer's contact persons from this reader; nothing was read."""

    code = "handover.confirmation.behind_contacts"
    kind = ErrorKind.REFUSED
    title = gettext_noop("The customer’s words name people whom you have not opened.")
    next_step = gettext_noop("Open the contact persons of this customer, then read its answer.")


class ReasonMissing(MunimentError):
    """Nobody takes a hand-over back without saying why; nothing was written."""

    code = "handover.withdrawal.reason_missing"
    kind = ErrorKind.INVALID
    title = gettext_noop("Say why the hand-over is taken back.")
    next_step = gettext_noop("Write the reason and try again.")


class WithdrawalWaits(MunimentError):
    """Somebody asked already; nothing was written."""

    code = "handover.withdrawal.waits"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("Somebody asked already to take this hand-over back.")
    next_step = gettext_noop("A second person confirms it, or drops it.")


class WithdrawalNotFound(MunimentError):
    """Nobody asks for this any more; nothing was written."""

    code = "handover.withdrawal.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("Nobody asks any more to take this hand-over back.")
    next_step = gettext_noop("Look at the board again.")


class SecondPersonNeeded(MunimentError):
    """Who asked does not confirm; nothing was written."""

    code = "handover.withdrawal.second_person"
    kind = ErrorKind.REFUSED
    title = gettext_noop("A second person has to confirm this.")
    next_step = gettext_noop("Ask another owner or sales manager above the person.")
