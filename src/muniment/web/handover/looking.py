"""Looking back on what a leaver read before notice, and on what became of her customers."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from muniment.core import clock
from muniment.core.errors import Fact, fill
from muniment.handover import gate
from muniment.handover.after import read_after
from muniment.handover.domain.aftermath import Heap
from muniment.handover.domain.lookback import Flag
from muniment.handover.pictures import control_picture
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.vault import queries as vault
from muniment.web.access import StaffRequest, for_roles
from muniment.web.handover.money import usd
from muniment.web.handover.words import BESIDE, FIGURES, FLAGS, HEAPS, SIDES

SHOWN = 200
READING = (Role.OWNER, Role.SALES_MANAGER, Role.COMPLIANCE)


@for_roles(*READING)
@require_GET
@never_cache
def look_back(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Show the frozen look-back; the view is on record first.

    Raises: HandoverNotFound, LedgerUnavailable.
    """
    found = gate.read_look_back(reader=request.actor, handover_id=handover_id, at=clock.now())
    told = found.told
    names = vault.codenames_of(UUID(one["dossier"]) for one in told.get("looks", ()))
    content: dict[str, Any] = {
        "found": found,
        "head": found.head,
        "person": people.person(found.head.person_id),
        "figures": _figures(told),
        "striking": [_flag(one) for one in told.get("striking", ())],
        "looks": [_look(one, names) for one in reversed(told.get("looks", ()))][:SHOWN],
        "total": len(told.get("looks", ())),
        "shown": SHOWN,
        "compartments": told.get("compartments", ()),
        "peers": _peers(told),
    }
    return render(request, "handover/look_back.html", content)


def _figures(told: Any) -> list[tuple[Any, int, str]]:
    """Each figure of 90 days, beside half of the 180 days before."""
    now, before = told.get("figures", {}), told.get("before", {})
    return [
        (label, now.get(name, 0), f"{before.get(name, 0) / 2:.0f}")
        for name, label in FIGURES.items()
    ]


def _peers(told: Any) -> tuple[int, int, int] | None:
    """Fewest, middle and most looks of people of the same role."""
    peers = told.get("peers") or []
    return (peers[0], peers[(len(peers) - 1) // 2], peers[-1]) if peers else None


def _flag(one: dict[str, Any]) -> str:
    facts: dict[str, Fact] = {"found": one["found"], "usual": one["usual"]}
    return fill(gettext(str(FLAGS[Flag(one["flag"])])), facts)


def _look(one: dict[str, Any], names: dict[UUID, str]) -> dict[str, Any]:
    dossier = UUID(one["dossier"])
    return {**one, "codename": names.get(dossier, ""), "at": parse_datetime(one["at"])}


@for_roles(*READING)
@require_GET
@never_cache
def after(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Show what became of the customers; the view is on record first.

    Raises: HandoverNotFound, LedgerUnavailable.
    """
    found = read_after(reader=request.actor, handover_id=handover_id, at=clock.now())
    about = gettext("Share of customers that ordered since: full line hers, dashed others’.")
    picture = control_picture(
        found.weeks, title=gettext("Control line"), about=about, week=gettext("week")
    )
    content: dict[str, Any] = {
        "found": found,
        "head": found.head,
        "person": people.person(found.head.person_id),
        "heaps": [(HEAPS[heap], found.count(heap), heap.value) for heap in Heap],
        "rows": [(row, HEAPS[row.heap]) for row in found.rows[:SHOWN]],
        "total": len(found.rows),
        "shown": SHOWN,
        "lost": usd(found.lost),
        "low": usd(found.low),
        "high": usd(found.high),
        "picture": mark_safe(picture),  # noqa: S308 - our own SVG, its words are escaped
        "beside": BESIDE[found.beside],
        "shares": [
            (label, one) for label, one in zip(SIDES, (found.hers, found.others), strict=True)
        ],
        "weeks": [(one.number, one.hers / 10, one.others / 10) for one in found.weeks],
    }
    return render(request, "handover/after.html", content)
