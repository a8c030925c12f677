"""The verdict: advice, a deposit with its working, terms, a reason, a second person."""

import pytest

from muniment.core.money import Money
from muniment.investigations import gate, services
from muniment.investigations.services import Occasion
from tests.app.investigations.cases import FACTS
from tests.web.investigations.conftest import text
from tests.world import NOON

COSTS = {
    "order": "first", "amount": "48000", "currency": "usd", "freight_out": "2200",
    "freight_back": "3100", "demurrage_a_day": "95", "days": "30", "free_days": "7",
    "resale_loss_percent": "20",
}  # fmt: skip
PREPAID = {"terms": "prepaid-0-0-0-0", "reason": "nothing else is safe with so little known"}
MILDER = {
    "terms": "other", "other_way": "deposit_copy", "other_deposit": "20",
    "reason": "a fair price for a promising market",
}  # fmt: skip


@pytest.fixture
def case_id(world):
    return services.open_case(
        facts=FACTS, occasion=Occasion(at_risk=Money("USD", 4_800_000)), by=world.actor("ada"),
        at=NOON,
    )  # fmt: skip


def decisions(world, case_id):
    return gate.read_case(reader=world.actor("kai"), case_id=case_id, at=NOON).decisions


def gives(reader, case_id, **told):
    return reader.does(case_id, "decide", **{"order": "first", **told})


def test_the_deposit_is_worked_out_line_by_line(as_, case_id):
    page = text(as_("ada").does(case_id, "work_out", swap=True, **COSTS))
    # 2,200 + 3,100 + 23 days of 95 + a fifth of 48,000
    assert "17,085.00 USD" in page
    assert "36 %" in page
    assert "Demurrage: 30 days at 95.00 USD a day, 7 of them free." in page
    assert ">still to ask<" not in page
    assert page.count(">given<") == 4


def test_what_nobody_said_is_marked_as_still_to_ask(as_, case_id):
    page = text(as_("ada").does(case_id, "work_out", swap=True, **{**COSTS, "freight_back": ""}))
    assert page.count(">still to ask<") == 1
    assert "≥ 30 %" in page


def test_costs_without_currency_are_asked_for_again(as_, case_id):
    answer = as_("ada").does(case_id, "work_out", swap=True, **{**COSTS, "currency": ""})
    assert answer.status_code == 422
    assert "Say in which currency the amounts are." in text(answer)


@pytest.mark.parametrize("wrong", [{"currency": "ŁŁŁ"}, {"amount": "1e400"}, {"days": "-1"}])
def test_what_cannot_be_added_up_is_said_in_the_form(as_, case_id, wrong):
    assert as_("ada").does(case_id, "work_out", **{**COSTS, **wrong}).status_code == 422


def test_terms_of_the_advice_hold_at_once_or_by_two(world, as_, case_id):
    answer = gives(as_("ada"), case_id, **COSTS, **PREPAID)
    assert answer["Location"].endswith("#verdict")
    (row,) = decisions(world, case_id)
    assert not row.is_override
    assert row.advice["deposit"]["percent"] == 36
    assert "All of it before shipment." in text(as_("kai").case(case_id))


def test_milder_terms_wait_for_a_second_person_who_approves(world, as_, case_id):
    gives(as_("ada"), case_id, **MILDER)
    (row,) = decisions(world, case_id)
    assert (row.state, row.is_override) == ("waiting", True)
    page = text(as_("ada").case(case_id))
    assert "Terms milder than the advice wait for a second person" in page
    assert "It is yours, so somebody else approves it" in page
    assert "Approve</button>" not in page
    kai = as_("kai")
    assert "Approve</button>" in text(kai.case(case_id))
    kai.does(case_id, "approve", row.id, reason="seen the contract")
    (row,) = decisions(world, case_id)
    assert (row.state, row.second_by) == ("in_force", world.id("kai"))


def test_the_person_who_asked_cannot_approve_herself(world, as_, case_id):
    gives(as_("kai"), case_id, **MILDER)
    (row,) = decisions(world, case_id)
    answer = as_("kai").does(case_id, "approve", row.id, reason="it is fine, I say")
    assert answer.status_code == 403
    assert decisions(world, case_id)[0].state == "waiting"


def test_a_second_person_refuses_with_a_reason(world, as_, case_id):
    gives(as_("ada"), case_id, **MILDER)
    (row,) = decisions(world, case_id)
    assert as_("kai").does(case_id, "refuse", row.id, reason="").status_code == 422
    as_("kai").does(case_id, "refuse", row.id, reason="twenty is too little")
    assert decisions(world, case_id)[0].state == "refused"
    page = text(as_("ada").case(case_id))
    assert "1 earlier verdict" in page
    assert "twenty is too little" in page


def test_a_verdict_without_a_reason_is_none(world, as_, case_id):
    answer = gives(as_("ada"), case_id, **{**PREPAID, "reason": ""})
    assert answer.status_code == 422
    assert decisions(world, case_id) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"terms": "gold-0-0-0-0"},
        {"terms": "prepaid"},
        {"terms": "other", "other_way": "deposit_copy"},
        {"terms": "other", "other_way": "open_account"},
    ],
)
def test_terms_that_are_none_are_asked_for_again(world, as_, case_id, wrong):
    assert gives(as_("ada"), case_id, **{**PREPAID, **wrong}).status_code == 422
    assert decisions(world, case_id) == ()


def test_an_amount_never_stands_in_an_address(as_, case_id):
    answer = as_("ada").case(case_id, "work_out", amount="48000")
    assert answer.status_code == 405


def test_a_closed_case_takes_no_verdict(world, as_, case_id):
    services.close_case(case_id=case_id, reason="no order", by=world.actor("ada"), at=NOON)
    page = text(as_("ada").case(case_id))
    assert "Give the verdict" not in page
    assert gives(as_("ada"), case_id, **PREPAID).status_code in {409, 422}


def test_declining_is_always_offered_and_never_an_override(world, as_, case_id):
    gives(as_("ada"), case_id, terms="decline-0-0-0-0", reason="three names, one telephone")
    (row,) = decisions(world, case_id)
    assert (row.verdict, row.is_override) == ("declined", False)
