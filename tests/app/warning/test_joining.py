"""Two dossiers are one customer: what is known of its silence stands with the one that is left."""

from datetime import date, timedelta

import pytest

from muniment.core.actor import HOUSE
from muniment.vault import services as vault
from muniment.vault.services import Basis
from muniment.warning import reading, services
from muniment.warning.domain.outcomes import Outcome, Pause, Reason
from muniment.warning.domain.winback import StepKind
from muniment.warning.errors import WarningNotYours
from muniment.warning.models import CustomerWarning, ModelRun, Rhythm, Suspension, WinBack
from muniment.warning.services import Wait
from tests.app.warning.book import TODAY, book
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


def warn(dossier_id, reason=Reason.STOPPED, employee=None, on=TODAY, **more):
    """A warning as a night raises it."""
    run = ModelRun.objects.first() or ModelRun.objects.get(
        pk=services.score_house(by=HOUSE, at=NOON)
    )
    return CustomerWarning.objects.create(
        dossier_id=dossier_id, run=run, reason=reason, employee_id=employee, on=on, score=0.7,
        facts={"last_on": "2026-01-04"}, inputs_hash=run.inputs_hash, score_now=0.7, seen_on=on,
        **more,
    )  # fmt: skip


def test_an_open_warning_goes_with_the_customer_and_two_become_one(house):
    made = book(house)
    heron, twin = made["steady1"], made["steady3"]
    services.score_house(by=HOUSE, at=NOON)
    ada = house.id("ada")
    own = warn(heron)
    second, declined = warn(twin), warn(twin, Reason.DECLINED)
    suspicion = warn(twin, Reason.TAKEN, ada)
    _merge(house, heron, twin)

    standing = CustomerWarning.objects.filter(closed_at=None, dossier__in=[heron, twin])
    assert set(standing.values_list("id", "dossier_id")) == {
        (own.id, heron), (declined.id, heron), (suspicion.id, heron),
    }  # fmt: skip
    second.refresh_from_db()
    assert (second.dossier_id, second.closed_at, second.outcome) == (twin, NOON, "")
    told = {row.facts["warning"]: row for row in house.entries("warning.warning.joined")}
    assert told[str(suspicion.id)].subject == suspicion.id
    assert told[str(second.id)].facts["twice"]
    assert [row.facts["warnings"] for row in house.entries("warning.customer.joined")] == [2]


def test_a_newer_answer_that_came_with_a_merged_one_does_not_hide_an_open_warning(house):
    made = book(house)
    services.score_house(by=HOUSE, at=NOON)
    silent = CustomerWarning.objects.get()
    twin = house.dossier("ben", values={})
    warn(
        twin, on=TODAY + timedelta(days=1), outcome=Outcome.FALSE, closed_at=NOON,
        outcome_by_id=house.id("ben"), outcome_at=NOON,
    )  # fmt: skip
    _merge(house, made["silent"], twin)

    services.score_house(by=HOUSE, at=NOON + timedelta(weeks=9))

    open_now = CustomerWarning.objects.filter(closed_at=None, dossier=made["silent"])
    assert [row.id for row in open_now] == [silent.id]
