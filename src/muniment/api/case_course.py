"""The course of a case: who leads it, re-checks, closing and reopening, copies of its report."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.case_facts import ANY_FILE, CASE, attached
from muniment.api.case_findings import CheckId, Judgement
from muniment.api.cases import READ, WITH_CASES, WRITE
from muniment.api.operations import does, reads
from muniment.api.people import Made
from muniment.api.shapes import Asked, Shape, listed
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.investigations import queries, services
from muniment.investigations.report import Form, Language
from muniment.investigations.services import ReportKind
from muniment.investigations.services.course import LONGEST_WATCH

router = Router(tags=["Course of a case"])
CopyKind = Annotated[ReportKind, listed(ReportKind)]
CopyLanguage = Annotated[Language, listed(Language)]


class ReportHandedOut(MunimentError):
    """The copy was made and handed out; the house keeps none."""

    code = "api.report.handed_out"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This copy of the report was handed out already; the house keeps none.")
    next_step = gettext_noop("Make another copy with a new idempotency key; it is numbered anew.")


class OwnerAsked(Asked):
    """Who is to lead the case from now on."""

    owner_id: UUID


class WatchAsked(Asked):
    """How often the case is checked again; no checks means all that run by themselves."""

    every_days: Annotated[int, Field(ge=1, le=LONGEST_WATCH)]
    checks: Annotated[list[CheckId], Field(max_length=100)] = []


class ReportAsked(Asked):
    """Which copy to make; the short form holds no personal data."""

    form: Form = Form.FULL
    language: CopyLanguage = Language.ENGLISH
    kind: CopyKind = ReportKind.PDF


class ReportCopyTold(Shape):
    """One copy made; `sha256` of the file, empty when it never got as far as a file."""

    number: int
    form: Form
    language: CopyLanguage
    kind: CopyKind
    sha256: str
    size: int
    made_by: UUID
    made_at: datetime


class ReportCopies(Shape):
    """Copies of the report, newest first."""

    rows: list[ReportCopyTold]


@does(router, f"{CASE}/assign", scope=WRITE, roles=WITH_CASES)
def assign_case(request: ApiRequest, case_id: UUID, told: OwnerAsked) -> None:
    """Hand a case to somebody else, who leads it from now on."""
    caller = request.auth
    services.assign_case(case_id=case_id, owner_id=told.owner_id, by=caller.actor, at=caller.at)


@does(router, f"{CASE}/close", scope=WRITE, roles=WITH_CASES)
def close_case(request: ApiRequest, case_id: UUID, told: Judgement) -> None:
    """Close a case; its re-check ends with it."""
    caller = request.auth
    services.close_case(case_id=case_id, reason=told.reason, by=caller.actor, at=caller.at)


@does(router, f"{CASE}/reopen", scope=WRITE, roles=WITH_CASES)
def reopen_case(request: ApiRequest, case_id: UUID, told: Judgement) -> None:
    """Take a closed case up again."""
    caller = request.auth
    services.reopen_case(case_id=case_id, reason=told.reason, by=caller.actor, at=caller.at)


@does(router, f"{CASE}/watch", scope=WRITE, method="PUT", answer=Made, roles=WITH_CASES)
def watch_case(request: ApiRequest, case_id: UUID, told: WatchAsked) -> object:
    """Have a case checked again every so many days; replaces the schedule before."""
    caller = request.auth
    made = services.watch_case(
        case_id=case_id, every_days=told.every_days, checks=told.checks, by=caller.actor,
        at=caller.at,
    )  # fmt: skip
    return {"id": made}


@does(router, f"{CASE}/watch", scope=WRITE, method="DELETE", roles=WITH_CASES)
def end_watch(request: ApiRequest, case_id: UUID) -> None:
    """End the re-check of a case; nothing happens when there is none."""
    caller = request.auth
    services.end_watch(case_id=case_id, by=caller.actor, at=caller.at)


@does(router, f"{CASE}/settle", scope=WRITE, roles=WITH_CASES)
def settle_due(request: ApiRequest, case_id: UUID) -> None:
    """Say that a due case was looked at; it comes back on the day of its watch."""
    caller = request.auth
    services.settle_due(case_id=case_id, by=caller.actor, at=caller.at)


@does(router, f"{CASE}/blacklist", scope=WRITE, answer=Made, status=201, roles=WITH_CASES)
def blacklist_case(request: ApiRequest, case_id: UUID, told: Judgement) -> object:
    """Put the company on the own list; one that stands there is suspected once more."""
    caller = request.auth
    made = services.blacklist_case(
        case_id=case_id, reason=told.reason, by=caller.actor, at=caller.at
    )
    return {"id": made}


@reads(router, f"{CASE}/reports", scope=READ, answer=ReportCopies, roles=WITH_CASES)
def report_copies(request: ApiRequest, case_id: UUID) -> object:
    """List the copies that were made of the report."""
    return {"rows": queries.report_copies(reader=request.auth.actor, case_id=case_id)}


def _handed_out(request: ApiRequest, **_told: object) -> HttpResponse:  # noqa: ARG001
    raise ReportHandedOut


@does(
    router, f"{CASE}/reports", scope=WRITE, status=201, roles=WITH_CASES, apart=True,
    again=_handed_out, media=ANY_FILE,
)  # fmt: skip
def make_report(request: ApiRequest, case_id: UUID, told: ReportAsked) -> HttpResponse:
    """Make one numbered copy of the report, of what the caller may see; the answer is the file.

    The look and the copy are on record with the file's hash before it is handed out. The house
    keeps no copy: a repeat with the same key is told so.
    """
    caller = request.auth
    made = services.make_report(
        case_id=case_id, form=told.form, language=told.language, kind=told.kind,
        by=caller.actor, at=caller.at,
    )  # fmt: skip
    answer = attached(made.content, made.name)
    answer.status_code = 201
    answer["X-Muniment-Copy"] = made.number
    answer["X-Muniment-Sha256"] = made.sha256
    return answer
