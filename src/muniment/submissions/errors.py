"""What can be wrong with handing in; nothing was written in any of these cases."""

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop


class NotForLeaders(MunimentError):
    """The role may not set what all others are asked for."""

    code = "submissions.setting.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This is not yours to set.")
    next_step = gettext_noop(
        "An owner or a sales manager sets it; the commission tail is the owner’s."
    )


class RhythmInvalid(MunimentError):
    """Weeks or weekday out of range, or a role that keeps no customers."""

    code = "submissions.rhythm.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("This rhythm cannot be set.")
    next_step = gettext_noop("Choose 0 to 8 weeks, a day of the week, and who is asked.")


class ThresholdInvalid(MunimentError):
    """An unknown compartment or field, or days out of range."""

    code = "submissions.threshold.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("This limit cannot be set.")
    next_step = gettext_noop("Choose a compartment or field, and 1 to 3,650 days.")


class NothingToHandIn(MunimentError):
    """The person keeps no customer."""

    code = "submissions.period.nothing"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("You keep no customers, so there is nothing to hand in.")
    next_step = gettext_noop("Once a customer is assigned to you, it shows here.")


class AlreadyHandedIn(MunimentError):
    """The period has its submission."""

    code = "submissions.period.done"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("You have handed in for this period already.")
    next_step = gettext_noop("What you change from now on counts for the next one.")


class NotYourCustomer(MunimentError):
    """A customer that somebody else keeps."""

    code = "submissions.customer.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("You do not keep one of these customers.")
    next_step = gettext_noop("Load the page again: a customer may have been handed on.")


class VisitUnfit(MunimentError):
    """No such visit to this customer, not by this person, or too long ago."""

    code = "submissions.visit.unfit"
    kind = ErrorKind.INVALID
    title = gettext_noop("This visit cannot prove these values.")
    next_step = gettext_noop("Choose a visit of your own to this customer, not older than 90 days.")


class OriginInvalid(MunimentError):
    """Days that cannot be, or people who cannot have done it."""

    code = "submissions.origin.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("The origin file does not fit together: {why}.")
    next_step = gettext_noop("Correct it and save again.")


class OriginMissing(MunimentError):
    """There is no origin file to confirm, or it was confirmed before."""

    code = "submissions.origin.missing"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("There is nothing to confirm here.")
    next_step = gettext_noop("Load the page again: somebody may have been faster.")


class OriginYourOwn(MunimentError):
    """Whoever wrote it, or is named in it, does not confirm it."""

    code = "submissions.origin.your_own"
    kind = ErrorKind.REFUSED
    title = gettext_noop("You do not confirm your own word.")
    next_step = gettext_noop("Another line manager or the owner confirms it.")


class TailRuleInvalid(MunimentError):
    """Percent or months out of range."""

    code = "submissions.tail.rule_invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("This commission tail cannot be set.")
    next_step = gettext_noop("Choose 0 to 100 percent and 0 to 60 months.")


class CreditNotFound(MunimentError):
    """No such person, or one whose credit is not for this reader."""

    code = "submissions.credit.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such page.")
    next_step = gettext_noop("Everybody sees her own credit; line managers see their people’s.")
