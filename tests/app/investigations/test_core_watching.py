"""Looking again, comparing with what the house knows, and dying with an erased dossier."""

from datetime import timedelta

import pytest

from muniment.core.clock import frozen
from muniment.core.errors import MunimentError
from muniment.investigations import checks as registry
from muniment.investigations import gate, links, queries, questions, rechecking, services
from muniment.investigations.checks.hands import SameHandsCheck
from muniment.investigations.checks.lists import DeniedPartiesCheck
from muniment.investigations.domain.checks import Mode, NotReached, Outcome, Result, Subject
from muniment.investigations.domain.tokens import HIDDEN
from muniment.investigations.models import Case, HandsLink
from muniment.investigations.questions import Asking
from muniment.investigations.report.drawn import link_graph
from muniment.investigations.runner import run_checks
from muniment.investigations.sealing import CaseErased
from muniment.investigations.services import Occasion
from muniment.jobs import services as jobs
from muniment.keys import ring
from muniment.people import queries as people
from muniment.screening import services as screening
from muniment.screening.domain.parties import PartyKind
from muniment.vault import services as vault
from muniment.vault.services.erasing import Basis
from tests.app.investigations.cases import FACTS, Scripted, found, opened
from tests.world import NOON, World

WEEK = NOON + timedelta(days=7)
PHONE = {"company.name": ["Blue Crane Trading LLC"], "contact.phone": ["+971 50 123 4567"],
         "bank.account": ["AE070331234567890123456"]}  # fmt: skip
SISTER = {"company.name": ["Golden Ibis FZE"], "contact.phone": ["00971-50-1234567"],
          "bank.account": ["AE07 0331 2345 6789 0123 456"]}  # fmt: skip


def read(world: World, case_id, name="ada", at=NOON):
    return gate.read_case(reader=world.actor(name), case_id=case_id, at=at)


def about(world: World, dossier_id, trigger="order"):
    return services.open_case_for_dossier(
        dossier_id=dossier_id, occasion=Occasion(trigger), by=world.actor("ada"), at=NOON
    )


def change(world: World, dossier_id, compartment, values, at=WEEK):
    return vault.submit_values(
        dossier_id=dossier_id, compartment=compartment, values=values,
        by=world.actor("ada"), at=at,
    )  # fmt: skip


def test_a_watched_case_runs_by_itself_and_says_when_something_is_new(
    world: World, installed
) -> None:
    check = Scripted(result=Result(Outcome.NOTHING_FOUND))
    installed(check)
    case_id = opened(world)
    run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)
    services.watch_case(case_id=case_id, every_days=7, by=world.actor("ada"), at=NOON)
    ada = world.actor("ada")

    for at, new, because in (
        (WEEK, (), "schedule"),
        (WEEK + timedelta(days=7), (found(),), "found_new"),
    ):
        check.result = Result(Outcome.DONE, found=new)
        with frozen(at):
            assert rechecking.queue_due(at=at) == 1
            jobs.work_off(at=at)
        head = queries.case_head(reader=ada, case_id=case_id)
        assert head.due_because == because
    reader = people.reader(ada.person_id)
    assert [row.id for row in queries.desk(reader, at=at).due] == [case_id]

    services.settle_due(case_id=case_id, by=ada, at=at)
    assert queries.desk(reader, at=at).due == ()


def test_a_run_is_queued_for_the_worker_once(world: World, installed) -> None:
    installed(Scripted(result=Result(Outcome.DONE)))
    case_id = opened(world)

    first = services.queue_run(case_id=case_id, by=world.actor("ada"), at=NOON)
    assert services.queue_run(case_id=case_id, by=world.actor("ada"), at=NOON) == first
    jobs.work_off(at=NOON)

    run = read(world, case_id).checks[0].run
    assert run is not None
    assert run.outcome is Outcome.DONE


def test_a_run_of_many_checks_leaves_none_out(world: World, installed) -> None:
    made = [Scripted(id=f"test.a_check_with_a_long_name_{at}") for at in range(9)]
    installed(*made)
    case_id = opened(world)

    services.queue_run(
        case_id=case_id, checks=[one.id for one in made], by=world.actor("ada"), at=NOON
    )
    jobs.work_off(at=NOON)

    assert [one.id for one in made if not one.asked] == []


def test_a_changed_consignee_makes_the_case_due_and_is_a_finding(world: World) -> None:
    dossier_id = world.dossier("ada")
    change(world, dossier_id, "logistics", {"logistics.consignee": "Nordlicht"}, NOON)
    case_id = about(world, dossier_id)
    rechecking.follow_ledger(by=rechecking.HOUSE, at=NOON)
    assert read(world, case_id).findings == ()

    change(world, dossier_id, "logistics", {"logistics.consignee": "Somebody else"})
    change(world, dossier_id, "identity", {"identity.website": "https://nord-licht.example"})
    assert rechecking.follow_ledger(by=rechecking.HOUSE, at=WEEK) == 2
    assert rechecking.follow_ledger(by=rechecking.HOUSE, at=WEEK) == 0

    file = read(world, case_id, at=WEEK)
    assert {row.signal for row in file.findings} == {
        "house.consignee_changed", "house.domain_changed",
    }  # fmt: skip
    assert file.head.due_at == WEEK


def test_a_changed_list_is_asked_about_open_cases_only_where_it_hits(
    world: World, installed
) -> None:
    installed(DeniedPartiesCheck())
    hit, other = opened(world, facts=PHONE), opened(world)
    rechecking.rescreen(at=NOON)

    screening.enter_own(
        names=["Blue Crane Trading LLC"], kind=PartyKind.ENTITY, reason="Refused goods twice.",
        by=world.actor("kai"), at=NOON,
    )  # fmt: skip
    assert rechecking.rescreen(at=NOON) == 1
    assert rechecking.rescreen(at=NOON) == 0

    heads = {row.id: row for row in queries.cases(reader=world.actor("kai"), at=NOON).rows}
    assert heads[hit].due_because == "list_changed"
    assert heads[other].due_at is None
    signals = {row.signal for row in read(world, hit, "kai").findings}
    assert "list.own_blacklist" in signals


@pytest.mark.parametrize("code", ["company.trading_name", "company.officer", "bank.holder"])
def test_a_changed_list_is_asked_about_those_behind_the_buyer_too(
    world: World, installed, code: str
) -> None:
    installed(DeniedPartiesCheck())
    opened(world, facts={**FACTS, code: ["Marianne Kestrel"]})
    rechecking.rescreen(at=NOON)

    screening.enter_own(
        names=["Marianne Kestrel"], kind=PartyKind.UNKNOWN, reason="Refused goods twice.",
        by=world.actor("kai"), at=NOON,
    )  # fmt: skip
    assert rechecking.rescreen(at=NOON) == 1


def test_with_no_list_loaded_nobody_is_clean(world: World, installed) -> None:
    installed(DeniedPartiesCheck())

    ran = run_checks(case_id=opened(world), by=world.actor("ada"), at=NOON)

    assert [(one.outcome, one.reason) for one in ran] == [(Outcome.UNAVAILABLE, "no_list")]


def test_the_same_hands_behind_two_cases_are_seen_and_confirmed_by_a_person(
    world: World, installed
) -> None:
    installed(SameHandsCheck())
    sister = services.open_case(
        facts=SISTER, occasion=Occasion("dispute"), by=world.actor("ben"), at=NOON
    )
    for number in range(20):
        opened(world, "ben", {"company.name": [f"Firm {number} of its own"]})
    case_id = opened(world, facts=PHONE)

    run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)

    file = read(world, case_id)
    assert [(row.other_id, row.state) for row in file.links] == [(sister, "open")]
    assert "Golden Ibis" not in repr(file)
    assert {tie["value"] for tie in file.links[0].ties} <= {
        "+971 50 123 4567", "AE070331234567890123456",
    }  # fmt: skip
    (seen,) = [row for row in file.findings if row.signal == "hands.linked"]
    assert "the same telephone +971 50 123 4567" in str(seen.facts["why"])
    assert "the same bank account" in link_graph(file)
    told = {"case_id": case_id, "link_id": file.links[0].id, "reason": "Same voice.", "at": NOON}
    with pytest.raises(MunimentError):
        services.confirm_link(by=world.actor("ada"), **told)
    services.confirm_link(by=world.actor("kai"), **told)

    run_checks(case_id=case_id, ids=["hands.same"], by=world.actor("ada"), at=NOON)
    assert HandsLink.objects.get(superseded_at=None).state == "confirmed"
    assert [row.key for row in links.own_disputes(case_id, (), NOON)] == [str(sister)]


def test_goods_refused_in_a_dispute_count_once_a_person_confirmed_it(world: World) -> None:
    ben, kai = world.actor("ben"), world.actor("kai")
    facts = {"company.name": ["Blue Crane Trading LLC"]}
    dispute = services.open_case(facts=facts, occasion=Occasion("dispute"), by=ben, at=NOON)
    seen = [
        services.add_finding(
            case_id=dispute, signal=signal, facts={"times": times}, excerpt="Notice of the carrier",
            key=str(times), by=ben, at=NOON,
        )
        for signal, times in (
            ("conduct.refused_at_port", 2), ("conduct.refused_at_port", "once"),
            ("conduct.refused_at_port", 5), ("conduct.refund_demand", 7),
        )
    ]  # fmt: skip
    case_id = opened(world, facts=PHONE)

    def told() -> list[int]:
        rows = links.own_disputes(case_id, facts["company.name"], NOON)
        return [row.refusals for row in rows]

    assert told() == [0]
    for one in (seen[0], seen[1], seen[3]):
        services.confirm_finding(
            case_id=dispute, finding_id=one, reason="Seen on paper.", by=kai, at=NOON
        )
    assert told() == [3]


def test_a_denied_tie_stays_denied_while_it_is_the_same(world: World, installed) -> None:
    installed(SameHandsCheck())
    opened(world, "ben", SISTER)
    case_id = opened(world, facts=PHONE)
    run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)
    link = read(world, case_id).links[0]
    services.deny_link(
        case_id=case_id, link_id=link.id, reason="One office building.", by=world.actor("mia"),
        at=NOON,
    )  # fmt: skip

    run_checks(case_id=case_id, ids=["hands.same"], by=world.actor("ada"), at=NOON)

    file = read(world, case_id)
    assert [row.state for row in file.links] == ["denied"]
    assert not [row for row in file.findings if row.signal.startswith("hands")]


def test_comparing_with_customers_names_them_only_to_those_who_know_them(
    world: World, installed
) -> None:
    """A case cannot be used to find out which codename a domain or a telephone belongs to."""

    def look(subject, house):
        customers = house.ask("own_customers")
        return Result(
            Outcome.DONE,
            found=(found("email.like_customer", facts={"known": customers[0].codename}),),
            detail={"known": customers[0].codename},
        )

    installed(Scripted(act=look))
    dossier_id = world.dossier("ada")
    codename = world.look("ada", dossier_id).codename
    mine, bens = opened(world), opened(world, "ben")
    for case_id, name in ((mine, "ada"), (bens, "ben")):
        run_checks(case_id=case_id, by=world.actor(name), at=NOON)

    assert read(world, mine).findings[0].facts == {"known": codename}
    file = read(world, bens, "ben")
    assert file.findings[0].facts == {"known": HIDDEN}
    assert codename not in repr(file)
    assert str(dossier_id) not in repr(file)
    assert len(world.entries("vault.dossiers.swept")) == 2


def test_nobody_outside_a_case_is_compared_with_our_customers() -> None:
    asking = Asking(None, Subject({}, NOON.date()), NOON)

    for question in ("own_customers", "same_hands", "own_disputes", "no_such"):
        with pytest.raises(NotReached):
            questions.answer(question, asking, {})


def test_without_customs_data_nobody_can_answer(world: World) -> None:
    case_id = opened(world)

    ran = run_checks(case_id=case_id, ids=["customs.profile"], by=world.actor("ada"), at=NOON)

    assert [(one.outcome, one.reason) for one in ran] == [(Outcome.UNAVAILABLE, "no_data")]


def test_erasing_a_dossier_kills_its_cases(world: World) -> None:
    dossier_id = world.dossier("ada")
    case_id, other = about(world, dossier_id), opened(world)
    erasure = vault.ask_erasure(
        dossier_id=dossier_id, compartment="contacts", basis=Basis.PERSON_ASKED,
        reason="asked by letter", by=world.actor("mia"), at=NOON,
    )  # fmt: skip

    vault.erase_compartment(erasure_id=erasure, by=world.actor("kai"), at=NOON)

    assert ring.data_keys([(case_id, "case")]) == {}
    with pytest.raises(CaseErased):
        read(world, case_id, "olga")
    with pytest.raises(CaseErased):
        services.add_facts(case_id=case_id, facts=FACTS, by=world.actor("olga"), at=NOON)
    assert Case.objects.get(pk=case_id).state == "erased"
    assert read(world, other).known("company.country") == ("DE",)
    assert len(world.entries("investigations.case.erased")) == 1


def test_a_bad_plug_in_is_reported_and_stops_nobody() -> None:
    class Point:
        name = "strange"

        def load(self):
            raise ImportError

    class Broken:
        id = "test.broken"

    made = registry.collect([Scripted, Scripted, Broken], [Point()])

    assert list(made.checks) == ["test.scripted"]
    assert {(one.name, one.why) for one in made.refused} == {
        ("Scripted", "id_in_use"), ("Broken", "attribute_version"), ("strange", "not_loadable"),
    }  # fmt: skip


def test_every_built_in_check_is_sound() -> None:
    made = registry.registry()

    assert made.refused == ()
    assert {"hands.same", "lists.denied", "customs.profile"} <= set(made.checks)
    assert {one.mode for one in made.checks.values()} == set(Mode)
