"""A card that somebody looked over becomes values of a dossier, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.vault import queries as vault
from muniment.vault import services as dossiers
from muniment.vault.catalogue import current
from muniment.vault.domain.contacts import Contact, contacts_text

PEOPLE = "contacts.people"


@dataclass(frozen=True, slots=True)
class CardValues:
    """What is saved of a card; empty parts are left out.

    Attributes:
        person: somebody at the customer.
        lines: more for the compartment `contacts`, by field code.
        company: values of the compartment `identity`, saved only where there is none yet.
    """

    person: Contact
    lines: Mapping[str, str]
    company: Mapping[str, str]


def save_card(
    *, dossier_id: UUID, card: CardValues, told: str = "", by: Actor, at: datetime
) -> tuple[str, ...]:
    """Add a person and what else stood on her card; nothing that stands is overwritten.

    Returns:
        The codes of the fields that got a new version.

    Raises:
        NothingSubmitted: the card is empty.
        ValueInvalid, NotYours, DossierClosed, DossierNotFound: as for submitting values; nothing
            was written.
    """
    entries = {code: text for code, text in card.lines.items() if text.strip()}
    if card.person != Contact():
        entries[PEOPLE] = contacts_text([card.person])
    with transaction.atomic():
        company = _missing(dossier_id, card.company) if entries else {}
        versions = dossiers.add_contacts(
            dossier_id=dossier_id, entries=entries, told=told, by=by, at=at
        )
        if company:
            versions |= dossiers.submit_values(
                dossier_id=dossier_id, compartment="identity", values=company, told=told, by=by,
                at=at,
            )  # fmt: skip
    return tuple(sorted(versions))


def _missing(dossier_id: UUID, given: Mapping[str, str]) -> dict[str, str]:
    """What the dossier has no value for yet, of fields that the company uses."""
    known = {row.field for row in vault.ages_of([dossier_id]).get(dossier_id, [])}
    fields = current().fields
    return {
        code: text
        for code, text in given.items()
        if text.strip() and code in fields and code not in known
    }
