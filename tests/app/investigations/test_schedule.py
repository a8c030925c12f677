"""The house opens cases by rule: few, on record, and showing nobody more than the dossier does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from muniment.core.actor import HOUSE
from muniment.core.clock import frozen
from muniment.investigations import gate, queries, scheduling, services, worth
from muniment.investigations.domain.checks import Outcome, Result
from muniment.investigations.domain.schedule import First, Lead, Rule
from muniment.investigations.errors import CaseNotYours
from muniment.investigations.models import Case
from muniment.investigations.services import Occasion, ScheduleUnfit
from muniment.jobs import services as jobs
from muniment.people import services as staff
from tests.app.investigations.cases import Scripted
from tests.world import NOON, World

RULE = Rule(is_on=True, months=12, a_week=2, first=First.NEWEST)
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _one_check(installed, monkeypatch):
    installed(Scripted(result=Result(Outcome.DONE)))
    monkeypatch.setattr(worth, "_tellers", [])


def in_force(world: World, rule: Rule = RULE, by: str = "kai", at=NOON) -> int:
    return services.set_schedule(rule=rule, by=world.actor(by), at=at)


def opened_by_rule() -> list[Case]:
    return list(Case.objects.filter(scheduling.BY_RULE).order_by("number"))


def test_no_case_is_opened_before_somebody_switches_the_rule_on(world: World):
    world.dossier("ada")

    assert scheduling.open_cases(at=NOON) == 0
    in_force(world, replace(RULE, is_on=False))
    assert scheduling.open_cases(at=NOON) == 0
    assert world.entries("vault.dossiers.swept") == []


def test_the_house_opens_a_case_in_the_name_of_the_rule_and_the_keeper_leads_it(world: World):
    heron = world.dossier("ada")
    number = in_force(world)

    assert scheduling.open_cases(at=NOON) == 1

    (case,) = opened_by_rule()
    assert (case.dossier_id, case.owner_id, case.opened_by_id) == (heron, world.id("ada"), None)
    entry = world.entries("investigations.case.opened")[-1]
    assert entry.actor == HOUSE.ref
    assert entry.facts["rule"] == number
    swept = world.entries("vault.dossiers.swept")[-1].facts
    assert (swept["purpose"], swept["dossiers"]) == ("investigating", 1)
    told = gate.read_case(reader=world.actor("ada"), case_id=case.id, at=NOON)
    assert {row.code: row.value for row in told.facts} == {
        "company.name": "Nordlicht Handels GmbH",
        "company.country": "DE",
        "company.website": "https://www.nordlicht-handel.example",
        "contact.email": "einkauf@nordlicht-handel.example",
    }


def test_the_checks_of_such_a_case_run_by_themselves_and_come_back(world: World):
    world.dossier("ada")
    in_force(world)
    scheduling.open_cases(at=NOON)
    (case,) = opened_by_rule()

    jobs.work_off(at=NOON)

    told = gate.read_case(reader=world.actor("kai"), case_id=case.id, at=NOON)
    assert told.watch is not None
    assert told.watch.every_days == 90
    assert told.watch.last_run_at == NOON
    assert [row.run.outcome for row in told.checks if row.run] == [Outcome.DONE]
    assert [row.id for row in queries.desk(_reader(world, "ada"), at=NOON).mine] == [case.id]


def _reader(world: World, name: str):
    from muniment.vault.gate.standing import reader_of

    return reader_of(world.actor(name))


def test_no_more_cases_are_opened_than_the_rule_allows_a_week(world: World):
    for _ in range(5):
        world.dossier("ada")
    in_force(world)
    counts = []

    for days in (0, 0, 3, 7, 14):
        at = NOON + timedelta(days=days)
        with frozen(at):
            counts.append(scheduling.open_cases(at=at))

    assert counts == [2, 0, 0, 2, 1]
    assert len({case.dossier_id for case in opened_by_rule()}) == 5


def test_a_customer_with_a_case_of_late_gets_none_and_after_the_months_gets_another(world: World):
    heron = world.dossier("ada")
    ada = world.actor("ada")
    case_id = services.open_case_for_dossier(dossier_id=heron, occasion=Occasion(), by=ada, at=NOON)
    in_force(world)

    assert scheduling.open_cases(at=NOON) == 0
    services.close_case(case_id=case_id, reason="no order came of it", by=ada, at=NOON)
    later = NOON + timedelta(days=366)
    with frozen(later):
        assert scheduling.open_cases(at=later) == 1


@pytest.mark.parametrize("lead", [Lead.KEEPER, Lead.COMPLIANCE])
def test_compliance_leads_where_the_rule_says_so_or_no_keeper_is_at_work(world: World, lead: Lead):
    world.dossier("ada")
    if lead is Lead.KEEPER:
        day = NOON.date()
        staff.give_notice(person_id=world.id("ada"), notice_on=day, last_day_on=day,
                          by=world.actor("mia"), at=NOON)  # fmt: skip
    in_force(world, replace(RULE, lead=lead))

    scheduling.open_cases(at=NOON)

    (case,) = opened_by_rule()
    assert case.owner_id == world.id("kai")


def test_the_room_that_reckons_with_money_says_who_comes_first(world: World):
    small, large = world.dossier("ada"), world.dossier("ben")
    worth.told_by(lambda ids, _: {one: 900.0 if one == large else 5.0 for one in ids})
    in_force(world, replace(RULE, first=First.MONEY, a_week=1))

    scheduling.open_cases(at=NOON)

    (case,) = opened_by_rule()
    assert case.dossier_id == large
    (row,) = scheduling.outlook(reader=world.actor("kai"), at=NOON + WEEK).next
    assert row.dossier_id == small


def test_the_outlook_says_what_a_rule_would_open_and_writes_nothing(world: World):
    for _ in range(3):
        world.dossier("ada")
    before = len(world.entries("investigations.case.opened"))

    told = scheduling.outlook(reader=world.actor("olga"), rule=RULE, at=NOON)

    assert (len(told.next), told.wanting, told.opened, told.leaderless) == (2, 3, 0, False)
    assert {row.leader_id for row in told.next} == {world.id("ada")}
    assert len(world.entries("investigations.case.opened")) == before
    assert opened_by_rule() == []


@pytest.mark.parametrize("name", ["mia", "ada", "fin", "sam", "cus"])
def test_only_owner_and_compliance_set_the_rule_or_look_ahead(world: World, name: str):
    with pytest.raises(CaseNotYours):
        in_force(world, by=name)
    with pytest.raises(CaseNotYours):
        scheduling.outlook(reader=world.actor(name), at=NOON)
    assert queries.schedule_in_force().number == 0


def test_every_version_of_the_rule_stays_on_record(world: World):
    in_force(world)
    in_force(world, replace(RULE, months=6), by="olga", at=NOON + WEEK)

    assert [row.number for row in queries.schedules()] == [2, 1]
    assert queries.schedule_in_force().rule.months == 6
    facts = [entry.facts for entry in world.entries("investigations.schedule.set")]
    assert [(it["number"], it["months"], it["first"]) for it in facts] == [
        (1, 12, "newest"),
        (2, 6, "newest"),
    ]


def test_a_rule_out_of_bounds_is_not_put_into_force(world: World):
    with pytest.raises(ScheduleUnfit):
        in_force(world, replace(RULE, a_week=0))
    assert queries.schedules() == []


def test_a_customer_of_whom_nothing_is_written_gets_no_case(world: World):
    world.dossier("ada", values={})
    in_force(world)

    assert scheduling.open_cases(at=NOON) == 0
