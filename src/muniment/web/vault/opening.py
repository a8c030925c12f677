"""Opening a dossier for a new customer, and the codename it is given."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from muniment.core import clock
from muniment.vault import services
from muniment.vault.catalogue import Catalogue, current
from muniment.vault.domain.duties import KEEPERS
from muniment.vault.domain.fields import CompartmentSpec
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.vault.head import open_page
from muniment.web.vault.values import ValuesForm
from muniment.web.vault.words import language

FIRST = ("identity", "contacts", "origin")
"""What is asked first of a newcomer; the other compartments wait folded."""


@for_roles(*KEEPERS)
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Ask what is known of a newcomer; open the dossier and show its codename.

    A clash check that found nobody posts what was typed there with `begin`: the form then
    starts with it, and no address ever holds a name.
    """
    catalogue = current()
    begins = request.method == "GET" or "begin" in request.POST
    form = ValuesForm(
        None if begins else request.POST,
        specs=catalogue.fields.values(),
        initial=_begun(request, catalogue) if begins else None,
    )
    dossier_id = None if begins else attempt(form, lambda: _opened(request, form))
    if dossier_id:
        return redirect("customers:named", dossier_id)
    content = {"form": form, "groups": form.groups(_groups(catalogue)), "first": FIRST}
    return render(request, "vault/new.html", content, status=422 if form.errors else 200)


@for_roles(*KEEPERS)
@never_cache
@require_GET
def named(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Show the codename and arms that a new dossier was given."""
    page = open_page(request, dossier_id)
    return render(request, "vault/named.html", page.content("dossier"))


def _opened(request: StaffRequest, form: ValuesForm) -> UUID:
    return services.open_dossier(
        values=form.by_compartment(), told=form.cleaned_data["told"],
        by=request.actor, at=clock.now(),
    )  # fmt: skip


def _begun(request: StaffRequest, catalogue: Catalogue) -> dict[str, str]:
    return {code: request.POST[code] for code in catalogue.fields if code in request.POST}


def _groups(catalogue: Catalogue) -> list[tuple[str, str, str, str]]:
    by_code = {spec.code: spec for spec in catalogue.compartments}
    ordered = [by_code[code] for code in FIRST if code in by_code]
    ordered += [spec for spec in catalogue.compartments if spec.code not in FIRST]
    return [group_of(spec) for spec in ordered]


def group_of(spec: CompartmentSpec) -> tuple[str, str, str, str]:
    """A compartment as a group of form fields: code, label, about, icon."""
    about = gettext(spec.about) if spec.about else ""
    return spec.code, spec.label(language()), about, spec.icon
