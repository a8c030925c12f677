"""The tripwire: watched parties met in customs records, and who may know of it."""

from collections.abc import Iterator
from datetime import date

import pytest

from muniment.customs_data import store
from muniment.investigations import services
from muniment.investigations.domain.tokens import HIDDEN
from muniment.investigations.errors import CaseNotYours
from muniment.investigations.services import Traces
from muniment.investigations.services.tripwires import TripwireEmpty, TripwireNotFound
from muniment.investigations.tripping import read_tripwire, run_tripwire
from tests.customs_rows import load
from tests.world import NOON, World


@pytest.fixture
def records() -> Iterator[None]:
    """One load: a company with the former colleague's telephone sells to our customer."""
    told = {
        "buyer": "NORDLICHT HANDELS GMBH", "buyer_key": "nordlicht handels",
        "seller": "Quick Silver Trade", "seller_key": "quick silver trade",
        "seller_phone": "+86 138 0013 8000", "hs_code": "690721", "hs6": "690721",
        "shipped_on": date(2026, 4, 1), "period": "day", "value_usd": 9000.0,
    }  # fmt: skip
    load_id = load([told])
    yield
    store.discard(load_id)


def watch(world: World, name: str = "mia"):
    return services.watch_party(
        traces=Traces("Left in March", phones=["0086 13800138000"]), reason="Left with a grudge.",
        by=world.actor(name), at=NOON,
    )  # fmt: skip


def test_a_former_colleague_who_sells_to_our_customer_is_noticed_once(
    world: World, records: None
) -> None:
    dossier_id = world.dossier("ada")
    watch(world)

    assert run_tripwire(at=NOON) == 1
    assert run_tripwire(at=NOON) == 0

    seen = read_tripwire(reader=world.actor("kai"), at=NOON)
    assert [(row.label, row.told["party"], row.state) for row in seen.hits] == [
        ("Left in March", "Quick Silver Trade", "open")
    ]
    assert [it["trace"] for it in seen.hits[0].why] == ["phone"]
    assert seen.hits[0].customer in {HIDDEN, world.look("ada", dossier_id).codename}
    swept = [entry.facts["purpose"] for entry in world.entries("vault.dossiers.swept")]
    assert swept == ["tripwire", "tripwire"]
    assert len(world.entries("investigations.tripwire.read")) == 1


def test_what_a_person_made_of_a_meeting_stays(world: World, records: None) -> None:
    world.dossier("ada")
    party_id = watch(world)
    run_tripwire(at=NOON)
    hit = read_tripwire(reader=world.actor("mia"), at=NOON).hits[0]
    services.judge_meeting(
        hit_id=hit.id, state="dismissed", reason="Another trade.", by=world.actor("kai"), at=NOON
    )
    run_tripwire(at=NOON)

    assert [row.state for row in read_tripwire(reader=world.actor("mia"), at=NOON).hits] == [
        "dismissed"
    ]
    services.end_watching(party_id=party_id, reason="Came back.", by=world.actor("olga"), at=NOON)
    assert read_tripwire(reader=world.actor("mia"), at=NOON).watched == ()
    with pytest.raises(TripwireNotFound):
        services.end_watching(party_id=party_id, reason="twice", by=world.actor("olga"), at=NOON)


@pytest.mark.parametrize("name", ["ada", "ben", "cy", "sam", "fin", "eve"])
def test_nobody_else_watches_or_reads_who_is_watched(world: World, name: str) -> None:
    with pytest.raises(CaseNotYours):
        watch(world, name)
    with pytest.raises(CaseNotYours):
        read_tripwire(reader=world.actor(name), at=NOON)


def test_somebody_without_traces_cannot_be_watched(world: World) -> None:
    with pytest.raises(TripwireEmpty):
        services.watch_party(
            traces=Traces("Nobody", phones=[" "]), reason="none", by=world.actor("mia"), at=NOON
        )
