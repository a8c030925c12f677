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
