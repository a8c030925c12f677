"""What a handler holds while it works: a way to say how far it is, and to be told to stop."""

import threading
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID


class JobCancelled(Exception):
    """Somebody cancelled the job; the handler should let this pass."""


class WorkerStopping(Exception):
    """The worker is asked to end; the job goes back to the queue and does not count as tried."""


@dataclass(slots=True)
class Run:
    """One attempt at one job.

    Progress is kept here and written by the worker's own loop once a second, so saying it
    costs a handler nothing and does not depend on the handler's transaction.
    """

    job_id: UUID | None = None
    attempt: int = 1
    done: int = 0
    total: int = 0
    message: str = ""
    cancelled: threading.Event = field(default_factory=threading.Event)
    stopping: threading.Event = field(default_factory=threading.Event)

    def progress(self, done: int, total: int = 0, message: str = "") -> None:
        """Say how far the work is; `message` is a code that a page translates.

        Call it between steps that may be interrupted.

        Raises:
            JobCancelled: somebody no longer wants the result.
            WorkerStopping: the house is shutting down.
        """
        self.done, self.total, self.message = done, total, message
        if self.cancelled.is_set():
            raise JobCancelled
        if self.stopping.is_set():
            raise WorkerStopping


current: ContextVar[Run | None] = ContextVar("muniment_job_run", default=None)
