"""What each company shows: values by kind, with keys under which equal values meet."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from muniment.investigations.domain.hands.joining import site_of
from muniment.investigations.domain.hands.records import Record
from muniment.investigations.domain.hands.weights import GENERATES_UP_TO, MORE_DIGITS, Kind
from muniment.matching import addresses, companies, mails, people, phones

_GENERAL_PLACES = 3  # a word is a place when it is the city of at least so many records


@dataclass(frozen=True, slots=True)
class Shown:
    """One value as somebody wrote it.

    Attributes:
        text: as written.
        rec_id: the record that shows it; `source` where that record came from.
        hint: what a closer comparison needs: the country of a telephone, the city of an address.
    """

    text: str
    rec_id: str
    source: str
    hint: str = ""


Values = dict[Kind, dict[str, list[Shown]]]
"""Kind → key → the values of one company with that key."""


@dataclass(frozen=True, slots=True)
class Company:
    """One company, as its records show it.

    Attributes:
        number: its place among the companies, from 0.
        name: the name that most records give.
        rec_ids: its records.
    """

    number: int
    name: str
    rec_ids: tuple[str, ...]
    values: Values


class Reader:
    """Takes records apart; knows the places that occur, to keep them out of names."""

    def __init__(self, records: Sequence[Record]) -> None:
        cities = Counter(record.city.lower() for record in records if record.city)
        self._cities = {city for city, count in cities.items() if count >= _GENERAL_PLACES}
        self._place_words = {word for city in self._cities for word in city.split()}

    def company(self, number: int, records: Sequence[Record]) -> Company:
        """Gather what the records of one company show."""
        values: Values = {kind: defaultdict(list) for kind in Kind}
        for record in records:
            for kind, key, text, hint in self._values(record):
                values[kind][key].append(Shown(text, record.rec_id, record.source, hint))
        names = Counter(record.company_name for record in records if record.company_name)
        name = min(names, key=lambda one: (-names[one], one), default="")
        plain = {kind: dict(keys) for kind, keys in values.items()}
        return Company(number, name, tuple(record.rec_id for record in records), plain)

    def _values(self, record: Record) -> Iterator[tuple[Kind, str, str, str]]:
        if phone := phones.key(record.phone, record.country):
            yield Kind.PHONE, phone, record.phone, record.country
        yield from self._mailbox(record)
        for name in (record.director, record.contact_name):
            for key in people.keys(name) if name else ():
                yield Kind.PERSON, key, name, ""
        city = self._city_of(record)
        for key in addresses.parse(record.address, city).keys() if record.address else ():
            yield Kind.ADDRESS, key, record.address, city
        for kind, key, text in self._marks(record):
            if key:
                yield kind, key, text, ""

    def _marks(self, record: Record) -> Iterator[tuple[Kind, str, str]]:
        """What needs no hint: its key, "" where there is none, and as it is written."""
        account = _letters(record.bank_account)
        yield Kind.BANK, account if len(account) > 5 else "", record.bank_account
        yield Kind.ANALYTICS, record.analytics_id.upper(), record.analytics_id
        yield Kind.ICON, record.icon.lower(), record.icon
        yield Kind.TEMPLATE, record.template.lower(), record.template
        yield Kind.NETWORK, network_of(record.inquiry_ip), record.inquiry_ip
        yield Kind.WEBSITE, site_of(record.website), record.website
        yield Kind.BRAND, self._brand(record.company_name), record.company_name

    def _mailbox(self, record: Record) -> Iterator[tuple[Kind, str, str, str]]:
        address = mails.normal(record.email)
        if not address:
            return
        if mails.is_role(address):
            yield Kind.MAILBOX, address, record.email, "desk"
            return
        for stem in mails.local_part(address).stems():
            yield Kind.MAILBOX, stem, record.email, ""

    def _city_of(self, record: Record) -> str:
        """The city with which the address itself ends, or else that of the record."""
        tail = " ".join(record.address.lower().replace(",", " ").split()[-4:])
        ends = [city for city in self._cities if tail.endswith(" " + city)]
        return max(ends, key=len, default=record.city)

    def _brand(self, name: str) -> str:
        brand = companies.parse(name).brand
        telling = [word for word in brand if word not in self._place_words]
        return companies.squeeze("".join(telling or brand))


class Index:
    """Who shares what: for each kind and key the companies that show it."""

    def __init__(self, shown_by: Sequence[Company]) -> None:
        self.companies = shown_by
        self.sharers: dict[Kind, dict[str, list[int]]] = {kind: defaultdict(list) for kind in Kind}
        for company in shown_by:
            for kind, keys in company.values.items():
                for key in keys:
                    self.sharers[kind][key].append(company.number)

    def sharing(self, kind: Kind, key: str) -> Sequence[int]:
        """The companies that show a value."""
        return self.sharers[kind].get(key, ())

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Pairs that share a value which is not too common, each once."""
        seen: set[tuple[int, int]] = set()
        for kind in Kind:
            for sharers in self.sharers[kind].values():
                if len(sharers) <= GENERATES_UP_TO[kind]:
                    new = set(combinations(sharers, 2)) - seen
                    seen |= new
                    yield from sorted(new)

    @cached_property
    def _sounds(self) -> tuple[Counter[str], dict[str, set[str]]]:
        counts: Counter[str] = Counter()
        beside: dict[str, set[str]] = defaultdict(set)
        for company in self.companies:
            full = [key.split() for key in company.values[Kind.PERSON] if key[0] != "."]
            short = {key[1:].split()[0] for key in company.values[Kind.PERSON] if key[0] == "."}
            counts.update({sound for pair in full for sound in pair} | short)
            for one, other in full:
                beside[one].add(other)
                beside[other].add(one)
        return counts, beside

    @cached_property
    def _speakers(self) -> dict[str, int]:
        """How often the names occur that go with a name: the size of its language, roughly."""
        counts, beside = self._sounds
        return {sound: sum(counts[other] for other in others) for sound, others in beside.items()}

    def namesakes(self, key: str) -> float:
        """How many companies besides two would show a person of this name by chance.

        Given and family name are taken as independent within their language; the two companies
        in question are left out, so that a name which only they show has no namesakes.
        """
        counts, _ = self._sounds
        one, other = key.split()
        # A newcomer that is held against the index may bear a name that nobody in it has.
        known = (self._speakers[sound] for sound in (one, other) if sound in self._speakers)
        pool = min(known, default=0)
        return max(counts[one] - 2, 0) * max(counts[other] - 2, 0) / max(pool, 1)

    def bearers(self, key: str) -> int:
        """How many companies show somebody with the rarer name of a key, by sound."""
        counts, _ = self._sounds
        names = key[1:].split()[:1] if key[0] == "." else key.split()
        return min(counts[name] for name in names)

    @cached_property
    def _brand_words(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for company in self.companies:
            counts.update(set(companies.parse(company.name).brand))
        return counts

    def brands_alike(self, name: str) -> float:
        """How many companies besides two would choose the telling words of a name by chance."""
        words = companies.parse(name).brand
        expected = float(len(self.companies))
        for word in words:
            expected *= max(self._brand_words[word] - 2, 0) / max(len(self.companies), 1)
        return expected if words else 0.0

    @cached_property
    def digit_counts(self) -> Counter[str]:
        """How many mailboxes end in which digits; "" for those without."""
        counts: Counter[str] = Counter()
        for company in self.companies:
            boxes = {one.text for shown in company.values[Kind.MAILBOX].values() for one in shown}
            counts.update({mails.local_part(box).digits for box in boxes})
        return counts

    @cached_property
    def _digits_beginning(self) -> Counter[str]:
        beginning: Counter[str] = Counter()
        for digits, count in self.digit_counts.items():
            for length in range(max(0, len(digits) - MORE_DIGITS), len(digits) + 1):
                beginning[digits[:length]] += count
        return beginning

    def digits_share(self, digits: str) -> float:
        """Chance that a mailbox ends in these digits, or in these and a few more."""
        total = sum(self.digit_counts.values())
        return min(1.0, (self._digits_beginning[digits] + 1) / (total + 1))

    @cached_property
    def _doors(self) -> tuple[Counter[tuple[str, str]], dict[bool, float]]:
        """Companies by street (or building) and city; chance of an equal number in each."""
        streets: Counter[tuple[str, str]] = Counter()
        numbers: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
        for company in self.companies:
            for key, shown in company.values[Kind.ADDRESS].items():
                street, number, *city = key.split("|")
                streets.update({(street, "" if city else one.hint.lower()) for one in shown})
                numbers[bool(city)][number] += 1
        return streets, {named: _repeat(counts) for named, counts in numbers.items()}

    def neighbours(self, key: str, city: str) -> float:
        """How many companies besides two would have this house number of a street by chance.

        For an address without street, the same for the unit in all buildings of that name: a
        business centre that has the same six desk numbers in each city says little.
        """
        streets, repeat = self._doors
        street, _, *building_city = key.split("|")
        named = bool(building_city)
        there = streets[(street, "" if named else city.lower())]
        return max(there - 2, 0) * repeat[named]


def _repeat(counts: Counter[str]) -> float:
    total = sum(counts.values())
    return sum(count * count for count in counts.values()) / (total * total) if total else 0.0


def network_of(address: str) -> str:
    """The block of 256 addresses (IPv4) or the /48 (IPv6) of an internet address, or ""."""
    if ":" in address:
        return ":".join(address.lower().split(":")[:3])
    parts = address.split(".")
    return ".".join(parts[:3]) if len(parts) == 4 and all(p.isdigit() for p in parts) else ""


def _letters(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign.isalnum())
