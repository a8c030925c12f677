"""Who reads a case, and what is left of the attempt."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from muniment.core.errors import MunimentError
from muniment.investigations import gate, queries, services
from muniment.investigations.casefile import Shown
from muniment.investigations.domain.checks import Outcome, Result
from muniment.investigations.errors import (
    CaseNotFound,
    CaseNotYours,
    CaseShut,
    EvidenceWithheld,
)
from muniment.investigations.runner import run_checks
from muniment.investigations.services import Occasion
from muniment.people.domain.roles import Role
from tests.app.investigations.cases import FACTS, Scripted, found, opened
from tests.world import NOON, World

pytestmark = pytest.mark.usefixtures("noon")

READ, REFUSED = "investigations.case.read", "investigations.case.refused"
ORDER = Occasion(trigger="order", order="PO-77")


def read(world: World, name: str, case_id, at=NOON):
    return gate.read_case(reader=world.actor(name), case_id=case_id, at=at)


def test_who_leads_a_case_reads_it_and_the_look_is_on_record(world: World) -> None:
    case_id = opened(world)

    file = read(world, "ada", case_id)

    assert file.known("company.name") == ("Nordlicht Handels GmbH",)
    assert file.head.number == "C-2026-0001"
    assert [entry.actor for entry in world.entries(READ)] == [str(world.id("ada"))]
    assert world.entries(READ)[0].id == file.entry_id


def test_reading_again_in_the_sitting_is_no_new_look(world: World) -> None:
    case_id = opened(world)

    for minutes in (0, 10, 29):
        read(world, "ada", case_id, NOON + timedelta(minutes=minutes))
    read(world, "ada", case_id, NOON + timedelta(minutes=31))

    assert len(world.entries(READ)) == 2


def test_a_second_device_is_a_second_look(world: World) -> None:
    case_id = opened(world)

    for session in ("desk", "phone"):
        gate.read_case(reader=world.actor("ada", session), case_id=case_id, at=NOON)

    assert len(world.entries(READ)) == 2


def test_a_refused_look_is_on_record(world: World) -> None:
    case_id = opened(world)

    with pytest.raises(CaseShut):
        read(world, "ben", case_id)

    assert [entry.actor for entry in world.entries(REFUSED)] == [str(world.id("ben"))]


@pytest.mark.parametrize("name", ["cy", "cus", "sam", "ben"])
def test_nobody_else_on_the_staff_reads_it(world: World, name: str) -> None:
    with pytest.raises(CaseShut):
        read(world, name, opened(world))


def test_an_outsider_does_not_learn_that_there_is_a_case(world: World) -> None:
    case_id = opened(world)

    with pytest.raises(CaseNotFound):
        read(world, "eve", case_id)
    assert queries.cases(reader=world.actor("eve"), at=NOON).rows == []


@pytest.mark.parametrize("name", ["olga", "mia", "kai", "fin"])
def test_owner_manager_compliance_and_finance_read_every_case(world: World, name: str) -> None:
    assert read(world, name, opened(world)).known("company.country") == ("DE",)


def test_the_list_and_the_gate_say_the_same(world: World) -> None:
    """Two shapes of one rule, for everybody and every kind of case."""
    kept = world.dossier("ada")
    about = services.open_case_for_dossier(
        dossier_id=kept, occasion=ORDER, by=world.actor("ada"), at=NOON
    )
    services.assign_case(case_id=about, owner_id=world.id("mia"), by=world.actor("olga"), at=NOON)
    ids = [opened(world), opened(world, "ben"), about]

    for name in world.people:
        listed = {row.id for row in queries.cases(reader=world.actor(name), at=NOON).rows}
        standing = {one for one in ids if gate.standing(world.actor(name), one, NOON).may_read}
        assert listed == standing, name


def test_whoever_keeps_the_dossier_reads_a_case_that_another_leads(world: World) -> None:
    kept = world.dossier("ada")
    case_id = services.open_case_for_dossier(
        dossier_id=kept, occasion=ORDER, by=world.actor("ada"), at=NOON
    )
    services.assign_case(case_id=case_id, owner_id=world.id("mia"), by=world.actor("olga"), at=NOON)

    assert read(world, "ada", case_id).known("company.name") == ("Nordlicht Handels GmbH",)


def test_a_case_about_a_customer_shows_no_more_than_the_dossier_does(world: World) -> None:
    kept = world.dossier("ada")
    case_id = services.open_case_for_dossier(
        dossier_id=kept, occasion=ORDER, by=world.actor("ada"), at=NOON
    )
    services.assign_case(case_id=case_id, owner_id=world.id("ben"), by=world.actor("olga"), at=NOON)
    services.add_evidence(
        case_id=case_id, content=b"Nordlicht on paper", kind="paste", source="nordlicht.example",
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip

    file = read(world, "ben", case_id)

    assert file.shaded
    assert "Nordlicht" not in repr(file)
    assert "nordlicht" not in repr(file)
    names = [row for row in file.facts if row.code == "company.name"]
    assert [row.shown for row in names] != [Shown.OPEN]
    with pytest.raises(EvidenceWithheld):
        gate.read_evidence(
            reader=world.actor("ben"), case_id=case_id, evidence_id=file.evidence[0].id, at=NOON
        )


def test_evidence_is_read_on_record_each_time(world: World) -> None:
    case_id = opened(world)
    kept = services.add_evidence(
        case_id=case_id, content=b"a page", kind="paste", source="https://x.example",
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip

    for _ in range(2):
        told = gate.read_evidence(
            reader=world.actor("kai"), case_id=case_id, evidence_id=kept.id, at=NOON
        )
        assert told.content == b"a page"

    assert len(world.entries("investigations.evidence.read")) == 2


def test_a_verb_in_a_case_that_is_not_hers_finds_no_case(world: World) -> None:
    case_id = opened(world)

    with pytest.raises(CaseNotFound):
        services.add_facts(
            case_id=case_id, facts={"company.name": ["x"]}, by=world.actor("ben"), at=NOON
        )
    with pytest.raises(CaseNotYours):
        services.open_case(facts=FACTS, by=world.actor("cy"), at=NOON)


def test_somebody_who_left_reads_nothing(world: World) -> None:
    from muniment.people import services as people

    case_id = opened(world)
    people.leave(person_id=world.id("ada"), by=world.actor("olga"), at=NOON)

    with pytest.raises(MunimentError):
        read(world, "ada", case_id)


def test_a_case_with_two_hundred_findings_costs_few_queries(world: World, installed) -> None:
    check = Scripted(needs=())
    check.result = Result(Outcome.DONE, found=tuple(found(key=str(n)) for n in range(200)))
    installed(check)
    case_id = opened(world)
    run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)

    with CaptureQueriesContext(
        connection,
    ) as first:
        assert len(read(world, "ada", case_id).findings) == 200
    with CaptureQueriesContext(connection) as again:
        read(world, "ada", case_id)

    assert len(first) <= 15
    assert len(again) <= 6


def test_nothing_of_a_case_stands_in_clear_in_its_tables(world: World, installed) -> None:
    check = Scripted()
    check.result = Result(
        Outcome.DONE, found=(found(key="NORDLICHT-KEY", excerpt="NORDLICHT"),),
        learnt={"person.name": ("Frau Nordlicht",)}, detail={"told": "Nordlicht"},
    )  # fmt: skip
    installed(check)
    case_id = services.open_case(
        facts=FACTS, mail=b"From: x@nordlicht.example\n\nNordlicht",
        occasion=Occasion(order="NORDLICHT-7", about="Nordlicht"), by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)

    tables = [
        name
        for name in connection.introspection.table_names()
        if name.startswith(("investigations_", "ledger_", "jobs_"))
    ]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            text = b" ".join(
                cell
                if isinstance(cell, bytes)
                else bytes(cell)
                if isinstance(cell, memoryview)
                else str(cell).encode()
                for row in cursor.fetchall()
                for cell in row
            ).lower()
            assert b"nordlicht" not in text, table


def test_a_salesperson_opens_cases_and_a_clerk_does_not() -> None:
    from muniment.investigations.domain import duties

    assert {role for role in Role if duties.may_open(role)} == {
        Role.OWNER, Role.SALES_MANAGER, Role.SALESPERSON, Role.FINANCE, Role.COMPLIANCE,
    }  # fmt: skip


def test_on_notice_no_case_is_open_any_more_not_even_ones_own(world):
    from muniment.people import services as people

    case_id = opened(world)
    people.give_notice(
        person_id=world.id("ada"), notice_on=NOON.date(), last_day_on=NOON.date(),
        by=world.actor("olga"), at=NOON,
    )  # fmt: skip
    with pytest.raises((CaseShut, CaseNotYours, CaseNotFound)):
        read(world, "ada", case_id)
    assert not queries.cases(reader=world.actor("ada"), at=NOON).rows
