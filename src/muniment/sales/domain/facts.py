"""An order as a value: its content, and the leaf that proves it."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from muniment.core import canonical
from muniment.sales.domain.states import OrderState

SALT_BYTES = 32
_LEAF = b"muniment/order/v1\0"


@dataclass(frozen=True, slots=True)
class OrderFact:
    """What is known of one order.

    Attributes:
        number: unique in the house.
        amount_minor: minor units of `currency`; negative for credits.
        handled_by: as the source names the person; `handler_id` if it is one of ours.
        lines: how many rows of the source make the order up.
    """

    number: str
    dossier_id: UUID
    ordered_on: date
    amount_minor: int
    currency: str
    state: OrderState
    handled_by: str = ""
    handler_id: UUID | None = None
    lines: int = 1

    def facts(self) -> dict[str, str | int]:
        """Everything that makes this order what it is, as canonical JSON takes it."""
        return {
            "amount_minor": self.amount_minor,
            "currency": self.currency,
            "dossier": str(self.dossier_id),
            "handled_by": self.handled_by,
            "lines": self.lines,
            "number": self.number,
            "ordered_on": self.ordered_on.isoformat(),
            "state": self.state.value,
        }

    def content(self) -> bytes:
        """Hash the content: the same order read twice gives the same 32 bytes."""
        return hashlib.sha256(canonical.dump(self.facts())).digest()


def leaf_of(fact: OrderFact, *, revision: int, batch_salt: bytes) -> bytes:
    """Write the leaf of an order in its batch; its own salt lies inside.

    The salt of a leaf is derived from that of the batch, so handing one leaf to a stranger
    gives away no other.
    """
    name = _LEAF + f"{fact.number}\0{revision}".encode()
    salt = hmac.digest(batch_salt, name, "sha256")
    return canonical.dump({**fact.facts(), "revision": revision, "salt": canonical.b64(salt)})
