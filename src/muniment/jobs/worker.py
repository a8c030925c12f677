"""The worker's loop: periodic steps in the main thread, jobs in threads beside it.

The main thread renews the leases of running jobs and so must never wait for one.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from django.db import close_old_connections, connections

from muniment.core import clock
from muniment.jobs import leases, performing, schedule, sql
from muniment.jobs.leases import Lease
from muniment.jobs.running import Run
from muniment.jobs.waking import Waker

log = structlog.get_logger(__name__)

THREADS = 2  # a long import leaves room for the short jobs
STEP_SECONDS = 1.0
REAP_SECONDS = 10.0
QUIET_SECONDS = 60.0
PATIENCE_SECONDS = 4.0  # how long a stopping worker waits for its jobs


@dataclass(slots=True)
class _Held:
    lease: Lease
    run: Run
    thread: threading.Thread


class Worker:
    """Runs due jobs and, each second, the steps it was given."""

    def __init__(
        self, name: str, *, steps: Sequence[Callable[[], object]] = (), channels: Sequence[str] = ()
    ) -> None:
        """Make a worker.

        Args:
            name: stays the same over restarts, so that a new life frees the old one's jobs.
            steps: called each second in the main thread; an error is logged and forgotten.
            channels: further PostgreSQL channels whose calls bring the next turn forward.
        """
        self.name = name
        self.stop = threading.Event()
        self._steps = [*steps, self._renew, self._queue_due]
        self._waker = Waker([sql.CHANNEL, *channels], self.stop)
        self._held: list[_Held] = []
        self._next_step = self._next_reap = 0.0
        self._quiet_until: dict[str, float] = {}

    def run(self) -> None:
        """Work until `stop` is set, then give back what did not finish in time."""
        self._safely(lambda: leases.release_all(worker=self.name, at=clock.now()))
        self._safely(lambda: schedule.adopt(at=clock.now()))
        while not self.stop.is_set():
            self.turn()
            if self._waker.wait():
                self._next_step = 0.0
        self._end()

    def turn(self) -> None:
        """Do what is due now: the steps once a second, silent workers, new jobs."""
        now = time.monotonic()
        if now >= self._next_step:
            self._next_step = now + STEP_SECONDS
            for step in self._steps:
                self._safely(step)
        if now >= self._next_reap:
            self._next_reap = now + REAP_SECONDS
            self._safely(lambda: leases.reap(at=clock.now()))
        self._safely(self._take_jobs)

    def _take_jobs(self) -> None:
        self._held = [held for held in self._held if held.thread.is_alive()]
        while len(self._held) < THREADS and not self.stop.is_set():
            lease = leases.claim(worker=self.name, at=clock.now())
            if lease is None:
                return
            run = performing.run_of(lease)
            thread = threading.Thread(target=_work, args=(lease, run), daemon=True)
            self._held.append(_Held(lease, run, thread))
            thread.start()

    def _renew(self) -> None:
        for held in self._held:
            if held.thread.is_alive():
                leases.renew(held.lease, held.run, at=clock.now())

    def _queue_due(self) -> None:
        schedule.queue_due(at=clock.now())

    def _end(self) -> None:
        for held in self._held:
            held.run.stopping.set()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for held in self._held:
            held.thread.join(max(0.0, deadline - time.monotonic()))
        self._safely(lambda: leases.release_all(worker=self.name, at=clock.now()))
        self._waker.close()
        connections.close_all()

    def _safely(self, step: Callable[[], object]) -> None:
        """One step's trouble (a busy database, a full disk) must not stop the others."""
        try:
            close_old_connections()
            step()
        except Exception as error:
            self._tell(performing.without_values(error))

    def _tell(self, trouble: dict[str, str]) -> None:
        """Log a trouble once a minute; a halted ledger would else fill the log each second."""
        now = time.monotonic()
        if now >= self._quiet_until.get(trouble["where"], 0.0):
            self._quiet_until[trouble["where"]] = now + QUIET_SECONDS
            log.warning("worker.step_failed", **trouble)


def _work(lease: Lease, run: Run) -> None:
    try:
        performing.perform_lease(lease, run)
    except Exception as error:  # the database did not even take the outcome: the lease runs out
        log.warning("worker.job_unrecorded", **performing.without_values(error))
    finally:
        connections.close_all()
