"""Order lines become orders.

Exports list lines: one row an article, the order number repeated. The amount of an order is
the exact sum over its rows, rounded once, at the end. One bad row spoils its whole order,
because an order with a wrong amount is worse than none.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from muniment.core.money import Money, NotMoney
from muniment.intake.domain.headings import synonyms_of_states
from muniment.intake.domain.money import known_currency
from muniment.intake.domain.plan import Plan, PlanIncomplete
from muniment.intake.domain.problems import Problem, problem
from muniment.intake.domain.rows import too_wide_for
from muniment.sales.domain.states import OrderState
from muniment.sheets.dates import parse_day
from muniment.sheets.lines import Line
from muniment.sheets.numbers import parse_number

LONGEST_NUMBER = 40
LONGEST_HANDLER = 120
MOST_OPEN = 4000  # orders kept in memory while rows of theirs may still come
_CANCELLATION = re.compile(r"[Cc][-_ ]?[0-9]")


@dataclass(frozen=True, slots=True)
class Draft:
    """An order as far as its rows have been read.

    Attributes:
        number: the order number, trimmed.
        customer: the customer's number as the file gives it, trimmed.
        amount: exact sum of the rows, in major units.
        total: an order total that the rows repeat, which then counts instead; or None.
        state: a code of `OrderState` if the rows name one, else "".
        lines: how many rows.
        first_line: where the first of them stands in the file.
        is_broken: a row of it was refused, so the order is.
    """

    number: str
    customer: str = ""
    ordered_on: date | None = None
    amount: Decimal = Decimal(0)
    total: Decimal | None = None
    currency: str = ""
    handled_by: str = ""
    state: str = ""
    lines: int = 1
    first_line: int = 0
    is_broken: bool = False

    def money(self) -> Money:
        """Round the amount to the currency's minor unit, half to even.

        Raises:
            NotMoney: the sum is too large.
        """
        return Money.of(self.amount if self.total is None else self.total, self.currency)

    def outcome(self) -> OrderState:
        """Say the state: what the rows name, else what number and amount tell."""
        if self.state:
            return OrderState(self.state)
        if _CANCELLATION.match(self.number):
            return OrderState.CANCELLED
        amount = self.amount if self.total is None else self.total
        return OrderState.RETURNED if amount < 0 else OrderState.BOOKED


def require_order_columns(plan: Plan) -> None:
    """Raise unless number, customer, date and some amount are mapped.

    Raises:
        PlanIncomplete: with the first that is missing.
    """
    plan.require("number", "customer", "ordered_on")
    summed = {"quantity", "unit_price"} <= set(plan.targets)
    if not summed and not {"amount", "total"} & set(plan.targets):
        raise PlanIncomplete(missing="amount")


def read_order_line(line: Line, plan: Plan) -> tuple[Draft | None, list[Problem]]:
    """Understand one row: a draft of one line, and what is wrong with it.

    A row with problems comes back as a broken draft when at least its number can be read.
    """
    if line.trouble:
        return None, [problem(line.number, line.trouble)]
    cells = _Cells(line, plan)
    if plan.is_overfull(line.cells):
        cells.problems.append(too_wide_for(plan, line))
    number = cells.text("number")
    if not number or len(number) > LONGEST_NUMBER:
        code = "value_invalid" if number else "value_missing"
        facts = {"why": "", "example": "PO-2026-0117"} if number else {}
        return None, [
            problem(
                line.number,
                code,
                column=plan.column("number"),
                given=number,
                field="number",
                **facts,
            )
        ]
    draft = Draft(
        number=number,
        customer=cells.customer(),
        ordered_on=cells.day(),
        amount=cells.amount(),
        total=cells.number("total"),
        handled_by=cells.text("handled_by")[:LONGEST_HANDLER],
        state=cells.state(),
        currency=cells.currency(),
        first_line=line.number,
        is_broken=bool(cells.problems),
    )
    return draft, cells.problems


class _Cells:
    """The cells of one row by target; collects what is wrong on the way."""

    def __init__(self, line: Line, plan: Plan) -> None:
        self._line, self._plan = line, plan
        self.problems: list[Problem] = []
        self._written_currency = ""

    def text(self, target: str) -> str:
        place = self._plan.column(target)
        if place is None or place >= len(self._line.cells):
            return ""
        return self._line.cells[place].strip()

    def customer(self) -> str:
        given = self.text("customer")
        if not given:
            self._complain("customer", "customer_missing")
        return given

    def day(self) -> date | None:
        given = self.text("ordered_on")
        found = parse_day(given, self._plan.day_order)
        if found is None:
            self._complain(
                "ordered_on",
                "date_invalid" if given else "value_missing",
                given,
                field="ordered_on",
            )
        return found

    def amount(self) -> Decimal:
        """Give the amount of the row: its own, else quantity times unit price."""
        told = self.number("amount")
        if told is not None:
            return told
        quantity, price = self.number("quantity"), self.number("unit_price")
        if quantity is not None and price is not None:
            return quantity * price
        if not self.text("total") and not self.problems:
            self._complain("amount", "amount_missing")
        return Decimal(0)

    def number(self, target: str) -> Decimal | None:
        given = self.text(target)
        if not given:
            return None
        found = parse_number(given, self._plan.decimal)
        if found is None:
            example = "1234.50" if self._plan.decimal.value == "point" else "1234,50"
            self._complain(target, "number_invalid", given, example=example)
            return None
        self._written_currency = found[1] or self._written_currency
        return found[0]

    def currency(self) -> str:
        given = self.text("currency") or self._written_currency or self._plan.currency
        code = known_currency(given)
        if code is None:
            self._complain("currency", "currency_unknown" if given else "currency_missing", given)
        return code or ""

    def state(self) -> str:
        given = self.text("state")
        if not given:
            return ""
        code = synonyms_of_states().get("".join(given.casefold().split()))
        if code is None:
            self._complain("state", "state_unknown", given)
        return code or ""

    def _complain(self, target: str, code: str, given: str = "", **facts: str) -> None:
        place = self._plan.column(target)
        self.problems.append(problem(self._line.number, code, column=place, given=given, **facts))


def joined(first: Draft, second: Draft) -> tuple[Draft, str]:
    """Put two parts of one order together; the second answer names what does not fit, or ""."""
    clash = _misfit(first, second)
    merged = replace(
        first,
        customer=first.customer or second.customer,
        ordered_on=min(filter(None, (first.ordered_on, second.ordered_on)), default=None),
        amount=first.amount + second.amount,
        total=first.total if first.total is not None else second.total,
        currency=first.currency or second.currency,
        handled_by=first.handled_by or second.handled_by,
        state=first.state or second.state,
        lines=first.lines + second.lines,
        first_line=min(first.first_line, second.first_line),
        is_broken=first.is_broken or second.is_broken or bool(clash),
    )
    return merged, clash


def _misfit(first: Draft, second: Draft) -> str:
    if first.customer and second.customer and first.customer != second.customer:
        return "order_customer_differs"
    if first.currency and second.currency and first.currency != second.currency:
        return "order_currency_differs"
    if None not in (first.total, second.total) and first.total != second.total:
        return "order_total_differs"
    return ""


class Gathering:
    """Collects drafts by number; hands the oldest on when too many are open.

    Memory is bounded by `most_open` orders. An order whose rows lie far apart is handed on
    in parts, which whoever stores them puts together with `joined`.
    """

    def __init__(
        self, store: Callable[[Iterable[Draft]], None], *, most_open: int = MOST_OPEN
    ) -> None:
        self._store = store
        self._most = most_open
        self._open: OrderedDict[str, Draft] = OrderedDict()

    def add(self, draft: Draft) -> Problem | None:
        """Take one row in; tells when it does not fit the rows before it."""
        known = self._open.get(draft.number)
        clash = ""
        if known is None:
            self._open[draft.number] = draft
        else:
            self._open[draft.number], clash = joined(known, draft)
            self._open.move_to_end(draft.number)
        if len(self._open) > self._most:
            self._hand_on(self._most // 2)
        return problem(draft.first_line, clash) if clash else None

    def finish(self) -> None:
        """Hand on everything that is still open."""
        self._hand_on(len(self._open))

    def _hand_on(self, count: int) -> None:
        parts = [self._open.popitem(last=False)[1] for _ in range(count)]
        if parts:
            self._store(parts)


def fits_money(draft: Draft) -> bool:
    """Say whether the amount can be kept at all."""
    try:
        draft.money()
    except NotMoney:
        return False
    return True
