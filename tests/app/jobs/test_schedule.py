from datetime import timedelta

import pytest

from muniment.jobs import queries, registry, schedule, services
from muniment.jobs.domain.timing import Rhythm
from tests.app.jobs.conftest import NOON

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def hourly(bench, monkeypatch):
    registry.discover()
    monkeypatch.setattr(registry, "_rhythms", {"test.work": Rhythm(every=HOUR)})
    schedule.adopt(at=NOON)


def test_a_periodic_job_is_queued_when_it_is_due_and_only_then(hourly):
    assert schedule.queue_due(at=NOON + HOUR - timedelta(seconds=1)) == 0
    assert schedule.queue_due(at=NOON + HOUR) == 1
    assert schedule.queue_due(at=NOON + HOUR) == 0
    assert [job.name for job in queries.open_jobs()] == ["test.work"]


def test_a_house_that_was_closed_for_a_week_runs_it_once(hourly, bench):
    week = NOON + timedelta(days=7)

    assert "test.work" in _queued(week)
    services.work_off(at=week)

    assert len(bench.seen) == 1


def test_a_job_still_waiting_from_last_time_is_not_queued_again(hourly):
    schedule.queue_due(at=NOON + HOUR)
    schedule.queue_due(at=NOON + 2 * HOUR)

    assert len([job for job in queries.open_jobs() if job.name == "test.work"]) == 1


def test_a_periodic_job_that_the_code_no_longer_has_leaves_the_table(hourly, monkeypatch):
    monkeypatch.delitem(registry._rhythms, "test.work")

    schedule.adopt(at=NOON)

    assert "test.work" not in [row.name for row in queries.schedule()]


def test_a_shorter_rhythm_counts_from_the_next_start(hourly, monkeypatch):
    monkeypatch.setitem(registry._rhythms, "test.work", Rhythm(every=timedelta(minutes=5)))

    schedule.adopt(at=NOON)

    row = next(row for row in queries.schedule() if row.name == "test.work")
    assert row.next_at == NOON + timedelta(minutes=5)


def test_a_restart_does_not_push_the_next_run_away(hourly):
    schedule.adopt(at=NOON + timedelta(minutes=59))

    row = next(row for row in queries.schedule() if row.name == "test.work")
    assert row.next_at == NOON + HOUR


def test_the_house_forgets_old_jobs_every_night(bench):
    schedule.adopt(at=NOON)

    assert "jobs.sweep" in [row.name for row in queries.schedule()]


def _queued(at):
    schedule.queue_due(at=at)
    return [job.name for job in queries.open_jobs()]
