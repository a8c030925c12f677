"""Which jobs there are. Rooms name theirs in `tasks.py`; the worker finds them by name.

    @job("intake.load", attempts=3)
    def load(run: Run, *, upload_id: str) -> str | None:
        for number, batch in enumerate(batches, 1):
            run.progress(number, len(batches), "loading")
            ...
        return "loaded"

A handler may run twice (a worker can die after the last write and before it says so), so it
must come to the same end. It keeps no transaction open for long: on the embedded engine
nobody else can write meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache

from django.utils.module_loading import autodiscover_modules

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.jobs.domain.timing import Rhythm

Handler = Callable[..., str | None]


class JobUnknown(MunimentError):
    """No room has a job of this name; nothing was queued."""

    code = "jobs.job.unknown"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no job called {name}.")
    next_step = gettext_noop("Check that all parts of the installation have the same version.")


@dataclass(frozen=True, slots=True)
class JobSpec:
    """One kind of job: its handler and how often it may be tried."""

    name: str
    handler: Handler
    attempts: int


_jobs: dict[str, JobSpec] = {}
_rhythms: dict[str, Rhythm] = {}


def job(name: str, *, attempts: int = 5) -> Callable[[Handler], Handler]:
    """Register a handler, called as `handler(run, **payload)`; its answer is the result code."""

    def registered(handler: Handler) -> Handler:
        _jobs[name] = JobSpec(name, handler, attempts)
        return handler

    return registered


def periodic(
    *, every: timedelta | None = None, daily: time | None = None
) -> Callable[[Handler], Handler]:
    """Run a registered job again and again; stands above `@job`."""
    rhythm = Rhythm(every=every, daily=daily)

    def scheduled(handler: Handler) -> Handler:
        name = next(spec.name for spec in _jobs.values() if spec.handler is handler)
        _rhythms[name] = rhythm
        return handler

    return scheduled


def spec(name: str) -> JobSpec:
    """Find a job by name.

    Raises:
        JobUnknown: no room has one.
    """
    discover()
    try:
        return _jobs[name]
    except KeyError:
        raise JobUnknown(name=name) from None


def rhythms() -> dict[str, Rhythm]:
    """All periodic jobs by name."""
    discover()
    return dict(_rhythms)


@cache
def discover() -> None:
    """Import every room's `tasks.py` once."""
    autodiscover_modules("tasks")
