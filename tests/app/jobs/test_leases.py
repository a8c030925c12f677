from datetime import timedelta

import pytest

from muniment.core.errors import ErrorKind, MunimentError
from muniment.jobs import leases, queries, services
from muniment.jobs.leases import LEASE
from muniment.jobs.queries import JobState
from muniment.jobs.running import Run
from tests.app.jobs.conftest import NOON

pytestmark = pytest.mark.django_db

LATER = NOON + LEASE + timedelta(seconds=1)


class Closed(MunimentError):
    code = "test.closed"
    kind = ErrorKind.REFUSED


@pytest.fixture
def job_id(bench):
    return services.enqueue("test.work", {"number": 1}, NOON)


def test_two_workers_never_hold_the_same_job(job_id):
    first = leases.claim(worker="w1", at=NOON)

    assert first is not None
    assert first.job_id == job_id
    assert leases.claim(worker="w2", at=NOON) is None


def test_the_job_of_a_dead_worker_is_taken_again_after_its_lease(job_id):
    leases.claim(worker="dead", at=NOON)

    assert leases.reap(at=NOON + timedelta(seconds=59)) == 0
    assert leases.reap(at=LATER) == 1
    again = leases.claim(worker="w2", at=LATER + timedelta(seconds=5))
    assert again is not None
    assert (again.job_id, again.attempt) == (job_id, 2)


def test_a_worker_that_keeps_renewing_keeps_its_job(job_id):
    lease = leases.claim(worker="w1", at=NOON)

    assert leases.renew(lease, Run(), at=NOON + timedelta(seconds=50))
    assert leases.reap(at=LATER) == 0


def test_a_restarted_worker_gives_back_what_its_earlier_life_held_at_once(job_id):
    leases.claim(worker="w1", at=NOON)

    assert leases.release_all(worker="w1", at=NOON) == 1
    assert leases.claim(worker="w1", at=NOON + timedelta(seconds=5)) is not None


def test_a_worker_that_woke_too_late_changes_nothing(job_id):
    sleeper = leases.claim(worker="w1", at=NOON)
    leases.reap(at=LATER)
    holder = leases.claim(worker="w1", at=LATER + timedelta(seconds=5))

    assert not leases.renew(sleeper, Run(done=9), at=LATER)
    assert not leases.succeed(sleeper, Run(), "stale", at=LATER)
    assert leases.succeed(holder, Run(), "fresh", at=LATER)
    assert queries.job(job_id).result_code == "fresh"


def test_a_job_that_kills_its_workers_ends_as_failed_instead_of_going_round_for_ever(job_id):
    at = NOON
    for _ in range(3):
        assert leases.claim(worker="w", at=at) is not None
        at += timedelta(hours=2)
        leases.reap(at=at)
        at += timedelta(hours=2)

    row = queries.job(job_id)
    assert (row.state, row.result_code) == (JobState.FAILED, "jobs.worker_lost")


def test_trouble_that_may_pass_is_tried_again_after_a_wait(job_id, bench):
    bench.error = OSError("disk of Amber Heron Ltd is full")

    assert services.work_off() == 1

    row = queries.job(job_id)
    assert (row.state, row.attempts, row.result_code) == (JobState.WAITING, 1, "OSError")
    assert services.work_off() == 0  # the wait is not over


def test_a_refusal_is_final(job_id, bench):
    bench.error = Closed()

    services.work_off()

    row = queries.job(job_id)
    assert (row.state, row.attempts, row.result_code) == (JobState.FAILED, 1, "test.closed")


def test_the_queue_never_keeps_the_words_of_an_error(job_id, bench):
    bench.error = Closed(customer="Amber Heron Ltd")

    services.work_off()

    from django_tasks_db.models import DBTaskResult

    kept = DBTaskResult.objects.values().get(pk=job_id)
    assert "Heron" not in repr(kept)


def test_a_stopping_worker_gives_its_job_back_untried(job_id):
    lease = leases.claim(worker="w1", at=NOON)

    leases.release(lease, at=NOON)

    assert leases.claim(worker="w2", at=NOON).attempt == 1


def test_progress_is_readable_while_the_job_runs(job_id):
    lease = leases.claim(worker="w1", at=NOON)

    leases.renew(lease, Run(done=1, total=3, message="reading"), at=NOON)

    row = queries.job(job_id)
    assert (row.state, row.percent, row.message) == (JobState.RUNNING, 33, "reading")


def test_a_running_job_hears_that_it_was_cancelled(job_id):
    lease, run = leases.claim(worker="w1", at=NOON), Run()
    services.cancel(job_id=job_id, at=NOON)

    leases.renew(lease, run, at=NOON)

    assert run.cancelled.is_set()


def test_ended_jobs_are_forgotten_and_open_ones_stay(job_id, bench):
    services.work_off()
    waiting = services.enqueue("test.work", at=NOON)

    from muniment.core import clock

    assert leases.forget_ended(before=clock.now() + timedelta(days=1)) == 1
    assert queries.job(job_id) is None
    assert queries.job(waiting) is not None
