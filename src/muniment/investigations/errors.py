"""What can be the case when somebody works on a case."""

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop


class CaseNotFound(MunimentError):
    """No such case, or none that this person may know of; the two look the same."""

    code = "investigations.case.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such case.")
    next_step = gettext_noop("Check the number, or look in the list of cases.")


class CaseShut(MunimentError):
    """The case is not for this person; the attempt is on record, nothing was opened."""

    code = "investigations.case.shut"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This case is not open to you.")
    next_step = gettext_noop("Ask whoever leads the case, or a sales manager.")


class CaseNotYours(MunimentError):
    """The role of this person does not allow the verb here; nothing was written."""

    code = "investigations.verb.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This is not yours to do in this case.")
    next_step = gettext_noop("Ask whoever leads the case, a sales manager or compliance.")


class CaseClosed(MunimentError):
    """The case is closed; nothing was written."""

    code = "investigations.case.closed_already"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This case is closed.")
    next_step = gettext_noop("Reopen it first.")


class CaseOpenAlready(MunimentError):
    """The case is not closed; nothing was written."""

    code = "investigations.case.open_already"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This case is open already.")
    next_step = gettext_noop("Go on working in it.")


class NothingKnown(MunimentError):
    """A case needs at least one fact to begin with; nothing was written."""

    code = "investigations.case.nothing_known"
    kind = ErrorKind.INVALID
    title = gettext_noop("There is nothing to investigate yet.")
    next_step = gettext_noop("Paste the mail, or give a company name, an address or a website.")


class FactInvalid(MunimentError):
    """A fact has no usable code or value; nothing was written."""

    code = "investigations.fact.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("“{code}” cannot be taken in: {why}.")
    next_step = gettext_noop("Correct the field and save again.")


class FactNotFound(MunimentError):
    """The case has no such fact in that state; nothing was written."""

    code = "investigations.fact.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such fact in this case.")
    next_step = gettext_noop("Open the case again: somebody may have been faster.")


class FindingNotFound(MunimentError):
    """The case has no such finding; nothing was written."""

    code = "investigations.finding.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such finding in this case.")
    next_step = gettext_noop("Open the case again: a newer run may have replaced it.")


class NotSeenByPeople(MunimentError):
    """A check tells this good sign from its source; a person's word does not take its place."""

    code = "investigations.finding.not_seen_by_people"
    kind = ErrorKind.INVALID
    title = gettext_noop("Only its check can find this good sign; a person cannot add it.")
    next_step = gettext_noop("Run the check, or choose a sign that people see.")


class OwnFinding(MunimentError):
    """Whoever added a finding does not confirm it."""

    code = "investigations.finding.own"
    kind = ErrorKind.REFUSED
    title = gettext_noop("You added this finding; somebody else has to confirm it.")
    next_step = gettext_noop("Ask a colleague who may work in this case.")


class ReasonMissing(MunimentError):
    """A judgement without a reason says nothing to a later reader; nothing was written."""

    code = "investigations.reason.missing"
    kind = ErrorKind.INVALID
    title = gettext_noop("Say why.")
    next_step = gettext_noop("One sentence that a stranger can follow in a year is enough.")


class EvidenceNotFound(MunimentError):
    """The case has no such evidence; nothing was read or written."""

    code = "investigations.evidence.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such evidence in this case.")
    next_step = gettext_noop("Choose one from the list of evidence.")


class EvidenceWithheld(MunimentError):
    """Evidence may show what the dossier withholds from this reader; nothing was read."""

    code = "investigations.evidence.withheld"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This evidence may show what the dossier does not open to you.")
    next_step = gettext_noop("Ask the keeper of the customer for a look at the dossier first.")


class EvidenceUnfit(MunimentError):
    """Empty or too large; nothing was kept."""

    code = "investigations.evidence.unfit"
    kind = ErrorKind.INVALID
    title = gettext_noop("Evidence must hold between 1 byte and {most_megabytes} MB.")
    next_step = gettext_noop("Keep the part that matters.")


class CheckUnknown(MunimentError):
    """No check of this id is installed."""

    code = "investigations.check.unknown"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no check “{check}”.")
    next_step = gettext_noop("Choose one from the flow chart of the case.")


class OutcomeUnfit(MunimentError):
    """A person cannot say this about a check; nothing was written."""

    code = "investigations.outcome.unfit"
    kind = ErrorKind.INVALID
    title = gettext_noop("A person can only say that it was done or that nothing was found.")
    next_step = gettext_noop("If it could not be checked, leave it open.")


class DecisionUnfit(MunimentError):
    """The verdict cannot stand as it was given; nothing was written."""

    code = "investigations.decision.unfit"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This verdict cannot be given: {why}.")
    next_step = gettext_noop("Look at rating, coverage and advice again.")


class DecisionNotFound(MunimentError):
    """No verdict waits here."""

    code = "investigations.decision.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("No verdict is waiting here for a second person.")
    next_step = gettext_noop("Open the case again: somebody may have been faster.")


class SecondPersonNeeded(MunimentError):
    """The person who asked cannot approve; nothing was written."""

    code = "investigations.decision.second_person"
    kind = ErrorKind.REFUSED
    title = gettext_noop("A second person has to approve this.")
    next_step = gettext_noop("Ask the owner, a sales manager, finance or compliance.")


class WatchUnfit(MunimentError):
    """The re-check cannot be set like this; nothing was written."""

    code = "investigations.watch.unfit"
    kind = ErrorKind.INVALID
    title = gettext_noop("A re-check comes every 1 to 730 days.")
    next_step = gettext_noop("Choose a number of days.")


class LinkNotFound(MunimentError):
    """The case has no such tie; nothing was written."""

    code = "investigations.link.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such tie in this case.")
    next_step = gettext_noop("Open the case again: a newer run may have replaced it.")
