"""Invented customers: believable, repeatable, and nobody's.

The same seed gives the same customers. Names are common words and common family names;
domains end in `.example` (RFC 2606); phone numbers come from ranges kept for fiction.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from random import Random
from typing import Any

_POSTS = ("Buyer", "Owner", "Purchasing manager", "Director", "Accounts", "Merchandiser")
_TERMS = (
    "30% T/T deposit, 70% against copy of B/L",
    "100% T/T before shipment",
    "L/C at sight",
    "O/A 60 days, Sinosure insured",
    "D/P at sight",
    "50% T/T deposit, 50% before shipment",
)
_INDUSTRIES = ("importer", "retailer", "online_seller", "brand", "trading_house")
_CHANNELS = ("fair", "platform", "website", "outreach", "referral", "visit")
_INCOTERMS = ("fob", "cif", "exw", "cfr", "dap")
_FIRST_DAY = date(2004, 1, 5)


@dataclass(frozen=True, slots=True)
class Person:
    """A contact person; the phone may be empty."""

    name: str
    post: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class InventedCustomer:
    """One customer with everything that a customer file or a dossier takes.

    Attributes:
        code: our number for it.
        country: ISO 3166-1 alpha-2.
        values: canonical texts by field code, ready for `vault` verbs.
    """

    code: str
    legal_name: str
    country: str
    people: tuple[Person, ...]
    values: dict[str, str]


def countries() -> tuple[str, ...]:
    """List the countries from which customers can be invented."""
    return tuple(code for code in _places() if len(code) == 2)


def invent_customers(
    seed: int, n: int, countries: Sequence[str] = ("GB",), *, codes: Sequence[str] | None = None
) -> Iterator[InventedCustomer]:
    """Invent `n` customers; the k-th comes from `countries[k % len(countries)]`.

    No two share a name, a domain, a phone or a register number.

    Args:
        codes: their customer numbers, `n` of them; by default C10001 and on.
    """
    random, taken = Random(seed), set[str]()  # noqa: S311 - invention, not secrecy
    for place in range(n):
        country = countries[place % len(countries)]
        code = codes[place] if codes is not None else f"C{10001 + place}"
        yield _invented(random, code, country, place, taken)


def _invented(
    random: Random, code: str, country: str, place: int, taken: set[str]
) -> InventedCustomer:
    told = _places()[country]
    name = _name(random, told, taken)
    domain = _domain(name, taken)
    people = tuple(
        _person(random, told, domain, post, place * 2 + number)
        for number, post in enumerate(random.sample(_POSTS, random.choice((1, 1, 2))))
    )
    street = told["street"] % random.randint(1, 240)
    first = _FIRST_DAY + timedelta(days=random.randint(0, 2400))
    values = {
        "identity.legal_name": name,
        "identity.country": country,
        "identity.customer_code": code,
        "identity.registration_number": _numbered(told["register"], place, 17),
        "identity.tax_number": _numbered(told["tax"], place, 29),
        "identity.website": f"https://{domain}",
        "identity.registered_address": f"{street}\n{random.choice(told['cities'])}",
        "identity.industry": random.choice(_INDUSTRIES),
        "identity.status": "active",
        "contacts.emails": f"office@{domain}",
        "pricing.payment_terms": random.choice(_TERMS),
        "pricing.credit_limit": f"{random.randint(2, 60) * 1000}.00 GBP",
        "pricing.discount_percent": str(random.choice((0, 0, 2, 3, 5))),
        "product.ranges": "\n".join(
            random.sample(_places()["trade"]["ranges"], random.randint(1, 3))
        ),
        "logistics.incoterm": random.choice(_INCOTERMS),
        "logistics.destination_port": told["port"],
        "profile.languages": told["languages"].replace("; ", "\n"),
        "origin.channel": random.choice(_CHANNELS),
        "origin.first_contact_on": first.isoformat(),
    }
    return InventedCustomer(code, name, country, people, values)


def _name(random: Random, told: dict[str, Any], taken: set[str]) -> str:
    """Put a company name together that nobody in this run has yet."""
    trade = _places()["trade"]
    while True:
        first = random.choice([*trade["first"], *told["family"]])
        if random.random() < 0.15:
            first = " & ".join(random.sample(told["family"], 2))
        name = f"{first} {random.choice(trade['en'])} {random.choice(told['forms'])}"
        if name not in taken and _slug(name) not in taken:
            taken.add(name)
            return name


def _domain(name: str, taken: set[str]) -> str:
    slug = _slug(name)
    taken.add(slug)
    return f"{slug}.example"


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("&", "and")).strip("-")


def _person(random: Random, told: dict[str, Any], domain: str, post: str, number: int) -> Person:
    given, family = random.choice(told["given"]), random.choice(told["family"])
    local = f"{_slug(given)}.{_slug(family)}"
    return Person(f"{given} {family}", post, f"{local}@{domain}", _phone(told, number))


def _phone(told: dict[str, Any], number: int) -> str:
    """Give the number-th phone of the country's ranges for fiction, or "" when they are used up."""
    ranges: list[str] = told.get("phones", [])
    if not ranges:
        return ""
    pattern = ranges[number % len(ranges)]
    place = number // len(ranges)
    return str(pattern % place) if place < 10 ** _digits(pattern) else ""


def _numbered(pattern: str, place: int, spread: int) -> str:
    """Fill a register number: every customer its own, with no pattern that meets the eye."""
    mixed = place * (spread * 7919 + 2) + 104729 * spread + place
    return str(pattern % (mixed % 10 ** _digits(pattern)))


def _digits(pattern: str) -> int:
    """Say how many digits a pattern like `GB%09d` takes."""
    return int(pattern.partition("%0")[2].partition("d")[0])


@cache
def _places() -> dict[str, Any]:
    file = resources.files("muniment.demo.data").joinpath("places.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
