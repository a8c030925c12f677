"""Same hands: ties of a case to judge, ties over all cases, and ties of records that are sent."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field, StringConstraints

from muniment.api.bearer import ApiRequest
from muniment.api.case_facts import CASE
from muniment.api.case_findings import Judgement
from muniment.api.case_shapes import LinkTold
from muniment.api.case_telling import links_told
from muniment.api.cases import READ, WITH_CASES, WRITE
from muniment.api.operations import does, reads
from muniment.api.shapes import Asked, Shape, Text, listed
from muniment.investigations import gate, services
from muniment.investigations.domain.hands import (
    Company,
    Kind,
    Known,
    Lead,
    Link,
    Strength,
    Tie,
    record_of,
    same_hands,
)

router = Router(tags=["Same hands"])
MOST_RECORDS = 2_000


class LinksTold(Shape):
    """Ties of a case to other cases and customers."""

    rows: list[LinkTold]


class HandTold(Shape):
    """One company: a case by its number, or a customer by a codename that the caller may know."""

    key: str
    name: str
    note: str
    case_id: UUID | None
    is_hidden: bool


class TieKindTold(Shape):
    """One tie without its value: what is shared, how, and by how many."""

    kind: str
    why: str
    strength: str
    shared_by: int


class PairTold(Shape):
    """Two companies that something ties; the tie is judged in `case_id`."""

    id: UUID
    case_id: UUID
    left: HandTold
    right: HandTold
    strength: str
    state: str
    weight: float
    ties: list[TieKindTold]
    found_at: datetime


class PairsTold(Shape):
    """All ties that stand, strongest first."""

    rows: list[PairTold]


class Sighting(Asked):
    """One sighting of one company; what is not known is left out.

    `company` is a name when the sender knows which records are one company's.
    """

    rec_id: Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"\S")]
    source: Text = ""
    company_name: Text = ""
    registration_no: Text = ""
    country: Text = ""
    city: Text = ""
    address: Text = ""
    phone: Text = ""
    email: Text = ""
    website: Text = ""
    contact_name: Text = ""
    director: Text = ""
    bank_account: Text = ""
    analytics_id: Text = ""
    icon: Text = ""
    template: Text = ""
    inquiry_ip: Text = ""
    company: Text = ""


class RecordsAsked(Asked):
    """Records to put together and to tie; with `subject`, only what ties that company is told."""

    records: Annotated[list[Sighting], Field(min_length=1, max_length=MOST_RECORDS)]
    subject: Annotated[list[Sighting], Field(max_length=100)] = []


class SharedValue(Shape):
    """One value that two companies share; `unrelated` of its sharers are tied by nothing else."""

    kind: Annotated[Kind, listed(Kind)]
    left_value: str
    right_value: str
    seen_in: tuple[str, str]
    shared_by: int
    unrelated: int
    weight: float
    strength: Annotated[Strength, listed(Strength)]
    why: str


class TiedPair(Shape):
    """Two companies and what ties them; weight 0 is as likely as not. -1 is the subject."""

    left: int
    right: int
    weight: float
    ties: list[SharedValue]


class CompanyTold(Shape):
    """The records that are one company."""

    number: int
    rec_ids: list[str]


class TiesTold(Shape):
    """Companies, links, and leads: one weak tie is a lead and never a link.

    `same` names the companies that are the subject itself.
    """

    companies: list[CompanyTold]
    links: list[TiedPair]
    leads: list[TiedPair]
    same: list[int]


@reads(router, f"{CASE}/links", scope=READ, answer=LinksTold)
def links(request: ApiRequest, case_id: UUID) -> object:
    """List the ties of a case, tie by tie; counts as a look."""
    caller = request.auth
    case = gate.read_case(reader=caller.actor, case_id=case_id, at=caller.at)
    return {"rows": links_told(case.links)}


@does(router, f"{CASE}/links/{{link_id}}/confirm", scope=WRITE, roles=WITH_CASES)
def confirm_link(request: ApiRequest, case_id: UUID, link_id: UUID, told: Judgement) -> None:
    """Say that the same hands are behind this company and the other one."""
    caller = request.auth
    services.confirm_link(
        case_id=case_id, link_id=link_id, reason=told.reason, by=caller.actor, at=caller.at
    )


@does(router, f"{CASE}/links/{{link_id}}/deny", scope=WRITE, roles=WITH_CASES)
def deny_link(request: ApiRequest, case_id: UUID, link_id: UUID, told: Judgement) -> None:
    """Say that a tie means nothing; it stays denied while its ties stay the same."""
    caller = request.auth
    services.deny_link(
        case_id=case_id, link_id=link_id, reason=told.reason, by=caller.actor, at=caller.at
    )


@reads(router, "/hands", scope=READ, answer=PairsTold, roles=WITH_CASES)
def hands(request: ApiRequest) -> object:
    """List who may be in the same hands over all cases, without any value; on record."""
    caller = request.auth
    return {"rows": gate.read_hands(reader=caller.actor, at=caller.at)}


@reads(router, "/hands/ties", scope=READ, answer=TiesTold, roles=WITH_CASES, asks=True)
def ties_of_records(request: ApiRequest, told: RecordsAsked) -> object:  # noqa: ARG001 - its form
    """Tie records that are sent along, up to 2,000; the house's own customers are not asked.

    Nothing is kept. Use the terminal for more.
    """
    records = [record_of(one.model_dump()) for one in told.records]
    if not told.subject:
        found = same_hands(records)
        return _told(found.companies, found.links, found.leads)
    known = Known(records)
    near = known.ties_of([record_of(one.model_dump()) for one in told.subject])
    return _told([*known.hands.companies, near.subject], near.links, near.leads, near.same)


def _told(
    companies: Iterable[Company], strong: Iterable[Link], weak: Iterable[Lead],
    same: Iterable[int] = (),
) -> dict[str, object]:  # fmt: skip
    return {
        "companies": [{"number": it.number, "rec_ids": list(it.rec_ids)} for it in companies],
        "links": [_pair(one) for one in strong],
        "leads": [_pair(one) for one in weak],
        "same": list(same),
    }


def _pair(one: Link | Lead) -> dict[str, object]:
    return {
        "left": one.company_a, "right": one.company_b, "weight": round(one.weight, 3),
        "ties": [_tie(tie) for tie in one.ties],
    }  # fmt: skip


def _tie(tie: Tie) -> dict[str, object]:
    names = SharedValue.model_fields
    return {name: getattr(tie, name) for name in names} | {"weight": round(tie.weight, 3)}
