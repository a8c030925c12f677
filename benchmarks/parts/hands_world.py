"""Invented worlds for the same-hands question: who runs what is known, what is seen has gaps.

Made from rules of its own, not from any sample: other names, streets, hub sizes and gaps, so
that a constant which only fits one set of records shows. `World` turns the knobs.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from muniment.investigations.domain.hands import Record

_COUNTRIES = {
    "AE": ("+971", "5########", ("Dubai", "Sharjah", "Ajman"), "LLC|FZE|General Trading LLC"),
    "CN": ("+86", "13#########", ("Yiwu", "Ningbo", "Guangzhou"), "Co., Ltd.|Trading Co., Ltd."),
    "TR": ("+90", "53########", ("Istanbul", "Izmir", "Mersin"), "Ltd. Sti.|San. ve Tic. A.S."),
    "NG": ("+234", "80########", ("Lagos", "Kano", "Aba"), "Nig. Ltd|Ventures Ltd|& Sons Ltd"),
    "DE": ("+49", "151########", ("Hamburg", "Bremen", "Kassel"), "GmbH|Handels GmbH|UG"),
    "IN": ("+91", "98########", ("Mumbai", "Surat", "Delhi"), "Pvt Ltd|Impex|Exports Pvt Ltd"),
    "MX": ("+52", "55########", ("Monterrey", "Puebla", "Merida"), "SA de CV|S. de R.L. de C.V."),
    "PL": ("+48", "50#######", ("Gdansk", "Poznan", "Lodz"), "Sp. z o.o.|S.A."),
}
_GIVEN = (
    "Karim Layla Tariq Noura|Wei Fang Jun Lihua|Emre Zeynep Burak Elif|Chidi Amara Obinna Funke|"
    "Jonas Greta Lukas Heike|Arjun Meera Rohan Kavita|Diego Lucia Rafael Carmen|"
    "Piotr Anna Marek Ewa"
)
_FAMILY = (
    "Rahimi Khoury Najjar Sabbagh|Deng Song Tang Pan|Demir Arslan Korkmaz Polat|"
    "Obi Eze Adeleke Bassey|Brandt Vogel Seidel Kramer|Nair Reddy Joshi Kulkarni|"
    "Vargas Rojas Medina Campos|Nowak Wojcik Mazur Krol"
)
_FIRST = [
    "Amber", "Cobalt", "Silver", "Onyx", "Coral", "Ivory", "Azure", "Cedar", "Delta", "Vega",
    "Orion", "Nimbus", "Zephyr", "Quartz", "Topaz", "Raven",
]  # fmt: skip
_LAST = [
    "Bay", "Ridge", "Crest", "Haven", "Forge", "Mill", "Gate", "Point", "Vale", "Harbor", "Peak",
    "Field", "Bridge", "Stone", "Wharf", "Grove",
]  # fmt: skip
_TRADES = ["Tiles", "Paper", "Lamps", "Tools", "Textiles", "Valves", "Cables", "Toys", "Pumps"]
_STREETS = ["Harbour", "Station", "Market", "Garden", "Mill", "Temple", "Airport", "Palace"]
_FREE = ["gmail.com", "yahoo.com", "163.com", "mail.ru", "outlook.com", "qq.com"]
_TAILS = ("", "", "7", "88", "786", "1984", "2001", "007", "55", "21")
_RARELY = {"bank": 0.35, "analytics": 0.4, "ip": 0.5}
_HUBS = {"phone": 0.3, "mail": 0.3, "address": 1.0, "analytics": 1.0, "ip": 1.0}
_SIGNS = ("phone", "mail", "director", "address", "bank", "analytics", "ip")


@dataclass(frozen=True)
class World:
    """The knobs.

    Attributes:
        companies: how many; grouped: share that belongs to hands with several.
        seen: chance that a record shows a field at all.
        told: the same for what ties two companies, in one of their records.
        hubs: chance that a value comes from an agent, a business centre, a template, a network.
        ties: chance for 1, 2 and 3 ties between a company and the one it grew from.
        middles: how many times more names of companies and families there are.
    """

    companies: int = 3000
    grouped: float = 0.34
    seen: float = 0.62
    told: float = 0.93
    hubs: float = 0.10
    ties: tuple[float, float, float] = (0.15, 0.55, 0.30)
    hub_places: int = 12
    middles: int = 1
    seed: int = 1


@dataclass
class _Company:
    number: int
    hands: int
    country: str
    city: str
    name: str
    values: dict[str, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)  # what ties it: somebody saw it at least once


def records_of(world: World) -> tuple[list[Record], dict[str, tuple[int, int]]]:
    """The records of a world, and for each its company and its hands."""
    dice = random.Random(world.seed)
    records: list[Record] = []
    truth: dict[str, tuple[int, int]] = {}
    for company in _companies(world, dice):
        for turn in range(dice.choices((1, 2, 3), (65, 25, 10))[0]):
            rec_id = f"W{len(records):06d}"
            records.append(
                _sighting(rec_id, company, company.told if turn == 0 else set(), world, dice)
            )
            truth[rec_id] = (company.number, company.hands)
    return records, truth


def _companies(world: World, dice: random.Random) -> Iterator[_Company]:
    number = hands = 0
    brands: list[str] = []
    while number < world.companies:
        size = dice.choice((2, 2, 2, 3, 3, 4, 5, 8)) if dice.random() < world.grouped / 2.8 else 1
        family: list[_Company] = []
        for _ in range(size):
            parent = dice.choice(family) if family else None
            company = _company(number, hands, parent, world, dice)
            if parent is None and brands and dice.random() < 0.05:
                company.name = f"{dice.choice(brands)} {company.name.split(' ', 2)[2]}"
            brands.append(" ".join(company.name.split()[:2]))
            family.append(company)
            number += 1
        hands += 1
        yield from family


def _company(
    number: int, hands: int, parent: _Company | None, world: World, dice: random.Random
) -> _Company:
    country = parent.country if parent and dice.random() < 0.6 else dice.choice(list(_COUNTRIES))
    _, _, cities, forms = _COUNTRIES[country]
    brand = f"{dice.choice(_FIRST)}{_middle(world, dice)} {dice.choice(_LAST)}"
    if parent and dice.random() < 0.25:
        brand = " ".join(parent.name.split()[:2])
    name = f"{brand} {dice.choice(_TRADES)} {dice.choice(forms.split('|'))}"
    company = _Company(number, hands, country, dice.choice(cities), name)
    if parent:
        company.told |= set(dice.sample(_SIGNS, 1 + dice.choices((0, 1, 2), world.ties)[0]))
        parent.told |= company.told
    for sign in _SIGNS:
        own = _value(sign, company, world, dice)
        company.values[sign] = (
            _varied(sign, parent.values[sign], dice) if parent and sign in company.told else own
        )
    company.values["contact"] = (
        company.values["director"] if dice.random() < 0.5 else _person(company, world, dice)
    )
    return company


def _value(sign: str, company: _Company, world: World, dice: random.Random) -> str:
    """A value of one's own, or now and then one of an agent, a centre, a template, a network."""
    place = dice.randrange(world.hub_places)
    if dice.random() < world.hubs * _HUBS.get(sign, 0.0):
        return _of_many(sign, company, place, dice)
    code, digits, *_ = _COUNTRIES[company.country]
    office, house = dice.randrange(100, 2500), dice.randrange(1, 250)
    street, block = dice.choice(_STREETS), ".".join(str(dice.randrange(11, 220)) for _ in range(3))
    return {
        "phone": lambda: code + _filled(digits, dice),
        "mail": lambda: _mail(_person(company, world, dice), company.number, dice),
        "director": lambda: _person(company, world, dice),
        "address": lambda: f"Office {office}, {house} {street} Road, {company.city}",
        "bank": lambda: f"{company.country}{dice.randrange(10**17, 10**18)}",
        "analytics": lambda: f"UA-{dice.randrange(10**7, 10**8)}-1",
        "ip": lambda: f"{block}.{dice.randrange(1, 255)}",
    }[sign]()


def _of_many(sign: str, company: _Company, place: int, dice: random.Random) -> str:
    code, digits, *_ = _COUNTRIES[company.country]
    return {
        "phone": code + _filled(digits, random.Random(f"{company.country}{place % 2}")),
        "mail": f"info@{company.city.lower()}-setup{place % 3}.example",
        "address": f"Office {100 + place % 4}, Trade Centre Tower, {company.city}",
        "analytics": f"UA-{1000 + place}-1",
        "ip": f"10.20.{place}.{dice.randrange(1, 255)}",
    }[sign]


def _varied(sign: str, value: str, dice: random.Random) -> str:
    """A value as its owner uses it the next time."""
    if sign == "mail" and not value.startswith("info@"):
        local = value.split("@", maxsplit=1)[0] + dice.choice(("", "", "2", "_trade", "01"))
        return f"{local}@{dice.choice(_FREE)}"
    if sign == "address" and dice.random() < 0.2:
        return value.replace("Office ", "Office 1", 1)
    if sign == "ip":
        return value.rsplit(".", 1)[0] + f".{dice.randrange(1, 255)}"
    return value


def _sighting(
    rec_id: str, company: _Company, told: set[str], world: World, dice: random.Random
) -> Record:
    shown = {
        sign: value
        if dice.random() < (world.told if sign in told else world.seen * _RARELY.get(sign, 1.0))
        else ""
        for sign, value in company.values.items()
    }
    return Record(
        rec_id=rec_id,
        source=dice.choice(("registry", "inquiry", "exhibition", "customs")),
        company_name=company.name.upper() if dice.random() < 0.2 else company.name,
        registration_no=f"{company.country}-{10**7 + company.number}"
        if dice.random() < 0.3
        else "",
        country=company.country,
        city=company.city if dice.random() < 0.8 else "",
        address=_address_as_written(shown["address"], dice),
        phone=_phone_as_written(shown["phone"], dice),
        email=shown["mail"],
        contact_name=_name_as_written(shown["contact"], dice),
        director=_name_as_written(shown["director"], dice),
        bank_account=shown["bank"],
        analytics_id=shown["analytics"],
        inquiry_ip=shown["ip"],
    )


def _phone_as_written(number: str, dice: random.Random) -> str:
    code = next((c for c, *_ in _COUNTRIES.values() if number.startswith(c)), "")
    national = number[len(code) :]
    ways = (
        number,
        f"{code} {national}",
        f"WhatsApp {number}",
        f"00{code[1:]}-{national}",
        f"{code} (0) {national}",
    )
    return dice.choice(ways) if number else ""


def _name_as_written(name: str, dice: random.Random) -> str:
    given, _, family = name.partition(" ")
    ways = (
        name,
        name,
        f"{family} {given}",
        f"{family.upper()}, {given}",
        f"{given} M. {family}",
        f"{family} {given[:1]}.",
    )
    return dice.choice(ways) if name else ""


def _address_as_written(address: str, dice: random.Random) -> str:
    ways = (
        address,
        address.upper(),
        address.replace("Road", "Rd"),
        address.replace("Office ", "#"),
    )
    return dice.choice(ways)


def _person(company: _Company, world: World, dice: random.Random) -> str:
    at = list(_COUNTRIES).index(company.country)
    if dice.random() < 0.15:
        at = dice.randrange(len(_COUNTRIES))
    extra = _middle(world, dice) + dice.choice(("", "", "ov", "son", "i", "a"))
    given, family = (dice.choice(names.split("|")[at].split()) for names in (_GIVEN, _FAMILY))
    return f"{given} {family}{extra}"


def _mail(person: str, number: int, dice: random.Random) -> str:
    """A mailbox: no two people can have the same one, so a taken one gets digits."""
    given, _, family = person.lower().partition(" ")
    ways = (f"{given}.{family}", f"{given[0]}{family}", f"{family}.{given}", f"{given}{family}")
    tail = dice.choice(_TAILS) if dice.random() < 0.5 else str(number)[-3:]
    return f"{dice.choice(ways)}{tail}@{dice.choice(_FREE)}"


def _middle(world: World, dice: random.Random) -> str:
    """A syllable that makes new names of old ones in a large world; none in a small one."""
    number = dice.randrange(world.middles)
    return (
        ""
        if not number
        else "bdfgklmnprstvz"[number % 14] + "aeiou"[number // 14 % 5] + "nrl"[number // 70 % 3]
    )


def _filled(pattern: str, dice: random.Random) -> str:
    return "".join(str(dice.randrange(10)) if sign == "#" else sign for sign in pattern)
