"""Rates of the European Central Bank in both of its forms."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.customs_data.domain.ecb import NoRates, monthly, newest, read

XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
 xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
 <gesmes:subject>Reference rates</gesmes:subject>
 <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
 <Cube>
  <Cube time="2026-05-04"><Cube currency="USD" rate="1.10"/><Cube currency="JPY" rate="165"/></Cube>
  <Cube time="2026-04-30"><Cube currency="USD" rate="1.20"/><Cube currency="JPY" rate="160"/></Cube>
  <Cube time="2026-04-29"><Cube currency="USD" rate="1.00"/><Cube currency="JPY" rate="N/A"/></Cube>
 </Cube>
</gesmes:Envelope>"""
HISTORY = b"""Date,USD,JPY,CYP,
2026-05-04,1.10,165,N/A,
2026-04-30,1.20,160,N/A,
2026-04-29,1.00,N/A,N/A,
"""
DAILY = b"Date, USD, JPY, \n4 May 2026, 1.10, 165, \n"


@pytest.mark.parametrize("content", [XML, HISTORY], ids=["xml", "csv"])
def test_both_forms_say_the_same(content):
    days = read(content)

    assert sorted(days) == [date(2026, 4, 29), date(2026, 4, 30), date(2026, 5, 4)]
    assert days[date(2026, 5, 4)] == pytest.approx({"USD": 1.0, "EUR": 1.10, "JPY": 1.10 / 165})


def test_the_daily_table_writes_its_day_in_words():
    day, usd = newest(read(DAILY))

    assert day == date(2026, 5, 4)
    assert usd["EUR"] == pytest.approx(1.10)


def test_a_month_is_the_average_of_the_days_that_have_a_rate():
    told = monthly(read(XML))

    assert told["2026-04", "EUR"] == pytest.approx(1.10)
    assert told["2026-04", "JPY"] == pytest.approx(1.20 / 160)
    assert told["2026-05", "EUR"] == pytest.approx(1.10)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<html></html>", b"<a", b"month,currency,usd\n2026-05,EUR,1.1\n", b"\xff\xfe",
        b"Date,JPY\n2026-05-04,165\n", b"Date,USD\nsoon,1.1\n", b"Date,USD\n2026-05-04,0\n",
        b'<!DOCTYPE x [<!ENTITY a "1.1">]><Cube><Cube time="2026-05-04">'
        b'<Cube currency="USD" rate="&a;"/></Cube></Cube>',
    ],
    ids=["empty", "page", "torn", "other", "bytes", "no-dollar", "no-day", "zero", "entity"],
)  # fmt: skip
def test_what_is_no_such_file_is_said_to_be_none(content):
    with pytest.raises(NoRates):
        read(content)


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda it: f"Date,USD\n{it}".encode()))
def test_no_bytes_make_the_reader_stumble(content):
    with suppress(NoRates):
        assert read(content)
