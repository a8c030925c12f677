"""One shape for whoever stands on a list of denied parties, whichever government wrote it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class PartyKind(StrEnum):
    """What is listed; `UNKNOWN` is screened with every kind."""

    PERSON = "person"
    ENTITY = "entity"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    UNKNOWN = "unknown"


class NameQuality(StrEnum):
    """How good the list itself calls a name: weak ones are nicknames and single words."""

    PRIMARY = "primary"
    ALIAS = "alias"
    WEAK = "weak"


class DateSource(StrEnum):
    """Where the date of a list comes from; a file's own time is the last resort and says so."""

    FILE = "file"
    GIVEN = "given"
    FILE_NAME = "file_name"
    FILE_TIME = "file_time"
    LIVING = "living"  # the house's own list is always of today


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name as the list writes it."""

    text: str
    quality: NameQuality = NameQuality.PRIMARY


@dataclass(frozen=True, slots=True)
class ListedParty:
    """One listed party.

    Attributes:
        list_id: short name of the list: `ofac_sdn`, `un`, `eu`, `uk`, `bis_dpl`, …
        uid: what the list itself calls the row; stable from version to version.
        names: the primary one first.
        countries: ISO alpha-2 where the list's words are known, else as written.
        birth_dates: `1960-08-11`, `1960-08`, `1960`, `1955/1958` (a span), `~1957` (about).
        identifiers: (kind as the list calls it, value) of passports, registrations, ships.
        programmes: under which the party is listed.
        listed_on, changed_on: ISO days, or "" when the list does not say.
    """

    list_id: str
    uid: str
    kind: PartyKind
    names: tuple[ListedName, ...]
    countries: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    programmes: tuple[str, ...] = ()
    remarks: str = ""
    listed_on: str = ""
    changed_on: str = ""

    @property
    def name(self) -> str:
        """The primary name."""
        return self.names[0].text

    def fingerprint(self) -> str:
        """Hash of all that the list says about the party; another one means it was changed."""
        return hashlib.sha256(to_json(self).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class ListDate:
    """The day of a list's state, and how we know it."""

    on: date
    source: DateSource

    def age_days(self, today: date) -> int:
        """How old the list is; a date in the future counts as today."""
        return max(0, (today - self.on).days)


def to_json(party: ListedParty) -> str:
    """Write a party as one line of JSON, always the same way."""
    told = {
        "list": party.list_id,
        "uid": party.uid,
        "kind": party.kind.value,
        "names": [[name.text, name.quality.value] for name in party.names],
        "countries": party.countries,
        "birth_dates": party.birth_dates,
        "addresses": party.addresses,
        "identifiers": party.identifiers,
        "programmes": party.programmes,
        "remarks": party.remarks,
        "listed_on": party.listed_on,
        "changed_on": party.changed_on,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> ListedParty:
    """Read what `to_json` wrote."""
    told: Mapping[str, Any] = json.loads(text)
    return ListedParty(
        list_id=told["list"],
        uid=told["uid"],
        kind=PartyKind(told["kind"]),
        names=tuple(ListedName(text, NameQuality(quality)) for text, quality in told["names"]),
        countries=tuple(told["countries"]),
        birth_dates=tuple(told["birth_dates"]),
        addresses=tuple(told["addresses"]),
        identifiers=tuple((kind, value) for kind, value in told["identifiers"]),
        programmes=tuple(told["programmes"]),
        remarks=told["remarks"],
        listed_on=told["listed_on"],
        changed_on=told["changed_on"],
    )
