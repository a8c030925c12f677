"""Cards of Today that come from the vault."""

from datetime import timedelta

from muniment.core import clock
from muniment.vault import queries
from muniment.vault import services as vault
from muniment.vault.domain.states import Duty
from muniment.vault.services import Basis
from tests.web.vault.conftest import text
from tests.world import NOON


def test_an_incomplete_dossier_waits_for_its_keeper(world, as_):
    heron = world.dossier()

    page = text(as_("ada").get("/"))

    assert "Customers of yours that want a word" in page
    assert queries.dossier(heron).codename in page
    assert "required fields empty" in page


def test_a_dossier_without_keeper_waits_for_the_managers(world, as_):
    heron = world.dossier()
    vault.end_custody(
        dossier_id=heron, duty=Duty.KEEPER, reason="leaves", by=world.actor("mia"), at=NOON
    )

    assert "Customers without a keeper" in text(as_("mia").get("/"))
    assert "Customers without a keeper" not in text(as_("ben").get("/"))


def test_an_erasure_waits_for_a_second_person_and_not_for_who_asked(world, as_):
    vault.ask_erasure(
        dossier_id=world.dossier(), compartment="contacts", basis=Basis.WRONG_DATA,
        reason="mixed up", by=world.actor("olga"), at=NOON,
    )  # fmt: skip

    assert "Erasures waiting for a second person" in text(as_("kai").get("/"))
    assert "Erasures waiting for a second person" not in text(as_("olga").get("/"))


def test_a_grant_that_runs_out_is_told_two_weeks_before(world, as_):
    vault.give_grant(
        dossier_id=world.dossier(), compartment="pricing", holder_id=world.id("ben"),
        until=NOON + timedelta(days=30), reason="quotes", by=world.actor("mia"), at=NOON,
    )  # fmt: skip

    early = text(as_("ben").get("/"))
    with clock.frozen(NOON + timedelta(days=20)):
        late = text(as_("ben").get("/"))

    assert "Grants of yours that run out" not in early
    assert "Grants of yours that run out" in late
