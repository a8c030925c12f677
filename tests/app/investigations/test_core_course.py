"""The course of a case: opening, judging, deciding by two, closing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from muniment.core.money import Money
from muniment.investigations import gate, queries, services
from muniment.investigations.domain.advice import Terms, Way, default_table
from muniment.investigations.domain.checks import Outcome, Result
from muniment.investigations.domain.coverage import Reading
from muniment.investigations.errors import (
    CaseClosed,
    CaseNotFound,
    CaseNotYours,
    DecisionUnfit,
    FactInvalid,
    FindingNotFound,
    NothingKnown,
    NotSeenByPeople,
    OwnFinding,
    ReasonMissing,
    SecondPersonNeeded,
)
from muniment.investigations.models import Decision, Fact
from muniment.investigations.runner import run_checks
from muniment.investigations.services import Occasion
from muniment.people import queries as people
from muniment.vault.gate import ConsultationRefused
from tests.app.investigations.cases import FACTS, Scripted, found, opened
from tests.world import NOON, World

MILD = Terms(Way.OPEN_ACCOUNT, days=90)


def read(world: World, case_id, name="ada", at=NOON):
    return gate.read_case(reader=world.actor(name), case_id=case_id, at=at)


def decide(world: World, case_id, terms: Terms, name="ada"):
    return services.decide(
        case_id=case_id, terms=terms, reason="They buy tiles.", by=world.actor(name), at=NOON
    )


def desk(world: World, name: str, at=NOON) -> queries.Desk:
    reader = people.reader(world.id(name))
    assert reader is not None
    return queries.desk(reader, at=at)


def test_cases_are_numbered_within_the_year_and_have_a_codename(world: World) -> None:
    heads = [queries.case_head(reader=world.actor("ada"), case_id=opened(world)) for _ in range(3)]

    assert [head.number for head in heads] == ["C-2026-0001", "C-2026-0002", "C-2026-0003"]
    assert len({head.codename for head in heads}) == 3


def test_a_pasted_mail_is_evidence_and_what_it_says_a_claim(world: World) -> None:
    mail = b"From: Maria Lund <maria@nordlicht.example>\r\nSubject: Inquiry\r\n\r\nDear Sirs"

    case_id = services.open_case(mail=mail, by=world.actor("ada"), at=NOON)

    file = read(world, case_id)
    assert [(row.kind, row.size) for row in file.evidence] == [("mail", len(mail))]
    assert {row.source for row in file.facts} <= {"inquiry"}


def test_a_case_needs_something_to_begin_with(world: World) -> None:
    with pytest.raises(NothingKnown):
        services.open_case(facts={"company.name": [" "]}, by=world.actor("ada"), at=NOON)
    with pytest.raises(FactInvalid):
        services.open_case(facts={"Company": ["x"]}, by=world.actor("ada"), at=NOON)


def test_a_case_about_a_customer_begins_with_what_the_dossier_shows(world: World) -> None:
    dossier_id = world.dossier("ada")

    case_id = services.open_case_for_dossier(
        dossier_id=dossier_id, occasion=Occasion("order", "PO-77", Money("USD", 1_250_000)),
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip

    file = read(world, case_id)
    assert file.known("contact.email") == ("einkauf@nordlicht-handel.example",)
    assert (file.order, file.at_risk) == ("PO-77", Money("USD", 1_250_000))
    assert len(world.entries("vault.consultation.given")) == 2


def test_whom_the_dossier_refuses_gets_no_case_about_it(world: World) -> None:
    dossier_id = world.dossier("ada")

    with pytest.raises(ConsultationRefused):
        services.open_case_for_dossier(
            dossier_id=dossier_id, occasion=Occasion("order"), by=world.actor("ben"), at=NOON
        )

    assert len(world.entries("vault.consultation.refused")) == 1
    assert queries.cases(reader=world.actor("olga"), at=NOON).rows == []


def test_a_withdrawn_fact_stays_as_history(world: World, installed) -> None:
    installed(Scripted())
    case_id = opened(world)
    fact = next(row for row in read(world, case_id).facts if row.code == "contact.email")

    services.withdraw_fact(
        case_id=case_id, fact_id=fact.id, reason="A typing mistake.", by=world.actor("ada"),
        at=NOON,
    )  # fmt: skip

    file = read(world, case_id)
    assert file.known("contact.email") == ()
    assert [row.state for row in file.facts if row.code == "contact.email"] == ["withdrawn"]


def test_a_correction_that_is_taken_back_leaves_the_first_value(world: World, installed) -> None:
    installed(Scripted())
    case_id, by = opened(world), world.actor("ada")
    [first] = services.add_facts(case_id=case_id, facts={"deal.port": ["A"]}, by=by, at=NOON)
    told = {"case_id": case_id, "by": by, "at": NOON}

    second = services.correct_fact(fact_id=first, value="B", **told)
    third = services.correct_fact(fact_id=second, value="A", **told)

    assert third is not None
    assert read(world, case_id).known("deal.port") == ("A",)


def test_the_rating_follows_what_people_say(world: World, installed) -> None:
    risky = found("identity.stolen")
    check = Scripted(needs=(), result=Result(Outcome.DONE, found=(risky,)))
    installed(check)
    case_id = opened(world)
    run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)
    finding = read(world, case_id).findings[0]
    assert finding.hard_stop
    told = {"case_id": case_id, "finding_id": finding.id, "at": NOON}

    with pytest.raises(CaseNotYours):
        services.dismiss_finding(reason="I want the order.", by=world.actor("ada"), **told)
    services.confirm_finding(reason="The real firm says so.", by=world.actor("kai"), **told)

    file = read(world, case_id)
    assert file.assessment.reading is Reading.E
    assert queries.case_head(reader=world.actor("ada"), case_id=case_id).risk == "E"
    assert file.findings[0].marks[0].by == world.id("kai")


def test_a_person_puts_on_record_what_she_saw(world: World, installed) -> None:
    installed(Scripted())
    case_id = opened(world)
    kept = services.add_evidence(
        case_id=case_id, content=b"photo", kind="screenshot", source="fair", at=NOON,
        by=world.actor("ada"),
    )  # fmt: skip

    services.add_finding(
        case_id=case_id, signal="person.title_odd", facts={}, excerpt="cleaner",
        evidence_ids=[kept.id], by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    run_checks(case_id=case_id, ids=["test.scripted"], by=world.actor("ada"), at=NOON)

    row = read(world, case_id).findings[0]
    assert (row.signal, row.check, row.evidence) == ("person.title_odd", "", (kept.id,))


def test_a_good_sign_is_added_only_where_people_see_it(world: World) -> None:
    case_id = opened(world)
    told = {"case_id": case_id, "facts": {}, "by": world.actor("ada"), "at": NOON}
    kept = services.add_evidence(
        case_id=case_id, content=b"note", kind="call", source="tel", by=world.actor("ada"), at=NOON
    )

    for code in ("list.clear", "registry.found", "customs.steady_buyer"):
        with pytest.raises(NotSeenByPeople):
            services.add_finding(signal=code, excerpt="I say so", **told)
    services.add_finding(
        signal="person.confirmed_by_call", excerpt="bare word", confidence=95, **told
    )
    services.add_finding(
        signal="search.phone_same", excerpt="with a note", confidence=95, evidence_ids=[kept.id],
        **told,
    )  # fmt: skip
    services.add_finding(signal="registry.ended", excerpt="a risk", confidence=95, **told)

    sure = {row.excerpt: row.confidence for row in read(world, case_id).findings}
    assert sure == {"bare word": 60, "with a note": 95, "a risk": 95}


def test_nobody_confirms_what_she_added_herself(world: World) -> None:
    case_id = opened(world)
    finding_id = services.add_finding(
        case_id=case_id, signal="person.confirmed_by_call", facts={}, excerpt="She knows it.",
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    told = {"case_id": case_id, "finding_id": finding_id, "reason": "I rang.", "at": NOON}

    with pytest.raises(OwnFinding):
        services.confirm_finding(by=world.actor("ada"), **told)
    services.confirm_finding(by=world.actor("mia"), **told)

    assert read(world, case_id).findings[0].state.value == "confirmed"


def test_a_judgement_needs_a_reason_and_a_finding(world: World) -> None:
    case_id = opened(world)
    told = {"case_id": case_id, "finding_id": case_id, "by": world.actor("ada"), "at": NOON}

    with pytest.raises(ReasonMissing):
        services.dismiss_finding(reason=" . ", **told)
    with pytest.raises(FindingNotFound):
        services.dismiss_finding(reason="no", **told)


def test_terms_within_the_advice_are_in_force_at_once(world: World, installed) -> None:
    installed(Scripted(needs=(), result=Result(Outcome.DONE)))
    case_id = opened(world)
    run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)

    decide(world, case_id, Terms(Way.PREPAID))

    file = read(world, case_id)
    assert file.decision is not None
    assert (file.decision.verdict, file.decision.needs_second) == ("accepted", False)
    assert file.decision.frozen["coverage"] == file.assessment.coverage.percent
    assert file.head.state == "decided"
    row = default_table().rows[file.assessment.reading]
    assert file.watch is not None
    assert file.watch.due_at == NOON + timedelta(days=row.recheck_days)
    entry = world.entries("investigations.case.decided")[0]
    assert entry.facts["digest"] == file.decision.digest


@pytest.mark.parametrize("after", [0, 40])
def test_while_a_hit_is_not_judged_two_people_decide(world: World, installed, after: int) -> None:
    hit = found("list.weak_party", confidence=1)
    installed(Scripted(needs=(), result=Result(Outcome.DONE, found=(hit,))))
    case_id, at = opened(world), NOON + timedelta(days=after)
    run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)
    told = {"case_id": case_id, "terms": Terms(Way.PREPAID), "reason": "Paid.", "at": at}

    services.decide(by=world.actor("ada"), **told)

    file = read(world, case_id, at=at)
    assert file.assessment.reading not in (Reading.D, Reading.E)
    assert file.decision is None
    assert file.waiting is not None
    assert (file.waiting.is_override, file.waiting.needs_second) == (False, True)


def test_milder_terms_wait_for_a_second_person(world: World) -> None:
    case_id = opened(world)

    decision_id = decide(world, case_id, MILD, "mia")

    file = read(world, case_id)
    assert file.decision is None
    assert file.waiting is not None
    assert file.waiting.is_override
    told = {"case_id": case_id, "decision_id": decision_id, "reason": "Insured.", "at": NOON}
    with pytest.raises(SecondPersonNeeded):
        services.approve_override(by=world.actor("mia"), **told)
    with pytest.raises(CaseNotYours):
        services.approve_override(by=world.actor("ada"), **told)
    with pytest.raises(CaseNotFound):
        services.approve_override(by=world.actor("ben"), **told)
    with pytest.raises(DecisionUnfit):
        decide(world, case_id, Terms(Way.PREPAID))
    assert [row.id for row in desk(world, "kai").waiting] == [case_id]
    assert desk(world, "mia").waiting == ()

    services.approve_override(by=world.actor("kai"), **told)

    decision = read(world, case_id).decision
    assert decision is not None
    assert (decision.decided_by, decision.second_by) == (world.id("mia"), world.id("kai"))
    assert decision.second_reason == "Insured."


def test_the_table_itself_refuses_one_person_twice(world: World) -> None:
    decide(world, opened(world), MILD, "mia")

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.update(second_by=world.id("mia"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.update(state="in_force")


def test_a_refused_override_leaves_the_case_open(world: World) -> None:
    case_id = opened(world)
    decision_id = decide(world, case_id, MILD)

    services.refuse_override(
        case_id=case_id, decision_id=decision_id, reason="Too mild.", by=world.actor("fin"),
        at=NOON,
    )  # fmt: skip

    file = read(world, case_id)
    assert file.decision is None
    assert file.waiting is None
    assert file.head.state == "open"


def test_a_verdict_is_not_approved_on_a_case_that_has_changed(world: World, installed) -> None:
    check = Scripted(needs=(), result=Result(Outcome.DONE, found=(found("identity.stolen"),)))
    installed(check)
    case_id = opened(world)
    decision_id = decide(world, case_id, MILD)
    run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)
    finding = read(world, case_id).findings[0]
    services.confirm_finding(
        case_id=case_id, finding_id=finding.id, reason="So it is.", by=world.actor("kai"), at=NOON
    )

    with pytest.raises(DecisionUnfit):
        services.approve_override(
            case_id=case_id, decision_id=decision_id, reason="fine", by=world.actor("olga"),
            at=NOON,
        )  # fmt: skip


def test_a_closed_case_takes_nothing_until_it_is_reopened(world: World) -> None:
    case_id, ada = opened(world), world.actor("ada")
    services.close_case(case_id=case_id, reason="No order came.", by=ada, at=NOON)

    with pytest.raises(CaseClosed):
        services.add_facts(case_id=case_id, facts=FACTS, by=ada, at=NOON)
    assert read(world, case_id).head.state == "closed"

    services.reopen_case(case_id=case_id, reason="They wrote again.", by=ada, at=NOON)
    assert services.add_facts(case_id=case_id, facts={"person.name": ["X Y"]}, by=ada, at=NOON)
    assert (
        services.add_facts(case_id=case_id, facts={"person.name": ["X Y"]}, by=ada, at=NOON) == []
    )


def test_the_firms_own_advice_is_put_into_force_by_two(world: World) -> None:
    sheet = default_table().sheet()
    sheet["insufficient"]["first"] = [{"way": "decline"}]

    number = services.propose_advice(sheet=sheet, by=world.actor("fin"), at=NOON)
    with pytest.raises(SecondPersonNeeded):
        services.adopt_advice(number=number, by=world.actor("fin"), at=NOON)
    with pytest.raises(CaseNotYours):
        services.adopt_advice(number=number, by=world.actor("ada"), at=NOON)
    services.adopt_advice(number=number, by=world.actor("kai"), at=NOON)

    case_id = opened(world)
    decide(world, case_id, Terms(Way.PREPAID))
    waiting = read(world, case_id).waiting
    assert waiting is not None
    assert waiting.is_override


def test_a_desk_holds_what_waits_for_its_owner(world: World) -> None:
    case_id = opened(world)
    services.watch_case(case_id=case_id, every_days=7, by=world.actor("ada"), at=NOON)
    week = NOON + timedelta(days=7)

    assert desk(world, "ada", at=NOON).due == ()
    assert [row.id for row in desk(world, "ada", at=week).due] == [case_id]
    assert [row.id for row in desk(world, "mia", at=week).due] == [case_id]
    assert desk(world, "ben", at=week) == queries.Desk((), (), ())


def test_the_list_goes_on_where_it_ended(world: World) -> None:
    ids = [opened(world) for _ in range(5)]
    found_ids, cursor = [], None
    while True:
        page = queries.cases(reader=world.actor("ada"), at=NOON, cursor=cursor, limit=2)
        found_ids += [row.id for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break

    assert found_ids == list(reversed(ids))
    only = queries.CaseFilter(state="closed")
    assert queries.cases(reader=world.actor("ada"), at=NOON, filters=only).rows == []


@pytest.mark.parametrize(
    ("facts", "because"),
    [
        ({"bank.account": ["AE070331234567890123456"]}, "bank_changed"),
        ({"bank.holder": ["Golden Ibis FZE"]}, "bank_changed"),
        ({"deal.notify": ["Golden Ibis FZE"]}, "consignee_changed"),
        ({"company.website": ["https://nordlicht-hande1.example"]}, "domain_changed"),
        ({"contact.email": ["verkauf@nordlicht-handel.example"]}, ""),
        ({"contact.phone": ["+49 40 1234567"]}, ""),
    ],
)
def test_a_watched_case_is_due_when_money_goods_or_domain_move(
    world: World, facts, because
) -> None:
    ada, later = world.actor("ada"), NOON + timedelta(days=3)
    calm, watched = opened(world), opened(world)
    services.watch_case(case_id=watched, every_days=30, by=ada, at=NOON)

    for case_id in (calm, watched):
        services.add_facts(case_id=case_id, facts=facts, by=ada, at=later)

    assert queries.case_head(reader=ada, case_id=calm).due_at is None
    head = queries.case_head(reader=ada, case_id=watched)
    moved = (later, because) if because else (NOON + timedelta(days=30), "schedule")
    assert (head.due_at, head.due_because) == moved


def test_a_decided_case_is_due_when_a_moved_fact_is_corrected_or_adopted(world: World) -> None:
    ada, later = world.actor("ada"), NOON + timedelta(days=3)
    case_id = opened(world, facts={**FACTS, "deal.consignee": ["Nordlicht"]})
    decide(world, case_id, Terms(Way.DECLINE))
    row = next(it for it in read(world, case_id).facts if it.code == "deal.consignee")
    services.correct_fact(
        case_id=case_id, fact_id=row.id, value="Golden Ibis FZE", by=ada, at=later
    )
    assert queries.case_head(reader=ada, case_id=case_id).due_because == "consignee_changed"

    box = next(it for it in read(world, case_id).facts if it.code == "contact.email")
    told = {"case_id": case_id, "by": ada, "at": later + timedelta(days=1)}
    services.correct_fact(fact_id=box.id, value="info@nordlicht-handel.example", **told)
    assert queries.case_head(reader=ada, case_id=case_id).due_at == later
    Fact.objects.filter(case=case_id, code="deal.consignee").update(state=Fact.State.PROPOSED)
    services.adopt_facts(fact_ids=[row.id], **told)
    head = queries.case_head(reader=ada, case_id=case_id)
    assert (head.due_at, head.due_because) == (told["at"], "consignee_changed")


def test_a_country_is_kept_by_its_code_however_it_was_written(world: World) -> None:
    case_id = opened(world)
    by = world.actor("ada")
    for told in ("Kenya", "Nowhere Land"):
        services.add_facts(case_id=case_id, facts={"bank.country": [told]}, by=by, at=NOON)

    assert set(read(world, case_id).known("bank.country")) == {"KE", "Nowhere Land"}
