from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction

from muniment.core import clock
from muniment.jobs import queries, services
from muniment.jobs.queries import JobState
from muniment.jobs.registry import JobUnknown
from muniment.jobs.services import JobNotFound, PayloadRefused
from tests.app.jobs.conftest import NOON

pytestmark = pytest.mark.django_db


def test_a_queued_job_runs_with_what_it_was_given(bench):
    job_id = services.enqueue("test.work", {"upload_id": UUID(int=1), "rows": 2}, NOON)

    assert services.work_off() == 1
    assert bench.seen == [{"upload_id": str(UUID(int=1)), "rows": 2}]
    row = queries.job(job_id)
    assert row is not None
    assert (row.state, row.result_code, row.percent) == (JobState.DONE, "worked", 75)


def test_a_job_waits_for_its_moment(bench):
    later = clock.now() + timedelta(hours=1)
    job_id = services.enqueue("test.work", not_before=later)

    assert services.work_off() == 0
    assert services.work_off(at=later) == 1
    assert queries.job(job_id).state is JobState.DONE


def test_a_job_of_a_rolled_back_act_never_runs(bench):
    with transaction.atomic():
        services.enqueue("test.work")
        transaction.set_rollback(True)

    assert services.work_off() == 0


def test_urgent_jobs_come_first_and_equals_in_their_order(bench):
    for number, priority in enumerate([0, 0, 50]):
        services.enqueue("test.work", {"number": number}, NOON, priority=priority)

    services.work_off()

    assert [seen["number"] for seen in bench.seen] == [2, 0, 1]


def test_a_job_wanted_once_waits_once_and_may_come_again_later(bench):
    first = services.enqueue("test.work", once="tidy")
    again = services.enqueue("test.work", once="tidy")
    services.work_off()
    after = services.enqueue("test.work", once="tidy")

    assert first == again != after
    assert len(bench.seen) == 1


def test_a_name_in_a_payload_is_refused_and_nothing_is_queued(bench):
    with pytest.raises(PayloadRefused):
        services.enqueue("test.work", {"customer": "Amber Heron Ltd"})

    assert queries.open_jobs() == []


def test_nobody_can_queue_a_job_that_no_room_has():
    with pytest.raises(JobUnknown):
        services.enqueue("test.nonsense")


def test_a_waiting_job_that_is_cancelled_never_starts(bench):
    job_id = services.enqueue("test.work")

    services.cancel(job_id=job_id, at=clock.now())

    assert services.work_off() == 0
    assert queries.job(job_id).state is JobState.CANCELLED


def test_cancelling_what_has_ended_changes_nothing(bench):
    job_id = services.enqueue("test.work")
    services.work_off()

    services.cancel(job_id=job_id, at=clock.now())

    assert queries.job(job_id).state is JobState.DONE


def test_an_unknown_job_cannot_be_cancelled():
    with pytest.raises(JobNotFound):
        services.cancel(job_id=UUID(int=5), at=NOON)


def test_the_queue_tells_how_long_the_oldest_due_job_has_waited(bench):
    services.enqueue("test.work", at=NOON)
    services.enqueue("test.work", at=NOON, not_before=NOON + timedelta(days=1))

    told = queries.queue(at=NOON + timedelta(minutes=2))

    assert (told.waiting, told.running, told.oldest_due_seconds) == (2, 0, 120)
