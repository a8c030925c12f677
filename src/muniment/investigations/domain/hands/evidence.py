"""What each company shows: values by kind, with keys under which equal values meet."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from muniment.investigations.domain.hands.joining import site_of
from muniment.investigations.domain.hands.records import Record
from muniment.investigations.domain.hands.weights import Kind
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
        if len(account := _letters(record.bank_account)) > 5:
            yield Kind.BANK, account, record.bank_account, ""
        if tag := record.analytics_id.upper():
            yield Kind.ANALYTICS, tag, record.analytics_id, ""
        if network := network_of(record.inquiry_ip):
            yield Kind.NETWORK, network, record.inquiry_ip, ""
        if site := site_of(record.website):
            yield Kind.WEBSITE, site, record.website, ""
        if brand := self._brand(record.company_name):
            yield Kind.BRAND, brand, record.company_name, ""

    def _mailbox(self, record: Record) -> Iterator[tuple[Kind, str, str, str]]:
        address = mails.normal(record.email)
        if not address:
            return
        if mails.is_role(address):
            yield Kind.MAILBOX, address, record.email, "desk"
        elif stem := mails.local_part(address).stem:
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

    @cached_property
    def sound_counts(self) -> Counter[str]:
        """In how many companies a word of a person's name occurs, by sound."""
        counts: Counter[str] = Counter()
        for company in self.companies:
            counts.update({sound for key in company.values[Kind.PERSON] for sound in key.split()})
        return counts

    @cached_property
    def digit_counts(self) -> Counter[str]:
        """How many mailboxes end in which digits; "" for those without."""
        counts: Counter[str] = Counter()
        for company in self.companies:
            for shown in company.values[Kind.MAILBOX].values():
                counts.update({mails.local_part(one.text).digits for one in shown})
        return counts

    @cached_property
    def street_counts(self) -> Counter[str]:
        """How many companies show a street, whatever the house number."""
        counts: Counter[str] = Counter()
        for company in self.companies:
            counts.update({key.split("|")[0] for key in company.values[Kind.ADDRESS]})
        return counts

    @cached_property
    def house_repeat(self) -> float:
        """Chance that two addresses of one street have one house number, over all streets."""
        houses = Counter(
            key.split("|")[1] for company in self.companies for key in company.values[Kind.ADDRESS]
        )
        total = sum(houses.values())
        return sum(count * count for count in houses.values()) / (total * total) if total else 0.0


def network_of(address: str) -> str:
    """The block of 256 addresses (IPv4) or the /48 (IPv6) of an internet address, or ""."""
    if ":" in address:
        return ":".join(address.lower().split(":")[:3])
    parts = address.split(".")
    return ".".join(parts[:3]) if len(parts) == 4 and all(p.isdigit() for p in parts) else ""


def _letters(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign.isalnum())
