"""Counted looks: three a person, dossier and compartment, whatever happens at once."""

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connections

from muniment.vault import gate
from muniment.vault import services as vault
from muniment.vault.domain.cells import COLUMN_BY_CODE
from muniment.vault.domain.policy import Cell, Outcome, Reason
from muniment.vault.models import Consultation
from muniment.vault.queries import table_in_force
from tests.world import NOON, World
from tests.world import world as build

FIELD = "identity.legal_name"


def counted_for_colleagues(world: World) -> None:
    """Adopt a table in which salespeople may look at a colleague's customer three times."""
    column = COLUMN_BY_CODE["salesperson.colleague"]
    table = table_in_force()[1].changed({(FIELD, column): Cell.COUNTED})
    number = vault.propose_table(table=table, note="", by=world.actor("mia"), at=NOON)
    vault.adopt_table(number=number, by=world.actor("olga"), at=NOON)


def name_in(opened: gate.Opened) -> gate.OpenedField:
    return next(field for field in opened.fields if field.spec.code == FIELD)


def test_three_looks_are_given_and_the_fourth_needs_the_keepers_manager(world: World) -> None:
    counted_for_colleagues(world)
    heron = world.dossier()
    hours = [NOON + timedelta(hours=hour) for hour in range(5)]

    looks = [world.look("ben", heron, at=at).look for at in hours[:3]]
    assert looks == [1, 2, 3]

    fourth = _look_or_refusal(world, heron, hours[3])
    assert fourth == Reason.LOOKS_USED_UP.value
    vault.allow_looks(
        dossier_id=heron, compartment="identity", person_id=world.id("ben"), looks=1,
        reason="quotation is due", by=world.actor("mia"), at=hours[4],
    )  # fmt: skip
    assert name_in(world.look("ben", heron, at=hours[4])).text == "Nordlicht Handels GmbH"


def test_a_second_look_in_the_sitting_spends_nothing(world: World) -> None:
    counted_for_colleagues(world)
    heron = world.dossier()
    world.look("ben", heron)

    again = world.look(
        "ben", heron, purpose="answer the same inquiry", at=NOON + timedelta(minutes=5)
    )

    assert again.look is None
    assert name_in(again).decision.reason is Reason.IN_SITTING


@pytest.mark.django_db(transaction=True)
def test_of_eight_readers_racing_for_the_third_look_exactly_three_looks_are_given() -> None:
    world = build()
    counted_for_colleagues(world)
    heron = world.dossier()
    outcomes: list[str] = []
    start = threading.Barrier(8)

    def read(number: int) -> None:
        try:
            start.wait()
            opened = world.look("ben", heron, session=f"device-{number}")
            outcomes.append("given" if name_in(opened).shown else "kept")
        except gate.ConsultationRefused as refusal:
            outcomes.append(str(refusal.facts["reason"]))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes.count("given") == 3
    assert len(outcomes) == 8
    looks = Consultation.objects.exclude(look=None).values_list("look", flat=True)
    assert sorted(looks) == [1, 2, 3]


def _look_or_refusal(world: World, dossier_id: UUID, at: object) -> str:
    """The reason why the counted field stays shut, whether or not masks are shown beside it."""
    try:
        opened = world.look("ben", dossier_id, at=at)
    except gate.ConsultationRefused as refusal:
        return str(refusal.facts["reason"])
    field = name_in(opened)
    assert field.decision.outcome is Outcome.ASK
    assert not field.text
    return field.decision.reason.value
