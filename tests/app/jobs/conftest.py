"""Three small jobs to queue: one that works, one that is told how to end, one that waits."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from muniment.jobs import registry
from muniment.jobs.registry import JobSpec
from muniment.jobs.running import Run

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)


class Bench:
    """What the small jobs saw, and how they are told to end."""

    def __init__(self) -> None:
        self.seen: list[dict[str, object]] = []
        self.error: Exception | None = None
        self.begun = threading.Event()

    def work(self, run: Run, **payload: object) -> str:
        self.seen.append(payload)
        run.progress(3, 4, "working")
        if self.error is not None:
            raise self.error
        return "worked"

    def wait(self, run: Run) -> str:
        self.begun.set()
        for step in range(1000):
            run.progress(step, 1000)
            run.stopping.wait(0.02)
        return "waited"


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    bench = Bench()
    registry.discover()
    for name, handler in {"test.work": bench.work, "test.wait": bench.wait}.items():
        monkeypatch.setitem(registry._jobs, name, JobSpec(name, handler, attempts=3))
    return bench
