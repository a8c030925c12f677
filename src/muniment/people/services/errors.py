"""What the verbs of the people room say when something is not so."""

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop


class PersonNotFound(MunimentError):
    """Nobody has this id."""

    code = "people.person.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("This person is not in the address book.")
    next_step = gettext_noop("Go back to the list and pick somebody there.")


class NotYourAccount(MunimentError):
    """The one who acts may not manage this account; nothing was written."""

    code = "people.account.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("You may not manage this account.")
    next_step = gettext_noop(
        "Ask an administrator; accounts of owners and auditors are managed by owners only."
    )


class OwnAccount(MunimentError):
    """Nobody changes her own role, leaves or resets herself: a second person does it."""

    code = "people.account.own"
    kind = ErrorKind.REFUSED
    title = gettext_noop("Nobody may do this to their own account.")
    next_step = gettext_noop("Ask another owner or administrator to do it.")


class LastOwner(MunimentError):
    """The house would be left without an owner who can sign in."""

    code = "people.owner.last"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This is the last owner.")
    next_step = gettext_noop("Make somebody else an owner first.")


class StepNotOpen(MunimentError):
    """The state of the employment does not allow this step; nothing was written."""

    code = "people.employment.step_not_open"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This is not possible now: the account is “{state}”.")
    next_step = gettext_noop("Open the person again to see what can be done.")


class TokensClosed(MunimentError):
    """No program reads in the name of somebody who is leaving; nothing was written."""

    code = "people.token.closed"
    kind = ErrorKind.REFUSED
    title = gettext_noop("During notice no API tokens are made.")
    next_step = gettext_noop("Ask a colleague who stays to run the program.")


class LineClosesCircle(MunimentError):
    """The line manager stands below the person; nobody can be above herself."""

    code = "people.line.circle"
    kind = ErrorKind.INVALID
    title = gettext_noop("This line manager reports to the person herself.")
    next_step = gettext_noop("Choose somebody who is not below her in the org chart.")


class LineManagerUnfit(MunimentError):
    """A line manager must be staff and at work."""

    code = "people.line.manager_unfit"
    kind = ErrorKind.INVALID
    title = gettext_noop("This person cannot be a line manager.")
    next_step = gettext_noop("Choose somebody of the staff who is at work.")


class PostInvalid(MunimentError):
    """Guests need an outside company and no team; staff have no outside company."""

    code = "people.post.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("Role and company do not fit together.")
    next_step = gettext_noop("Guests belong to an outside company, staff to a team of ours.")


class EmailTaken(MunimentError):
    """An account with this e-mail address exists already."""

    code = "people.email.taken"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("An account with this e-mail address exists already.")
    next_step = gettext_noop("Find it in the address book; who left can be reinstated there.")


class EmailInvalid(MunimentError):
    """This cannot be an e-mail address."""

    code = "people.email.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("This is not an e-mail address.")
    next_step = gettext_noop("Write it as name@example.com.")


class NameTaken(MunimentError):
    """A team or company of this name exists already."""

    code = "people.name.taken"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This name is in use already.")
    next_step = gettext_noop("Use the one that is there, or choose another name.")


class NameMissing(MunimentError):
    """A name is empty or too long."""

    code = "people.name.missing"
    kind = ErrorKind.INVALID
    title = gettext_noop("A name is missing or longer than {limit} letters.")
    next_step = gettext_noop("Write a name.")


class DaysInvalid(MunimentError):
    """The last day lies before the day of the notice."""

    code = "people.notice.days_invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("The last day lies before the day of the notice.")
    next_step = gettext_noop("Check the two days.")


class InvitationClosed(MunimentError):
    """The link was used, replaced, or is too old; which of them is nobody's business."""

    code = "people.invitation.closed"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("This invitation is not valid any more.")
    next_step = gettext_noop("Ask your administrator for a new one.")


class PasswordTooWeak(MunimentError):
    """The password breaks the house's rules."""

    code = "people.password.too_weak"
    kind = ErrorKind.INVALID
    title = gettext_noop("This password is too easy to guess.")
    next_step = gettext_noop("Use at least 12 letters; a few words in a row are good.")


class FirstRunClosed(MunimentError):
    """The company is founded already, or the link is not the newest one."""

    code = "people.first_run.closed"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("This first-run link is not valid any more.")
    next_step = gettext_noop("Start the house again to get a new link, or sign in.")


class ScopesInvalid(MunimentError):
    """The token asks for nothing, or for something this house does not know."""

    code = "people.token.scopes_invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("These permissions cannot be given: {scopes}.")
    next_step = gettext_noop("Choose from the list on the token page.")


class TokenTermInvalid(MunimentError):
    """An API token ends in the future, and within a year."""

    code = "people.token.term_invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("A token must end within {days} days.")
    next_step = gettext_noop("Choose an earlier last day.")


class TokenNotFound(MunimentError):
    """No live token of this id, or somebody else's."""

    code = "people.token.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("This token does not exist, or has ended.")
    next_step = gettext_noop("Open the list of tokens again.")


class SessionNotFound(MunimentError):
    """No live session of this id, or somebody else's."""

    code = "people.session.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("This session does not exist, or has ended.")
    next_step = gettext_noop("Open the list of sessions again.")


class GroupNotFound(MunimentError):
    """No team or outside company has this id."""

    code = "people.group.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("This team or company does not exist.")
    next_step = gettext_noop("Choose one from the list.")
