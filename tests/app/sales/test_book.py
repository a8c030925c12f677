"""The order book in bulk: what stands, as it stood then, in dollars."""

from datetime import date, timedelta
from decimal import Decimal
from math import isnan

import pytest

from muniment.sales import queries, services
from muniment.sales.domain.facts import OrderFact
from muniment.sales.domain.states import OrderState
from muniment.sales.rates import RateInvalid, RatesNotYours
from tests.world import NOON, world

pytestmark = pytest.mark.django_db(transaction=True)


def _order(dossier_id, number, day, minor=100_000, currency="USD", **told):
    return OrderFact(number, dossier_id, day, minor, currency, told.get("state", OrderState.BOOKED))


def _record(house, *orders, at=NOON):
    services.record_orders(orders=orders, by=house.actor("mia"), at=at)


def test_standing_orders_of_all_customers_come_in_dollars_by_day():
    house = world()
    one, two = house.dossier(), house.dossier(values={})
    services.set_rates(usd={"EUR": Decimal("1.10")}, by=house.actor("fin"), at=NOON)
    _record(
        house, _order(one, "B", date(2026, 2, 1), 200_000), _order(one, "A", date(2026, 1, 1)),
        _order(two, "C", date(2026, 1, 5), 50_000, "EUR"),
        _order(two, "D", date(2026, 1, 6), state=OrderState.CANCELLED),
        _order(two, "E", date(2026, 1, 7), -500),
    )  # fmt: skip

    rows = queries.book_rows()

    told = {
        (rows.dossier_ids[who], date.fromordinal(day), round(usd, 6))
        for who, day, usd in zip(rows.customer, rows.day, rows.usd, strict=True)
    }
    assert told == {
        (one, date(2026, 1, 1), 1000.0),
        (one, date(2026, 2, 1), 2000.0),
        (two, date(2026, 1, 5), 550.0),
    }


def test_an_amount_in_a_currency_without_a_rate_is_told_and_not_guessed():
    house = world()
    one = house.dossier()
    _record(house, _order(one, "A", date(2026, 1, 1), 100, "JPY"))

    rows = queries.book_rows()
    money = queries.money_of([one], since=date(2026, 1, 1), until=date(2027, 1, 1))

    assert rows.unpriced == 1
    assert isnan(rows.usd[0])
    assert money[one] == queries.Turnover(1, 0.0, 1)


def test_the_book_can_be_read_as_it_stood_then():
    house = world()
    one = house.dossier()
    _record(house, _order(one, "A", date(2026, 1, 1)))
    later = NOON + timedelta(days=3)
    _record(house, _order(one, "A", date(2026, 1, 1), 999_900), at=later)
    _record(house, _order(one, "B", date(2025, 12, 1)), at=later)

    then = queries.book_rows(known_at=NOON + timedelta(days=1))
    now = queries.book_rows(only=[one])

    assert list(then.usd) == [1000.0]
    assert sorted(now.usd) == [1000.0, 9999.0]
    assert not queries.book_rows(only=[]).dossier_ids


def test_orders_of_a_merged_customer_become_those_of_the_one_that_stays():
    house = world()
    one, two = house.dossier(), house.dossier(values={})
    _record(house, _order(one, "A", date(2026, 1, 1)), _order(two, "B", date(2026, 1, 2)))

    rows = queries.book_rows(into={two: one})

    assert rows.dossier_ids == (one,)
    assert list(rows.customer) == [0, 0]


def test_money_counts_from_the_first_day_to_before_the_last():
    house = world()
    one = house.dossier()
    days = (date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1))
    _record(house, *(_order(one, str(day), day) for day in days))

    money = queries.money_of([one], since=days[0], until=days[2])

    assert money[one] == queries.Turnover(2, 2000.0, 0)


def test_rates_are_kept_in_versions_and_set_by_owner_and_finance_alone():
    house = world()
    first = services.set_rates(usd={"eur": "1.10"}, by=house.actor("olga"), at=NOON)
    later = NOON + timedelta(days=1)
    services.set_rates(usd={"EUR": "1.20"}, by=house.actor("fin"), at=later)

    assert queries.rates_in_force().usd == {"USD": 1.0, "EUR": 1.2}
    assert queries.rates_in_force(first).usd["EUR"] == 1.1
    assert queries.rates_in_force(at=NOON).id == first
    assert len(house.entries("sales.rates.set")) == 2
    with pytest.raises(RatesNotYours):
        services.set_rates(usd={"EUR": "9"}, by=house.actor("ada"), at=later)
    for code, rate in (("EURO", "1"), ("EUR", "-1"), ("EUR", "x"), ("EUR", "0.0000001")):
        with pytest.raises(RateInvalid):
            services.set_rates(usd={code: rate}, by=house.actor("fin"), at=later)
