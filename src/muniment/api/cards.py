"""A card read and saved, and values verified on a visit."""

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.shapes import (
    Asked,
    Code,
    FieldCode,
    LongText,
    Sentence,
    Shape,
    Text,
    VersionNumber,
)
from muniment.api.submissions import ONE, READ, WRITE, require_part
from muniment.submissions import services
from muniment.submissions.domain.cards import read_card
from muniment.submissions.services import CardValues
from muniment.vault.domain.contacts import Contact
from muniment.vault.domain.duties import KEEPERS, LEADING

router = Router(tags=["Submissions and credit"])


class CardAsked(Asked):
    """A pasted card, signature, letter or vCard; numbers without code belong to `country`."""

    text: Annotated[LongText, Field(min_length=1)]
    country: Annotated[str, Field(pattern=r"^([A-Za-z]{2})?$")] = ""


class NumberTold(Shape):
    """A number: `phone`, `mobile` or `fax`; `app` names a messenger."""

    number: str
    kind: str
    app: str


class CardTold(Shape):
    """What was read; nothing is kept of it. `rest` fitted nowhere."""

    name: str
    post: str
    company: str
    numbers: list[NumberTold]
    emails: list[str]
    web: str
    address: list[str]
    country: str
    messengers: list[str]
    rest: list[str]


class ContactAsked(Asked):
    """A person to add; company values are saved only where the dossier has none."""

    name: Text = ""
    post: Text = ""
    email: Text = ""
    phone: Text = ""
    note: Text = ""
    emails: Sentence = ""
    phones: Sentence = ""
    messengers: Sentence = ""
    company: Text = ""
    web: Text = ""
    address: Sentence = ""
    told: Text = ""


class FieldsChanged(Shape):
    """The fields that got a new version."""

    fields: list[str]


class VisitTold(Shape):
    """A visit of the caller's own that can stand behind verified values."""

    touch_id: UUID
    happened_on: date
    is_traced: bool


class VisitsTold(Shape):
    """Visits of the last 90 days, newest first."""

    rows: list[VisitTold]


class VisitCheckAsked(Asked):
    """Which versions of which fields were verified on which visit."""

    compartment: Code
    versions: Annotated[dict[FieldCode, VersionNumber], Field(min_length=1, max_length=200)]
    visit_id: UUID


@reads(router, "/cards", scope=WRITE, answer=CardTold, roles=KEEPERS, asks=True)
def card_read(request: ApiRequest, told: CardAsked) -> object:  # noqa: ARG001 - its form
    """Read a pasted card into its parts; nothing is kept."""
    return read_card(told.text, country=told.country)


@does(router, f"{ONE}/contacts-from-card", scope=WRITE, answer=FieldsChanged, roles=KEEPERS)
def save_card(request: ApiRequest, dossier_id: UUID, told: ContactAsked) -> object:
    """Add a person and what else stood on her card; nothing that stands is overwritten."""
    caller = request.auth
    card = CardValues(
        person=Contact(told.name, told.post, told.email, told.phone, told.note),
        lines={
            "contacts.emails": told.emails, "contacts.phones": told.phones,
            "contacts.messengers": told.messengers,
        },
        company={
            "identity.legal_name": told.company, "identity.website": told.web,
            "identity.registered_address": told.address,
        },
    )  # fmt: skip
    changed = services.save_card(
        dossier_id=dossier_id, card=card, told=told.told, by=caller.actor, at=caller.at
    )
    return {"fields": changed}


@reads(router, f"{ONE}/proving-visits", scope=READ, answer=VisitsTold, roles=LEADING)
def proving_visits(request: ApiRequest, dossier_id: UUID) -> object:
    """List the caller's own visits to a customer that can stand behind verified values."""
    caller = request.auth
    require_part(request, dossier_id)
    return {"rows": services.visits_that_prove(dossier_id, caller.reader.id, at=caller.at)}


@does(router, f"{ONE}/verify-on-visit", scope=WRITE, roles=LEADING)
def verify_on_visit(request: ApiRequest, dossier_id: UUID, told: VisitCheckAsked) -> None:
    """Confirm that values still hold, as seen on a visit of one's own."""
    caller = request.auth
    services.verify_on_visit(
        dossier_id=dossier_id, compartment=told.compartment, fields=told.versions,
        visit_id=told.visit_id, by=caller.actor, at=caller.at,
    )  # fmt: skip
