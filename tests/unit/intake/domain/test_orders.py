"""Order lines become orders."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.core.money import Money
from muniment.intake.domain.orders import (
    Draft,
    Gathering,
    fits_money,
    joined,
    read_order_line,
    require_order_columns,
)
from muniment.intake.domain.plan import FileFormat, Kind, Layout, Plan, PlanIncomplete
from muniment.sales.domain.states import OrderState
from muniment.sheets.lines import Line

COLUMNS = ("number", "customer", "ordered_on", "quantity", "unit_price", "handled_by", "state")


def plan(*targets: str, currency: str = "GBP") -> Plan:
    layout = Layout(FileFormat.TEXT, "utf-8", ",")
    return Plan(Kind.ORDERS, layout, targets or COLUMNS, currency=currency)


def read(*cells: str, number: int = 2, by: Plan | None = None):
    return read_order_line(Line(number, cells), by or plan())


def gathered(*rows: tuple[str, ...], by: Plan | None = None, most_open: int = 100) -> list[Draft]:
    kept: dict[str, Draft] = {}

    def store(parts):
        for part in parts:
            kept[part.number] = joined(kept[part.number], part)[0] if part.number in kept else part

    gathering = Gathering(store, most_open=most_open)
    for number, row in enumerate(rows, start=2):
        draft, _ = read(*row, number=number, by=by)
        if draft:
            gathering.add(draft)
    gathering.finish()
    return list(kept.values())


def test_the_amount_of_an_order_is_the_exact_sum_of_its_lines_rounded_once():
    [order] = gathered(*[("1", "C1", "2026-05-03", "1", "0.335")] * 3)
    assert order.amount == Decimal("1.005")
    assert order.money() == Money("GBP", 100)  # half to even, and not three times 0.34
    assert order.lines == 3


def test_rows_of_one_order_may_lie_far_apart_even_in_little_memory():
    rows = [(str(n % 7), f"C{n % 7}", "2026-05-03", "1", "1.00") for n in range(70)]
    assert sorted(order.lines for order in gathered(*rows, most_open=2)) == [10] * 7


def test_a_number_that_begins_with_c_is_a_cancellation():
    [order] = gathered(("C536379", "17548", "2010-12-01", "-24", "0.29"))
    assert order.outcome() is OrderState.CANCELLED
    assert order.money() == Money("GBP", -696)


def test_a_negative_order_without_that_sign_is_a_return():
    [order] = gathered(("536379", "17548", "2010-12-01", "-24", "0.29"))
    assert order.outcome() is OrderState.RETURNED


def test_a_company_number_that_begins_with_c_is_no_cancellation():
    [order] = gathered(("CN-PO-12", "17548", "2010-12-01", "2", "1"))
    assert order.outcome() is OrderState.BOOKED


@pytest.mark.parametrize(
    ("given", "state"), [("Shipped", "shipped"), ("已完成", "completed"), ("VOID", "cancelled")]
)
def test_states_are_known_in_english_and_chinese(given, state):
    [order] = gathered(("1", "C1", "2026-05-03", "1", "1", "", given))
    assert order.outcome().value == state


def test_a_total_that_every_row_repeats_counts_once():
    by = plan("number", "customer", "ordered_on", "total")
    [order] = gathered(*[("1", "C1", "2026-05-03", "99.50")] * 4, by=by)
    assert order.money() == Money("GBP", 9950)


def test_a_currency_written_with_the_amount_counts_before_the_one_of_the_file():
    by = plan("number", "customer", "ordered_on", "amount")
    [order] = gathered(("1", "C1", "2026-05-03", "USD 5.00"), by=by)
    assert order.money() == Money("USD", 500)


def test_the_first_day_of_its_rows_is_the_day_of_the_order():
    rows = [("1", "C1", day, "1", "1") for day in ("2026-05-04", "2026-05-03")]
    assert gathered(*rows)[0].ordered_on == date(2026, 5, 3)


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        (("", "C1", "2026-05-03", "1", "1"), "value_missing", 0),
        (("1", "", "2026-05-03", "1", "1"), "customer_missing", 1),
        (("1", "C1", "", "1", "1"), "value_missing", 2),
        (("1", "C1", "soon", "1", "1"), "date_invalid", 2),
        (("1", "C1", "2026-05-03", "x", "1"), "number_invalid", 3),
        (("1", "C1", "2026-05-03", "1", ""), "amount_missing", None),
        (("1", "C1", "2026-05-03", "1", "1", "", "lost at sea"), "state_unknown", 6),
        (("1", "C1", "2026-05-03", "1", "1", "", "", "moved"), "cells_extra", None),
        (("x" * 41, "C1", "2026-05-03", "1", "1"), "value_invalid", 0),
    ],
)
def test_a_bad_row_is_told_with_line_column_and_reason(cells, code, column):
    draft, problems = read(*cells, number=17)
    assert [(it.line, it.code, it.column) for it in problems] == [(17, code, column)]
    assert draft is None or draft.is_broken


def test_no_currency_anywhere_is_a_problem():
    _, problems = read("1", "C1", "2026-05-03", "1", "1", by=plan(currency=""))
    assert [it.code for it in problems] == ["currency_missing"]


def test_one_bad_row_spoils_its_whole_order():
    good, bad = ("1", "C1", "2026-05-03", "1", "1"), ("1", "C1", "2026-05-03", "x", "1")
    assert gathered(good, bad)[0].is_broken


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (("1", "C2", "2026-05-03", "1", "1"), "order_customer_differs"),
        (("1", "C1", "2026-05-03", "1", "USD 1"), "order_currency_differs"),
    ],
)
def test_rows_of_one_order_must_agree(other, code):
    gathering = Gathering(list)
    first, _ = read("1", "C1", "2026-05-03", "1", "1")
    second, _ = read(*other, number=9)
    assert gathering.add(first) is None
    misfit = gathering.add(second)
    assert (misfit.line, misfit.code) == (9, code)


def test_an_amount_beyond_all_money_does_not_fit():
    assert not fits_money(Draft("1", amount=Decimal(10) ** 20, currency="GBP"))


def test_columns_that_every_order_needs_are_asked_for():
    for missing in ("number", "customer", "ordered_on"):
        with pytest.raises(PlanIncomplete):
            require_order_columns(plan(*(target for target in COLUMNS if target != missing)))
    with pytest.raises(PlanIncomplete):
        require_order_columns(plan("number", "customer", "ordered_on", "quantity"))
    require_order_columns(plan())


@given(st.lists(st.text(max_size=12), max_size=9))
def test_any_row_is_an_order_line_or_has_problems(cells):
    draft, problems = read(*cells)
    assert problems or (draft is not None and not draft.is_broken)


def test_a_line_that_cannot_be_read_is_no_order():
    draft, [problem] = read_order_line(Line(7, (), trouble="quote_open"), plan())
    assert (draft, problem.line, problem.code) == (None, 7, "quote_open")


def test_totals_of_one_order_must_agree():
    by = plan("number", "customer", "ordered_on", "total")
    gathering = Gathering(list)
    for total in ("5", "6"):
        draft, _ = read("1", "C1", "2026-05-03", total, by=by)
        misfit = gathering.add(draft)
    assert misfit.code == "order_total_differs"


def test_nothing_gathered_hands_nothing_on():
    handed: list[object] = []
    Gathering(handed.append).finish()
    assert handed == []


def test_a_common_amount_fits():
    assert fits_money(Draft("1", amount=Decimal("12.50"), currency="GBP"))
