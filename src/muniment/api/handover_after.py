"""What lies behind a hand-over and after it: the frozen look-back, what became of the customers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Router

from muniment.api.bearer import ApiRequest
from muniment.api.handover import LEADING, READ
from muniment.api.operations import reads
from muniment.api.shapes import Shape
from muniment.handover import gate
from muniment.handover.after import read_after
from muniment.people.domain.roles import Role

router = Router(tags=["Hand-overs"])
LOOKING_BACK = LEADING | {Role.COMPLIANCE}


class LookTold(Shape):
    """One look of the 90 days; `hers` says whether she kept the customer then."""

    dossier: UUID
    compartment: str
    given: bool
    reason: str
    at: datetime
    hers: bool
    entry: UUID


class StrikingTold(Shape):
    """What stands out, with the two figures that it stands on."""

    flag: str
    found: int
    usual: int


class LookBackTold(Shape):
    """The frozen look-back; `is_sound` says that its bytes have the hash in the ledger."""

    hash: str
    is_sound: bool
    figures: dict[str, int]
    before: dict[str, int]
    peers: list[int]
    striking: list[StrikingTold]
    looks: list[LookTold]


class AfterRowTold(Shape):
    """One customer after the hand-over; `chance` is P(taken) in percent, a suspicion to check."""

    dossier_id: UUID
    codename: str
    heir: str
    heap: str
    chance: int | None
    since: date | None
    first_order_on: date | None


class HandoverWeekTold(Shape):
    """Who had ordered by the end of a week, per mille, of hers and of others' customers."""

    number: int
    hers: int
    others: int


class ShareAgainTold(Shape):
    """Who ordered again among customers of the year before; bounds per mille, 80 % between."""

    ordered: int
    customers: int
    low: int
    high: int


class AfterTold(Shape):
    """What became of the customers; money is US dollars, 80 % lie between low and high.

    Sums hold the customers whose order history the access table opens to the caller; `untold`
    counts the others, and without any open one the sums are null.
    `beside` says what `hers` and `others` say together: too_few, alike, fewer or more.
    """

    rows: list[AfterRowTold]
    took_any: int | None
    lost: int | None
    low: int | None
    high: int | None
    untold: int
    weeks: list[HandoverWeekTold]
    hers: ShareAgainTold
    others: ShareAgainTold
    beside: str
    compared: int
    until: date


@reads(
    router, "/handovers/{handover_id}/look-back", scope=READ, roles=LOOKING_BACK,
    answer=LookBackTold,
)  # fmt: skip
def look_back(request: ApiRequest, handover_id: UUID) -> Any:
    """Open the frozen look-back; the view is on record first."""
    caller = request.auth
    found = gate.read_look_back(reader=caller.actor, handover_id=handover_id, at=caller.at)
    names = ("figures", "before", "peers", "striking", "looks")
    return {"hash": found.hash, "is_sound": found.is_sound, **{it: found.told[it] for it in names}}


@reads(router, "/handovers/{handover_id}/after", scope=READ, roles=LOOKING_BACK, answer=AfterTold)
def what_became(request: ApiRequest, handover_id: UUID) -> Any:
    """Say what became of the customers; the view is on record first."""
    caller = request.auth
    found = read_after(reader=caller.actor, handover_id=handover_id, at=caller.at)
    rows = [
        {name: getattr(row, name) for name in AfterRowTold.model_fields} | {"heap": row.heap.value}
        for row in found.rows
    ]
    return {name: getattr(found, name) for name in AfterTold.model_fields} | {"rows": rows}
