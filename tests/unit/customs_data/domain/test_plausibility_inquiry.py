"""Reading an inquiry from the facts of a case."""

from datetime import date

import pytest

from muniment.customs_data.domain.plausibility_inquiry import Inquiry, number

ON = date(2026, 3, 1)


def test_facts_become_numbers_units_and_countries():
    read = Inquiry.of(
        {
            "company.name": ("Amber Heron",), "deal.hs_code": ("690721",),
            "deal.unit_price": ("5.20",), "deal.quantity": ("2,000",), "deal.unit": ("sqm",),
            "deal.currency": ("usd",), "deal.origin": ("P.R. China",), "deal.port": ("Mombasa",),
            "deal.incoterm": ("CIF",),
        },
        ON,
    )  # fmt: skip

    assert (read.unit_price_usd, read.quantity, read.unit_kind) == (5.2, 2_000.0, "m2")
    assert read.value_usd == pytest.approx(10_400)
    assert (read.origin, read.port_discharge, read.port_loading) == ("CN", "Mombasa", "")


def test_a_price_of_a_tonne_is_told_by_the_kilogram():
    read = Inquiry.of({"deal.unit_price": ("500",), "deal.unit": ("MT",)}, ON)

    assert (read.unit_price_usd, read.unit_kind) == (0.5, "kg")


def test_under_fob_the_port_is_where_goods_leave():
    read = Inquiry.of({"deal.port": ("Nansha",), "deal.incoterm": ("FOB",)}, ON)

    assert (read.port_loading, read.port_discharge) == ("Nansha", "")


def test_a_currency_without_a_rate_leaves_the_money_open():
    facts = {"deal.amount": ("900",), "deal.currency": ("AED",)}

    assert Inquiry.of(facts, ON).value_usd is None
    assert Inquiry.of(facts, ON, rate=lambda _currency, _on: 0.25).value_usd == 225.0


@pytest.mark.parametrize("text", ["", None, "about ten", "-5", "0", "nan", "inf"])
def test_what_is_no_number_is_left_open(text: str | None):
    assert number(text) is None
