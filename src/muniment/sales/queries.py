"""Reads. No door may call these for a person without asking first: see `reading`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Max, Min, Q, QuerySet

from muniment.core import cursor as cursors
from muniment.core.cursor import CursorInvalid, Page
from muniment.core.money import Money
from muniment.sales.book import BookRows, Turnover, book_rows, money_of
from muniment.sales.domain import batch as tree
from muniment.sales.domain.facts import OrderFact, leaf_of
from muniment.sales.domain.states import OrderState
from muniment.sales.models import Order
from muniment.sales.rates import RatesRow, rates_in_force

__all__ = [
    "BookRows",
    "KnownOrder",
    "OrderProof",
    "OrderRow",
    "RatesRow",
    "Turnover",
    "book_rows",
    "fact_of",
    "first_orders",
    "known_orders",
    "last_order_days",
    "money_of",
    "order_exists",
    "orders_of",
    "proof_of",
    "rates_in_force",
]

_MARKS = 500  # parameters in one query
_EXISTS = """
SELECT 1 FROM sales_order
WHERE dossier_id = %s AND replaced_at IS NULL AND upper(number) = upper(%s) LIMIT 1"""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order as lists show it."""

    id: UUID
    number: str
    dossier_id: UUID
    ordered_on: date
    amount: Money
    handled_by: str
    state: OrderState
    lines: int
    revision: int

    @classmethod
    def of(cls, order: Order) -> "OrderRow":
        """Take the row out of its model."""
        return cls(
            id=order.id,
            number=order.number,
            dossier_id=order.dossier_id,
            ordered_on=order.ordered_on,
            amount=Money(order.currency, order.amount_minor),
            handled_by=order.handled_by,
            state=OrderState(order.state),
            lines=order.lines,
            revision=order.revision,
        )


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """What an import must know about an order number that is taken."""

    dossier_id: UUID
    content: bytes


@dataclass(frozen=True, slots=True)
class OrderProof:
    """Proof that an order was on record: hash `leaf`, climb `path`, find `root` in the entry.

    Attributes:
        entry_id: the ledger entry `sales.orders.recorded` that holds the root.
        index, size: where the leaf stands in its batch.
    """

    leaf: bytes
    index: int
    size: int
    path: list[bytes]
    root: bytes
    entry_id: UUID


def orders_of(dossier_id: UUID, *, cursor: str | None = None, limit: int = 50) -> Page[OrderRow]:
    """List the orders of one customer, newest first; one SQL query.

    Raises:
        CursorInvalid: the cursor was not made by this list.
    """
    orders = _current().filter(dossier_id=dossier_id)
    if cursor:
        orders = orders.filter(_before(cursor))
    rows = [OrderRow.of(order) for order in orders.order_by("-ordered_on", "-id")[: limit + 1]]
    more = None
    if len(rows) > limit:
        more = cursors.encode(rows[limit - 1].ordered_on.isoformat(), str(rows[limit - 1].id))
    return Page(rows=rows[:limit], next_cursor=more)


def order_exists(dossier_id: UUID, number: str) -> bool:
    """Say whether this customer has an order of this number, in any case; one SQL query.

    Raw SQL: looks ask this, and building the query through the ORM costs more than running it.
    """
    owner = dossier_id.hex if connection.vendor == "sqlite" else dossier_id
    with connection.cursor() as cursor:
        cursor.execute(_EXISTS, [owner, number.strip()])
        return cursor.fetchone() is not None


def last_order_days(dossier_ids: Iterable[UUID]) -> dict[UUID, date]:
    """Give each customer's last day with an order that stands; customers without are absent.

    Cancelled and returned orders do not count. One SQL query for each 500 customers.
    """
    ids = list(dossier_ids)
    days: dict[UUID, date] = {}
    for start in range(0, len(ids), _MARKS):
        standing = _current().filter(dossier_id__in=ids[start : start + _MARKS])
        standing = standing.exclude(state__in=[OrderState.CANCELLED, OrderState.RETURNED])
        latest = standing.values("dossier_id").annotate(day=Max("ordered_on"))
        days.update({row["dossier_id"]: row["day"] for row in latest.order_by()})
    return days


def first_orders(dossier_ids: Iterable[UUID], *, since: date) -> dict[UUID, date]:
    """Give each customer's first day with an order that stands, from `since` on.

    Customers without are absent. One SQL query for each 500 customers.
    """
    ids = list(dossier_ids)
    days: dict[UUID, date] = {}
    for start in range(0, len(ids), _MARKS):
        standing = _current().filter(
            dossier_id__in=ids[start : start + _MARKS], ordered_on__gte=since
        )
        standing = standing.exclude(state__in=[OrderState.CANCELLED, OrderState.RETURNED])
        first = standing.values("dossier_id").annotate(day=Min("ordered_on"))
        days.update({row["dossier_id"]: row["day"] for row in first.order_by()})
    return days


def known_orders(numbers: Iterable[str]) -> dict[str, KnownOrder]:
    """Say which order numbers are taken, by whom and with what content; one query for each 500."""
    wanted = list(numbers)
    known: dict[str, KnownOrder] = {}
    for start in range(0, len(wanted), _MARKS):
        found = _current().filter(number__in=wanted[start : start + _MARKS])
        for number, dossier_id, content in found.values_list("number", "dossier_id", "content"):
            known[number] = KnownOrder(dossier_id, bytes(content))
    return known


def proof_of(order_id: UUID) -> OrderProof | None:
    """Prove one order against the ledger entry of its batch; two SQL queries."""
    order = Order.objects.select_related("batch").filter(pk=order_id).first()
    if order is None:
        return None
    salt = bytes(order.batch.salt)
    leaves = [
        leaf_of(fact_of(it), revision=it.revision, batch_salt=salt)
        for it in Order.objects.filter(batch=order.batch_id).order_by("place")
    ]
    return OrderProof(
        leaf=leaves[order.place],
        index=order.place,
        size=len(leaves),
        path=tree.path_of(leaves, order.place),
        root=bytes(order.batch.root),
        entry_id=order.batch.entry,
    )


def fact_of(order: Order) -> OrderFact:
    """Take the content out of a model."""
    return OrderFact(
        number=order.number,
        dossier_id=order.dossier_id,
        ordered_on=order.ordered_on,
        amount_minor=order.amount_minor,
        currency=order.currency,
        state=OrderState(order.state),
        handled_by=order.handled_by,
        handler_id=order.handler_id,
        lines=order.lines,
    )


def _current() -> QuerySet[Order]:
    return Order.objects.filter(replaced_at=None)


def _before(cursor: str) -> Q:
    day, order_id = cursors.decode(cursor, str, str)
    try:
        last, last_id = date.fromisoformat(str(day)), UUID(str(order_id))
    except ValueError:
        raise CursorInvalid from None
    return Q(ordered_on__lt=last) | Q(ordered_on=last, id__lt=last_id)
