"""Former values, moments of values, and which kept dossiers want a word."""

from datetime import UTC, timedelta

import pytest

from muniment.vault import gate, queries
from muniment.vault import services as vault
from muniment.vault.domain.states import Duty
from tests.world import NOON, World

NAME = "identity.legal_name"


def renamed(world: World) -> object:
    heron = world.dossier()
    vault.submit_values(
        dossier_id=heron, compartment="identity", values={NAME: "Nordlicht Licht AG"},
        told="their letter", by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    return heron


def test_moments_of_values_are_aware(world: World) -> None:
    opened = world.look("ada", world.dossier())

    moments = {field.submitted_at for field in opened.fields if field.has_value}
    assert {moment.tzinfo for moment in moments} == {UTC}
    assert moments == {NOON}


def test_former_values_are_told_newest_first_within_a_look(world: World) -> None:
    heron = renamed(world)
    world.look("ada", heron)

    told = gate.history(reader=world.actor("ada"), dossier_id=heron, field=NAME, at=NOON)

    assert [(row.version, row.text, row.told) for row in told.versions] == [
        (2, "Nordlicht Licht AG", "their letter"),
        (1, "Nordlicht Handels GmbH", "business card"),
    ]
    assert told.versions[1].superseded_at == NOON
    [entry] = world.entries("vault.history.read")
    assert (entry.id, entry.facts["field"]) == (told.entry_id, NAME)


@pytest.mark.parametrize("minutes", [None, 30])
def test_without_a_running_sitting_former_values_stay_shut(world: World, minutes) -> None:
    heron = renamed(world)
    if minutes:
        world.look("ada", heron)

    with pytest.raises(gate.HistoryShut):
        gate.history(
            reader=world.actor("ada"), dossier_id=heron, field=NAME,
            at=NOON + timedelta(minutes=minutes or 0),
        )  # fmt: skip

    assert world.entries("vault.history.read") == []


def test_a_sitting_over_another_compartment_covers_nothing_here(world: World) -> None:
    heron = renamed(world)
    world.look("ada", heron, "contacts")

    with pytest.raises(gate.HistoryShut):
        gate.history(reader=world.actor("ada"), dossier_id=heron, field=NAME, at=NOON)


def test_who_lost_custody_in_the_sitting_sees_no_former_values(world: World) -> None:
    heron = renamed(world)
    world.look("ada", heron)
    vault.assign_custody(
        dossier_id=heron, duty=Duty.KEEPER, person_id=world.id("ben"),
        reason="new territory", by=world.actor("mia"), at=NOON,
    )  # fmt: skip

    with pytest.raises(gate.HistoryShut):
        gate.history(reader=world.actor("ada"), dossier_id=heron, field=NAME, at=NOON)


def test_an_unknown_field_has_no_history(world: World) -> None:
    heron = renamed(world)
    world.look("ada", heron)

    with pytest.raises(gate.HistoryShut):
        gate.history(reader=world.actor("ada"), dossier_id=heron, field="identity.x", at=NOON)


def test_erased_versions_are_told_without_their_text(world: World) -> None:
    heron = renamed(world)
    wish = vault.ask_erasure(
        dossier_id=heron, compartment="identity", basis=vault.Basis.WRONG_DATA,
        reason="mixed up", by=world.actor("mia"), at=NOON,
    )  # fmt: skip
    vault.erase_compartment(erasure_id=wish, by=world.actor("olga"), at=NOON)
    vault.submit_values(
        dossier_id=heron, compartment="identity", values={NAME: "Nord GmbH"},
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    world.look("ada", heron)

    told = gate.history(reader=world.actor("ada"), dossier_id=heron, field=NAME, at=NOON)

    assert [row.text for row in told.versions] == ["Nord GmbH", "", ""]
    assert [row.erased_at is None for row in told.versions] == [True, False, False]


def test_neglected_dossiers_are_stale_or_lack_what_is_required(world: World) -> None:
    complete, lacking = world.dossier(), world.dossier(values={})

    rows = queries.neglected_kept_by(world.id("ada"), stale_before=NOON, required=[NAME])
    stale = queries.neglected_kept_by(
        world.id("ada"), stale_before=NOON + timedelta(days=200), required=[NAME]
    )

    assert [(row.id, row.missing) for row in rows] == [(lacking, 1)]
    assert {row.id for row in stale} == {complete, lacking}


def test_a_dossier_is_found_by_its_codename_however_it_is_typed(world: World) -> None:
    heron = world.dossier()
    codename = queries.codenames_of([heron])[heron]

    found = queries.dossier_named(f" {codename.upper()} ")

    assert found is not None
    assert found.id == heron
    assert queries.dossier_named("Nobody Here") is None
