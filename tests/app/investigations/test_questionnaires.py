import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from muniment.core.errors import MunimentError
from muniment.investigations import gate, queries, services
from muniment.investigations.domain.checks import Outcome
from muniment.investigations.gate import LinkClosed, open_link
from muniment.investigations.models import AnswerLink, Questionnaire
from muniment.investigations.services import AnswersUnfit, Recipient, Sending
from muniment.investigations.services.questionnaires import (
    QuestionnaireNotFound,
    RecipientInvalid,
    RemindersUsedUp,
    new_link,
)
from muniment.ledger import queries as ledger
from tests.app.investigations.asking import GOOD, OUTSIDE, SUPPLIER, answer, asked, link
from tests.app.investigations.cases import FACTS, opened
from tests.world import NOON

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOON + timedelta(days=15)


def case_of(world, case_id, at=NOON, name="ada"):
    return gate.read_case(reader=world.actor(name), case_id=case_id, at=at)


def run_of(world, case_id, check="third_parties.suppliers", at=NOON):
    return next(one for one in case_of(world, case_id, at).checks if one.id == check).run


def signals(world, case_id, at=NOON):
    return {row.signal for row in case_of(world, case_id, at).findings}


def test_somebody_who_is_asked_makes_the_check_wait_and_lowers_no_question(world):
    case_id = opened(world)
    asked(world, case_id)

    run = run_of(world, case_id)
    assert (run.outcome, run.reason) == (Outcome.NEEDS_PERSON, "answer_awaited")
    assert run.retry_at is not None


def test_an_answer_is_evidence_and_findings_and_settles_the_check(world):
    case_id = opened(world)
    receipt = answer(link(world, case_id, asked(world, case_id)))

    case = case_of(world, case_id)
    row, evidence = case.questionnaires[0], case.evidence[-1]
    assert run_of(world, case_id).outcome is Outcome.DONE
    assert signals(world, case_id) == {"reference.supplier_good"}
    assert row.state == "answered"
    assert row.receipt == evidence.sha256 == receipt.sha256
    assert case.findings[0].evidence == (evidence.id,)


def test_the_receipt_is_the_hash_of_what_lies_in_evidence_and_stands_in_the_ledger(world):
    case_id = opened(world)
    receipt = answer(link(world, case_id, asked(world, case_id)))

    kept = gate.read_evidence(
        reader=world.actor("ada"), case_id=case_id, at=NOON,
        evidence_id=case_of(world, case_id).questionnaires[0].evidence,
    )  # fmt: skip
    entry = world.entries("investigations.questionnaire.answered")[0]
    assert kept.content == receipt.copy
    assert hashlib.sha256(receipt.copy).hexdigest() == entry.facts["receipt"] == receipt.sha256
    assert entry.leaf_hash.hex() == receipt.entry_leaf
    assert json.loads(receipt.copy)["about"] == "Nordlicht Handels GmbH, Hamburg"


def test_where_an_answer_came_from_is_sealed_beside_its_entry(world):
    case_id = opened(world)
    answer(link(world, case_id, asked(world, case_id)))

    entry = world.entries("investigations.questionnaire.answered")[0]
    told = {field: row.value for field, row in ledger.openings(entry.id).items()}
    assert entry.via == "portal"
    assert told["address"] == OUTSIDE.address
    assert "203.0.113.9" not in json.dumps(dict(entry.facts))


def test_a_link_takes_one_answer(world):
    case_id = opened(world)
    token = link(world, case_id, asked(world, case_id))
    answer(token)

    with pytest.raises(LinkClosed):
        answer(token)
    with pytest.raises(LinkClosed):
        open_link(token=token, place=OUTSIDE, at=NOON)
    assert len(case_of(world, case_id).evidence) == 1


def test_one_answer_ends_every_link(world):
    case_id = opened(world)
    questionnaire = asked(world, case_id, sending=Sending())
    first, second = (
        services.write_letter(questionnaire_id=questionnaire, at=NOON).token for _ in range(2)
    )
    answer(second)

    with pytest.raises(LinkClosed):
        answer(first)
    assert not AnswerLink.objects.exists()


@pytest.mark.parametrize("end", ["expired", "revoked", "replaced", "case_closed", "guessed"])
def test_every_link_that_is_not_open_is_refused_alike(world, end):
    case_id = opened(world)
    questionnaire = asked(world, case_id)
    token, at = link(world, case_id, questionnaire), NOON
    told = {"case_id": case_id, "by": world.actor("ada"), "at": NOON}
    if end == "expired":
        at = LATER
    elif end == "revoked":
        services.close_questionnaire(questionnaire_id=questionnaire, reason="no need", **told)
    elif end == "replaced":
        link(world, case_id, questionnaire)
    elif end == "case_closed":
        services.close_case(reason="bought elsewhere", **told)
    else:
        token = "x" * 43

    for tried in (
        lambda: open_link(token=token, place=OUTSIDE, at=at),
        lambda: answer(token, at=at),
    ):
        with pytest.raises(LinkClosed) as refusal:
            tried()
        assert (str(refusal.value), refusal.value.facts) == (LinkClosed.code, {})


def test_the_token_is_nowhere_in_the_database(world):
    case_id = opened(world)
    token = link(world, case_id, asked(world, case_id))

    row = AnswerLink.objects.get()
    assert len(token) == 43
    assert token.encode() not in bytes(row.digest)
    assert bytes(row.digest) != hashlib.sha256(token.encode()).digest()[:16]


def test_an_answer_that_lacks_something_keeps_the_link_open(world):
    case_id = opened(world)
    token = link(world, case_id, asked(world, case_id))

    with pytest.raises(AnswersUnfit) as unfit:
        answer(token, {"sells": "perhaps", "terms_days": "sixty", "payment": "on_time"})
    assert set(unfit.value.faults) == {"sells", "terms_days", "refused"}
    assert answer(token).sha256


def test_the_first_opening_is_on_record_and_shows_only_what_the_sender_chose(world):
    case_id = opened(world)
    token = link(world, case_id, asked(world, case_id))

    seen = [open_link(token=token, place=OUTSIDE, at=NOON) for _ in range(3)]
    assert len(world.entries("investigations.questionnaire.opened")) == 1
    assert seen[0].about == "Nordlicht Handels GmbH, Hamburg"
    assert "einkauf@" not in repr(seen)
    assert case_of(world, case_id).questionnaires[0].opened_at == NOON


def test_bad_news_are_findings(world):
    case_id = opened(world)
    told = GOOD | {"payment": "unpaid", "remarks": "Left two containers in Tema."}
    answer(link(world, case_id, asked(world, case_id)), told)

    finding = case_of(world, case_id).findings[0]
    assert finding.signal == "reference.supplier_unpaid"
    assert "Tema" not in finding.excerpt


def test_words_are_quoted_only_when_the_third_party_allows_it(world):
    case_id = opened(world)
    told = GOOD | {"payment": "unpaid", "remarks": "Left two containers in Tema."}
    answer(link(world, case_id, asked(world, case_id)), told, may_quote=True)

    assert "Tema" in case_of(world, case_id).findings[0].excerpt


def test_a_reference_that_is_the_buyer_himself_is_seen_before_it_answers(world):
    case_id = opened(world)
    own = Recipient(name="Ms B", email="info@nordlicht-handel.example", named_by_buyer=True)
    questionnaire = asked(world, case_id, "trade_reference", recipient=own)
    assert signals(world, case_id) == {"reference.shares_with_buyer"}

    told = {"knows": "yes", "related": "no", "payment": "on_time"}
    answer(link(world, case_id, questionnaire), told)
    assert signals(world, case_id) == {"reference.shares_with_buyer"}  # its praise is worth nothing


def test_a_bank_that_knows_the_account_under_another_name_is_a_finding(world):
    case_id = opened(world, facts=FACTS | {"bank.account": ["DE02120300000000202051"]})
    told = {"holds_account": "yes", "conduct": "good", "account_name": "Sunrise Trading FZE"}
    answer(link(world, case_id, asked(world, case_id, "bank")), told)

    assert signals(world, case_id) == {"reference.bank_good", "reference.account_other_name"}


def test_what_is_overdue_is_said_in_the_case_and_never_reads_as_clean(world):
    case_id = opened(world)
    asked(world, case_id)
    services.chase(at=LATER)

    run = run_of(world, case_id, at=LATER)
    assert (run.outcome, run.reason) == (Outcome.NEEDS_PERSON, "answer_overdue")
    assert case_of(world, case_id, LATER).questionnaires[0].state == "overdue"
    assert services.chase(at=LATER) == 0
    wanting = queries.questionnaires_wanting(reader=world.actor("ada"), at=LATER)
    assert [(row.form, row.state) for row in wanting] == [("supplier", "overdue")]
    assert queries.questionnaires_wanting(reader=world.actor("ben"), at=LATER) == []


def test_a_reminder_comes_every_few_days_and_three_times_at_most(world):
    case_id = opened(world)
    questionnaire = asked(world, case_id, sending=Sending(days=60, remind_days=5))
    services.note_letter(questionnaire_id=questionnaire, is_sent=True, at=NOON)

    told = []
    for day in range(1, 60):
        at = NOON + timedelta(days=day, hours=1)
        if services.chase(at=at):
            letter = services.write_letter(questionnaire_id=questionnaire, at=at)
            services.note_letter(questionnaire_id=questionnaire, is_sent=True, at=at)
            told.append((day, letter.reminder))
    assert told == [(5, 1), (10, 2), (15, 3)]
    with pytest.raises(RemindersUsedUp):
        services.remind_third_party(
            case_id=case_id, questionnaire_id=questionnaire, by=world.actor("ada"), at=NOON
        )


def test_nobody_is_chased_who_answered_or_is_no_longer_waited_for(world):
    case_id = opened(world)
    sending = Sending(days=30, remind_days=5)
    one, two = (asked(world, case_id, sending=sending) for _ in range(2))
    answer(services.write_letter(questionnaire_id=one, at=NOON).token)
    services.close_questionnaire(
        case_id=case_id,
        questionnaire_id=two,
        reason="asked by phone",
        by=world.actor("ada"),
        at=NOON,
    )

    assert services.chase(at=NOON + timedelta(days=40)) == 0
    assert services.write_letter(questionnaire_id=two, at=NOON) is None


@pytest.mark.parametrize(
    "recipient",
    [Recipient(name=""), Recipient(name="x", email="no address"), Recipient(name="\u202e\x00")],
)
def test_a_letter_to_nobody_is_not_written(world, recipient):
    case_id = opened(world)

    with pytest.raises(RecipientInvalid):
        asked(world, case_id, recipient=recipient, sending=Sending())
    assert not Questionnaire.objects.exists()


@pytest.mark.parametrize("name", ["ben", "cy", "sam", "eve"])
def test_only_those_of_the_case_ask_remind_hand_over_or_stop(world, name):
    case_id = opened(world)
    questionnaire = asked(world, case_id)
    told = {
        "case_id": case_id,
        "questionnaire_id": questionnaire,
        "by": world.actor(name),
        "at": NOON,
    }

    for verb in (
        services.remind_third_party,
        services.hand_over_link,
        lambda **them: services.close_questionnaire(reason="not mine", **them),
    ):
        with pytest.raises(MunimentError):
            verb(**told)
    assert AnswerLink.objects.count() == 0
    assert Questionnaire.objects.get().state == "waiting"


def test_a_questionnaire_of_another_case_is_not_to_be_ended_from_here(world):
    mine, other = opened(world), opened(world, by="ben", facts={"company.name": ["Other"]})
    questionnaire = asked(world, mine)

    with pytest.raises(QuestionnaireNotFound):
        services.close_questionnaire(
            case_id=other, questionnaire_id=questionnaire, reason="not mine", by=world.actor("ben"),
            at=NOON,
        )  # fmt: skip


def test_what_a_person_settled_by_hand_stands_until_an_answer_comes(world):
    case_id = opened(world)
    services.record_manual_outcome(
        case_id=case_id, check="third_parties.suppliers", outcome=Outcome.DONE,
        note="called two", by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    questionnaire = asked(world, case_id)
    assert run_of(world, case_id).by_person

    answer(link(world, case_id, questionnaire))
    assert not run_of(world, case_id).by_person


def test_running_the_checks_again_tells_the_same(world, settings):
    case_id = opened(world)
    answer(link(world, case_id, asked(world, case_id)))
    before = case_of(world, case_id).findings

    from muniment.investigations.runner import run_checks

    ran = run_checks(
        case_id=case_id, ids=["third_parties.suppliers", "third_parties.references"],
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    assert [one.outcome for one in ran] == [Outcome.DONE, Outcome.NEEDS_PERSON]
    assert [row.id for row in case_of(world, case_id).findings] == [row.id for row in before]


def test_a_case_whose_dossier_is_shut_to_a_reader_shows_no_recipient(world):
    dossier = world.dossier("ada")
    case_id = services.open_case_for_dossier(
        dossier_id=dossier, occasion=services.Occasion(), by=world.actor("ada"), at=NOON
    )
    asked(world, case_id, recipient=SUPPLIER)

    kept, shaded = (case_of(world, case_id, name=name).questionnaires[0] for name in ("ada", "fin"))
    assert (kept.name, kept.withheld) == ("Mr Osei", False)
    assert (shaded.name, shaded.email, shaded.about, shaded.withheld) == ("", "", "", True)


def test_praise_by_a_link_that_was_handed_over_counts_little_and_says_so(world):
    case_id = opened(world)
    row_id = asked(world, case_id, sending=Sending(by_mail=True))
    answer(link(world, case_id, row_id))

    [finding] = case_of(world, case_id).findings
    row = Questionnaire.objects.get(pk=row_id)
    assert finding.confidence <= 30
    assert "handed over by a person" in finding.excerpt
    assert (row.by_mail, row.remind_at) == (False, None)


@pytest.mark.parametrize("email", ["me@house.example", "me@mail.house.example"])
def test_nobody_asks_a_mailbox_of_her_own_house(world, email):
    with pytest.raises(RecipientInvalid):
        asked(world, opened(world), recipient=Recipient(name="Mr Osei", email=email))


def test_a_free_mailbox_like_those_of_the_house_is_asked_but_its_praise_counts_little(
    world, settings
):
    settings.CONFIG = replace(settings.CONFIG, mail_from="Muniment <muniment@gmail.com>")
    case_id = opened(world)
    there = Recipient(name="Mr Osei", email="osei@gmail.com")
    row_id = asked(world, case_id, recipient=there, sending=Sending(by_mail=True))
    row = Questionnaire.objects.get(pk=row_id)

    answer(new_link(row, NOON))

    [finding] = case_of(world, case_id).findings
    assert finding.confidence <= 30
    assert "free provider" in finding.excerpt


def test_praise_from_a_mailbox_of_its_own_counts_in_full(world):
    case_id = opened(world)
    row_id = asked(world, case_id, sending=Sending(by_mail=True))

    answer(new_link(Questionnaire.objects.get(pk=row_id), NOON))

    [finding] = case_of(world, case_id).findings
    assert finding.confidence > 30
