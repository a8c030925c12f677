"""Two dossiers are one customer: what is known of its silence stands with the one that is left."""

from datetime import date

import pytest

from muniment.vault import services as vault
from muniment.vault.services import Basis
from muniment.warning import reading, services
from muniment.warning.domain.outcomes import Pause
from muniment.warning.domain.winback import StepKind
from muniment.warning.errors import WarningNotYours
from muniment.warning.models import Rhythm, Suspension, WinBack
from muniment.warning.services import Wait
from tests.world import NOON, world

__all__ = ["house"]

pytestmark = pytest.mark.django_db(transaction=True)
JUNE = date(2026, 6, 15)


@pytest.fixture
def house():
    return world()


@pytest.fixture
def pair(house):
    """Heron, which Ada keeps, and its twin, of which Ben knew much."""
    heron, twin = house.dossier(), house.dossier("ben")
    ben = {"dossier_id": twin, "by": house.actor("ben"), "at": NOON}
    services.note_word(
        said_on=NOON.date(), words="We move in June.", wait=Wait(JUNE, Pause.OTHER), **ben
    )
    services.register_rhythm(gap_days=40, **ben)
    case = services.open_winback(
        dossier_id=twin, person_id=house.id("ben"), why="Price", by=house.actor("ben"), at=NOON
    )
    services.add_step(
        case_id=case, kind=StepKind.OFFER, person_id=house.id("ben"), due_on=JUNE,
        words="two percent", by=house.actor("ben"), at=NOON,
    )  # fmt: skip
    return heron, twin


def _merge(house, heron, twin):
    vault.merge_dossiers(
        keep_id=heron, merge_id=twin, reason="one firm", by=house.actor("mia"), at=NOON
    )


def test_words_rhythm_and_case_are_read_by_the_keeper_of_the_one_that_stays(house, pair):
    heron, twin = pair
    _merge(house, heron, twin)

    ada = {"reader": house.actor("ada"), "at": NOON}
    file = reading.read_customer(dossier_id=heron, **ada)
    case = reading.read_winback(case_id=WinBack.objects.get().id, **ada)

    assert [it.words for it in file.words] == ["We move in June."]
    assert Rhythm.objects.get(ended_at=None).dossier_id == heron
    assert Suspension.objects.get().dossier_id == heron
    assert case.why == "Price"
    assert "two percent" in {step.words for step in case.steps}
    (entry,) = house.entries("warning.customer.joined")
    assert (entry.subject, entry.actor) == (heron, str(house.id("mia")))


def test_whoever_kept_the_other_reads_nothing_of_it_any_more(house, pair):
    heron, twin = pair
    _merge(house, heron, twin)

    for dossier_id in (heron, twin):
        with pytest.raises(WarningNotYours):
            reading.read_customer(reader=house.actor("ben"), dossier_id=dossier_id, at=NOON)


def test_what_the_one_that_stays_has_of_its_own_stays(house, pair):
    heron, twin = pair
    ada = {"dossier_id": heron, "by": house.actor("ada"), "at": NOON}
    services.register_rhythm(gap_days=90, **ada)
    services.open_winback(person_id=house.id("ada"), why="Quality", **ada)

    _merge(house, heron, twin)

    assert Rhythm.objects.get(ended_at=None).gap_days == 90
    assert WinBack.objects.filter(dossier=heron).count() == 2
    mine = WinBack.objects.get(closed_at=None)
    assert reading.read_winback(case_id=mine.id, reader=ada["by"], at=NOON).why == "Quality"


def test_the_words_die_with_either(house, pair):
    heron, twin = pair
    _merge(house, heron, twin)
    asked = vault.ask_erasure(
        dossier_id=twin, compartment="contacts", basis=Basis.PERSON_ASKED, reason="she asked",
        by=house.actor("olga"), at=NOON,
    )  # fmt: skip
    vault.erase_compartment(erasure_id=asked, by=house.actor("kai"), at=NOON)

    file = reading.read_customer(reader=house.actor("ada"), dossier_id=heron, at=NOON)
    assert [it.words for it in file.words] == [""]
