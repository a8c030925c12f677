"""Who owes which customer a touch, and who moves it to somebody else."""

from datetime import date, timedelta

import pytest

from muniment.core.actor import HOUSE
from muniment.people import queries as people
from muniment.touches import queries, services
from muniment.touches.domain.duties import Part
from muniment.touches.domain.kinds import Kind, PromiseKind
from muniment.touches.errors import DutyInvalid, TouchNotYours
from muniment.touches.queries import duties
from muniment.touches.services import NewTouch
from muniment.vault import services as vault
from muniment.vault.domain.states import Duty as Custody
from tests.world import NOON

TODAY = date(2026, 5, 4)
LATER = TODAY + timedelta(days=40)


def _overdue(world, who, on=LATER):
    return queries.overdue([world.id(who)], on=on).get(world.id(who), ())


def test_a_keeper_owes_a_touch_every_thirty_days_until_the_company_says_otherwise(world):
    heron = world.dossier()

    [row] = _overdue(world, "ada")
    assert (row.dossier_id, row.part, row.late) == (heron, Part.KEEPER, 10)
    services.set_default(part=Part.KEEPER, days=60, by=world.actor("mia"), at=NOON)
    assert _overdue(world, "ada") == ()


def test_what_is_only_said_fulfils_no_duty_and_the_customers_trace_does(world):
    heron = world.dossier()
    touch = NewTouch(kind=Kind.CALL, happened_on=TODAY)
    late = NOON + timedelta(days=39)
    services.log_touch(dossier_id=heron, touch=touch, by=world.actor("ada"), at=NOON)
    assert len(_overdue(world, "ada")) == 1

    services.note_confirmed(
        dossier_id=heron, person_id=world.id("ada"), source="handover", by=HOUSE, at=late
    )

    assert _overdue(world, "ada") == ()


@pytest.mark.parametrize("few", [400, 0], ids=["a few customers", "very many"])
def test_a_customer_can_have_a_rule_and_a_person_of_its_own(world, monkeypatch, few):
    monkeypatch.setattr(duties, "_MANY", few)
    heron = world.dossier()
    told = {"dossier_id": heron, "part": Part.KEEPER, "at": NOON}

    with pytest.raises(TouchNotYours):
        services.set_duty(**told, days=5, by=world.actor("ada"))
    services.set_duty(**told, days=5, person_id=world.id("ben"), by=world.actor("mia"))

    assert [row.late for row in _overdue(world, "ben")] == [35]
    assert _overdue(world, "ada") == ()
    services.set_duty(**told, days=None, by=world.actor("mia"))
    assert _overdue(world, "ben") == ()


def test_line_managers_owe_their_peoples_customers_a_touch_of_their_own(world):
    world.dossier()

    assert [row.part for row in _overdue(world, "mia", TODAY + timedelta(days=200))] == [
        Part.LINE_MANAGER
    ]


def test_zero_days_ask_nothing_and_more_than_a_thousand_are_none(world):
    world.dossier()
    services.set_default(part=Part.KEEPER, days=0, by=world.actor("olga"), at=NOON)

    assert _overdue(world, "ada") == ()
    with pytest.raises(DutyInvalid):
        services.set_default(part=Part.KEEPER, days=1001, by=world.actor("olga"), at=NOON)
    with pytest.raises(TouchNotYours):
        services.set_default(part=Part.KEEPER, days=9, by=world.actor("ada"), at=NOON)


def test_an_heir_gets_named_duties_visits_and_promises_with_the_reason_sealed(world):
    heron, other = world.dossier(), world.dossier(values={"identity": {}})
    ada, ben = world.id("ada"), world.id("ben")
    services.set_duty(
        dossier_id=heron, part=Part.DEPUTY, days=9, person_id=ada, by=world.actor("mia"), at=NOON
    )
    services.plan_visit(dossier_id=heron, planned_on=LATER, by=world.actor("ada"), at=NOON)
    services.note_promise(
        dossier_id=heron, kind=PromiseKind.QUOTATION, words="FOB 3.10", due_on=None,
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip

    moved = services.move_duties(
        dossier_ids=[heron, other], from_person=ada, to_person=ben, reason="Ada leaves", by=HOUSE,
        at=NOON,
    )  # fmt: skip

    assert (moved.duties, moved.visits, moved.promises) == (1, 1, 1)
    assert queries.duties_of(heron)[Part.DEPUTY].person_id == ben
    assert [row.person_id for row in queries.open_promises([heron])[heron]] == [ben]
    [entry] = world.entries("touches.duties.moved")
    assert "Ada leaves" not in str(entry.facts)


def test_nobody_below_a_sales_manager_moves_duties_and_none_go_to_a_guest(world):
    told = {"dossier_ids": [], "from_person": world.id("ada"), "reason": "x", "at": NOON}

    with pytest.raises(TouchNotYours):
        services.move_duties(**told, to_person=world.id("ben"), by=world.actor("ben"))
    with pytest.raises(DutyInvalid):
        services.move_duties(**told, to_person=world.id("eve"), by=HOUSE)


def test_coverage_shows_customers_without_a_deputy_first_and_then_the_latest(world):
    heron = world.dossier()
    wren = world.dossier(keeper="ben", values={"identity": {}})
    vault.assign_custody(
        dossier_id=heron, duty=Custody.DEPUTY, person_id=world.id("ben"), reason="cover",
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip

    def page(who, **other):
        return queries.coverage(people.reader(world.id(who)), on=LATER, **other)

    assert [row.kept.dossier_id for row in page("mia").rows] == [wren, heron]
    assert (page("mia").without_deputy, page("mia").late) == (1, 2)
    assert [row.kept.dossier_id for row in page("ada").rows] == [heron]
    assert [row.kept.dossier_id for row in page("kai", only="no_deputy").rows] == [wren]


def test_a_customer_that_hangs_on_one_person_alarms_those_above_her(world):
    heron = world.dossier()
    touch = NewTouch(kind=Kind.CALL, happened_on=TODAY)
    for _ in range(5):
        services.log_touch(dossier_id=heron, touch=touch, by=world.actor("ada"), at=NOON)

    def alarmed(who):
        hits, _ = queries.single_threads_under(people.reader(world.id(who)), on=TODAY)
        return [(hit.person_id, hit.percent) for hit in hits]

    assert alarmed("mia") == [(world.id("ada"), 100)]
    assert alarmed("ada") == []
    for who in ("ada", "mia", "olga"):  # all whom Today tells of it reach its customer
        reader = people.reader(world.id(who))
        _, names = queries.single_threads_under(reader, on=TODAY)
        assert set(names) == {
            row.kept.dossier_id for row in queries.coverage(reader, on=TODAY).rows
        }
    services.log_touch(dossier_id=heron, touch=touch, by=world.actor("ben"), at=NOON)
    services.log_touch(dossier_id=heron, touch=touch, by=world.actor("ben"), at=NOON)
    assert alarmed("mia") == []
