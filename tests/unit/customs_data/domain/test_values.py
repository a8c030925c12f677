"""Days, units, parties, codes and currencies as customs exports write them."""

from datetime import date

import pytest

from muniment.customs_data.domain.dates import DateForm, DateStyle, parse, style_of
from muniment.customs_data.domain.parties import is_total, party_of
from muniment.customs_data.domain.shipments import PartyRole, Period
from muniment.customs_data.domain.units import known_unit
from muniment.customs_data.loading.dictionaries import currency_of, direction_of, hs_digits


@pytest.mark.parametrize(
    ("cell", "day", "period"),
    [
        ("JUN 2025", date(2025, 6, 1), Period.MONTH),
        ("Sept-24", date(2024, 9, 1), Period.MONTH),
        ("2025-06", date(2025, 6, 1), Period.MONTH),
        ("06/2025", date(2025, 6, 1), Period.MONTH),
        ("202506", date(2025, 6, 1), Period.MONTH),
        ("июнь 2025", date(2025, 6, 1), Period.MONTH),
        ("2025", date(2025, 1, 1), Period.YEAR),
        ("2025-03-28T18:30:00.000Z", date(2025, 3, 28), Period.DAY),
        ("2025年3月8日", date(2025, 3, 8), Period.DAY),
        ("12-Oct-25", date(2025, 10, 12), Period.DAY),
        ("12 dic 2025", date(2025, 12, 12), Period.DAY),
        ("45744", date(2025, 3, 28), Period.DAY),
        ("28/03/2025", date(2025, 3, 28), Period.DAY),
        ("20250328", date(2025, 3, 28), Period.DAY),
    ],
)
def test_days_and_months_are_read_however_they_are_written(cell, day, period):
    assert parse(cell, DateStyle(DateForm.DAY_FIRST)) == (day, period)


@pytest.mark.parametrize("cell", ["00:00.0", "soon", "31/31/2025", "2025-13-40", ""])
def test_what_is_no_day_is_read_as_none(cell):
    assert parse(cell, DateStyle(DateForm.DAY_FIRST)) is None


def test_the_order_of_day_and_month_is_told_by_the_column_or_doubtful():
    assert style_of(["03/04/2025", "03/28/2025"]).form is DateForm.MONTH_FIRST
    assert style_of(["03/04/2025", "28/03/2025"]) == DateStyle(DateForm.DAY_FIRST)
    assert style_of(["03/04/2025", "05/06/2025"]).doubtful


def test_midnights_of_another_zone_are_seen_by_their_one_time_of_day():
    assert style_of(["2025-03-28T18:30:00.000Z", "2025-04-02T18:30:00.000Z"]).next_day
    assert not style_of(["2025-03-28T18:30:00Z", "2025-04-02T09:12:44Z"]).next_day


@pytest.mark.parametrize(
    ("written", "kind", "factor"),
    [
        ("KGM", "kg", 1.0), ("Metric Tons", "kg", 1000.0), ("LBS", "kg", 0.45359237),
        ("SQUARE METER", "m2", 1.0), ("MTK", "m2", 1.0), ("METROS CUADRADO", "m2", 1.0),
        ("SQF", "m2", 0.09290304), ("PCS", "piece", 1.0), ("шт", "piece", 1.0),
        ("双", "pair", 1.0), ("BOX (CAJA)", "package", 1.0), ("TEU", "teu", 1.0),
        ("blorb", "", 1.0),
    ],
)  # fmt: skip
def test_units_come_to_a_kind_and_a_factor(written, kind, factor):
    assert known_unit(written) == (kind, factor)


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("TO THE ORDER OF HSBC BANK", PartyRole.TO_ORDER),
        ("TO ORDER", PartyRole.TO_ORDER),
        ("A LA ORDEN", PartyRole.TO_ORDER),
        ("凭指示", PartyRole.TO_ORDER),
        ("Banco de Chile", PartyRole.BANK),
        ("KUEHNE + NAGEL LTD", PartyRole.FORWARDER),
        ("SUN FREIGHT FORWARDERS", PartyRole.FORWARDER),
        ("ORDERLY FURNITURE LTD", PartyRole.PARTY),
        ("RIVERBANK TILES LTD", PartyRole.PARTY),
        ("Heron (BANK) Ltd", PartyRole.BANK),
        ("Промбанк ООО", PartyRole.BANK),
        ("Ngân Hàng Hải Âu", PartyRole.BANK),
        ("Blue BNP  Paribas", PartyRole.BANK),
        ("Blue Customs House", PartyRole.FORWARDER),
        ("CUSTOM TILES LTD", PartyRole.PARTY),
        ("EXPRESS TILES LTD", PartyRole.PARTY),
        ("Giao Nhận Sen", PartyRole.FORWARDER),
        ("上海海天物流有限公司", PartyRole.FORWARDER),
        ("N/A", PartyRole.MISSING),
        ("", PartyRole.MISSING),
    ],
)
def test_who_does_not_really_buy_is_set_apart(written, role):
    assert party_of(written)[0] is role


def test_a_party_care_of_its_forwarder_is_still_the_party():
    assert party_of("Anatolia Tile Inc C/O Sun Logistics") == party_of("ANATOLIA TILE INC.")
    assert party_of("Anatolia Tile on  behalf of Coral Ltd") == party_of("ANATOLIA TILE INC.")
    assert party_of("Anatolia Tile (care of Heron)") == party_of("ANATOLIA TILE INC.")


def test_the_foot_of_a_table_is_no_party():
    assert is_total("Grand Total:")
    assert not is_total("Total Energies SA")


@pytest.mark.parametrize(
    ("written", "digits"),
    [("6907.21.00", "69072100"), ("9012100", "09012100"), ("69072100.0", "69072100"),
     ("690721, 690722", "690721"), ("n/a", "")],
)  # fmt: skip
def test_codes_become_digits_with_the_zero_that_sheets_drop(written, digits):
    assert hs_digits(written) == digits


def test_doubtful_currencies_and_words_stay_unknown():
    assert currency_of("US Dollars") == "USD"
    assert currency_of("eur") == "EUR"
    assert currency_of("RS") == ""
    assert currency_of("ZZZ") == ""
    assert direction_of("ИМ") == "import"
    assert direction_of("EXPORT") == "export"
    assert direction_of("transit") is None
