"""Counting many values says what laying each of them out says."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from muniment.submissions.domain.freshness import FieldAge, judge
from muniment.submissions.domain.tally import Counts, tally

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LIMITS = {"contacts": 2, "pricing": 5}
CODES = ("contacts.emails", "contacts.phones", "pricing.currency", "profile.habits")
REQUIRED = ("contacts.emails", "pricing.currency")
moments = st.integers(0, 24 * 20).map(lambda hours: NOON - timedelta(hours=hours))
values = st.dictionaries(st.sampled_from(CODES), st.tuples(moments, st.none() | moments))
houses = st.dictionaries(st.sampled_from("abc"), st.tuples(values, st.none() | moments))


@given(houses)
def test_a_tally_agrees_with_what_is_judged_of_each_customer(house):
    ages = [(who, code, *age) for who, (told, _) in house.items() for code, age in told.items()]
    confirmed = {who: said for who, (_, said) in house.items() if said}

    found = tally(
        ages, judged=CODES, required=REQUIRED, confirmed=confirmed, set_days=LIMITS, at=NOON
    )

    for who, (told, said) in house.items():
        one = judge(
            {code: FieldAge(1, *age) for code, age in told.items()},
            required=REQUIRED, confirmed_at=said, set_days=LIMITS, at=NOON,
        )  # fmt: skip
        mine = found.customers.get(who, Counts())
        assert (mine.stale, mine.verified) == (one.stale, one.verified)
        assert len(REQUIRED) - mine.required == one.missing
        assert mine.oldest_days(NOON) == one.oldest_days
    for mark in ("values", "stale", "verified"):
        by_field = sum(getattr(row, mark) for row in found.fields.values())
        assert by_field == sum(getattr(row, mark) for row in found.customers.values())


def test_a_field_that_is_not_judged_is_not_counted():
    found = tally(
        [("a", "origin.cost", NOON, None)], judged=CODES, required=(), confirmed={},
        set_days={}, at=NOON,
    )  # fmt: skip

    assert not found.customers
    assert not found.fields
