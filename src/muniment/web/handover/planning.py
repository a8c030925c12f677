"""The leaver minute on the page: a plan that can be changed, a last look, and the act."""

from dataclasses import dataclass
from math import ceil
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from muniment.core import clock
from muniment.handover import planning
from muniment.handover.domain.ranking import Told
from muniment.handover.domain.states import Kind
from muniment.handover.planning import Plan, PlannedItem
from muniment.handover.services.beginning import begin_handover
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.people.services.errors import PersonNotFound
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.handover.forms import (
    PlanForm,
    fresh_plan,
    heirs_in,
    named_in,
    only_in,
)
from muniment.web.handover.money import amounts, percent_text
from muniment.web.handover.post import redirecting
from muniment.web.handover.words import COUNTS, WHYS, WORTH
from muniment.web.paging import page_in

LEADING = (Role.OWNER, Role.SALES_MANAGER)
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One customer of the plan as the page shows it."""

    item: PlannedItem
    heir: str
    why: list[str]
    percent: str
    options: list[tuple[str, str, bool]]


@for_roles(*LEADING)
@require_http_methods(["GET", "POST"])
@never_cache
def plan(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show who would take which customer; each change is worked out anew, nothing is done.

    Raises: PersonNotFound, NotYoursToHand, NothingToHand.
    """
    form = PlanForm(request.POST) if request.method == "POST" else fresh_plan()
    made = _planned(request, person_id, form)
    sound = not form.is_bound or form.is_valid()
    if request.POST.get("do") == "review" and sound and not made.unplaced:
        return render(request, "handover/review.html", _review(request, made, form))
    content = _content(request, made, form)
    return render(request, "handover/plan.html", content, status=200 if sound else 422)


@for_roles(*LEADING)
@require_POST
@never_cache
def begin(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Do what the last look showed.

    Raises: PlanMoved, NoHeir, NotYoursToHand and what the rooms below refuse.
    """
    form = PlanForm(request.POST)
    made = _planned(request, person_id, form)
    begun = attempt(form, lambda: _begin(request, made, form))
    if begun is None:
        return render(request, "handover/plan.html", _content(request, made, form), status=422)
    return redirect("handovers:done", begun.handover_id)


def _begin(request: StaffRequest, made: Plan, form: PlanForm) -> Any:
    told = form.cleaned_data
    return begin_handover(
        kind=Kind(told["kind"]), plan=made, fingerprint=request.POST.get("fingerprint", ""),
        reason=told["reason"], notice_on=told["notice_on"], last_day_on=told["last_day_on"],
        by=request.actor, at=clock.now(),
    )  # fmt: skip


def _planned(request: StaffRequest, person_id: UUID, form: PlanForm) -> Plan:
    if people.reader(person_id) is None:
        raise PersonNotFound
    sent = request.POST
    capacity = form.cleaned_data.get("capacity") if form.is_bound and form.is_valid() else None
    return planning.plan(
        person_id=person_id, by=request.actor, at=clock.now(), only=only_in(sent),
        heirs=heirs_in(sent), capacity=capacity, chosen=named_in(sent),
    )  # fmt: skip


def _content(request: StaffRequest, made: Plan, form: PlanForm) -> dict[str, Any]:
    pages = max(1, ceil(len(made.items) / PER_PAGE))
    page = min(page_in(request.POST), pages)
    shown = made.items[(page - 1) * PER_PAGE : page * PER_PAGE]
    names = _able(request, made)
    money = planning.money_of(made, by=request.actor, at=clock.now())
    return {
        **_common(made),
        **amounts(money),
        "form": form,
        "rows": [_row(item, names, money) for item in shown],
        "hidden": [item for item in made.items if item.chosen and item not in shown],
        "able": sorted(names.items(), key=lambda row: row[1]),
        "asked": {row.person_id for row in made.heirs} if made.heirs else set(),
        "ticks": _ticks(made, names),
        "page": page,
        "pages": pages,
        "worth": WORTH,
    }


def _review(request: StaffRequest, made: Plan, form: PlanForm) -> dict[str, Any]:
    return {
        **_common(made),
        "form": form,
        "told": form.cleaned_data,
        "sent": [(name, value) for name, value in _sent(request, made)],
        "is_leaver": form.cleaned_data["kind"] == Kind.LEAVER.value,
        "instruction": redirecting(_email_of(made.person_id), form.cleaned_data),
    }


def _email_of(person_id: UUID) -> str:
    person = people.person(person_id)
    return person.email if person else ""


def _sent(request: StaffRequest, made: Plan) -> list[tuple[str, str]]:
    """What the last button sends: the same choices, and the fingerprint of what was shown."""
    once = ("kind", "notice_on", "last_day_on", "reason", "capacity")
    plain = [(name, request.POST.get(name, "")) for name in once]
    heirs = [("heir", one) for one in request.POST.getlist("heir")]
    only = [("only", one) for one in request.POST.getlist("only")]
    named = [
        ("named", f"{item.dossier_id}:{item.fit.heir_id}")
        for item in made.items
        if item.chosen and item.fit
    ]
    return [*plain, ("asked", "1"), *heirs, *only, *named, ("fingerprint", made.fingerprint)]


def _common(made: Plan) -> dict[str, Any]:
    person = people.person(made.person_id)
    assert person is not None
    return {
        "person": person,
        "plan": made,
        "counts": [(COUNTS[name], count) for name, count in made.before.facts.items()],
        "getting": [row for row in made.heirs if row.gets],
    }


def _able(request: StaffRequest, made: Plan) -> dict[UUID, str]:
    able = planning.candidates(made.person_id, request.actor)
    return dict(people.names(able))


def _ticks(made: Plan, names: dict[UUID, str]) -> list[tuple[UUID, str, int, int, bool]]:
    """Everybody who could be an heir: name, customers now, customers to come, ticked or not."""
    rows = {row.person_id: row for row in made.heirs}
    found = [
        (one, name, rows[one].kept if one in rows else 0, rows[one].gets if one in rows else 0,
         one in rows)
        for one, name in names.items()
    ]  # fmt: skip
    return sorted(found, key=lambda row: (not row[4], row[1]))


def _row(item: PlannedItem, names: dict[UUID, str], money: Told) -> PlanRow:
    heir = item.fit.heir_id if item.fit else None
    options = [
        (f"{item.dossier_id}:{one}", name, item.chosen and one == heir)
        for one, name in sorted(names.items(), key=lambda row: row[1])
    ]
    return PlanRow(
        item=item,
        heir=names.get(heir, "") if heir else "",
        why=[str(WHYS[one]) for one in item.fit.reasons] if item.fit else [],
        percent=percent_text(money.shares.get(item.dossier_id)),
        options=options,
    )
