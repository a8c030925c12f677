"""Submitting values to one compartment, and verifying those that are there."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from muniment.people.domain.roles import STAFF
from muniment.submissions import services as submissions
from muniment.submissions.errors import VisitUnfit
from muniment.vault import gate, services
from muniment.vault.catalogue import current
from muniment.vault.domain.fields import CompartmentSpec, FieldSpec
from muniment.vault.domain.policy import Outcome
from muniment.vault.gate import CompartmentNotFound, Opened
from muniment.vault.services import NothingSubmitted, NotYours
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.vault.head import DossierPage, open_page
from muniment.web.vault.opening import group_of
from muniment.web.vault.values import ValuesForm, changed, mark, versions

_MARK = "mark:"


@for_roles(*STAFF)
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, dossier_id: UUID, code: str) -> HttpResponse:
    """Add values to a compartment. Old ones are filled in only while a sitting shows them.

    Raises: NotYours, CompartmentNotFound, DossierNotFound.
    """
    page, spec = _for_submitting(request, dossier_id, code)
    if request.method == "POST":
        return _submit(page, spec)
    opened = gate.read_again(
        reader=request.actor, dossier_id=dossier_id, compartment=code, at=page.now
    )
    specs = _given(opened) if opened else current().of(code)
    form = ValuesForm(specs=specs, initial=_texts(opened))
    return _form_page(page, spec, form, _marks(opened))


@for_roles(*STAFF)
@never_cache
@require_POST
def verify(request: StaffRequest, dossier_id: UUID, code: str) -> HttpResponse:
    """Confirm that the ticked values still hold.

    Raises: ValueMoved, NotYours, DossierClosed, DossierNotFound.
    """
    page = open_page(request, dossier_id)
    fields = versions(
        dict(told.split(":", 1) for told in request.POST.getlist("checked") if ":" in told)
    )
    if fields:
        _verify(page, code, fields)
        done = ngettext("%(n)d value is verified.", "%(n)d values are verified.", len(fields))
        messages.success(request, done % {"n": len(fields)})
    else:
        messages.info(request, gettext("Tick the values that still hold, then verify them."))
    return back_to_card(dossier_id, code)


def _verify(page: DossierPage, code: str, fields: dict[str, int]) -> None:
    """Verify by a visit when one is named, else by the reader's word."""
    visit, by, at = page.request.POST.get("visit", ""), page.request.actor, page.now
    if not visit:
        services.verify_values(
            dossier_id=page.head.id, compartment=code, fields=fields, by=by, at=at
        )
        return
    submissions.verify_on_visit(
        dossier_id=page.head.id, compartment=code, fields=fields, visit_id=_visit_of(visit),
        by=by, at=at,
    )  # fmt: skip


def _visit_of(text: str) -> UUID:
    """Read the id of a visit.

    Raises:
        VisitUnfit: it is none.
    """
    try:
        return UUID(text)
    except ValueError:
        raise VisitUnfit from None


def back_to_card(dossier_id: UUID, code: str) -> HttpResponseRedirect:
    """Go back to the dossier with one compartment shown again, while its sitting lasts."""
    url = reverse("customers:dossier", args=[dossier_id])
    return HttpResponseRedirect(f"{url}?{urlencode({'again': code})}#card-{code}")


def _for_submitting(
    request: StaffRequest, dossier_id: UUID, code: str
) -> tuple[DossierPage, CompartmentSpec]:
    page = open_page(request, dossier_id)
    spec = current().compartment(code)
    if spec is None:
        raise CompartmentNotFound
    if "submit" not in page.rights:
        raise NotYours
    return page, spec


def _submit(page: DossierPage, spec: CompartmentSpec) -> HttpResponse:
    request = page.request
    marks = {
        name.removeprefix(_MARK): str(value)
        for name, value in request.POST.items()
        if name.startswith(_MARK)
    }
    form = ValuesForm(request.POST, specs=_posted(spec.code, request))
    if attempt(form, lambda: _save(page, spec.code, form, marks)):
        messages.success(request, gettext("Saved. Former values stay on record."))
        return back_to_card(page.head.id, spec.code)
    return _form_page(page, spec, form, marks)


def _save(page: DossierPage, code: str, form: ValuesForm, marks: dict[str, str]) -> dict[str, int]:
    values = changed(form.canonical, marks)
    if not values:
        raise NothingSubmitted
    return services.submit_values(
        dossier_id=page.head.id, compartment=code, values=values,
        told=form.cleaned_data["told"], seen=versions(marks) if marks else None,
        by=page.request.actor, at=page.now,
    )  # fmt: skip


def _posted(code: str, request: StaffRequest) -> list[FieldSpec]:
    """The fields that the form had: within a sitting only those that were given."""
    marks = any(name.startswith(_MARK) for name in request.POST)
    return [spec for spec in current().of(code) if not marks or _MARK + spec.code in request.POST]


def _given(opened: Opened) -> list[FieldSpec]:
    given = {Outcome.SHOW, Outcome.MASK}
    return [one.spec for one in opened.fields if one.decision.outcome in given]


def _texts(opened: Opened | None) -> dict[str, str]:
    return {one.spec.code: one.text for one in opened.fields if one.shown} if opened else {}


def _marks(opened: Opened | None) -> dict[str, str]:
    if opened is None:
        return {}
    given = {spec.code for spec in _given(opened)}
    return {
        one.spec.code: mark(one.version, one.text if one.shown else "")
        for one in opened.fields
        if one.spec.code in given
    }


def _form_page(
    page: DossierPage, spec: CompartmentSpec, form: ValuesForm, marks: dict[str, str]
) -> HttpResponse:
    content: dict[str, Any] = {
        **page.content("dossier"),
        "form": form,
        "spec": spec,
        "groups": form.groups([group_of(spec)]),
        "marks": [(f"{_MARK}{code}", value) for code, value in marks.items()],
        "blind": not marks,
        "seals_at": page.sitting_over(spec.code) if marks else None,
    }
    return render(page.request, "vault/edit.html", content, status=422 if form.errors else 200)
