"""The orders of a customer, for somebody whose look at them is on record."""

from datetime import date
from uuid import UUID

from ninja import Query, Router

from muniment.api.bearer import ApiRequest
from muniment.api.operations import reads
from muniment.api.shapes import Narrowed, Paged, Shape
from muniment.sales import reading
from muniment.sales.domain.states import OrderState
from muniment.sales.queries import OrderRow

router = Router(tags=["Orders"])


class Order(Shape):
    """One order; the amount is in minor units of its currency, negative for credits."""

    id: UUID
    number: str
    ordered_on: date
    amount_minor: int
    currency: str
    handled_by: str
    state: OrderState
    lines: int


class Orders(Paged):
    """Orders, newest first."""

    rows: list[Order]


@reads(router, "/dossiers/{dossier_id}/orders", scope="orders.read", answer=Orders)
def orders(request: ApiRequest, dossier_id: UUID, asked: Query[Narrowed]) -> object:
    """List the orders of a customer while a sitting of this token shows them.

    Consult the compartment `product` first: the order history is a field of it.
    """
    caller = request.auth
    found = reading.orders_for(
        reader=caller.actor, dossier_id=dossier_id, at=caller.at, cursor=asked.cursor,
        limit=asked.limit,
    )  # fmt: skip
    return {"rows": [_order(row) for row in found.rows], "next_cursor": found.next_cursor}


def _order(row: OrderRow) -> Order:
    return Order(
        id=row.id,
        number=row.number,
        ordered_on=row.ordered_on,
        amount_minor=row.amount.minor,
        currency=row.amount.currency,
        handled_by=row.handled_by,
        state=row.state,
        lines=row.lines,
    )
