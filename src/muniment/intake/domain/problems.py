"""What can be wrong with a row, and what to do about it.

Reasons and remedies are English sources with `{fact}` places; the report translates them.
"""

from dataclasses import dataclass, field
from typing import Final

from muniment.core.errors import gettext_noop as _

EXCERPT = 60  # characters of a cell that a report repeats


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in one row.

    Attributes:
        line: where the row begins in the file, from 1.
        code: names the reason, see `REASONS`.
        column: position of the column from 0, or None when the whole row is meant.
        given: what stands there, at most 60 characters; only the report's owner reads it.
        facts: fill the places of the reason and the remedy.
    """

    line: int
    code: str
    column: int | None = None
    given: str = ""
    facts: dict[str, str] = field(default_factory=dict)


def problem(
    line: int, code: str, *, column: int | None = None, given: str = "", **facts: str
) -> Problem:
    """Make a problem, its excerpt cut to length."""
    short = given if len(given) <= EXCERPT else given[: EXCERPT - 1] + "…"
    return Problem(line, code, column, short, facts)


REASONS: Final[dict[str, tuple[str, str]]] = {
    "quote_open": (
        _("A quotation mark opens here and never closes."),
        _("Remove the mark or close it in the same cell; the rows behind it were read."),
    ),
    "line_too_long": (
        _("This row is longer than any table row should be."),
        _("Check whether line breaks were lost when the file was saved."),
    ),
    "letters_unreadable": (
        _("Some letters of this row cannot be read in the encoding of the file."),
        _("Save the file as CSV UTF-8, or choose another encoding, and try again."),
    ),
    "cells_extra": (
        _("This row has {found} cells; the heading row has only {expected}."),
        _("Put cells that hold “{delimiter}” between quotation marks."),
    ),
    "value_missing": (
        _("{field} is missing."),
        _("Fill the cell in, or leave the row out."),
    ),
    "value_invalid": (
        _("{field}: {why}"),
        _("Write it like {example}."),
    ),
    "date_invalid": (
        _("This is no calendar day between 1980 and 2099."),
        _("Write it like 2026-05-03."),
    ),
    "number_invalid": (
        _("This is no number."),
        _("Write it like {example}; check the chosen decimal mark."),
    ),
    "currency_missing": (
        _("No currency stands in the row, and none was chosen for the file."),
        _("Choose the currency of the file before the dry run."),
    ),
    "currency_unknown": (
        _("This is no currency code."),
        _("Use a code of ISO 4217 such as USD, EUR or CNY."),
    ),
    "amount_missing": (
        _("There is no amount, and no quantity with a unit price."),
        _("Fill in the amount, or quantity and unit price."),
    ),
    "amount_too_large": (
        _("The amount of this order is too large."),
        _("Check the decimal mark and the quantity."),
    ),
    "state_unknown": (
        _("This is no state of an order."),
        _("Use booked, shipped, completed, cancelled or returned."),
    ),
    "customer_missing": (
        _("The row names no customer."),
        _("Add the customer number, or leave the row out."),
    ),
    "customer_unknown": (
        _("No customer has this number."),
        _("Import the customer first, or correct the number."),
    ),
    "order_customer_differs": (
        _("Another row of the same order names another customer."),
        _("One order belongs to one customer: correct the number or the customer."),
    ),
    "order_currency_differs": (
        _("Another row of the same order has another currency."),
        _("Give all rows of one order the same currency."),
    ),
    "order_total_differs": (
        _("Another row of the same order has another total."),
        _("Give the total once, or the same on every row of the order."),
    ),
    "order_taken": (
        _("This order number already belongs to another customer."),
        _("Correct the order number, or ask your manager."),
    ),
    "code_repeated": (
        _("This customer number stands further up in the file, on another block of rows."),
        _("Put all rows of one customer one below the other."),
    ),
    "value_differs": (
        _("{field} differs between two rows of the same customer."),
        _("Keep one of the two values; only contact persons may differ."),
    ),
    "clash": (
        _("Somebody in the house may already know this customer."),
        _("Ask your manager before this customer is opened a second time."),
    ),
    "keeper_unknown": (
        _("No active colleague has this e-mail or name."),
        _("Use the e-mail with which the colleague signs in, or leave the cell empty."),
    ),
}
"""Each code with its reason and its remedy."""
