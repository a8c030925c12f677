"""Shelves: remembered while nothing changed, laid out anew when something did."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from muniment import vault as room
from muniment.vault import services as vault
from muniment.vault.domain.states import Duty
from muniment.vault.queries.reaching import CHANGING, shelves
from tests.world import NOON
from tests.world import world as build

pytestmark = pytest.mark.django_db
_KIND = re.compile(r'^(?:[A-Z_]+ = |.*kind=)"(vault\.[a-z_]+\.[a-z_]+)"', re.MULTILINE)
LEAVING_SHELVES_ALONE = {
    "vault.agent.engaged", "vault.agent.released", "vault.clash.checked", "vault.clash.refused",
    "vault.compartment.added", "vault.dossier.filed", "vault.erasure.asked",
    "vault.erasure.withdrawn", "vault.field.added", "vault.field.renamed", "vault.field.restored",
    "vault.field.retired", "vault.grant.ended", "vault.grant.given", "vault.grants.ended",
    "vault.grants.reopened",
    "vault.handing.ended", "vault.hold.lifted", "vault.looks.allowed", "vault.hold.placed",
    "vault.secret_point.claimed", "vault.secret_point.closed", "vault.table.adopted",
    "vault.table.proposed", "vault.table.withdrawn", "vault.values.verified",
    "vault.handing.given", "vault.holds.lifted", "vault.contacts.added",
}  # fmt: skip


@pytest.fixture
def world(db):
    return build()


def test_nothing_is_laid_out_twice_and_every_change_is_noticed(world, django_assert_num_queries):
    dossier = world.dossier("ada")
    first = shelves()
    with django_assert_num_queries(1):
        assert shelves() is first
    (shelf,) = first
    assert shelf.keeper_id == world.id("ada")
    assert "contacts.emails" in shelf.filled

    vault.assign_custody(
        dossier_id=dossier, duty=Duty.KEEPER, person_id=world.id("ben"), reason="area", at=NOON,
        by=world.actor("mia"),
    )  # fmt: skip
    assert shelves()[0].keeper_id == world.id("ben")
    vault.submit_values(
        dossier_id=dossier, compartment="contacts", values={"contacts.phones": "+49301234567"},
        told="card", by=world.actor("ben"), at=NOON + timedelta(minutes=1),
    )  # fmt: skip
    assert "contacts.phones" in shelves()[0].filled
    vault.retire_dossier(dossier_id=dossier, reason="gone", by=world.actor("olga"), at=NOON)
    assert shelves()[0].frozen


def test_every_kind_that_a_verb_of_the_vault_writes_is_sorted_by_whether_it_moves_dossiers():
    files = Path(room.__file__).parent.joinpath("services").glob("*.py")
    written = {kind for file in files for kind in _KIND.findall(file.read_text(encoding="utf-8"))}

    assert written - CHANGING - LEAVING_SHELVES_ALONE == set()
    assert len(written & CHANGING) >= 8
