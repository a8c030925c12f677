"""Acting on accounts: each view calls one verb, behind a fresh proof of who is there."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from muniment.core import clock
from muniment.people import services
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.account.fresh import fresh_sign_in
from muniment.web.account.mail import (
    Handed,
    invite_by_mail,
    tell_of_factor_reset,
)
from muniment.web.people.forms import (
    InviteForm,
    NoticeForm,
    OutsideCompanyForm,
    PostForm,
    TeamForm,
)
from muniment.web.people.views import MANAGING, outside_page, person_page, teams_page

Answer = TypeVar("Answer")


@for_roles(*MANAGING)
@fresh_sign_in
@never_cache
def invite(request: StaffRequest) -> HttpResponse:
    """Ask whom to invite; invite and send the link."""
    form = InviteForm(
        request.POST or None,
        acting=request.reader.role,
        initial={"role": "salesperson", "language": request.reader.language},
    )
    invited = attempt(
        form,
        lambda: services.invite_person(by=request.actor, at=clock.now(), **form.person()),
    )
    if invited:
        return _handed(request, invite_by_mail(request, invited))
    status = 422 if form.is_bound else 200
    return render(request, "people/invite.html", {"form": form}, status=status)


@for_roles(*MANAGING)
@fresh_sign_in
@require_POST
@never_cache
def invite_again(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Send a new link; the old one is void."""
    invited = _about(request, person_id, services.invite_again)
    return _handed(request, invite_by_mail(request, invited))


@for_roles(*MANAGING)
@fresh_sign_in
@require_POST
@never_cache
def reinstate(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Take somebody back with a new invitation."""
    invited = _about(request, person_id, services.reinstate)
    return _handed(request, invite_by_mail(request, invited))


def _handed(request: StaffRequest, handed: Handed) -> HttpResponse:
    return render(request, "people/invited.html", {"handed": handed})


@for_roles(*MANAGING)
@fresh_sign_in
@require_POST
def change_post(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Give somebody another role, team or line manager."""
    form = PostForm(request.POST, acting=request.reader.role, prefix="post")
    attempt(form, lambda: _about(request, person_id, services.change_post, **form.post()))
    if form.errors:
        return _again(request, person_id, post_form=form)
    return _done(request, person_id, gettext("The post is changed; the old one stays on record."))


@for_roles(*MANAGING)
@fresh_sign_in
@require_POST
def give_notice(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Put a notice on record."""
    form = NoticeForm(request.POST, prefix="notice")
    attempt(form, lambda: _about(request, person_id, services.give_notice, **form.cleaned_data))
    if form.errors:
        return _again(request, person_id, notice_form=form)
    return _done(request, person_id, gettext("The notice is on record."))


@for_roles(*MANAGING)
@fresh_sign_in
@require_POST
def withdraw_notice(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Put on record that somebody stays."""
    _about(request, person_id, services.withdraw_notice)
    return _done(request, person_id, gettext("The notice is withdrawn."))


@for_roles(*MANAGING)
@fresh_sign_in
@require_POST
def leave(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """End an employment and every way in."""
    _about(request, person_id, services.leave)
    return _done(request, person_id, gettext("Every way in is closed."))


@for_roles(*MANAGING)
@fresh_sign_in
@require_POST
def reset_factor(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Take the second factors of somebody who lost them, and tell her by mail."""
    _about(request, person_id, services.reset_second_factor)
    tell_of_factor_reset(request, person_id)
    return _done(request, person_id, gettext("She sets up a new one after her next sign-in."))


@for_roles(*MANAGING)
@require_POST
def end_session(request: StaffRequest, person_id: UUID, session_id: int) -> HttpResponse:
    """Sign one browser of somebody out."""
    _about(request, person_id, services.end_session, session_id=session_id)
    return _done(request, person_id, gettext("That browser is signed out."))


@for_roles(*MANAGING)
@require_POST
def create_team(request: StaffRequest) -> HttpResponse:
    """Make a team."""
    form = TeamForm(request.POST)
    team_id = attempt(
        form,
        lambda: services.create_team(
            name=form.cleaned_data["name"], by=request.actor, at=clock.now()
        ),
    )
    if team_id:
        return redirect("people:teams")
    return render(request, "people/teams.html", teams_page(request, form), status=422)


@for_roles(*MANAGING)
@require_POST
def rename_team(request: StaffRequest, team_id: UUID) -> HttpResponse:
    """Give a team another name.

    Raises: NameTaken, NameMissing, GroupNotFound.
    """
    name = request.POST.get("name", "")
    services.rename_team(team_id=team_id, name=name, by=request.actor, at=clock.now())
    return redirect("people:teams")


@for_roles(*MANAGING)
@require_POST
def add_outside(request: StaffRequest) -> HttpResponse:
    """Make a company of guests."""
    form = OutsideCompanyForm(request.POST)
    made = attempt(
        form,
        lambda: services.add_outside_company(
            by=request.actor, at=clock.now(), **_company(form.cleaned_data)
        ),
    )
    if made:
        return redirect("people:outside")
    return render(request, "people/outside.html", outside_page(request, form), status=422)


def _company(told: dict[str, Any]) -> dict[str, str]:
    return {key: str(told[key]) for key in ("name", "kind", "country")}


def _about(
    request: StaffRequest, person_id: UUID, verb: Callable[..., Answer], **told: Any
) -> Answer:
    """Call a verb about somebody's account, now and in the name of who asks."""
    return verb(person_id=person_id, by=request.actor, at=clock.now(), **told)


def _again(request: StaffRequest, person_id: UUID, **form: Any) -> HttpResponse:
    """The page of a person with a form that was refused."""
    content = person_page(request, person_id, **form)
    return render(request, "people/person.html", content, status=422)


def _done(request: StaffRequest, person_id: UUID, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("people:person", person_id)
