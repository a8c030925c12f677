"""What can be wrong with a wish in the warning room; nothing was written."""

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop


class WarningNotYours(MunimentError):
    """The customer is neither hers nor her people's; nothing was read or written."""

    code = "warning.customer.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This is for the people who keep the customer, and their managers.")
    next_step = gettext_noop("Ask the keeper of the customer, or the keeper’s manager.")


class WarningNotFound(MunimentError):
    """No such warning, or none that this person may know of; the two look the same."""

    code = "warning.warning.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such warning.")
    next_step = gettext_noop("Look in the list of warnings.")


class WarningClosed(MunimentError):
    """Somebody answered first, or the customer ordered; nothing was written."""

    code = "warning.warning.closed"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This warning is closed.")
    next_step = gettext_noop("Load the page again: somebody answered it, or the customer ordered.")


class ReasonMissing(MunimentError):
    """A word without letters is no word; nothing was written."""

    code = "warning.reason.missing"
    kind = ErrorKind.INVALID
    title = gettext_noop("The words are missing.")
    next_step = gettext_noop("Write in a few words what you know.")


class WordsNotYours(MunimentError):
    """Words that she may not read are not hers to replace; nothing was written."""

    code = "warning.words.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("What stands there is not shown to you, so you cannot replace it.")
    next_step = gettext_noop("Add a step with what you know, or ask the keeper to write it.")


class DaysInvalid(MunimentError):
    """Days that cannot be; nothing was written."""

    code = "warning.days.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("These days do not fit together.")
    next_step = gettext_noop(
        "The first day lies before the last, neither is more than three years away, and what was "
        "said was not said tomorrow."
    )


class RhythmInvalid(MunimentError):
    """A rhythm outside of what a rhythm can be; nothing was written."""

    code = "warning.rhythm.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("This is not a rhythm of orders.")
    next_step = gettext_noop("Give 1 to 1,100 days between two orders, and months from 1 to 12.")


class NothingRegistered(MunimentError):
    """No rhythm or suspension is in force that could be ended; nothing was written."""

    code = "warning.rhythm.none"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is nothing to end.")
    next_step = gettext_noop("Load the page again: somebody ended it first.")


class SettingsInvalid(MunimentError):
    """Days outside of what the house can count with; nothing was written."""

    code = "warning.settings.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("The house cannot warn by these days.")
    next_step = gettext_noop(
        "A silence counts as a stop after 28 to 730 days; a leaver’s customers are watched for "
        "56 to 1,100 days."
    )


class SettingsNotYours(MunimentError):
    """Somebody of another role; nothing was written."""

    code = "warning.settings.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("Owner and sales managers set how the house warns.")
    next_step = gettext_noop("Ask one of them.")


class CaseNotFound(MunimentError):
    """No such win-back case, or none that this person may know of; the two look the same."""

    code = "warning.winback.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such win-back case.")
    next_step = gettext_noop("Look in the list of win-back cases.")


class CaseOpenAlready(MunimentError):
    """One attempt at a time; nothing was written."""

    code = "warning.winback.open_already"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("Somebody is winning this customer back already.")
    next_step = gettext_noop("Open that case and add a step to it.")


class CaseClosed(MunimentError):
    """The case has its end; nothing was written."""

    code = "warning.winback.closed"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This win-back case is closed.")
    next_step = gettext_noop("Open a new one if there is another attempt.")


class StageUnchanged(MunimentError):
    """The case stands there already; nothing was written."""

    code = "warning.winback.unchanged"
    kind = ErrorKind.INVALID
    title = gettext_noop("This win-back case stands there already.")
    next_step = gettext_noop("Choose how far it came since then.")


class PersonUnfit(MunimentError):
    """Somebody who cannot do it: gone, from outside, or without right to the customer."""

    code = "warning.person.unfit"
    kind = ErrorKind.INVALID
    title = gettext_noop("This person cannot take it on.")
    next_step = gettext_noop("Choose the keeper, the deputy, or a manager of the keeper.")


class QuestionNotFound(MunimentError):
    """No such question, or none for this person; the two look the same."""

    code = "warning.question.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such question.")
    next_step = gettext_noop("Look at the questions that wait for you.")


class NothingScored(MunimentError):
    """There is no book to look at yet; nothing was computed."""

    code = "warning.run.nothing"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("There are too few orders to learn a rhythm from.")
    next_step = gettext_noop("Import an order history in which some customers ordered twice.")
