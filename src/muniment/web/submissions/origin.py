"""The origin file of one customer: who found it, who assigned it, what proves it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from muniment.core import clock
from muniment.people import queries as people
from muniment.submissions import queries, services
from muniment.submissions.queries import OriginRow
from muniment.vault.domain.duties import KEEPERS, Verb
from muniment.vault.services import NotYours
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.submissions.forms import OriginForm
from muniment.web.vault.head import DossierPage, open_page

_PARTS = ("found_by", "assigned_to", "assigned_by", "recorded_by", "confirmed_by")


@for_roles(*KEEPERS)
@never_cache
@require_http_methods(["GET", "POST"])
def origin(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Show the origin file and take a new one.

    Raises: NotYours for those who neither keep nor lead the customer; DossierNotFound.
    """
    page = _page(request, dossier_id)
    if request.method == "GET":
        return _rendered(page, OriginForm())
    form = OriginForm(request.POST, request.FILES)
    saved = attempt(
        form,
        lambda: services.record_origin(
            dossier_id=dossier_id, found=form.told(), by=request.actor, at=page.now
        ),
    )
    if saved:
        messages.success(request, gettext("On record. Somebody above you can confirm it."))
        return redirect("submissions:origin", dossier_id)
    return _rendered(page, form, status=422)


@for_roles(*KEEPERS)
@require_POST
def confirm(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Confirm the origin file as one who leads the keeper.

    Raises: OriginMissing, OriginYourOwn, NotYours, DossierClosed, DossierNotFound.
    """
    services.confirm_origin(dossier_id=dossier_id, by=request.actor, at=clock.now())
    messages.success(request, gettext("Confirmed, with your name and the day."))
    return redirect("submissions:origin", dossier_id)


def _page(request: StaffRequest, dossier_id: UUID) -> DossierPage:
    page = open_page(request, dossier_id)
    if Verb.SUBMIT not in page.rights.verbs:
        raise NotYours
    return page


def _rendered(page: DossierPage, form: OriginForm, status: int = 200) -> HttpResponse:
    row = queries.origin_of(page.head.id)
    content = {
        **page.content("dossier"),
        "row": row,
        "named": _named(row) if row else {},
        "form": form,
        "may_confirm": row is not None and _may_confirm(page, row),
    }
    return render(page.request, "submissions/origin.html", content, status=status)


def _named(row: OriginRow) -> dict[str, str]:
    names = people.names(getattr(row, part) for part in _PARTS)
    return {part: names.get(getattr(row, part), "") for part in _PARTS}


def _may_confirm(page: DossierPage, row: OriginRow) -> bool:
    if row.dossier_id != page.head.id:  # of a dossier that was merged into this one
        return False
    if row.confirmed_at is not None or Verb.VERIFY not in page.rights.verbs:
        return False
    return page.request.reader.id not in {row.recorded_by, row.found_by}
