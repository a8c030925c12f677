"""Cases: list them, open one from a mail or from fields, read one; each reading is on record."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Query, Router
from pydantic import AfterValidator, Field, StringConstraints

from muniment.api.bearer import ApiRequest
from muniment.api.case_shapes import CaseFileTold, CaseHeads, CaseHeadTold, CasesPage
from muniment.api.case_telling import case_file
from muniment.api.jobs import Job, job_row
from muniment.api.operations import does, reads
from muniment.api.people import Made
from muniment.api.shapes import (
    AmountAsked,
    Asked,
    Narrowed,
    Sentence,
    Shape,
    Text,
    money_of,
    storable,
)
from muniment.investigations import gate, queries, services
from muniment.investigations.domain import duties
from muniment.investigations.domain.coverage import Reading
from muniment.investigations.domain.inquiry import LONGEST_RAW, parse_inquiry
from muniment.investigations.queries import CaseFilter
from muniment.investigations.services import Occasion, Trigger
from muniment.investigations.services.facts import MOST_VALUES
from muniment.people.domain.roles import Role

router = Router(tags=["Cases"])
READ, WRITE = "cases.read", "cases.write"
WITH_CASES = frozenset(role for role in Role if duties.reach(role) is not duties.Reach.NONE)
"""Roles that have cases. Whoever reads one is judged by the gate, so that a no is on record."""
STATES = ("open", "decided", "closed", "erased")
FactCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.]{0,63}$")]
FactValue = Annotated[str, StringConstraints(max_length=LONGEST_RAW), AfterValidator(storable)]
Facts = Annotated[
    dict[FactCode, Annotated[list[FactValue], Field(max_length=MOST_VALUES)]],
    Field(max_length=200),
]
Mail = Annotated[str, StringConstraints(max_length=2 * LONGEST_RAW), AfterValidator(storable)]
_STATE = "^(" + "|".join(STATES) + ")?$"


class CasesAsked(Narrowed):
    """Which cases; `text` is part of a number or codename, neither of which names a customer."""

    state: Annotated[str, StringConstraints(pattern=_STATE)] = ""
    risk: Reading | None = None
    trigger: Trigger | None = None
    owner_id: UUID | None = None
    mine: bool = False
    due: bool = False
    text: Text = ""


class CaseAsked(Asked):
    """What a case begins with: the mail as it came, facts by code, or both.

    What is read from the mail is proposed, or adopted when no facts are given. `at_risk` is what
    could be lost; it decides how much has to be checked.
    """

    mail: Mail = ""
    facts: Facts | None = None
    trigger: Trigger = Trigger.INQUIRY
    order: Text = ""
    about: Sentence = ""
    at_risk: AmountAsked | None = None


class InquiryAsked(Asked):
    """A mail as it was received or pasted, with or without its headers."""

    mail: Mail


class InquiryRead(Shape):
    """What a mail says, by code, best first; nothing of it is verified, and nothing is kept."""

    facts: dict[str, list[str]]
    subject: str
    text: str
    has_headers: bool


class Rights(Shape):
    """What the caller may do with a case; each verb decides again by itself."""

    may_work: bool
    may_judge: bool
    may_judge_hard_stop: bool
    may_decide: bool
    may_approve: bool
    may_assign: bool
    may_close: bool
    may_report: bool
    may_judge_link: bool
    may_blacklist: bool


class CaseClosedTold(Shape):
    """A case without what it holds: its head, the caller's rights, the run that goes on."""

    head: CaseHeadTold
    rights: Rights
    running: Job | None


class DeskTold(Shape):
    """What waits for the caller: verdicts to approve, cases due, her own without a verdict."""

    waiting: list[CaseHeadTold]
    due: list[CaseHeadTold]
    mine: list[CaseHeadTold]


class CaseLookTold(Shape):
    """One attempt to read a case, and the entry that has it on record."""

    reader_id: UUID
    given: bool
    at: datetime
    entry_id: UUID


class CaseLooks(Shape):
    """Who read a case, and who tried, newest first."""

    rows: list[CaseLookTold]


@reads(router, "/cases", scope=READ, answer=CasesPage, roles=WITH_CASES)
def cases(request: ApiRequest, asked: Query[CasesAsked]) -> object:
    """List the cases that the caller may read, newest touched first; nothing is opened."""
    caller = request.auth
    filters = CaseFilter(
        state=asked.state, risk=asked.risk.value if asked.risk else "",
        trigger=asked.trigger.value if asked.trigger else "", owner_id=asked.owner_id,
        is_mine=asked.mine, is_due=asked.due, text=asked.text,
    )  # fmt: skip
    return queries.cases(
        reader=caller.actor, filters=filters, at=caller.at, cursor=asked.cursor, limit=asked.limit
    )


@reads(router, "/cases/desk", scope=READ, answer=DeskTold, roles=WITH_CASES)
def desk(request: ApiRequest) -> object:
    """List what waits for the caller."""
    return queries.desk(request.auth.reader, at=request.auth.at)


@reads(
    router, "/cases/inquiry-readings", scope=READ, answer=InquiryRead, roles=WITH_CASES, asks=True
)
def read_inquiry(request: ApiRequest, told: InquiryAsked) -> object:  # noqa: ARG001 - its form
    """Read a mail into facts, to be corrected before a case is opened; nothing is kept."""
    found = parse_inquiry(told.mail)
    return {
        "facts": {code: list(values) for code, values in found.facts.items()},
        "subject": found.subject,
        "text": found.text,
        "has_headers": found.has_headers,
    }


@does(router, "/cases", scope=WRITE, answer=Made, status=201, roles=WITH_CASES)
def open_case(request: ApiRequest, told: CaseAsked) -> object:
    """Open a case about somebody who is no customer yet; the caller leads it."""
    caller = request.auth
    made = services.open_case(
        facts=told.facts, mail=told.mail, occasion=_occasion(told), by=caller.actor, at=caller.at
    )
    return {"id": made}


@does(
    router, "/dossiers/{dossier_id}/cases", scope=WRITE, answer=Made, status=201, apart=True,
    roles=WITH_CASES,
)  # fmt: skip
def open_case_for_dossier(request: ApiRequest, dossier_id: UUID, told: CaseAsked) -> object:
    """Open a case about a customer; identity and contacts are consulted, each as a look.

    What the access table does not show the caller in clear stays out of the case.
    """
    caller = request.auth
    made = services.open_case_for_dossier(
        dossier_id=dossier_id, occasion=_occasion(told), facts=told.facts, mail=told.mail,
        by=caller.actor, at=caller.at,
    )  # fmt: skip
    return {"id": made}


@reads(router, "/dossiers/{dossier_id}/cases", scope=READ, answer=CaseHeads, roles=WITH_CASES)
def cases_of_dossier(request: ApiRequest, dossier_id: UUID) -> object:
    """List the cases about a customer that the caller may read, newest first."""
    rows = queries.cases_of_dossier(reader=request.auth.actor, dossier_id=dossier_id)
    return {"rows": rows}


@reads(router, "/cases/{case_id}", scope=READ, answer=CaseClosedTold, roles=WITH_CASES)
def case(request: ApiRequest, case_id: UUID) -> object:
    """Show a case closed: what lists show of it, and what the caller may do; no look."""
    caller = request.auth
    head = queries.case_head(reader=caller.actor, case_id=case_id)
    rights = queries.case_rights(reader=caller.actor, case_id=case_id, at=caller.at)
    job = queries.running(case_id)
    return {"head": head, "rights": rights, "running": job_row(job) if job else None}


@reads(router, "/cases/{case_id}/file", scope=READ, answer=CaseFileTold)
def read_case(request: ApiRequest, case_id: UUID) -> CaseFileTold:
    """Read a case as the caller may have it; the look is on record first, refused ones too.

    Reading again within the sitting of this token is the same look.
    """
    caller = request.auth
    return case_file(gate.read_case(reader=caller.actor, case_id=case_id, at=caller.at))


@reads(router, "/cases/{case_id}/looks", scope=READ, answer=CaseLooks)
def case_looks(request: ApiRequest, case_id: UUID) -> object:
    """List who read a case, and who tried; asking counts as a look of the caller."""
    caller = request.auth
    gate.look_at(reader=caller.actor, case_id=case_id, at=caller.at)
    rows = [
        {"reader_id": row.reader, "given": row.given, "at": row.at, "entry_id": row.entry}
        for row in queries.looks(case_id=case_id)
    ]
    return {"rows": rows}


def _occasion(told: CaseAsked) -> Occasion:
    return Occasion(told.trigger, told.order, money_of(told.at_risk), told.about)
