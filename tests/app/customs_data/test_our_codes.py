"""Our own goods by their HS codes: set by those who load, kept with what was before."""

from typing import Any

import pytest

from muniment.customs_data import queries, services, store
from muniment.customs_data.domain.codes import CodeInvalid
from muniment.customs_data.questions import QUESTIONS
from muniment.investigations.domain.checks import Subject
from muniment.keys import ring
from muniment.ledger import queries as ledger
from muniment.matching import names
from tests.company import NOON, staffed
from tests.customs_rows import load, row


@pytest.fixture
def company(settings, tmp_path, db):
    settings.DATA_DIR = tmp_path
    ring.create()
    return staffed()


def test_codes_are_kept_as_six_digits_and_the_newest_set_counts(company):
    services.set_our_codes(codes=["6907.21.00"], by=company.actor("ada"), at=NOON)
    services.set_our_codes(codes=["6907", "7602 00"], by=company.actor("mia"), at=NOON)

    assert queries.our_codes() == ("6907", "760200")
    assert len(ledger.entries(kinds=["customs_data.codes.set"]).rows) == 2


def test_words_are_no_codes_and_leave_everything_as_it_was(company):
    with pytest.raises(CodeInvalid):
        services.set_our_codes(codes=["tiles"], by=company.actor("ada"), at=NOON)

    assert queries.our_codes() == ()


def test_a_salesperson_does_not_say_what_our_goods_are(company):
    with pytest.raises(services.LoadNotYours):
        services.set_our_codes(codes=["6907"], by=company.actor("ben"), at=NOON)


def test_a_case_is_asked_about_all_our_codes_and_not_only_those_of_the_inquiry(company):
    name = "Amber Heron Trading Ltd"
    rows = [
        row(buyer=name, buyer_key=names.key(name), hs6=code, bill=code, value_usd=worth)
        for code, worth in (("690721", 100.0), ("760200", 300.0), ("940360", 600.0))
    ]
    load(rows)
    services.set_our_codes(codes=["6907", "7602"], by=company.actor("mia"), at=NOON)

    profile: Any = QUESTIONS["customs_profile"](name=name, our_codes=("690721",))
    assert set(profile.our_codes) >= {"6907", "7602"}
    assert profile.our_share == pytest.approx(0.4)
    asked = Subject({"company.name": (name,), "deal.hs_code": ("760200",)}, NOON.date())
    points: Any = QUESTIONS["plausibility"](subject=asked)
    assert "customs.code_bought" in {one.signal for one in points}
    alone: Any = QUESTIONS["customs_profile"](name=name, our_codes=("690721",), files=store.paths())
    assert alone.our_share == pytest.approx(0.1)
