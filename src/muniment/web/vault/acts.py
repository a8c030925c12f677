"""Acting on a dossier: one page asks, one verb acts, whatever the act is.

Each act is a page of its own rather than a dialog: it says what follows before the button,
keeps what was typed when the verb refuses, and works without scripts.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from muniment.people.domain.roles import STAFF
from muniment.vault.services import NotYours
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.errors import PageNotFound
from muniment.web.vault.actforms import ActForm
from muniment.web.vault.actlist import ACTS, Act, Doing
from muniment.web.vault.head import DossierPage, open_page


@for_roles(*STAFF)
@never_cache
@require_http_methods(["GET", "POST"])
def act(request: StaffRequest, dossier_id: UUID, name: str, what: str = "") -> HttpResponse:
    """Ask for one act on a dossier, and do it.

    Raises: PageNotFound, NotYours, DossierNotFound, and what no other input would mend.
    """
    page, told = open_page(request, dossier_id), ACTS.get(name)
    if told is None:
        raise PageNotFound
    if told.verb.value not in page.rights:
        raise NotYours
    form = _form(page, told, what)
    doing = Doing(page, what, form, request.actor, page.now)
    if request.method == "POST" and attempt(form, lambda: _did(told, doing)):
        messages.success(request, str(told.done))
        return redirect(f"customers:{told.back}", dossier_id)
    back = reverse(f"customers:{told.back}", args=[dossier_id])
    content = {**page.content(told.back), "act": told, "form": form, "back_url": back}
    return render(request, "vault/act.html", content, status=422 if form.errors else 200)


def _form(page: DossierPage, told: Act, what: str) -> ActForm:
    request = page.request
    initial = told.begin(page, what) if told.begin and request.method == "GET" else {}
    return told.form(
        request.POST if request.method == "POST" else None,
        head=page.head, reader_id=request.reader.id, initial=initial,
    )  # fmt: skip


def _did(told: Act, doing: Doing) -> bool:
    told.do(doing)
    return True
