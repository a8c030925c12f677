import threading
import time

import pytest
from django.db import connection

from muniment.core import clock
from muniment.jobs import queries, services
from muniment.jobs.queries import JobState
from muniment.jobs.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def working(bench):
    """A worker in a thread of its own, stopped at the end."""
    worker = Worker("w1")
    thread = threading.Thread(target=worker.run)
    thread.start()
    yield worker
    worker.stop.set()
    thread.join(10)
    assert not thread.is_alive()


def _soon(condition, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def _state(job_id):
    return queries.job(job_id).state


def test_a_worker_does_what_is_queued(working, bench):
    job_id = services.enqueue("test.work")

    _soon(lambda: _state(job_id) is JobState.DONE)


def test_a_queued_job_starts_within_half_a_second(working, bench):
    _soon(lambda: working._waker._listening is not None or connection.vendor == "sqlite")
    began = time.monotonic()
    services.enqueue("test.wait")

    assert bench.begun.wait(5)
    assert time.monotonic() - began < 0.8


def test_a_long_job_does_not_hold_up_a_short_one(working, bench):
    services.enqueue("test.wait")
    assert bench.begun.wait(5)

    short = services.enqueue("test.work")

    _soon(lambda: _state(short) is JobState.DONE)


def test_a_running_job_shows_progress_and_can_be_cancelled(working, bench):
    job_id = services.enqueue("test.wait")
    _soon(lambda: queries.job(job_id).done > 0)

    services.cancel(job_id=job_id, at=clock.now())

    _soon(lambda: _state(job_id) is JobState.CANCELLED)


def test_a_stopped_worker_gives_its_job_back_for_the_next_one(bench):
    worker = Worker("w1")
    thread = threading.Thread(target=worker.run)
    thread.start()
    job_id = services.enqueue("test.wait")
    assert bench.begun.wait(5)

    worker.stop.set()
    thread.join(10)

    row = queries.job(job_id)
    assert (row.state, row.attempts) == (JobState.WAITING, 0)


def test_a_step_that_fails_does_not_stop_the_others(bench):
    calls = []
    worker = Worker("w1", steps=[lambda: 1 // 0, lambda: calls.append(1)])

    worker.turn()

    assert calls == [1]
