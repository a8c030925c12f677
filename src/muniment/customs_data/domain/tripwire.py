"""Who in the customs records is somebody we watch: former staff and agents, by their traces.

A former colleague seldom trades under the old name. A telephone number, a mailbox, an address
or a company's name that the records share with what we know is a trace; each is told with both
writings, so that a person can judge. A trace is a reason to look, never an accusation.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz, process

from muniment.matching import addresses, mails, names, phones
from muniment.matching.names import Kind, PreparedName, Strictness

SAME_HOUSE: Final = 0.9
"""Closeness from which two addresses are one: the same house, and no other unit named."""
QUICK: Final = 70.0  # of 100: how alike names must be to be compared with care
NOMINATED: Final = 20
_DIGITS: Final = re.compile(r"\D+")
_WORDS: Final = re.compile(r"[^\W_]+")
_TAIL: Final = 7  # digits that two writings of one number share at least


class Trace(StrEnum):
    """By what a party was recognised."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Watched:
    """Somebody whose dealings with our customers must be noticed.

    Attributes:
        id: what the caller knows it by.
        names: of companies, not of the person: persons stand in records as companies.
    """

    id: str
    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A seller or agent as the records write it."""

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Touch:
    """One trace that a party shares with somebody watched: what we know, what is written."""

    trace: Trace
    known: str
    written: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A watched party that deals with a customer of ours, or in our goods.

    Attributes:
        watched: id; why: its traces; party: as written; role: "seller" or "agent".
        customer: id of our customer, "" when only the goods are ours.
        is_product: whether the goods are ours.
        load_id, source_row: the first of these rows; rows: how many; value_usd: their sum.
    """

    watched: str
    why: tuple[Touch, ...]
    party: str
    role: str
    buyer: str
    customer: str
    is_product: bool
    load_id: str
    source_row: int
    first_seen: date | None
    last_seen: date | None
    rows: int
    value_usd: float


class Net:
    """The watched, laid out so that a hundred thousand parties are held against them quickly."""

    def __init__(self, watched: Iterable[Watched]) -> None:
        self._names: list[tuple[str, str, PreparedName]] = []
        self._phones: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._emails: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._addresses: list[tuple[str, str, addresses.Address, frozenset[str]]] = []
        for one in watched:
            self._lay(one)

    def _lay(self, one: Watched) -> None:
        self._names.extend((one.id, name, names.prepare(name, Kind.COMPANY)) for name in one.names)
        for phone in one.phones:
            self._phones[_tail(phone)].append((one.id, phone))
        for email in one.emails:
            if address := mails.normal(email):
                self._emails[address].append((one.id, email))
        self._addresses.extend(
            (one.id, text, addresses.parse(text), _numbers(text)) for text in one.addresses
        )

    def catch(self, parties: Iterable[Party]) -> dict[Party, dict[str, tuple[Touch, ...]]]:
        """Give every party with a trace: id of the watched → its traces."""
        known = list(dict.fromkeys(parties))
        caught: defaultdict[Party, defaultdict[str, list[Touch]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for party, watched, touch in (*self._by_name(known), *self._by_trace(known)):
            caught[party][watched].append(touch)
        return {
            party: {watched: tuple(touches) for watched, touches in found.items()}
            for party, found in caught.items()
        }

    def _by_name(self, parties: Sequence[Party]) -> Iterator[tuple[Party, str, Touch]]:
        """Nominate by quick likeness of the whole list, then compare with care."""
        written: defaultdict[str, list[Party]] = defaultdict(list)
        for party in parties:
            if key := names.key(party.name):
                written[key].append(party)
        keys = list(written)
        for watched, name, prepared in self._names:
            alike = process.extract(
                names.key(name), keys, scorer=fuzz.token_sort_ratio, score_cutoff=QUICK,
                limit=NOMINATED,
            )  # fmt: skip
            for party in (party for key, _score, _place in alike for party in written[key]):
                match = names.compare(prepared, party.name, strictness=Strictness.MERGING)
                if match.is_match:
                    yield party, watched, Touch(Trace.NAME, name, party.name)

    def _by_trace(self, parties: Iterable[Party]) -> Iterator[tuple[Party, str, Touch]]:
        for party in parties:
            for watched, phone in self._phones.get(_tail(party.phone), ()):
                if phones.agree(phone, party.phone):
                    yield party, watched, Touch(Trace.PHONE, phone, party.phone)
            if "@" in party.email:
                for watched, email in self._emails.get(mails.normal(party.email), ()):
                    yield party, watched, Touch(Trace.EMAIL, email, party.email)
            yield from self._by_address(party)

    def _by_address(self, party: Party) -> Iterator[tuple[Party, str, Touch]]:
        """Compare addresses that share a number at all; taking one apart costs more than that."""
        numbers = _numbers(party.address) if self._addresses else frozenset()
        near = [one for one in self._addresses if one[3] & numbers]
        if not near:
            return
        written = addresses.parse(party.address)
        for watched, text, address, _shared in near:
            if addresses.closeness(address, written) >= SAME_HOUSE:
                yield party, watched, Touch(Trace.ADDRESS, text, party.address)


def _tail(phone: str) -> str:
    digits = _DIGITS.sub("", phone)
    return digits[-_TAIL:] if len(digits) >= _TAIL else "-"


def _numbers(address: str) -> frozenset[str]:
    words = _WORDS.findall(address.lower())
    return frozenset(word for word in words if any(sign.isdigit() for sign in word))


class Customers:
    """Our customers by name, for buyers as the records write them."""

    def __init__(self, customers: Mapping[str, Iterable[str]]) -> None:
        self._ids: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for id_, written in customers.items():
            for name in written:
                if key := names.key(name):
                    self._ids.setdefault(key, id_)
                    self._names.setdefault(key, name)
        self._keys = list(self._ids)

    def id_of(self, buyer: str) -> str:
        """Give the customer that a buyer is, "" when it is none of ours."""
        key = names.key(buyer)
        if key in self._ids:
            return self._ids[key]
        alike = process.extract(
            key, self._keys, scorer=fuzz.token_sort_ratio, score_cutoff=QUICK, limit=5
        )
        for near, _score, _place in alike:
            match = names.compare(self._names[near], buyer, strictness=Strictness.MERGING)
            if match.is_match:
                return self._ids[near]
        return ""
