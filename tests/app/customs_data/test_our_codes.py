"""Our own goods by their HS codes: set by those who load, kept with what was before."""

import pytest

from muniment.customs_data import queries, services
from muniment.customs_data.domain.codes import CodeInvalid
from muniment.keys import ring
from muniment.ledger import queries as ledger
from tests.company import NOON, staffed


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
