"""Two acts at the same moment, on a database that really commits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from muniment.core.actor import HOUSE
from muniment.core.errors import MunimentError
from muniment.people import queries, services
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from tests.company import NOON, PASSWORD, staffed

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Start all acts together; tell "done" or the code of the refusal, in their order."""
    start = Barrier(len(acts))

    def perform(act: Callable[[], object]) -> str:
        start.wait()
        try:
            act()
        except MunimentError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(perform, acts))


def test_an_invitation_is_accepted_once_however_many_try():
    company = staffed()
    invited = company.invited("dora", Role.FINANCE)

    def accept() -> None:
        services.accept_invitation(token=invited.token, password=PASSWORD, by=HOUSE, at=NOON)

    told = at_once(*[accept] * 4)
    assert sorted(told) == ["done", *["people.invitation.closed"] * 3]
    assert len(queries.posts_of(invited.person_id)) == 1


def test_two_owners_leaving_at_once_leave_one_behind():
    company = staffed()
    company.joins("olga", Role.OWNER)
    owners = [company.id("ada"), company.id("olga")]

    told = at_once(
        *(lambda who=who: services.leave(person_id=who, by=HOUSE, at=NOON) for who in owners)
    )
    assert sorted(told) == ["done", "people.owner.last"]
    assert sum(queries.person(who).state is State.ACTIVE for who in owners) == 1


def test_two_moves_at_once_close_no_circle():
    company = staffed()
    company.joins("max", Role.SALES_MANAGER)

    def under(name: str, manager: str) -> Callable[[], object]:
        row = queries.person(company.id(name))
        return lambda: services.change_post(
            person_id=row.id,
            role=row.role,
            team_id=None,
            line_manager_id=company.id(manager),
            by=HOUSE,
            at=NOON,
        )

    told = at_once(under("max", "mia"), under("mia", "max"))
    assert sorted(told) == ["done", "people.line.circle"]
