"""A leaver is left her hand-over list alone, and what is on it stays as it is."""

from datetime import date, timedelta

import pytest

from muniment.core.ids import new_id
from muniment.people import queries as people
from muniment.people import services as staff
from muniment.vault import gate, queries
from muniment.vault import services as vault
from muniment.vault.catalogue import current
from muniment.vault.domain.policy import Cell, Relation
from muniment.vault.domain.states import Duty
from muniment.vault.gate import ConsultationRefused, ListFilter
from muniment.vault.gate.which import Reach
from muniment.vault.models import Dossier, Handing
from muniment.vault.services.handing import CustodyMoved
from tests.world import NOON, World

pytestmark = pytest.mark.usefixtures("noon")

LATER = NOON + timedelta(hours=1)
CAUSE = new_id()


def leave(world: World, *dossiers, heir: str = "ben"):
    """Ada gives notice; her customers go to `heir`, and she hands them over."""
    mia = world.actor("mia")
    moves = vault.reassign_custody(
        from_id=world.id("ada"), heirs={one: world.id(heir) for one in dossiers}, cause=CAUSE,
        hold=True, by=mia, at=NOON,
    )  # fmt: skip
    staff.give_notice(
        person_id=world.id("ada"), notice_on=NOON.date(), last_day_on=date(2026, 6, 30),
        by=world.actor("olga"), at=NOON,
    )  # fmt: skip
    vault.shrink_access(
        person_id=world.id("ada"), dossier_ids=dossiers, cause=CAUSE, by=mia, at=NOON
    )
    return moves


def test_a_leaver_looks_at_her_list_one_customer_at_a_time(world):
    hers, other = world.dossier("ada"), world.dossier("ben")
    leave(world, hers)

    assert world.look("ada", hers).look == 1
    with pytest.raises(ConsultationRefused):
        world.look("ada", other)
    refused = world.entries("vault.consultation.refused")[-1]
    assert refused.facts["reason"] == "on_notice"


def test_a_leaver_gets_no_list_of_values_and_finds_nothing(world):
    hers, _ = world.dossier("ada"), world.dossier("ben")
    leave(world, hers)

    page = gate.glance(reader=world.actor("ada"), filters=ListFilter(), at=LATER)
    assert [row.id for row in page.page.rows] == [hers]
    assert all(not row.cells for row in page.page.rows)
    found = gate.glance(reader=world.actor("ada"), filters=ListFilter(search="Nordlicht"), at=LATER)
    assert not found.page.rows


def test_both_shapes_of_the_rule_know_the_list(world):
    hers, other = world.dossier("ada"), world.dossier("ben")
    leave(world, hers)
    reader = people.reader(world.id("ada"))
    reach = Reach(reader, LATER)
    counted = reach.with_cell(current().table, "identity.legal_name", {Cell.COUNTED})
    assert set(Dossier.objects.filter(counted).values_list("id", flat=True)) == {hers}
    for one, relation in ((hers, Relation.KEEPER), (other, Relation.COLLEAGUE)):
        row = queries.dossier(one)
        assert reach.relation_to(row.keeper_id, row.deputy_id, False, one) is relation


def test_grants_end_and_none_is_given_to_somebody_on_notice(world):
    hers, other = world.dossier("ada"), world.dossier("ben")
    given = {
        "dossier_id": other, "holder_id": world.id("ada"), "until": NOON + timedelta(days=9),
        "reason": "fair", "by": world.actor("mia"), "at": NOON,
    }  # fmt: skip
    vault.give_grant(compartment="pricing", **given)
    leave(world, hers)

    assert queries.grants_held_by(world.id("ada"), at=LATER) == []
    with pytest.raises(vault.PersonUnfit):
        vault.give_grant(compartment="pricing", **{**given, "at": LATER})


def test_a_leaver_still_writes_down_what_she_knows_and_does_nothing_else(world):
    hers = world.dossier("ada")
    leave(world, hers)
    vault.submit_values(
        dossier_id=hers, compartment="profile",
        values={"profile.buying_habits": "Calls on Fridays."}, by=world.actor("ada"), at=LATER,
    )  # fmt: skip
    with pytest.raises(vault.NotYours):
        vault.open_dossier(values={}, by=world.actor("ada"), at=LATER)
    with pytest.raises(vault.NotYours):
        vault.check_clash(name="Nordlicht", by=world.actor("ada"), at=LATER)


def test_a_deputy_who_becomes_the_heir_leaves_her_place_free(world):
    hers = world.dossier("ada")
    vault.assign_custody(
        dossier_id=hers, duty=Duty.DEPUTY, person_id=world.id("ben"), reason="fair",
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip
    (move,) = leave(world, hers)

    assert move.was_deputy
    row = queries.dossier(hers)
    assert (row.keeper_id, row.deputy_id) == (world.id("ben"), None)
    assert [(p.duty, p.ends_at) for p in queries.custody_of(hers) if p.ends_at is None] == [
        ("keeper", None)
    ]


def test_nothing_on_hold_is_merged_retired_or_erased(world):
    hers, twin = world.dossier("ada"), world.dossier("ben")
    leave(world, hers)
    with pytest.raises(vault.DossierOnHold):
        vault.retire_dossier(dossier_id=hers, reason="x", by=world.actor("mia"), at=LATER)
    with pytest.raises(vault.DossierOnHold):
        vault.merge_dossiers(
            keep_id=twin, merge_id=hers, reason="x", by=world.actor("mia"), at=LATER
        )
    erasure = vault.ask_erasure(
        dossier_id=hers, compartment="contacts", basis=vault.Basis.PERSON_ASKED, reason="wish",
        by=world.actor("mia"), at=LATER,
    )  # fmt: skip
    with pytest.raises(vault.DossierOnHold):
        vault.erase_compartment(erasure_id=erasure, by=world.actor("kai"), at=LATER)

    assert vault.lift_holds(cause=CAUSE, by=world.actor("mia"), at=LATER) == 1
    vault.retire_dossier(dossier_id=hers, reason="x", by=world.actor("mia"), at=LATER)


def test_one_customer_that_moved_meanwhile_stops_the_whole(world):
    hers, moved = world.dossier("ada"), world.dossier("ben")
    with pytest.raises(CustodyMoved) as refusal:
        leave(world, hers, moved)
    assert refusal.value.facts == {"count": 1}
    assert queries.dossier(hers).keeper_id == world.id("ada")
    assert not Handing.objects.exists()


@pytest.mark.parametrize("heir", ["ada", "cy", "eve", "mia"])
def test_an_heir_keeps_customers_stays_and_is_not_the_one_who_decides(world, heir):
    hers = world.dossier("ada")
    with pytest.raises(vault.PersonUnfit):
        leave(world, hers, heir=heir)


@pytest.mark.parametrize("name", ["ada", "ben", "kai", "sam"])
def test_only_those_above_a_keeper_give_her_customers_away(world, name):
    hers = world.dossier("ada")
    with pytest.raises(vault.NotYours):
        vault.reassign_custody(
            from_id=world.id("ada"), heirs={hers: world.id("olga")}, cause=CAUSE, hold=False,
            by=world.actor(name), at=NOON,
        )  # fmt: skip
