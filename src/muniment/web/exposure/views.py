"""The map, one person, one customer, and two people leaving together."""

from math import ceil
from typing import Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.exposure import gate, services
from muniment.exposure.domain import duties
from muniment.exposure.pictures import Words, exposure_map
from muniment.exposure.views import HouseView, Tile
from muniment.people.domain.roles import Role
from muniment.vault.catalogue import current
from muniment.web.access import StaffRequest, for_roles
from muniment.web.exposure import shown
from muniment.web.exposure.words import amount, cause, percent, role_word
from muniment.web.paging import page_in

VIEWERS: Final = tuple(role for role in Role if role in duties.VIEWERS)
_PAGE = 50


@for_roles(*VIEWERS)
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show the map and the people, the heaviest first."""
    house = gate.read_house(reader=request.actor, at=clock.now())
    content = {
        "house": house,
        "map": mark_safe(_map(house)) if house.groups else "",  # noqa: S308 - every word escaped
        "people": [shown.person_line(line) for line in house.people],
        "total": shown.band(house.total),
        "todo": [shown.todo(one) for one in house.todo],
        "rows": shown.heaviest(house.groups, most=_PAGE),
        "pair": PairForm(house),
        "sets": duties.may_propose_weights(request.reader.role),
    }
    return render(request, "exposure/index.html", content)


def _map(house: HouseView) -> str:
    words = Words(
        title=gettext("Exposure map"),
        about=gettext(
            "One tile a customer, grouped by keeper. The area is the money expected in the next "
            "12 months, the number how many of our people the customer knows. The table below "
            "says the same."
        ),
        unkept=gettext("without a keeper"),
        rest=lambda n: ngettext("%(n)d more", "%(n)d more", n) % {"n": n},
        tile=_tile_words,
        url=lambda dossier: reverse("exposure:customer", args=[dossier]),
    )
    return exposure_map(house.groups, words)


def _tile_words(tile: Tile) -> str:
    return gettext("%(name)s: %(usd)s, knows %(known)d of us, follows with %(follow)s") % {
        "name": tile.codename, "usd": amount(tile.usd), "known": tile.known,
        "follow": percent(tile.follow),
    }  # fmt: skip


class PairForm(forms.Form):
    """Two of the reader's people."""

    first = forms.UUIDField(label=gettext_lazy("First person"))
    second = forms.UUIDField(label=gettext_lazy("Second person"))

    def __init__(self, house: HouseView) -> None:
        super().__init__(auto_id="pair-%s")
        told = [one for one in house.people if one.customers or (one.band and one.band.high > 0)]
        named = [(str(line.id), line.name) for line in told]
        for place, name in enumerate(("first", "second")):
            self.fields[name].widget = forms.Select(choices=named)
            self.initial[name] = named[min(place, len(named) - 1)][0] if named else None


@for_roles(*VIEWERS)
@never_cache
@require_GET
def person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show one person: reach, seen, hang."""
    page = page_in(request.GET)
    view = gate.read_person(
        reader=request.actor, person_id=person_id, at=clock.now(), rows=_PAGE, page=page
    )
    catalogue = current()
    content = {
        "view": view,
        "role": role_word(view.role),
        "band": shown.band(view.band),
        "turnover": amount(view.turnover),
        "causes": [
            cause(fall, view.reach.figures, view.codenames, catalogue) for fall in view.reach.causes
        ],
        "compartments": shown.compartments(view.seen.compartments, catalogue),
        "weeks": shown.weeks(view.seen),
        "held": [shown.held(row) for row in view.held],
        "page": page,
        "pages": ceil(view.customers / _PAGE),
    }
    return render(request, "exposure/person.html", content)


@for_roles(*VIEWERS)
@never_cache
@require_GET
def customer(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Show on whom one customer hangs and what would change it."""
    view = gate.read_customer(reader=request.actor, dossier_id=dossier_id, at=clock.now())
    content = {
        "view": view,
        "usd": amount(view.money.usd if view.money else None),
        "low": amount(view.money.usd_low if view.money else None),
        "high": amount(view.money.usd_high if view.money else None),
        "turnover": amount(view.money.turnover if view.money else None),
        "spread": percent(view.spread),
        "bonds": [shown.bond(one) for one in view.bonds],
    }
    return render(request, "exposure/customer.html", content)


class TwoPeople(forms.Form):
    """Who would leave together, as the address names them."""

    first = forms.UUIDField()
    second = forms.UUIDField()


@for_roles(*VIEWERS)
@never_cache
@require_GET
def pair(request: StaffRequest) -> HttpResponse:
    """Show two people leaving together."""
    form = TwoPeople(request.GET)
    if not form.is_valid() or form.cleaned_data["first"] == form.cleaned_data["second"]:
        messages.warning(request, gettext("Choose two different people."))
        return redirect("exposure:index")
    view = gate.read_pair(
        reader=request.actor, first_id=form.cleaned_data["first"],
        second_id=form.cleaned_data["second"], at=clock.now(),
    )  # fmt: skip
    (left, right), both = view.apart, view.together
    more = max(both.middle - left.middle - right.middle, 0.0) if left and right and both else None
    content = {
        "view": view,
        "sides": [(view.first, shown.band(left)), (view.second, shown.band(right))],
        "together": shown.band(view.together),
        "more": amount(more),
        "rows": [shown.pair_row(row) for row in view.rows],
    }
    return render(request, "exposure/pair.html", content)


@for_roles(*VIEWERS)
@require_POST
def again(request: StaffRequest) -> HttpResponse:
    """Let the worker work it out now."""
    services.queue_survey(by=request.actor, at=clock.now())
    messages.success(request, gettext("It is being worked out; load the page again in a minute."))
    return redirect("exposure:index")
