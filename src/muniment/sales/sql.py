"""SQL in bulk, and the few places where the two engines differ."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

_STANDING = """
SELECT o.dossier_id, o.ordered_on, o.amount_minor, o.currency
FROM sales_order o JOIN sales_batch b ON b.id = o.batch_id
WHERE o.state NOT IN ('cancelled', 'returned') AND o.amount_minor > 0 AND o.ordered_on <= %s
  AND {version} AND {customers}
ORDER BY o.dossier_id, o.ordered_on, o.number
"""
_NOW = "o.replaced_at IS NULL"
_THEN = "b.recorded_at <= %s AND (o.replaced_at IS NULL OR o.replaced_at > %s)"


def standing(*, then: bool, only: Collection[UUID] | None) -> str:
    """Write the question for the order book: now or as it stood then, of all customers or some.

    Its parameters: the last day, then the moment twice, then the customers.
    """
    some = "1 = 1"
    if only is not None:
        some = f"o.dossier_id IN ({', '.join(['%s'] * len(only))})" if only else "1 = 0"
    return _STANDING.format(version=_THEN if then else _NOW, customers=some)


def moment(at: datetime) -> Any:
    """Write a moment the way the engine compares it."""
    return connection.ops.adapt_datetimefield_value(at.astimezone(UTC))


def key(value: UUID) -> Any:
    """Write an id the way the engine stores it."""
    return value.hex if connection.vendor == "sqlite" else value


def unkey(value: Any) -> UUID:
    """Read an id as the engine returns it."""
    return value if isinstance(value, UUID) else UUID(value)


def ordinal(value: Any) -> int:
    """Read a day as the engine returns it, as `date.toordinal()`."""
    return (value if isinstance(value, date) else date.fromisoformat(value)).toordinal()
