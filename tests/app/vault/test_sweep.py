"""Sweeps: only the house, only for comparing, only on record."""

import pytest

from muniment.core.actor import HOUSE
from muniment.vault.gate import SweepPurpose, SweepRefused, sweep
from tests.world import NOON, World

NAME = ["identity.legal_name"]


def test_the_house_compares_all_customers_on_record(world: World) -> None:
    ids = {world.dossier("ada"), world.dossier("ben")}

    rows = sweep(purpose=SweepPurpose.SCREENING, fields=NAME, at=NOON)

    entry = world.entries("vault.dossiers.swept")[0]  # on record before the first value
    assert entry.facts == {"purpose": "screening", "fields": NAME, "dossiers": 2}
    assert entry.actor == HOUSE.ref
    assert {dossier for dossier, _ in rows} == ids


def test_a_sweep_gives_the_asked_fields_and_no_other(world: World) -> None:
    world.dossier("ada")

    told = dict(sweep(purpose=SweepPurpose.TRIPWIRE, fields=["contacts.emails"], at=NOON))

    assert list(told.values()) == [{"contacts.emails": "einkauf@nordlicht-handel.example"}]


def test_a_person_cannot_sweep(world: World) -> None:
    world.dossier("ada")

    for name in ("olga", "kai", "sam"):
        with pytest.raises(SweepRefused):
            sweep(purpose=SweepPurpose.SCREENING, fields=NAME, by=world.actor(name), at=NOON)
    assert world.entries("vault.dossiers.swept") == []


@pytest.mark.parametrize(
    "fields", [[], ["pricing.price_agreement"], ["contacts.people"], [*NAME, "supply.suppliers"]]
)
def test_fields_that_no_comparison_needs_are_refused(world: World, fields: list[str]) -> None:
    with pytest.raises(SweepRefused):
        sweep(purpose=SweepPurpose.LOOK_ALIKE, fields=fields, at=NOON)


def test_who_sets_the_house_reading_is_named_and_not_the_house(world: World) -> None:
    world.dossier("ada")
    fields = ["identity.country"]

    sweep(purpose=SweepPurpose.HANDING_OVER, fields=fields, by=world.actor("mia"), at=NOON)
    sweep(purpose=SweepPurpose.HANDING_OVER, fields=fields, at=NOON)

    actors = [entry.actor for entry in world.entries("vault.dossiers.swept")]
    assert actors == [str(world.id("mia")), HOUSE.ref]


def test_a_purpose_that_is_none_is_refused(world: World) -> None:
    with pytest.raises(ValueError, match="curiosity"):
        sweep(purpose="curiosity", fields=NAME, at=NOON)  # type: ignore[arg-type]


def test_to_write_a_letter_the_house_reads_the_address_of_that_customer_alone(world: World):
    one, _ = world.dossier("ada"), world.dossier("ada")
    told = dict(
        sweep(purpose=SweepPurpose.WRITING, fields=["contacts.emails"], at=NOON, only=[one])
    )

    assert set(told) <= {one}
    assert world.entries("vault.dossiers.swept")[-1].facts["dossiers"] == 1
    with pytest.raises(SweepRefused):
        sweep(purpose=SweepPurpose.WRITING, fields=["identity.legal_name"], at=NOON, only=[one])
