"""On whom customers hang, over many of them at once."""

from datetime import timedelta

import pytest

from muniment.touches import queries
from muniment.touches.models import Touch
from tests.world import NOON, world

pytestmark = pytest.mark.django_db(transaction=True)


def _touches(house, dossier_id, **times):
    for name, count in times.items():
        for n in range(count):
            Touch.objects.create(
                dossier_id=dossier_id, person_id=house.id(name), kind="call", direction="out",
                source="logged", happened_on=NOON.date() - timedelta(days=n), recorded_at=NOON,
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
