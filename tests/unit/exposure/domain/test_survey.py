"""From touches and custody to signs."""

from datetime import date
from uuid import UUID

import pytest

from muniment.exposure.domain.survey import Contact, Customer, bonds

ADA, BEN, MIA, CUSTOMER = (UUID(int=n) for n in (1, 2, 3, 9))
TODAY = date(2026, 5, 4)
ABOVE = {ADA: {MIA}, BEN: {MIA}}


def test_a_touch_without_the_customer_s_trace_counts_by_half():
    told = Customer(CUSTOMER, ADA, None, {ADA: Contact(4, 4), BEN: Contact(8, 0)})
    found = dict(bonds(told, ABOVE, TODAY))

    assert found[ADA].share == found[BEN].share == pytest.approx(0.5)


def test_who_keeps_has_a_bond_without_touches_a_stranger_with_one_touch_has_none():
    told = Customer(CUSTOMER, ADA, None, {BEN: Contact(1, 1), MIA: Contact(99, 99)})
    found = dict(bonds(told, ABOVE, TODAY))

    assert set(found) == {ADA, MIA}
    assert found[ADA].share == 0


def test_without_touches_the_share_is_not_known():
    assert dict(bonds(Customer(CUSTOMER, ADA, None), ABOVE, TODAY))[ADA].share is None


def test_signs_tell_others_checks_years_and_deputies():
    told = Customer(
        CUSTOMER, ADA, BEN, known=frozenset({ADA, BEN, MIA}), last={MIA: date(2026, 4, 4)},
        since={ADA: date(2024, 5, 4)},
    )  # fmt: skip
    found = dict(bonds(told, ABOVE, TODAY))

    assert found[ADA].others == 2
    assert found[ADA].unchecked_days == 30
    assert found[ADA].years == pytest.approx(2, abs=0.01)
    assert found[ADA].deputy
    assert not found[BEN].deputy


def test_who_is_leaving_stands_beside_nobody_and_is_no_deputy():
    told = Customer(
        CUSTOMER, BEN, ADA, {ADA: Contact(6, 6), BEN: Contact(2, 2), MIA: Contact(2, 2)},
        known=frozenset({BEN}), away=frozenset({ADA}),
    )  # fmt: skip
    found = dict(bonds(told, ABOVE, TODAY))

    assert (found[BEN].share, found[BEN].others, found[BEN].deputy) == (0.5, 0, False)
    assert (found[ADA].share, found[ADA].others) == (0.6, 1)


def test_an_heir_whom_the_customer_never_met_has_no_share_of_what_the_leaver_had():
    told = Customer(CUSTOMER, BEN, None, {ADA: Contact(6, 6)}, away=frozenset({ADA}))
    found = dict(bonds(told, ABOVE, TODAY))

    assert (found[BEN].share, found[ADA].share) == (0.0, 1.0)
