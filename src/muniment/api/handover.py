"""Hand-overs: the plan, the act, the board, the look-back."""

from collections.abc import Iterable
from datetime import date, datetime
from math import ceil
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.shapes import Asked, Sentence, Shape, WhyAsked, listed
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.handover import gate, planning, services
from muniment.handover.domain.ranking import Told
from muniment.handover.domain.states import ItemState, Kind
from muniment.handover.planning import Plan
from muniment.handover.queries import BoardFilter, BoardRow, HandoverHead
from muniment.people.domain.roles import Role
from muniment.vault.domain.duties import KEEPERS

router = Router(tags=["Hand-overs"])
READ, WRITE = "handovers.read", "handovers.write"
LEADING = frozenset({Role.OWNER, Role.SALES_MANAGER})
READING = KEEPERS | {Role.COMPLIANCE}
_SIZE = 100
_Many = Annotated[list[UUID], Field(min_length=1, max_length=2_000)]


class DaysMissing(MunimentError):
    """A leaver has a last day; nothing was written."""

    code = "api.handover.days_missing"
    kind = ErrorKind.INVALID
    title = gettext_noop("Say when the last day is.")
    next_step = gettext_noop("Send `last_day_on`, on or after `notice_on`.")


class Chosen(Asked):
    """An heir named for one customer."""

    dossier_id: UUID
    heir_id: UUID


class PlanAsked(Asked):
    """Whose customers; without `heirs` everybody at work who keeps customers is asked."""

    person_id: UUID
    only: list[UUID] | None = None
    heirs: list[UUID] | None = None
    capacity: Annotated[int, Field(ge=1, le=10_000)] | None = None
    chosen: Annotated[list[Chosen], Field(max_length=10_000)] = []


class BeginAsked(PlanAsked):
    """The plan again, with the fingerprint of the one that was seen."""

    kind: Annotated[Kind, listed(Kind)]
    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    reason: Sentence = ""
    notice_on: date | None = None
    last_day_on: date | None = None


class CountsTold(Shape):
    """What must be the same before and after."""

    customers: int
    contacts: int
    fields: int
    versions: int
    promises: int
    quotations: int


class HangingTold(Shape):
    """Money expected over 12 months that hangs on the person, in US cents."""

    expected: int
    low: int
    hang: int
    high: int


class PlannedTold(Shape):
    """One customer of the plan; `share` is of what hangs, in tenths of a percent.

    Where the access table opens some order histories to the caller and not all, shares are of
    what is open, and null for the others.
    """

    dossier_id: UUID
    codename: str
    rank: int
    is_main: bool
    share: int | None
    promises: int
    heir_id: UUID | None
    score: int
    reasons: list[str]
    chosen: bool


class HeirTold(Shape):
    """One heir: customers kept now, and those that would come."""

    person_id: UUID
    name: str
    kept: int
    gets: int


class PlanTold(Shape):
    """What would be done; nothing was.

    `hanging`: by the newest survey, of customers whose order history the access table opens to
    the caller; `untold` counts the others. Null where none is open.
    """

    person_id: UUID
    items: list[PlannedTold]
    heirs: list[HeirTold]
    capacity: int
    unplaced: int
    hanging: HangingTold | None
    untold: int
    before: CountsTold
    fingerprint: str


class BegunTold(Shape):
    """What was done. `letters` are written, one a customer; `letters_stuck` counts by obstacle."""

    id: UUID
    before: CountsTold
    after: CountsTold
    letters: int
    letters_stuck: dict[str, int]


class HeadTold(Shape):
    """One hand-over."""

    id: UUID
    kind: str
    stage: str
    person_id: UUID
    begun_at: datetime
    notice_on: date | None
    last_day_on: date | None
    due_on: date
    ended_at: datetime | None
    look_back_hash: str


class HeadsTold(Shape):
    """Hand-overs in which the caller has a part."""

    rows: list[HeadTold]


class PromisedTold(Shape):
    """How many are open, and how many of them the heir accepted."""

    total: int
    accepted: int


class RowTold(Shape):
    """One customer on the board.

    `rank`, `is_main`, `share` and `first_order_on` for those who see the whole board alone, the
    day only where the access table opens the order history; shares as in the plan.
    `vouch`: who stands for the customer's word; `heir` and `address` do not count.
    """

    item_id: UUID
    dossier_id: UUID
    codename: str
    heir_id: UUID
    heir: str
    state: str
    rank: int | None
    is_main: bool | None
    share: int | None
    score: int
    reasons: list[str]
    chosen: bool
    introduced_at: datetime | None
    answered_at: datetime | None
    vouch: str | None
    accepted_at: datetime | None
    refused_before: int
    promises: PromisedTold
    quotations: PromisedTold
    first_order_on: date | None


class ProgressTold(Shape):
    """How far the hand-over is, in customers; the form is complete with the main ones."""

    customers: int
    introduced: int
    confirmed: int
    refused: int
    overdue: int
    accepted: int
    main: int
    main_confirmed: int
    promises: int
    promises_accepted: int
    is_ready: bool


class BoardTold(Shape):
    """One page of a board; an heir sees the customers that come to her.

    `hanging_at_notice`: frozen when the hand-over began, while exposure follows each night; of
    customers whose order history the access table opens to the caller. `untold` counts the
    others. Null where none is open, and for heirs and the leaver.
    """

    head: HeadTold
    part: str
    rows: list[RowTold]
    total: int
    page: int
    pages: int
    progress: ProgressTold | None
    hanging_at_notice: HangingTold | None
    untold: int


class BoardNarrowed(Asked):
    """What the board is narrowed to, and which page of it; read from the address."""

    state: Annotated[ItemState, listed(ItemState)] | None = None
    heir_id: UUID | None = None
    main: bool = False
    waiting: bool = False
    page: Annotated[int, Field(ge=1, le=100_000)] = 1


class ItemsAsked(Asked):
    """Customers of one hand-over, by the ids of the board."""

    items: _Many


class CountTold(Shape):
    """For how many customers it was new."""

    count: int


class OfferAsked(WhyAsked):
    """The next heir of one customer, and why."""

    heir_id: UUID


@reads(router, "/handovers", scope=READ, roles=READING, answer=HeadsTold)
def handovers_of_mine(request: ApiRequest) -> Any:
    """List the hand-overs in which the caller has a part, running ones first."""
    rows = gate.handovers_for(reader=request.auth.actor)
    return {"rows": [_head(row) for row in rows]}


@reads(router, "/handovers/plan", scope=READ, roles=LEADING, answer=PlanTold, asks=True)
def plan_handover(request: ApiRequest, told: PlanAsked) -> Any:
    """Say who would take which customer; nothing is changed."""
    made, caller = _planned(request, told), request.auth
    return _plan_told(made, planning.money_of(made, by=caller.actor, at=caller.at))


@does(router, "/handovers", scope=WRITE, roles=LEADING, answer=BegunTold, status=201, apart=True)
def begin_handover(request: ApiRequest, told: BeginAsked) -> Any:
    """Do what a plan showed, all or nothing; a leaver is put on notice in the same act."""
    caller = request.auth
    if told.kind is Kind.LEAVER and told.last_day_on is None:
        raise DaysMissing
    begun = services.begin_handover(
        kind=told.kind, plan=_planned(request, told), fingerprint=told.fingerprint,
        reason=told.reason, notice_on=told.notice_on, last_day_on=told.last_day_on,
        by=caller.actor, at=caller.at,
    )  # fmt: skip
    return begun_told(begun)


@reads(router, "/handovers/{handover_id}", scope=READ, roles=READING, answer=BoardTold)
def handover(request: ApiRequest, handover_id: UUID, narrowed: Query[BoardNarrowed]) -> Any:
    """Show one page of the board; for those who see all of it, the view is on record first."""
    board = gate.read_board(
        reader=request.auth.actor, handover_id=handover_id, page=narrowed.page, size=_SIZE,
        at=request.auth.at,
        filters=BoardFilter(narrowed.state, narrowed.heir_id, narrowed.main, narrowed.waiting),
    )  # fmt: skip
    return {
        "head": _head(board.head),
        "part": board.part.value,
        "rows": [_row(row) for row in board.rows],
        "total": board.total,
        "page": board.page,
        "pages": max(1, ceil(board.total / _SIZE)),
        "progress": board.progress,
        "hanging_at_notice": board.money.sums if board.money else None,
        "untold": board.money.untold if board.money else 0,
    }


@does(router, "/handovers/{handover_id}/introduced", scope=WRITE, roles=KEEPERS, answer=CountTold)
def introduce_customers(request: ApiRequest, handover_id: UUID, told: ItemsAsked) -> Any:
    """Note that the heir was introduced to these customers."""
    caller = request.auth
    gate.part_of(reader=caller.actor, handover_id=handover_id)
    count = services.introduce_customers(item_ids=told.items, by=caller.actor, at=caller.at)
    return {"count": count}


@does(router, "/handovers/{handover_id}/accepted", scope=WRITE, roles=KEEPERS, answer=CountTold)
def accept_customers(request: ApiRequest, handover_id: UUID, told: ItemsAsked) -> Any:
    """Take customers on, with what was promised and quoted to them; the heir alone does."""
    caller = request.auth
    gate.part_of(reader=caller.actor, handover_id=handover_id)
    count = services.accept_customers(item_ids=told.items, by=caller.actor, at=caller.at)
    return {"count": count}


@does(router, "/handovers/{handover_id}/customers/{item_id}/heir", scope=WRITE, roles=LEADING)
def offer_other_heir(
    request: ApiRequest, handover_id: UUID, item_id: UUID, told: OfferAsked
) -> None:
    """Offer one customer another heir: the first was refused, or will not do."""
    caller = request.auth
    gate.part_of(reader=caller.actor, handover_id=handover_id)
    services.offer_other_heir(
        item_id=item_id, heir_id=told.heir_id, reason=told.reason, by=caller.actor, at=caller.at
    )


def _planned(request: ApiRequest, told: PlanAsked) -> Plan:
    caller = request.auth
    return planning.plan(
        person_id=told.person_id, by=caller.actor, at=caller.at,
        only=frozenset(told.only) if told.only is not None else None,
        heirs=frozenset(told.heirs) if told.heirs is not None else None, capacity=told.capacity,
        chosen={one.dossier_id: one.heir_id for one in told.chosen},
    )  # fmt: skip


def _plan_told(plan: Plan, money: Told) -> dict[str, Any]:
    """One plan as its shape tells it."""
    items = [
        {
            "dossier_id": item.dossier_id, "codename": item.codename, "rank": item.ranked.rank,
            "is_main": item.ranked.is_main, "share": money.shares.get(item.dossier_id),
            "promises": item.promises, "heir_id": item.fit.heir_id if item.fit else None,
            "score": item.fit.score if item.fit else 0,
            "reasons": _codes(item.fit.reasons) if item.fit else [], "chosen": item.chosen,
        }
        for item in plan.items
    ]  # fmt: skip
    return {
        "person_id": plan.person_id, "items": items, "heirs": plan.heirs,
        "capacity": plan.capacity, "unplaced": plan.unplaced, "hanging": money.sums,
        "untold": money.untold, "before": plan.before.facts,
        "fingerprint": plan.fingerprint,
    }  # fmt: skip


def begun_told(begun: services.Begun) -> dict[str, Any]:
    """What was done, as its shape tells it."""
    return {
        "id": begun.handover_id, "before": begun.before.facts, "after": begun.after.facts,
        "letters": begun.prepared.letters, "letters_stuck": begun.prepared.obstacles,
    }  # fmt: skip


def _head(row: HandoverHead) -> dict[str, Any]:
    names = set(HeadTold.model_fields) - {"kind", "stage"}
    return {
        "kind": row.kind.value, "stage": row.stage.value,
        **{name: getattr(row, name) for name in names},
    }  # fmt: skip


def _row(row: BoardRow) -> dict[str, Any]:
    names = set(RowTold.model_fields) - {"state", "reasons", "vouch"}
    return {
        "state": row.state.value, "vouch": row.vouch.value if row.vouch else None,
        "reasons": _codes(row.reasons),
        **{name: getattr(row, name) for name in names},
    }  # fmt: skip


def _codes(reasons: Iterable[Any]) -> list[str]:
    return [one.value for one in reasons]
