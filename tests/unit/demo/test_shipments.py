"""Invented customs records: the same in every planting, and with the lives that cases tell of."""

import csv
import io
from collections import Counter
from datetime import date, timedelta

from muniment.demo.shipments import HEADINGS, LAG, ROBBED, STEADY, VANISHING, customs_file

TODAY = date(2026, 11, 20)


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_the_same_day_gives_the_same_file():
    assert customs_file(TODAY) == customs_file(TODAY)


def test_some_thousand_rows_in_the_order_of_days_end_before_today():
    told = rows(customs_file(TODAY))
    assert 3_000 < len(told) < 6_000
    days = [row["Date"] for row in told]
    assert days == sorted(days)
    assert days[-1] <= (TODAY - LAG).isoformat()
    assert tuple(told[0]) == HEADINGS


def test_two_deliveries_hold_together_what_one_would():
    before = TODAY - timedelta(days=100)
    first = rows(customs_file(TODAY, bought_on=before))
    second = rows(customs_file(TODAY, before=before))
    assert first + second == rows(customs_file(TODAY))
    assert first
    assert second


def test_the_vanishing_buy_once_from_everybody_and_the_steady_come_back():
    told = rows(customs_file(TODAY))

    def deliveries(name):
        return Counter(row["Exporter Name"] for row in told if row["Importer Name"] == name)

    for buyer in VANISHING:
        assert max(deliveries(buyer.name).values()) <= 2  # two factories may share a name
    for buyer in (STEADY, ROBBED):
        assert deliveries(buyer.name).most_common(1)[0][1] > 20
