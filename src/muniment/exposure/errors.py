"""What the exposure room refuses."""

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop


class PersonNotFound(MunimentError):
    """Nobody of this id, or nobody below the reader; the two look the same. Nothing was read."""

    code = "exposure.person.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is nobody like that among your people.")
    next_step = gettext_noop("Choose one of the people in the list.")


class CustomerNotFound(MunimentError):
    """No such customer in the survey, or none that one of the reader's people keeps."""

    code = "exposure.customer.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such customer among those of your people.")
    next_step = gettext_noop("Choose a tile of the map, or a row of its table.")


class ExposureShut(MunimentError):
    """Nobody stands below the reader; nothing was read."""

    code = "exposure.map.shut"
    kind = ErrorKind.REFUSED
    title = gettext_noop("What hangs on a person is for those who answer for her.")
    next_step = gettext_noop("Line managers see their people; owner and compliance see everybody.")


class WeightsNotFound(MunimentError):
    """No proposed weights of this number; nothing was written."""

    code = "exposure.weights.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There are no proposed weights of this number.")
    next_step = gettext_noop("Look at the weights again: somebody may have been faster.")


class WeightsUnchanged(MunimentError):
    """The proposal equals the weights in force; nothing was written."""

    code = "exposure.weights.unchanged"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("These are the weights that are in force.")
    next_step = gettext_noop("Change at least one of them, then propose it.")


class WeightsNotYours(MunimentError):
    """The role neither proposes nor adopts weights; nothing was written."""

    code = "exposure.weights.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("The weights are not yours to set.")
    next_step = gettext_noop(
        "Owner, compliance and sales managers propose; owner and compliance adopt."
    )


class SecondPersonNeeded(MunimentError):
    """Whoever proposed it cannot adopt it too; nothing was written."""

    code = "exposure.weights.second_person"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This takes two people, and you were the first.")
    next_step = gettext_noop("Ask another owner or compliance to confirm it.")
