"""Contact duties and coverage: what is owed to whom, and who each customer hears from."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.shapes import Asked, Number, Shape, listed
from muniment.api.touches import OF, READ, WRITE
from muniment.people.domain.roles import STAFF, Role
from muniment.touches import gate, queries, services
from muniment.touches.domain.duties import LONGEST_DAYS, Owed, Part
from muniment.vault.domain.duties import LEADING

router = Router(tags=["Contact"])
DutyPart = Annotated[Part, listed(Part)]
Days = Annotated[int, Field(ge=0, le=LONGEST_DAYS)]


class DutyAsked(Asked):
    """A rule of one customer's own; null days follow the company again."""

    days: Days | None
    person_id: UUID | None = None


class DefaultAsked(Asked):
    """Days between two touches in one part; 0 asks nothing."""

    days: Days


class DutyDays(Shape):
    """The company's days for each part."""

    keeper: int
    deputy: int
    line_manager: int


class OwedTold(Shape):
    """What is owed in one part: `late` counts days beyond the duty."""

    part: DutyPart
    person_id: UUID | None
    days: int
    last_on: date | None
    due_on: date
    late: int


class OwedHere(OwedTold):
    """What the caller owes one customer."""

    dossier_id: UUID
    codename: str


class OwedList(Shape):
    """What the caller owes, the most urgent first."""

    rows: list[OwedHere]


class ThreadTold(Shape):
    """More than 80 % of a customer's touches of 12 months go through one person."""

    person_id: UUID
    total: int
    percent: int


class CoverageCell(Shape):
    """One customer and who it hears from."""

    dossier_id: UUID
    codename: str
    keeper_id: UUID | None
    deputy_id: UUID | None
    owed: list[OwedTold]
    single_thread: ThreadTold | None


class CoverageTable(Shape):
    """One page of the coverage, the worst first; counts are over the whole scope.

    `single_threads` is counted for those who lead, when `only` asks for them.
    """

    customers: int
    without_deputy: int
    late: int
    single_threads: int | None
    page: int
    pages: int
    rows: list[CoverageCell]


class CoverageAsked(Shape):
    """Which customers of the scope."""

    only: Annotated[str, Field(pattern="^(no_deputy|late|thread)?$")] = ""
    keeper_id: UUID | None = None
    page: Number = 1


@does(router, f"{OF}/duties/{{part}}", scope=WRITE, roles=STAFF, method="PUT")
def set_duty(request: ApiRequest, dossier_id: UUID, part: DutyPart, told: DutyAsked) -> None:
    """Set a customer's own rule for one part."""
    services.set_duty(
        dossier_id=dossier_id, part=part, days=told.days, person_id=told.person_id,
        by=request.auth.actor, at=request.auth.at,
    )  # fmt: skip


@reads(router, "/contact/defaults", scope=READ, answer=DutyDays, roles=STAFF)
def duty_defaults(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """Tell how often the company wants its customers contacted."""
    return {part.value: days for part, days in queries.defaults().items()}


@does(router, "/contact/defaults/{part}", scope=WRITE, roles=LEADING, method="PUT")
def set_duty_default(request: ApiRequest, part: DutyPart, told: DefaultAsked) -> None:
    """Set how often the company wants its customers contacted in one part."""
    services.set_default(part=part, days=told.days, by=request.auth.actor, at=request.auth.at)


@reads(router, "/contact/owed", scope=READ, answer=OwedList, roles=STAFF)
def owed(request: ApiRequest) -> object:
    """List what the caller owes, the most urgent first."""
    caller = request.auth
    on = timezone.localdate(caller.at)
    found = queries.owed_by([caller.reader.id], on=on).get(caller.reader.id, [])
    rows = [
        {"dossier_id": kept.dossier_id, "codename": kept.codename, **_owed(duty, on)}
        for kept, duty in found
    ]
    return {"rows": rows}


@reads(
    router, "/contact/coverage", scope=READ, answer=CoverageTable,
    roles=frozenset({Role.OWNER, Role.SALES_MANAGER, Role.SALESPERSON, Role.COMPLIANCE}),
)  # fmt: skip
def coverage(request: ApiRequest, asked: Query[CoverageAsked]) -> object:
    """Show who each customer hears from, the worst first; on record for those who lead."""
    caller = request.auth
    told = gate.read_coverage(
        reader=caller.actor, at=caller.at, only=asked.only, keeper_id=asked.keeper_id,
        page=asked.page,
    )  # fmt: skip
    on, found = timezone.localdate(caller.at), told.coverage
    threads = {it.dossier_id: it for it in told.threads}
    rows = [
        {
            "dossier_id": row.kept.dossier_id, "codename": row.kept.codename,
            "keeper_id": row.kept.keeper_id, "deputy_id": row.kept.deputy_id,
            "owed": [_owed(duty, on) for duty in row.parts.values()],
            "single_thread": threads.get(row.kept.dossier_id),
        }
        for row in found.rows
    ]  # fmt: skip
    return {
        "customers": found.customers, "without_deputy": found.without_deputy, "late": found.late,
        "single_threads": found.threaded, "page": found.page, "pages": found.pages, "rows": rows,
    }  # fmt: skip


def _owed(duty: Owed, on: date) -> dict[str, object]:
    return {
        "part": duty.part, "person_id": duty.person_id, "days": duty.days,
        "last_on": duty.last_on, "due_on": duty.due_on,
        "late": duty.late(on) if duty.person_id else 0,
    }  # fmt: skip
