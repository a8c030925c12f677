"""Taking a hand-over back by two people, and what is kept of a leaver's mail."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.handover import LEADING, READ, WRITE
from muniment.api.operations import does, reads
from muniment.api.shapes import Shape, WhyAsked
from muniment.handover import gate, services, withdrawals
from muniment.handover.domain.states import Kind
from muniment.handover.errors import HandoverNotFound
from muniment.handover.gate import SEEING_ALL, View
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.touches import queries as touches

router = Router(tags=["Hand-overs"])
BACK = "/handovers/{handover_id}/withdraw"
ASKED = f"{BACK}/{{withdrawal_id}}"
WATCHING = LEADING | {Role.COMPLIANCE}


class WithdrawAsked(WhyAsked):
    """Why, and which customers stay with their heirs, by their ids on the board."""

    staying: Annotated[list[UUID], Field(max_length=10_000)] = []


class RestoredTold(Shape):
    """What came back; `elsewhere` went on to somebody else meanwhile, `staying` as was asked."""

    customers: int
    staying: int
    elsewhere: int
    deputies: int
    grants: int
    tokens: int


class WithdrawingTold(Shape):
    """What waits for a second person; `restored` where nobody else could confirm it."""

    id: UUID
    restored: RestoredTold | None


class WithdrawalTold(Shape):
    """Somebody asked to take a hand-over back."""

    id: UUID
    asked_by: str
    asked_at: datetime
    reason: str
    staying: int
    may_confirm: bool


class WithdrawalsTold(Shape):
    """What waits: one or none."""

    rows: list[WithdrawalTold]


class HeldFileTold(Shape):
    """A mailbox file of the leaver that was checked and not loaded."""

    id: UUID
    checked_at: datetime
    seen: int
    matched: int


class HeldPostTold(Shape):
    """The mail of a leaver: counts at notice, what waits now, who stands in for her."""

    at_notice: dict[str, int]
    waiting: int
    stands_in: str
    files: list[HeldFileTold]


@does(router, BACK, scope=WRITE, roles=LEADING, answer=WithdrawingTold)
def withdraw_handover(request: ApiRequest, handover_id: UUID, told: WithdrawAsked) -> Any:
    """Ask to take a hand-over back; a second person confirms it."""
    _part(request, handover_id)
    return services.withdraw_handover(
        handover_id=handover_id, reason=told.reason, staying=told.staying,
        by=request.auth.actor, at=request.auth.at,
    )  # fmt: skip


@reads(router, BACK, scope=READ, roles=WATCHING, answer=WithdrawalsTold)
def withdrawal_asked(request: ApiRequest, handover_id: UUID) -> Any:
    """Show whether somebody asked to take a hand-over back; on record first."""
    row = withdrawals.asked_for(
        reader=request.auth.actor, handover_id=handover_id, at=request.auth.at
    )
    return {"rows": [row] if row else []}


@does(router, f"{ASKED}/confirm", scope=WRITE, roles=LEADING, answer=RestoredTold)
def confirm_withdrawal(request: ApiRequest, handover_id: UUID, withdrawal_id: UUID) -> Any:
    """Take a hand-over back that somebody else asked to take back."""
    _part(request, handover_id)
    withdrawals.require_on(handover_id, withdrawal_id)
    return services.confirm_withdrawal(
        withdrawal_id=withdrawal_id, by=request.auth.actor, at=request.auth.at
    )


@does(router, f"{ASKED}/drop", scope=WRITE, roles=LEADING)
def drop_withdrawal(request: ApiRequest, handover_id: UUID, withdrawal_id: UUID) -> None:
    """Leave a hand-over as it is that somebody asked to take back."""
    _part(request, handover_id)
    withdrawals.require_on(handover_id, withdrawal_id)
    services.drop_withdrawal(withdrawal_id=withdrawal_id, by=request.auth.actor, at=request.auth.at)


@reads(router, "/handovers/{handover_id}/post", scope=READ, roles=WATCHING, answer=HeldPostTold)
def held_post(request: ApiRequest, handover_id: UUID) -> Any:
    """Count what is kept of a leaver's mail; on record first. Files load as any import does."""
    caller = request.auth
    head, part = gate.part_of(reader=caller.actor, handover_id=handover_id)
    if part not in SEEING_ALL or head.kind is not Kind.LEAVER:
        raise HandoverNotFound
    gate.note_view(reader=caller.actor, head=head, view=View.BOARD, at=caller.at)
    stands_in = people.stand_in_for(head.person_id)
    return {
        "at_notice": head.post, "waiting": touches.waiting_count(head.person_id),
        "stands_in": people.names([stands_in]).get(stands_in, "") if stands_in else "",
        "files": touches.unloaded_of(head.person_id),
    }  # fmt: skip


def _part(request: ApiRequest, handover_id: UUID) -> None:
    gate.part_of(reader=request.auth.actor, handover_id=handover_id)
