"""Rates of the bank count for orders, for customs records and for judging an inquiry."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from muniment.customs_data import rates as customs
from muniment.customs_data.domain.plausibility_inquiry import Inquiry
from muniment.customs_data.rates import RatesNotYours, RatesUnreadable, rate_on
from muniment.customs_data.store import rates_file
from muniment.investigations import connectors
from muniment.sales import queries as sales
from muniment.sales import services as rating
from muniment.warning import services
from muniment.warning.services import HouseOffline, RatesNotReached
from tests.outside import HERE, reply, web_server
from tests.unit.customs_data.domain.test_ecb import XML
from tests.world import NOON, World, world

pytestmark = pytest.mark.allow_hosts([HERE])
MAY = date(2026, 5, 20)


@pytest.fixture
def house(db, settings, tmp_path) -> Iterator[World]:
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)  # where connectors are looked up
    _tidy()
    yield world()
    _tidy()


def _tidy() -> None:
    rates_file().unlink(missing_ok=True)
    shutil.rmtree(rates_file().parent / "rates", ignore_errors=True)


def test_one_file_feeds_orders_and_records(house: World):
    fin = house.actor("fin")
    rating.set_rates(usd={"RUB": "0.012", "EUR": "1.05"}, by=fin, at=NOON)

    told = services.take_rates(content=XML, by=fin, at=NOON)

    assert (told.newest_on, told.months) == (date(2026, 5, 4), 2)
    assert sales.rates_in_force().usd["EUR"] == pytest.approx(1.10)
    assert sales.rates_in_force().usd["RUB"] == pytest.approx(0.012)
    assert customs.by_month()["2026-04", "JPY"] == pytest.approx(1.20 / 160)
    (entry,) = house.entries("customs_data.rates.entered")
    assert entry.facts["months"] == 2


def test_a_later_file_leaves_the_months_that_it_does_not_tell(house: World):
    olga = house.actor("olga")
    rates_file().parent.mkdir(parents=True, exist_ok=True)
    rates_file().write_text("month,currency,usd\n2020-01,EUR,1.11\n2026-05,EUR,9.99\n")

    services.take_rates(content=XML, by=olga, at=NOON)

    assert customs.by_month()["2020-01", "EUR"] == pytest.approx(1.11)
    assert customs.by_month()["2026-05", "EUR"] == pytest.approx(1.10)


def test_an_inquiry_in_another_currency_is_judged_in_dollars(house: World):
    services.take_rates(content=XML, by=house.actor("fin"), at=NOON)
    facts = {"deal.amount": ["44400"], "deal.currency": ["EUR"]}

    assert Inquiry.of(facts, MAY, rate=rate_on).value_usd == pytest.approx(48_840)
    assert rate_on("AED", MAY) == pytest.approx(1 / 3.6725)
    assert rate_on("XYZ", MAY) is None
    assert rate_on("EUR", date(2027, 5, 1)) == pytest.approx(1.10)
    assert rate_on("EUR", date(2027, 6, 1)) is None, "a rate older than a year judges nothing"


@pytest.mark.parametrize("name", ["mia", "ada", "kai", "sam"])
def test_only_owner_and_finance_say_what_currencies_are_worth(house: World, name: str):
    for verb in (lambda by: services.take_rates(content=XML, by=by, at=NOON),
                 lambda by: services.fetch_rates(by=by, at=NOON)):  # fmt: skip
        with pytest.raises(RatesNotYours):
            verb(house.actor(name))
    assert not rates_file().exists()


def test_a_file_of_something_else_changes_nothing(house: World):
    with pytest.raises(RatesUnreadable):
        services.take_rates(content=b"<html>", by=house.actor("fin"), at=NOON)
    assert not rates_file().exists()
    assert sales.rates_in_force().id is None


def _fetched(house: World, settings, answer: bytes):
    with web_server(lambda *_: answer) as port:
        settings.CONFIG = replace(settings.CONFIG, outside_allow=f"{HERE}:{port}")
        path = settings.CONFIG.data / connectors.FILE_NAME
        path.write_text(f'"ecb.url" = "http://{HERE}:{port}/eurofxref-hist-90d.xml"\n')
        return services.fetch_rates(by=house.actor("fin"), at=NOON)


def test_fetched_by_the_one_way_out_the_file_is_kept_as_it_came(house: World, settings):
    told = _fetched(house, settings, reply(XML))

    assert told.newest_on == date(2026, 5, 4)
    (kept,) = (rates_file().parent / "rates").iterdir()
    assert kept.read_bytes().endswith(XML)


@pytest.mark.parametrize(
    "answer", [reply("", status="503 Down"), reply("", status="404 Gone")], ids=["503", "404"]
)
def test_a_bank_that_does_not_answer_changes_nothing(house: World, settings, answer):
    with pytest.raises(RatesNotReached):
        _fetched(house, settings, answer)
    assert not rates_file().exists()


def test_offline_nobody_is_asked(house: World, settings):
    settings.CONFIG = replace(settings.CONFIG, offline=1)
    with pytest.raises(HouseOffline):
        services.fetch_rates(by=house.actor("fin"), at=NOON)
