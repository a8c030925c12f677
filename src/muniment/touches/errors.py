"""What can be wrong with touches; nothing was written in any of these cases."""

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop


class TouchNotYours(MunimentError):
    """The role or the relation to the customer does not allow it."""

    code = "touches.verb.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This is not yours to do.")
    next_step = gettext_noop("The keeper, the deputy or their line manager can do it.")


class TouchInvalid(MunimentError):
    """A day, a kind or a text that no touch can have."""

    code = "touches.touch.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("This cannot be noted: {why}.")
    next_step = gettext_noop("Correct it and send it again.")


class TouchNotFound(MunimentError):
    """No such touch, visit, promise or waiting mail, or none that this person may know of."""

    code = "touches.touch.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such thing here, or it is settled already.")
    next_step = gettext_noop("Load the page again.")


class CustomerClosed(MunimentError):
    """The dossier is retired or merged."""

    code = "touches.customer.closed"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This customer’s dossier is closed.")
    next_step = gettext_noop("If it was merged, note the touch in the dossier it was merged into.")


class ConfirmationNotYours(MunimentError):
    """Somebody of the house wanted to speak for the customer."""

    code = "touches.confirmation.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("Only the customer confirms who its contact is.")
    next_step = gettext_noop("Send the customer its confirmation link.")


class DutyInvalid(MunimentError):
    """Days out of range, or somebody who cannot have the duty."""

    code = "touches.duty.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("This duty cannot be set: {why}.")
    next_step = gettext_noop("Choose 0 to 1,000 days and somebody of the staff at work.")


class FileUnreadable(MunimentError):
    """The file is neither a mailbox, nor a message, nor a calendar, or it is too large."""

    code = "touches.file.unreadable"
    kind = ErrorKind.INVALID
    title = gettext_noop("This file cannot be read: {why}.")
    next_step = gettext_noop("Choose a mailbox (mbox), a message (eml) or a calendar (ics).")


class MailOnHold(MunimentError):
    """Whoever is on notice deletes nothing: her mail and notes stay for the house."""

    code = "touches.hold.on_notice"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("You are on notice, so this stays as it is.")
    next_step = gettext_noop("Ask your line manager if something here is wrong.")


class SenderUnknown(MunimentError):
    """A mail to the house that neither a colleague nor the own mail server vouches for."""

    code = "touches.mail.sender_unknown"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This mail is from nobody whom the house knows.")
    next_step = gettext_noop("Send it from your own mail address in the house.")


class TrayFull(MunimentError):
    """More mails wait for somebody than a person would look through; the sender tries again."""

    code = "touches.mail.tray_full"
    kind = ErrorKind.LIMITED
    title = gettext_noop("Too many mails wait in this tray.")
    next_step = gettext_noop("Assign or discard those that wait.")
