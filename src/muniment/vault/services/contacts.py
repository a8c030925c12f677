"""Adding people to a dossier without having its list of contacts before one's eyes.

The house opens the list, adds, and seals the next version. Nobody is shown anything, not even
whether somebody stood in it before: so adding needs the right to submit and no look.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.keys import ring
from muniment.vault.catalogue import current
from muniment.vault.domain.contacts import Contact, contacts_text, load_contacts
from muniment.vault.domain.duties import Verb
from muniment.vault.domain.fields import FieldType
from muniment.vault.models import FieldValue
from muniment.vault.sealing import Place, open_value
from muniment.vault.services.common import hand
from muniment.vault.services.values import parse_all, submit_values

CONTACTS = "contacts"


def add_contacts(
    *, dossier_id: UUID, entries: Mapping[str, str], told: str = "", by: Actor, at: datetime
) -> dict[str, int]:
    """Add entries to fields of the compartment `contacts` that hold several.

    Somebody of the same mail address, or of the same name where either has none, is one person:
    what is new about her is filled in, and what is given now goes before what stood there.

    Args:
        entries: by field code, people and lines as `submit_values` takes them.

    Returns:
        The version that each field now has.

    Raises:
        ValueInvalid, FieldUnknown, NothingSubmitted, NotYours, DossierClosed, DossierNotFound:
            as for `submit_values`; nothing was written.
    """
    with transaction.atomic():
        hand(by, dossier_id, Verb.SUBMIT)
        given = parse_all(current(), CONTACTS, entries)
        standing = _standing(dossier_id, given)
        merged = {
            code: _merged(code, standing.get(code, ""), new.text) for code, new in given.items()
        }
        return submit_values(
            dossier_id=dossier_id, compartment=CONTACTS, values=merged, told=told, by=by, at=at
        )


def _standing(dossier_id: UUID, codes: Iterable[str]) -> dict[str, str]:
    """The values that stand, opened inside the house."""
    pair = (dossier_id, CONTACTS)
    key = ring.data_keys([pair]).get(pair)
    if key is None:
        return {}
    rows = FieldValue.objects.filter(
        dossier=dossier_id, compartment=CONTACTS, field__in=list(codes), superseded_at=None,
        erased_at=None,
    )  # fmt: skip
    return {
        row.field: open_value(
            key, bytes(row.sealed), place=Place(dossier_id, CONTACTS, row.field, row.version)
        ).value
        for row in rows
    }


def _merged(code: str, old: str, new: str) -> str:
    spec = current().fields[code]
    if not old:
        return new
    if spec.type is FieldType.CONTACTS:
        return contacts_text(_together(load_contacts(old), load_contacts(new)))
    return "\n".join(dict.fromkeys([*old.splitlines(), *new.splitlines()])) if spec.several else new


def _together(old: Iterable[Contact], new: Iterable[Contact]) -> list[Contact]:
    people = list(old)
    for person in new:
        place = next((at for at, known in enumerate(people) if _same(known, person)), None)
        if place is None:
            people.append(person)
        else:
            people[place] = _filled(people[place], person)
    return people


def _same(known: Contact, person: Contact) -> bool:
    if known.email and person.email:
        return known.email == person.email
    return bool(person.name) and known.name.casefold() == person.name.casefold()


def _filled(known: Contact, person: Contact) -> Contact:
    given = {one.name: getattr(person, one.name) for one in fields(Contact)}
    return replace(known, **{name: text for name, text in given.items() if text})
