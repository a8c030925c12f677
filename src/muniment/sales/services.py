"""Verbs: putting orders on record."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core import canonical
from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.ids import new_id
from muniment.ledger.services import append_entry
from muniment.sales.domain.batch import root_of
from muniment.sales.domain.facts import SALT_BYTES, OrderFact, leaf_of
from muniment.sales.models import Batch, Order
from muniment.sales.rates import set_rates

__all__ = [
    "LARGEST_BATCH",
    "BatchTooLarge",
    "OrderTaken",
    "Recorded",
    "record_orders",
    "set_rates",
]

LARGEST_BATCH = 1000


class BatchTooLarge(MunimentError):
    """Too many orders at once; nothing was written."""

    code = "sales.batch.too_large"
    kind = ErrorKind.INVALID
    title = gettext_noop("{count} orders are too many at once.")
    next_step = gettext_noop("Record at most 1,000 orders at a time.")


class OrderTaken(MunimentError):
    """An order number belongs to another customer; nothing was written."""

    code = "sales.order.taken"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("An order number already belongs to another customer.")
    next_step = gettext_noop("Correct the order number, or ask your manager.")


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many orders were new, changed, and already on record exactly so."""

    new: int
    changed: int
    unchanged: int


def record_orders(
    *, orders: Sequence[OrderFact], by: Actor, at: datetime, source: UUID | None = None
) -> Recorded:
    """Put up to 1,000 orders on record: new ones, and changed ones as a further version.

    Orders that stand there exactly so are left alone, so recording twice records once.

    Args:
        source: the import run they come from.

    Raises:
        BatchTooLarge: more than 1,000 orders.
        OrderTaken: a number belongs to another customer.

    Costs one ledger entry and a handful of SQL statements, whatever the number of orders.
    """
    if len(orders) > LARGEST_BATCH:
        raise BatchTooLarge(count=len(orders))
    with transaction.atomic():
        standing = _standing(orders)
        fresh = [it for it in orders if _differs(it, standing.get(it.number))]
        if fresh:
            _write(fresh, standing, by=by, at=at, source=source)
    changed = sum(1 for it in fresh if it.number in standing)
    return Recorded(len(fresh) - changed, changed, len(orders) - len(fresh))


def _standing(orders: Sequence[OrderFact]) -> dict[str, Order]:
    numbers = [it.number for it in orders]
    found: dict[str, Order] = {}
    for start in range(0, len(numbers), 500):
        rows = Order.objects.select_for_update().filter(
            number__in=numbers[start : start + 500], replaced_at=None
        )
        found.update({row.number: row for row in rows})
    return found


def _differs(fact: OrderFact, standing: Order | None) -> bool:
    if standing is None:
        return True
    if standing.dossier_id != fact.dossier_id:
        raise OrderTaken
    return bytes(standing.content) != fact.content()


def _write(
    facts: Sequence[OrderFact],
    standing: dict[str, Order],
    *,
    by: Actor,
    at: datetime,
    source: UUID | None,
) -> None:
    salt, batch_id = secrets.token_bytes(SALT_BYTES), new_id()
    revisions = [standing[it.number].revision + 1 if it.number in standing else 1 for it in facts]
    leaves = [
        leaf_of(it, revision=revision, batch_salt=salt)
        for it, revision in zip(facts, revisions, strict=True)
    ]
    root = root_of(leaves)
    told = {"count": len(facts), "root": canonical.b64(root)}
    entry = append_entry(
        kind="sales.orders.recorded",
        subject=batch_id,
        by=by,
        at=at,
        facts=told if source is None else {**told, "run": str(source)},
    )
    batch = Batch.objects.create(
        id=batch_id,
        recorded_at=at,
        recorded_by_id=by.person_id,
        root=root,
        salt=salt,
        count=len(facts),
        entry=entry.id,
    )
    closed = [standing[it.number].pk for it in facts if it.number in standing]
    for start in range(0, len(closed), 500):
        Order.objects.filter(pk__in=closed[start : start + 500]).update(replaced_at=at)
    rows = [
        _row(it, revision=revision, batch=batch, place=place)
        for place, (it, revision) in enumerate(zip(facts, revisions, strict=True))
    ]
    Order.objects.bulk_create(rows, batch_size=200)


def _row(fact: OrderFact, *, revision: int, batch: Batch, place: int) -> Order:
    return Order(
        number=fact.number,
        revision=revision,
        dossier_id=fact.dossier_id,
        ordered_on=fact.ordered_on,
        amount_minor=fact.amount_minor,
        currency=fact.currency,
        handled_by=fact.handled_by,
        handler_id=fact.handler_id,
        state=fact.state.value,
        lines=fact.lines,
        content=fact.content(),
        batch=batch,
        place=place,
    )
