"""The order book for readers: asks the gate first, then reads."""

from datetime import datetime
from uuid import UUID

from muniment.core.actor import Actor
from muniment.core.cursor import Page
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.sales import queries
from muniment.sales.queries import OrderRow
from muniment.vault import gate

FIELD = "product.order_history"
"""The field of the access table that governs the order register of a customer."""


class OrderHistoryShut(MunimentError):
    """The access table does not open the order history, or no look is on record; nothing read."""

    code = "sales.orders.shut"
    kind = ErrorKind.REFUSED
    title = gettext_noop("The order history is closed to you now.")
    next_step = gettext_noop("Open the compartment “Products and orders” for a purpose first.")


def orders_for(
    *, reader: Actor, dossier_id: UUID, at: datetime, cursor: str | None = None, limit: int = 50
) -> Page[OrderRow]:
    """List a customer's orders, newest first, for somebody whose look is on record.

    Raises:
        OrderHistoryShut: the table says no, or the compartment was not opened in this sitting.
        DossierNotFound, CursorInvalid: as the names say.
    """
    permit = gate.permits(reader=reader, dossier_id=dossier_id, field=FIELD, at=at)
    if not permit.may_show:
        raise OrderHistoryShut(reason=permit.decision.reason.value)
    return queries.orders_of(dossier_id, cursor=cursor, limit=limit)
