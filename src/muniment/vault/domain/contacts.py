"""Lists of contact persons, kept as canonical JSON."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from muniment.core import canonical
from muniment.core.errors import gettext_noop
from muniment.vault.domain.amounts import Unreadable
from muniment.vault.domain.reach import read_email, read_phone, shown_phone
from muniment.vault.domain.tidy import lines, one_line

MOST_CONTACTS = 200
LONGEST_PART = 500
_PARTING = re.compile("[;；|\t]")
_ADDRESS_BEHIND_NAME = re.compile(r"(.*?)<([^<>]*@[^<>]*)>\Z")
_PHONE_LIKE = re.compile(r"\+?[\d\s()./-]{6,}([a-z]+[.:]?\s*\d+)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contact:
    """One person at the customer; at least a name, an address or a number."""

    name: str = ""
    post: str = ""
    email: str = ""
    phone: str = ""
    note: str = ""

    def line(self) -> str:
        """One line for people: `Maria Lund · Buyer · m@x.com · +45 …`."""
        phone = shown_phone(self.phone) if self.phone else ""
        parts = (self.name, self.post, self.email, phone, self.note)
        return " · ".join(part for part in parts if part)


PARTS = tuple(part.name for part in fields(Contact))


def read_contacts(text: str, region: str = "") -> tuple[Contact, ...]:
    """Read JSON, or one person a line with `;` between the parts.

    In a line an e-mail address and a phone number are known by their form; what is left
    is name, post and note in this order.

    Raises:
        Unreadable: nobody in it, somebody without name and reach, or a part that is wrong.
    """
    people = _from_json(text) if text.lstrip().startswith("[") else _from_lines(text)
    found = tuple(dict.fromkeys(_checked(person, region) for person in people))
    if len(found) > MOST_CONTACTS:
        raise Unreadable(gettext_noop("there are more than 200 people in it"))
    return found


def contacts_text(people: Iterable[Contact]) -> str:
    """Write contacts as canonical JSON; empty parts are left out."""
    rows = [{part: text for part in PARTS if (text := getattr(person, part))} for person in people]
    return canonical.dump(rows).decode()


def load_contacts(text: str) -> tuple[Contact, ...]:
    """Read what `contacts_text` wrote."""
    return tuple(Contact(**row) for row in json.loads(text))


def _from_json(text: str) -> list[Mapping[str, str]]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable(gettext_noop("it is not a list of people")) from None
    for row in rows:
        texts = isinstance(row, dict) and all(isinstance(part, str) for part in row.values())
        if not texts or not set(row) <= set(PARTS):
            raise Unreadable(gettext_noop("it is not a list of people"))
    return list(rows)


def _from_lines(text: str) -> list[Mapping[str, str]]:
    return [_from_line(line) for line in lines(text.replace("\t", ";"))]


def _from_line(line: str) -> Mapping[str, str]:
    person: dict[str, str] = {}
    rest: list[str] = []
    for part in filter(None, map(one_line, _PARTING.split(line))):
        if "email" not in person and (found := _ADDRESS_BEHIND_NAME.match(part)):
            person["email"] = found[2]
            rest.extend(filter(None, [found[1].strip()]))
        elif "email" not in person and "@" in part:
            person["email"] = part
        elif "phone" not in person and _PHONE_LIKE.match(part):
            person["phone"] = part
        else:
            rest.append(part)
    named = dict(zip(("name", "post"), rest, strict=False))
    return {**named, **person, "note": "; ".join(rest[2:])}


def _checked(person: Mapping[str, str], region: str) -> Contact:
    tidy = {part: one_line(person.get(part, "")) for part in PARTS}
    if any(len(text) > LONGEST_PART for text in tidy.values()):
        raise Unreadable(gettext_noop("a part of it is longer than 500 letters"))
    if not (tidy["name"] or tidy["email"] or tidy["phone"]):
        raise Unreadable(gettext_noop("somebody in it has no name, e-mail or phone"))
    if tidy["email"]:
        tidy["email"] = read_email(tidy["email"])
    if tidy["phone"]:
        tidy["phone"] = read_phone(tidy["phone"], region)
    return Contact(**tidy)
