"""A manager's visit verifies values."""

from datetime import timedelta

import pytest

from muniment.core.clock import frozen
from muniment.submissions import queries, services
from muniment.submissions.errors import VisitUnfit
from muniment.submissions.models import VisitCheck
from muniment.touches.domain.kinds import Kind
from muniment.touches.services.logging import NewTouch, log_touch
from tests.world import NOON


def _visits(world, dossier_id, name="mia", on=NOON):
    touch = NewTouch(kind=Kind.VISIT, happened_on=on.date())
    return log_touch(dossier_id=dossier_id, touch=touch, by=world.actor(name), at=on)


def _verify(world, dossier_id, visit_id, name="mia", at=NOON):
    services.verify_on_visit(
        dossier_id=dossier_id, compartment="contacts", fields={"contacts.emails": 1},
        visit_id=visit_id, by=world.actor(name), at=at,
    )  # fmt: skip


def test_a_visit_stands_behind_the_verified_value(world):
    heron = world.dossier()
    visit = _visits(world, heron)

    _verify(world, heron, visit)

    check = VisitCheck.objects.get(dossier=heron)
    assert (check.visit, check.fields, check.person_id) == (visit, 1, world.id("mia"))
    (entry,) = world.entries("submissions.values.verified_on_visit")
    assert entry.facts["visit"] == str(visit)
    assert queries.freshness_of([heron], at=NOON)[heron].verified == 1


def test_only_ones_own_visit_to_this_customer_in_the_last_90_days_proves(world):
    heron, kite = world.dossier(), world.dossier()
    old = _visits(world, heron, on=NOON - timedelta(days=91))
    elsewhere, of_ada = _visits(world, kite), _visits(world, heron, "ada")

    with frozen(NOON):
        for visit in (old, elsewhere, of_ada):
            with pytest.raises(VisitUnfit):
                _verify(world, heron, visit)

    assert not world.entries("vault.values.verified")
