"""What the verbs share: states, progress, the end of a run."""

from collections.abc import Callable
from datetime import datetime

from muniment.core import canonical
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.intake import spool
from muniment.intake.domain.headings import normal
from muniment.intake.models import Run, StagedCustomer, StagedOrder
from muniment.keys import ring

FILE = "file"
"""The part of the spool that holds what was uploaded."""

Progress = Callable[[int, int], None]
"""Told how far the work is: done and total, in units of its own."""


class RunBusy(MunimentError):
    """Somebody (or a job) works on this run already; nothing was changed."""

    code = "intake.run.busy"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This import is being worked on.")
    next_step = gettext_noop("Wait until the progress bar has reached its end.")


class RunNotReady(MunimentError):
    """The run is not at the point where this can be done; nothing was changed."""

    code = "intake.run.not_ready"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This import cannot do that now: it is {state}.")
    next_step = gettext_noop("Check the file first, or upload it again if the run has ended.")


def require_state(run: Run, *states: Run.State) -> None:
    """Raise unless the run is in one of these states.

    Raises:
        RunBusy: it is being checked or loaded.
        RunNotReady: it is somewhere else.
    """
    if run.state in states:
        return
    if run.state in {Run.State.CHECKING, Run.State.LOADING}:
        raise RunBusy
    raise RunNotReady(state=str(run.state))


def no_progress(_done: int, _total: int) -> None:
    """Tell nobody."""


def clear_staging(run: Run) -> None:
    """Forget what was staged for a run."""
    StagedOrder.objects.filter(run=run).delete()
    StagedCustomer.objects.filter(run=run).delete()


def drop_file(run: Run, *, at: datetime) -> None:
    """Erase the uploaded file: its data key, then its bytes. The run keeps size and hash."""
    spool.erase(run.upload_id, FILE, at=at)
    run.upload.erased_at = at
    run.upload.save(update_fields=["erased_at"])


def fingerprint(kind: str, headings: tuple[str, ...]) -> bytes:
    """Hash the headings of a file under a key, to know them again without keeping them."""
    told = canonical.dump([kind, *(normal(heading) for heading in headings)])
    return ring.blind("intake.headings", told.decode())
