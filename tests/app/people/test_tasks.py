"""Background work on accounts."""

from datetime import UTC, date, datetime, timedelta

from django.contrib.sessions.models import Session

from muniment.core import clock
from muniment.core.actor import HOUSE
from muniment.jobs.running import Run
from muniment.people import queries, services, tasks
from muniment.people.domain.employment import State
from tests.company import NOON


def on_notice(company, name, last_day_on):
    services.give_notice(
        person_id=company.id(name),
        notice_on=date(2026, 5, 1),
        last_day_on=last_day_on,
        by=HOUSE,
        at=NOON,
    )


def test_the_account_closes_after_the_last_day_and_not_on_it(company):
    on_notice(company, "ben", date(2026, 6, 30))

    with clock.frozen(datetime(2026, 6, 30, 23, 59, tzinfo=UTC)):
        tasks.close_last_days(Run())
        assert queries.person(company.id("ben")).state is State.ON_NOTICE
    with clock.frozen(datetime(2026, 7, 1, 0, 1, tzinfo=UTC)):
        tasks.close_last_days(Run())
        assert queries.person(company.id("ben")).state is State.LEFT


def test_the_last_owner_stays_and_the_others_still_go(company):
    on_notice(company, "ada", date(2026, 6, 1))
    on_notice(company, "ben", date(2026, 6, 30))

    with clock.frozen(datetime(2026, 8, 1, tzinfo=UTC)):
        tasks.close_last_days(Run())
    assert queries.person(company.id("ada")).state is State.ON_NOTICE
    assert queries.person(company.id("ben")).state is State.LEFT


def test_sign_ins_that_are_over_are_forgotten(company):
    from allauth.usersessions.models import UserSession
    from axes.models import AccessAttempt

    Session.objects.create(session_key="old", session_data="", expire_date=NOON)
    Session.objects.create(session_key="new", session_data="", expire_date=NOON + timedelta(days=2))
    for key in ("old", "new"):
        UserSession.objects.create(user_id=company.id("ben"), ip="192.0.2.7", session_key=key)
    AccessAttempt.objects.create(
        username="ben@house.example", ip_address="192.0.2.7", failures_since_start=1
    )

    with clock.frozen(NOON + timedelta(days=1)):
        tasks.forget_sign_ins(Run())
    assert [row.session_key for row in UserSession.objects.all()] == ["new"]
    assert AccessAttempt.objects.count() == 1  # made just now, by the wall clock
    services.forget_sign_ins(at=datetime.now(UTC) + timedelta(minutes=16))
    assert AccessAttempt.objects.count() == 0
