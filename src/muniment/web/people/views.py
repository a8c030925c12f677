"""Reading: the address book, a person, the org chart, teams and guests' companies."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from muniment.core import clock
from muniment.handover.queries import running_for
from muniment.people import queries
from muniment.people.domain.employment import Step, steps_from
from muniment.people.domain.roles import STAFF, Role, may_manage, may_manage_accounts
from muniment.people.queries import PersonRow, ReaderRow
from muniment.people.services.errors import PersonNotFound
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.words import device_name, factor_name
from muniment.web.people.forms import (
    KINDS,
    FilterForm,
    NoticeForm,
    OutsideCompanyForm,
    PostForm,
    TeamForm,
)
from muniment.web.words import role_name, state_name

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with this account now; pages show no button that would refuse."""

    manage: bool
    change_post: bool
    give_notice: bool
    withdraw_notice: bool
    leave: bool
    reinstate: bool
    invite_again: bool
    reset_factor: bool

    @classmethod
    def of(cls, reader: ReaderRow, person: PersonRow) -> "Rights":
        """Ask the rules of the room."""
        manage = may_manage(reader.role, person.role)
        other = manage and reader.id != person.id
        steps = steps_from(person.state)
        return cls(
            manage=manage,
            change_post=manage and Step.LEAVE in steps,
            give_notice=manage and Step.GIVE_NOTICE in steps,
            withdraw_notice=manage and Step.WITHDRAW_NOTICE in steps,
            leave=other and Step.LEAVE in steps,
            reinstate=other and Step.REINSTATE in steps,
            invite_again=manage and Step.ACCEPT in steps,
            reset_factor=other and person.state.may_sign_in,
        )


@for_roles(*STAFF)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show the address book, narrowed and paged."""
    form = FilterForm(request.GET, auto_id="filter-%s")
    page = queries.people(form.narrowed(), cursor=request.GET.get("cursor"), limit=PER_PAGE)
    rows = [
        {"person": row, "role": role_name(row.role), "state": state_name(row.state)}
        for row in page.rows
    ]
    content = {
        "form": form,
        "page": page,
        "rows": rows,
        "may_manage": may_manage_accounts(request.reader.role),
    }
    part = "people/_people.html" if request.headers.get("HX-Request") else "people/index.html"
    return render(request, part, content)


@for_roles(*STAFF)
@require_GET
def person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show one person, her posts, and the verbs that the reader may use.

    Raises: PersonNotFound.
    """
    return render(request, "people/person.html", person_page(request, person_id))


def person_page(
    request: StaffRequest,
    person_id: UUID,
    *,
    post_form: PostForm | None = None,
    notice_form: NoticeForm | None = None,
) -> dict[str, Any]:
    """Collect what the page of one person shows.

    Raises:
        PersonNotFound: nobody has this id.
    """
    row = queries.person(person_id)
    if row is None:
        raise PersonNotFound
    rights = Rights.of(request.reader, row)
    bound = running_for(person_id) if rights.withdraw_notice else None
    return {
        "person": row,
        "role": role_name(row.role),
        "state": state_name(row.state),
        "posts": [(role_name(post.role), post) for post in queries.posts_of(person_id)],
        "rights": rights,
        "bound": bound,
        "leads_board": bound is not None and request.reader.role is Role.OWNER,
        "post_form": post_form or _post_form(request.reader, row),
        "notice_form": notice_form or _notice_form(),
        **(_ways_in(row) if rights.manage else {}),
    }


def _post_form(reader: ReaderRow, row: PersonRow) -> PostForm | None:
    if not may_manage(reader.role, row.role):
        return None
    initial = {
        "role": row.role.value,
        "team": str(row.team_id or ""),
        "line_manager": str(row.line_manager_id or ""),
    }
    return PostForm(initial=initial, acting=reader.role, prefix="post")


def _notice_form() -> NoticeForm:
    return NoticeForm(initial={"notice_on": timezone.localdate()}, prefix="notice")


def _ways_in(row: PersonRow) -> dict[str, Any]:
    sessions = queries.sessions_of(row.id)
    return {
        "sessions": [{"row": s, "device": device_name(s.device), "here": False} for s in sessions],
        "factors": [factor_name(factor.kind) for factor in queries.factors_of(row.id)],
        "token_count": len(queries.tokens_of(row.id, at=clock.now())),
    }


@for_roles(*STAFF)
@require_GET
def chart(request: StaffRequest) -> HttpResponse:
    """Show who reports to whom."""
    return render(request, "people/chart.html", {"tops": queries.org_chart()})


@for_roles(*STAFF)
@require_GET
def teams(request: StaffRequest) -> HttpResponse:
    """List the teams."""
    return render(request, "people/teams.html", teams_page(request))


def teams_page(request: StaffRequest, form: TeamForm | None = None) -> dict[str, Any]:
    """Collect what the page of teams shows; a row has its own form for another name."""
    rows = [
        {
            "team": row,
            "dialog": f"rename-{row.id}",
            "form": TeamForm(initial={"name": row.name}, auto_id=f"team-{row.id}-%s"),
        }
        for row in queries.teams()
    ]
    may = may_manage_accounts(request.reader.role)
    return {"rows": rows, "form": form or TeamForm(), "may_manage": may}


@for_roles(*STAFF)
@require_GET
def outside(request: StaffRequest) -> HttpResponse:
    """List the companies of guests."""
    return render(request, "people/outside.html", outside_page(request))


def outside_page(request: StaffRequest, form: OutsideCompanyForm | None = None) -> dict[str, Any]:
    """Collect what the page of guests' companies shows."""
    kinds = dict(KINDS)
    rows = [(row, kinds[row.kind]) for row in queries.outside_companies()]
    may = may_manage_accounts(request.reader.role)
    return {"rows": rows, "form": form or OutsideCompanyForm(), "may_manage": may}


MANAGING = (Role.OWNER, Role.ADMINISTRATOR)
