"""Opening files of unknown form."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.intake.domain.headings import vocabulary
from muniment.intake.domain.plan import FileFormat, Kind
from muniment.intake.domain.table import examine, headings_of, rows_of
from muniment.sheets.dates import DayOrder
from muniment.sheets.lines import FileEmpty, FileUnreadable
from muniment.sheets.numbers import DecimalStyle
from tests.unit.sheets.test_workbook import book

ORDERS = vocabulary("orders")


def text(*lines: str) -> io.BytesIO:
    return io.BytesIO("\n".join(lines).encode())


def test_titles_above_the_table_are_not_taken_for_headings():
    stream = text("Orders of May", "", "Order No,Date,Amount", "1,2026-05-03,5")
    found = examine(stream, Kind.ORDERS, ORDERS)
    assert found.plan.layout.heading_line == 3
    assert found.headings == ("Order No", "Date", "Amount")
    assert [line.cells[0] for line in rows_of(stream, found.plan.layout)] == ["1"]


def test_a_merged_title_row_of_a_sheet_is_not_taken_for_headings():
    stream = book(
        [["2026年5月订单"], [None], ["订单号", "客户编号", "日期"], ["A1", 1001.0, "2026-05-03"]]
    )
    found = examine(stream, Kind.ORDERS, ORDERS)
    assert found.plan.layout.format is FileFormat.WORKBOOK
    assert found.plan.targets == ("number", "customer", "ordered_on")
    assert [line.cells for line in rows_of(stream, found.plan.layout)] == [
        ("A1", "1001", "2026-05-03")
    ]


def test_the_sheet_with_the_orders_is_chosen_among_several():
    stream = book([["Notes"], ["nothing"]], [["Order No", "Date"], ["1", "2026-05-03"]])
    assert examine(stream, Kind.ORDERS, ORDERS).plan.layout.sheet == 1


def test_headings_nobody_knows_are_the_first_row_as_wide_as_the_table():
    stream = text("Title", "alpha,beta,gamma", "1,2,3", "4,5,6")
    assert examine(stream, Kind.ORDERS, ORDERS).plan.layout.heading_line == 2


def test_styles_of_dates_and_numbers_are_guessed_from_the_rows():
    stream = text("Order No;Date;Amount", "1;12/25/2026;1.234,50")
    plan = examine(stream, Kind.ORDERS, ORDERS).plan
    assert (plan.day_order, plan.decimal) == (DayOrder.MONTH_FIRST, DecimalStyle.COMMA)


def test_dates_that_could_be_both_are_asked_about():
    assert examine(text("Order No,Date", "1,03/04/2026"), Kind.ORDERS, ORDERS).asks_day_order


def test_headings_are_read_again_and_not_kept():
    stream = text("Orders", "Order No,Date", "1,2026-05-03")
    layout = examine(stream, Kind.ORDERS, ORDERS).plan.layout
    assert headings_of(stream, layout) == ("Order No", "Date")


def test_a_file_of_blank_lines_is_empty():
    with pytest.raises(FileEmpty):
        examine(text(",,,", ",,,"), Kind.ORDERS, ORDERS)


@given(st.binary(max_size=400), st.sampled_from(Kind))
def test_any_bytes_are_examined_or_refused_with_our_error(data, kind):
    stream = io.BytesIO(data)
    try:
        found = examine(stream, kind, vocabulary(kind.value))
        list(rows_of(stream, found.plan.layout))
    except FileUnreadable as trouble:
        assert trouble.next_step  # noqa: PT017 - the other outcome is fine too


def test_a_file_shorter_than_its_layout_has_no_headings():
    stream = text("Orders", "Order No,Date", "1,2026-05-03")
    layout = examine(stream, Kind.ORDERS, ORDERS).plan.layout
    assert headings_of(text("Orders"), layout) == ()
