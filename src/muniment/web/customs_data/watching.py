"""The tripwire: whom we watch in customs records, and where they were met. It asks, no more."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.core.errors import ErrorKind, MunimentError
from muniment.customs_data import queries
from muniment.customs_data.domain.plausibility import money
from muniment.investigations import services
from muniment.investigations.domain.tokens import HIDDEN
from muniment.investigations.services import Traces
from muniment.jobs import queries as jobs
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.web.access import StaffRequest, for_roles
from muniment.web.customs_data.forms import JudgeForm, ReasonForm, WatchForm
from muniment.web.customs_data.tabs import tabs
from muniment.web.customs_data.words import TRACES, country
from muniment.web.errors import Refusal

WATCHERS = (Role.OWNER, Role.SALES_MANAGER, Role.COMPLIANCE)
_MOST = 100


@for_roles(*WATCHERS)
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show who is watched and whom they met; the reading is on record."""
    return _page(request, WatchForm())


@for_roles(*WATCHERS)
@require_POST
def watch(request: StaffRequest) -> HttpResponse:
    """Watch somebody from now on, and look through what is here already."""
    form = WatchForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    told, now = form.cleaned_data, clock.now()
    traces = Traces(
        told["label"], form.lines("names"), form.lines("phones"), form.lines("emails"),
        form.lines("addresses"),
    )  # fmt: skip
    try:
        services.watch_party(traces=traces, reason=told["reason"], by=request.actor, at=now)
    except MunimentError as error:
        if error.kind is not ErrorKind.INVALID:
            raise
        said = Refusal.of(error)
        form.add_error(None, f"{said.title} {said.next_step}")
        return _page(request, form, status=422)
    messages.success(request, gettext("They are watched. Each load is looked through from now on."))
    return redirect("customs_data:tripwire")


@for_roles(*WATCHERS)
@require_POST
def look(request: StaffRequest) -> HttpResponse:
    """Let the worker look through all records now."""
    services.queue_tripwire(by=request.actor, at=clock.now())
    messages.success(request, gettext("The worker looks through all records now."))
    return redirect("customs_data:tripwire")


@for_roles(*WATCHERS)
@require_POST
def end(request: StaffRequest, party_id: UUID) -> HttpResponse:
    """Watch somebody no longer."""
    reason = _reason(ReasonForm(request.POST))
    services.end_watching(party_id=party_id, reason=reason, by=request.actor, at=clock.now())
    messages.success(request, gettext("They are watched no longer. What was found stays."))
    return redirect("customs_data:tripwire")


@for_roles(*WATCHERS)
@require_POST
def judge(request: StaffRequest, hit_id: UUID) -> HttpResponse:
    """Confirm a meeting, dismiss it, or leave it open again."""
    form = JudgeForm(request.POST)
    reason = _reason(form)
    state = form.cleaned_data.get("state", "open")
    services.judge_meeting(
        hit_id=hit_id, state=state, reason=reason, by=request.actor, at=clock.now()
    )
    messages.success(request, gettext("Your judgement and its reason are on record."))
    return redirect("customs_data:tripwire")


def _reason(form: ReasonForm | JudgeForm) -> str:
    """The reason as it was typed; the verb says what is wrong with none."""
    form.is_valid()
    told: str = form.cleaned_data.get("reason", "")
    return told


def _page(request: StaffRequest, form: WatchForm, status: int = 200) -> HttpResponse:
    from muniment.investigations.tripping import read_tripwire  # loads the analytic engine

    found = read_tripwire(reader=request.actor, at=clock.now())
    names = people.names({row.entered_by for row in found.watched})
    loads = {row.id: row.name for row in queries.loads()} if found.hits else {}
    met = [_met(row, loads) for row in found.hits]
    content = {
        "tabs": tabs(request),
        "form": form,
        "watched": [{"row": row, "by": names.get(row.entered_by, "")} for row in found.watched],
        "open": [one for one in met if one["state"] == "open"][:_MOST],
        "judged": [one for one in met if one["state"] != "open"][:_MOST],
        "is_looking": bool(jobs.open_jobs_of("investigations.tripwire")),
        "has_codes": bool(queries.our_codes()),
    }
    return render(request, "customs_data/tripwire.html", content, status=status)


def _met(hit: Any, loads: dict[UUID, str]) -> dict[str, Any]:
    told = hit.told
    return {
        "id": hit.id,
        "label": hit.label,
        "state": hit.state,
        "party": told["party"],
        "is_agent": told["role"] == "agent",
        "customer": "" if hit.customer == HIDDEN else hit.customer,
        "is_hidden": hit.customer == HIDDEN,
        "is_product": told["is_product"],
        "bought_by": "" if hit.customer else (hit.row or {}).get("buyer") or "",
        "why": [{**it, "word": TRACES.get(it["trace"], it["trace"])} for it in hit.why],
        "rows": told["rows"],
        "value": money(told["value_usd"]) if told["value_usd"] else "",
        "first": told["first_seen"],
        "last": told["last_seen"],
        "file": loads.get(UUID(told["load_id"]), ""),
        "source_row": told["source_row"],
        "record": _record(hit.row),
        "found_at": hit.found_at,
    }


def _record(row: Any) -> list[tuple[str, str]]:
    """The row as the file has it, shortened to what a person needs to judge."""
    if not row:
        return []
    told = [
        (gettext("Date"), row.get("shipped_on")),
        (gettext("Seller"), row.get("seller")),
        (gettext("Address of the seller"), row.get("seller_address")),
        (gettext("Telephone of the seller"), row.get("seller_phone")),
        (gettext("E-mail of the seller"), row.get("seller_email")),
        (gettext("Forwarder or agent"), row.get("agent")),
        (gettext("Buyer"), row.get("buyer")),
        (gettext("HS code"), row.get("hs_code")),
        (gettext("Goods"), row.get("description")),
        (gettext("Origin"), country(row.get("origin") or "")),
        (gettext("Value"), _dollars(row.get("value_usd"))),
        (gettext("Bill"), row.get("bill")),
    ]
    return [(label, str(value)) for label, value in told if value]


def _dollars(value: float | None) -> str:
    return f"USD {money(value)}" if value else ""
