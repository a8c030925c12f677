"""A pasted card becomes a contact: read, looked over, saved."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from muniment.submissions.domain.cards import Card, read_card
from muniment.submissions.services import CardValues, save_card
from muniment.vault.domain.contacts import PARTS, Contact
from muniment.vault.domain.duties import KEEPERS, Verb
from muniment.vault.services import NotYours
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.submissions.forms import CardForm, PasteForm
from muniment.web.vault.editing import back_to_card
from muniment.web.vault.head import DossierPage, open_page

_OF_COMPANY = {
    "company": "identity.legal_name",
    "web": "identity.website",
    "address": "identity.registered_address",
}
_OF_CONTACTS = ("emails", "phones", "messengers")


@for_roles(*KEEPERS)
@never_cache
@require_http_methods(["GET", "POST"])
def paste(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Take a card and show what was read in it; nothing is saved yet.

    Raises: NotYours, DossierNotFound.
    """
    page = _page(request, dossier_id)
    if request.method == "GET":
        return _paste_page(page, PasteForm())
    form = PasteForm(request.POST, request.FILES)
    if not form.is_valid():
        return _paste_page(page, form, status=422)
    card = read_card(form.cleaned_data["text"])
    return _card_page(page, CardForm(initial=_proposed(card)), card.rest)


@for_roles(*KEEPERS)
@never_cache
@require_POST
def save(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Save what was looked over: a person, and what else stood on the card.

    Raises: NotYours, DossierClosed, DossierNotFound.
    """
    page = _page(request, dossier_id)
    form = CardForm(request.POST)
    saved = attempt(
        form,
        lambda: save_card(
            dossier_id=dossier_id, card=_values(form.cleaned_data),
            told=form.cleaned_data["told"], by=request.actor, at=page.now,
        ),
    )  # fmt: skip
    if saved:
        messages.success(request, gettext("Saved. Former values stay on record."))
        return back_to_card(dossier_id, "contacts")
    return _card_page(page, form, (), status=422)


def _values(said: Mapping[str, str]) -> CardValues:
    return CardValues(
        person=Contact(**{part: said[part].strip() for part in PARTS}),
        lines={f"contacts.{name}": said[name] for name in _OF_CONTACTS},
        company={code: said[name] for name, code in _OF_COMPANY.items()},
    )


def _proposed(card: Card) -> dict[str, str]:
    """Fill the form: the first address and number are the person's, a mobile before a desk."""
    phones = [one for one in card.numbers if one.kind != "fax"]
    phones.sort(key=lambda one: one.kind != "mobile")
    faxes = [gettext("fax %(number)s") % {"number": one.number} for one in card.numbers
             if one.kind == "fax"]  # fmt: skip
    apps = [f"{one.app}: {one.number}" for one in card.numbers if one.app]
    return {
        "name": card.name,
        "post": card.post,
        "email": card.emails[0] if card.emails else "",
        "phone": phones[0].number if phones else "",
        "note": "; ".join(faxes),
        "emails": "\n".join(card.emails[1:]),
        "phones": "\n".join(one.number for one in phones[1:]),
        "messengers": "\n".join([*card.messengers, *apps]),
        "company": card.company,
        "web": card.web,
        "address": "\n".join(card.address),
        "told": gettext("business card"),
    }


def _page(request: StaffRequest, dossier_id: UUID) -> DossierPage:
    page = open_page(request, dossier_id)
    if Verb.SUBMIT not in page.rights.verbs:
        raise NotYours
    return page


def _paste_page(page: DossierPage, form: PasteForm, status: int = 200) -> HttpResponse:
    content = {**page.content("dossier"), "form": form}
    return render(page.request, "submissions/paste.html", content, status=status)


def _card_page(
    page: DossierPage, form: CardForm, rest: Sequence[str], status: int = 200
) -> HttpResponse:
    content = {
        **page.content("dossier"),
        "form": form,
        "person": [form[name] for name in PARTS],
        "others": [form[name] for name in _OF_CONTACTS],
        "company": [form[name] for name in _OF_COMPANY],
        "rest": rest,
    }
    return render(page.request, "submissions/card.html", content, status=status)
