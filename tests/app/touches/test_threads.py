"""On whom customers hang, over many of them at once."""

from datetime import date, timedelta
from importlib import import_module

import pytest

from muniment.people import queries as people
from muniment.people import services as accounts
from muniment.touches import queries
from muniment.touches.models import Touch
from muniment.vault import services as vault
from muniment.vault.domain.states import Duty
from tests.world import NOON, world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True, params=[0, 200], ids=["of many", "of few"])
def _narrowed(request, monkeypatch):
    """Many customers are narrowed before they are counted, few are not: the answer is one."""
    matrix = import_module("muniment.touches.queries.coverage")
    monkeypatch.setattr(matrix, "_FEW", request.param)


def _touches(house, dossier_id, **times):
    for name, count in times.items():
        for n in range(count):
            Touch.objects.create(
                dossier_id=dossier_id, person_id=house.id(name), kind="call", direction="out",
                source="logged", happened_on=NOON.date() - timedelta(days=n), recorded_at=NOON,
            )  # fmt: skip


def _gives_notice(house, name):
    accounts.give_notice(
        person_id=house.id(name), notice_on=NOON.date(), last_day_on=date(2036, 6, 30),
        by=house.actor("olga"), at=NOON,
    )  # fmt: skip


def test_more_than_four_in_five_of_at_least_five_touches_are_a_single_thread():
    house = world()
    hangs, few, shared, divided = (house.dossier("ada", values={}) for _ in range(4))
    _touches(house, hangs, ada=9, ben=2)
    _touches(house, few, ada=4)
    _touches(house, shared, ada=8, ben=2)
    _touches(house, divided, ada=6, ben=5)

    found = queries.single_threads([hangs, few, shared, divided], on=NOON.date())

    assert [(it.dossier_id, it.person_id, it.percent) for it in found] == [
        (hangs, house.id("ada"), 81)
    ]


def test_who_is_leaving_is_nobody_s_second_contact_and_hangs_on_herself_alone():
    house = world()
    shared, hers = (house.dossier("ben", values={}) for _ in range(2))
    _touches(house, shared, ada=3, ben=3)
    _touches(house, hers, ada=9, ben=2)
    assert queries.single_threads([shared], on=NOON.date()) == []
    _gives_notice(house, "ada")

    found = queries.single_threads([shared, hers], on=NOON.date())

    assert {it.dossier_id: (it.person_id, it.total, it.percent) for it in found} == {
        shared: (house.id("ben"), 3, 100), hers: (house.id("ada"), 11, 81),
    }  # fmt: skip


def test_who_has_left_is_no_contact_at_all():
    house = world()
    shared, left_alone = (house.dossier("ben", values={}) for _ in range(2))
    _touches(house, shared, ada=9, ben=2)
    _touches(house, left_alone, ada=9)
    accounts.leave(person_id=house.id("ada"), by=house.actor("olga"), at=NOON)

    found = queries.single_threads([shared, left_alone], on=NOON.date())

    assert [(it.dossier_id, it.person_id) for it in found] == [(shared, house.id("ben"))]


def test_a_deputy_who_is_leaving_is_none_in_the_matrix():
    house = world()
    kept = house.dossier("ben", values={})
    vault.assign_custody(
        dossier_id=kept, duty=Duty.DEPUTY, person_id=house.id("ada"), reason="cover",
        by=house.actor("mia"), at=NOON,
    )  # fmt: skip
    olga = people.reader(house.id("olga"))
    assert queries.coverage(olga, on=NOON.date()).without_deputy == 0
    _gives_notice(house, "ada")

    assert queries.coverage(olga, on=NOON.date(), only="no_deputy").without_deputy == 1
