"""Two dossiers are one customer: what was noted about either stands with the one that is left."""

from datetime import date

import pytest

from muniment.touches import gate, queries, services
from muniment.touches.domain.duties import Part
from muniment.touches.domain.kinds import Direction, Kind, PromiseKind
from muniment.touches.errors import TouchNotYours
from muniment.touches.models import Duty, Touch
from muniment.touches.services import NewTouch
from muniment.vault import services as vault
from muniment.vault.services import Basis
from tests.app.touches.letters import mail
from tests.world import NOON

CALL = NewTouch(
    kind=Kind.CALL, happened_on=NOON.date(), direction=Direction.OUT, note="the samples",
    contacts="Maria",
)  # fmt: skip
CONTACTS = {"contacts": {"contacts.people": "Maria Lund"}}


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair(world):
    """Heron, which Ada keeps, and its twin, which Ben kept and knew well."""
    heron, twin = world.dossier(values=CONTACTS), world.dossier("ben", values=CONTACTS)
    ben = {"by": world.actor("ben"), "at": NOON}
    services.log_touch(dossier_id=twin, touch=CALL, **ben)
    services.note_promise(
        dossier_id=twin, kind=PromiseKind.PROMISE, words="two samples", due_on=None, **ben
    )
    services.plan_visit(dossier_id=twin, planned_on=date(2026, 6, 1), purpose="the fair", **ben)
    services.set_duty(dossier_id=twin, part=Part.KEEPER, days=10, by=world.actor("mia"), at=NOON)
    return heron, twin


def _merge(world, heron, twin):
    vault.merge_dossiers(
        keep_id=heron, merge_id=twin, reason="one firm", by=world.actor("mia"), at=NOON
    )


def _read(world, name, dossier_id):
    return gate.read_contact(reader=world.actor(name), dossier_id=dossier_id, at=NOON)


def test_the_keeper_of_the_one_that_stays_reads_what_was_noted_about_the_other(world, pair):
    heron, twin = pair
    _merge(world, heron, twin)

    told = _read(world, "ada", heron)

    assert [(row.person_id, row.contacts) for row in told.touches] == [(world.id("ben"), "Maria")]
    assert [it.words for it in told.promises] == ["two samples"]
    assert [it.words for it in told.visits] == ["the fair"]
    assert queries.duties_of(heron)[Part.KEEPER].days == 10
    assert not Duty.objects.filter(dossier=twin, ends_at=None).exists()
    (entry,) = world.entries("touches.customer.joined")
    assert (entry.subject, entry.actor) == (heron, str(world.id("mia")))
    assert entry.facts["touches"] == entry.facts["promises"] == entry.facts["visits"] == 1


def test_whoever_lost_the_other_sees_her_own_touches_and_plans_nothing(world, pair):
    heron, twin = pair
    services.log_touch(dossier_id=heron, touch=CALL, by=world.actor("ada"), at=NOON)
    _merge(world, heron, twin)

    told = _read(world, "ben", heron)

    assert {row.person_id for row in told.touches} == {world.id("ben")}
    assert (told.shows_all, told.shows_words) == (False, False)
    with pytest.raises(TouchNotYours):
        services.plan_visit(
            dossier_id=heron, planned_on=date(2026, 6, 1), by=world.actor("ben"), at=NOON
        )


def test_a_rule_of_its_own_stays_and_a_mail_that_both_have_counts_once(world):
    heron, twin = world.dossier(), world.dossier()
    services.take_mail(raw=mail(), envelope_from="", at=NOON)
    mia = {"by": world.actor("mia"), "at": NOON, "part": Part.KEEPER}
    services.set_duty(dossier_id=heron, days=20, **mia)
    services.set_duty(dossier_id=twin, days=5, **mia)
    assert Touch.objects.filter(withdrawn_at=None).count() == 2

    _merge(world, heron, twin)

    assert Touch.objects.get(withdrawn_at=None).dossier_id == heron
    assert queries.duties_of(heron)[Part.KEEPER].days == 20


def test_the_words_die_with_the_contacts_of_either(world, pair):
    heron, twin = pair
    _merge(world, heron, twin)
    asked = vault.ask_erasure(
        dossier_id=twin, compartment="contacts", basis=Basis.PERSON_ASKED, reason="she asked",
        by=world.actor("olga"), at=NOON,
    )  # fmt: skip
    vault.erase_compartment(erasure_id=asked, by=world.actor("kai"), at=NOON)

    told = _read(world, "ada", heron)
    assert [row.contacts for row in told.touches] == [""]
    assert [it.words for it in told.promises] == [""]


def test_after_two_mergings_mail_to_an_address_of_the_first_finds_the_last(world):
    first = world.dossier()
    second, third = world.dossier(values=CONTACTS), world.dossier(values=CONTACTS)
    _merge(world, second, first)
    _merge(world, third, second)

    services.take_mail(raw=mail(), envelope_from="", at=NOON)

    assert Touch.objects.get().dossier_id == third
