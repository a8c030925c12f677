"""What the house settles for all cases: the table of payment advice, the connectors."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muniment.core import clock
from muniment.investigations import checks as registry
from muniment.investigations import connectors as connecting
from muniment.investigations import queries, services
from muniment.investigations.advising import table_in_force
from muniment.investigations.domain import advice as rules
from muniment.investigations.domain import duties
from muniment.investigations.domain.advice import Order, Row, Table, table_of
from muniment.investigations.domain.checks import Check, Mode
from muniment.investigations.domain.coverage import Reading
from muniment.investigations.outside.settings import OutsideSettings
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.investigations.advice_forms import TableForm
from muniment.web.investigations.verdict_forms import sentence
from muniment.web.investigations.words import CASE_ROLES, letter, mode_word, reading

PROPOSERS: Final = tuple(role for role in Role if duties.may_edit_advice(role))
ADOPTERS: Final = tuple(role for role in Role if duties.may_adopt_advice(role, proposed_it=False))
LOOKING_AT_CONNECTORS: Final = (*PROPOSERS, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class RowView:
    """One letter of the table in words."""

    letter: str
    word: str
    coverage: int
    second_person: bool
    recheck_days: int
    first: tuple[str, ...]
    repeat: tuple[str, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that a proposal changes; lists of words before and after."""

    letter: str
    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@for_roles(*CASE_ROLES)
@never_cache
@require_GET
def advice(request: StaffRequest) -> HttpResponse:
    """Show the table in force, and a proposal beside it with what it changes."""
    table, versions = table_in_force(), queries.advice_tables()
    proposal = next((row for row in versions if not row.adopted_at and not row.closed_at), None)
    ids: set[UUID | None] = {row.proposed_by for row in versions}
    names = people.names(ids | {row.adopted_by for row in versions})
    mine = proposal is not None and proposal.proposed_by == request.reader.id
    content = {
        "rows": [row_view(row) for row in table.rows.values()],
        "proposal": proposal,
        "changes": changes(table, table_of(proposal.sheet)) if proposal else [],
        "proposed_by": names.get(proposal.proposed_by, "–") if proposal else "",
        "is_mine": mine,
        "may_propose": request.reader.role in PROPOSERS,
        "may_adopt": proposal and duties.may_adopt_advice(request.reader.role, proposed_it=mine),
        "versions": [_version(row, names) for row in versions if row.adopted_at],
    }
    return render(request, "investigations/sections/advice.html", content)


def _version(row: queries.AdviceTableRow, names: dict[UUID, str]) -> dict[str, Any]:
    adopter = names.get(row.adopted_by, "–") if row.adopted_by else "–"
    return {"row": row, "proposed_by": names.get(row.proposed_by, "–"), "adopted_by": adopter}


def row_view(row: Row) -> RowView:
    """Put one row into words."""
    code = row.reading.value
    return RowView(
        letter=letter(code), word=reading(code), coverage=row.coverage,
        second_person=row.second_person, recheck_days=row.recheck_days,
        first=tuple(sentence(one) for one in row.terms(Order.FIRST)),
        repeat=tuple(sentence(one) for one in row.terms(Order.REPEAT)),
        conditions=tuple(gettext(rules.CONDITIONS[one]) for one in row.conditions),
    )  # fmt: skip


def changes(before: Table, after: Table) -> list[Change]:
    """What another table changes, cell by cell, in the order of the letters."""
    told = []
    for one in Reading:
        left, right = _cells(row_view(before.rows[one])), _cells(row_view(after.rows[one]))
        told += [
            Change(letter(one.value), what, left[what], right[what])
            for what in left
            if left[what] != right[what]
        ]
    return told


def _cells(row: RowView) -> dict[str, tuple[str, ...]]:
    people_needed = gettext("two people") if row.second_person else gettext("one person")
    return {
        gettext("Coverage needed"): (f"{row.coverage} %",),
        gettext("First order"): row.first,
        gettext("Next orders"): row.repeat,
        gettext("Conditions"): row.conditions or (gettext("none"),),
        gettext("Decided by"): (people_needed,),
        gettext("Looked at again after"): (gettext("%(n)d days") % {"n": row.recheck_days},),
    }


@for_roles(*PROPOSERS)
@never_cache
@require_http_methods(["GET", "POST"])
def propose(request: StaffRequest) -> HttpResponse:
    """Write another table and propose it; nothing changes before a second person adopts it."""
    table = table_in_force()
    form = TableForm(table, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        number = attempt(
            form,
            lambda: services.propose_advice(
                sheet=form.sheet(), by=request.actor, at=clock.now()
            ),
        )  # fmt: skip
        if number is not None:
            messages.success(request, gettext("Proposed; a second person puts it into force."))
            return redirect("cases:advice")
    rows = [{"row": row, "letter": letter(row.reading.value), "word": reading(row.reading.value),
             "wrong": any(one.errors for one in row.forms)} for row in form.rows]  # fmt: skip
    status = 422 if request.method == "POST" else 200
    content = {"form": form, "rows": rows}
    return render(request, "investigations/sections/advice_form.html", content, status=status)


@for_roles(*ADOPTERS)
@require_POST
def adopt(request: StaffRequest, number: int) -> HttpResponse:
    """Put a proposed table into force, as the second person."""
    services.adopt_advice(number=number, by=request.actor, at=clock.now())
    messages.success(request, gettext("The table is in force; verdicts from now on follow it."))
    return redirect("cases:advice")


@dataclass(frozen=True, slots=True)
class Need:
    """One setting of a connector; its value is never shown."""

    name: str
    is_set: bool
    is_required: bool


@dataclass(frozen=True, slots=True)
class Connector:
    """One check with the sources that it asks."""

    check: Check
    title: str
    mode: str
    needs: tuple[Need, ...]
    sources: tuple[tuple[str, str, str], ...]
    is_ready: bool


@for_roles(*LOOKING_AT_CONNECTORS)
@never_cache
@require_GET
def connectors(request: StaffRequest) -> HttpResponse:
    """Show which sources are asked on which terms, and which of them lack a key."""
    outside = OutsideSettings.of(settings.CONFIG)
    told = list(_connectors())
    content = {
        "offline": outside.offline,
        "has_proxy": bool(outside.proxy),
        "pace_s": f"{outside.pace_s:g}",
        "connectors": told,
        "ready": sum(one.is_ready for one in told),
        "refused": registry.registry().refused,
    }
    return render(request, "investigations/sections/connectors.html", content)


def _connectors() -> Iterator[Connector]:
    for check in registry.checks().values():
        needs = tuple(_needs(check))
        if check.mode is Mode.LIVE or needs:
            yield Connector(
                check=check, title=gettext(check.title), mode=mode_word(check.mode), needs=needs,
                sources=tuple(
                    (gettext(one.name), one.home, gettext(one.terms)) for one in check.sources
                ),
                is_ready=all(one.is_set for one in needs if one.is_required),
            )  # fmt: skip


def _needs(check: Check) -> Iterator[Need]:
    required = set(check.needs_key)
    for name in (*check.needs_key, *connecting.OPTIONAL.get(check.id, ())):
        yield Need(name, bool(connecting.setting(settings.CONFIG, name)), name in required)
