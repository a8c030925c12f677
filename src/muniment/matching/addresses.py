"""Addresses: the parts that tell two places apart, whatever the order they are written in.

"Office 2110, Al Noor Building, 2 Baniyas Road, Dubai" and "#2110, Al Noor Building, 2 Baniyas
Rd, Dubai" are one place; "Office 2609" and "Office 2709" of one house are perhaps two tenants
and perhaps a slip. Every house number keeps apart from every unit, because an equal street
with an equal house number says much and an equal unit alone says nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA

LONGEST = 400

_UNIT_WORDS = (
    "office|off|unit|suite|ste|room|rm|flat|apartment|apt|shop|desk|flexi desk|cabin|local|"
    "oficina|of|buro|buero|kv|of|daire|phong|piso|level|floor|fl|kat|etage|p o box|po box|box"
)
_UNIT = re.compile(
    rf"(?:\b(?:{_UNIT_WORDS})\b\.?\s*(?:no\.?|number|nr\.?|#)?\s*|#\s*)([a-z]?\d+[a-z]?(?:-\d+)?)\b"
)
_HOUSE_NO = re.compile(r"\b(?:no|nr|num|numero|number|block no|d)\b\.?\s*(\d+[a-z]?)\b")
_BUILDING = re.compile(
    r"\b(?:(?:block|tower|plaza|phase|wing|building no\.?|bldg no\.?)\s+(?:\d{1,3}|[a-z])\b|"
    r"(?:(?!(?:road|rd|street|st|avenue|ave|av|cad|cadde|no|and)\b)[a-z'-]+\s+){1,3}?"
    r"(?:towers?|building|bldg|plaza|house|centre|center|mall|complex|mansion|arcade|"
    r"chambers|hub|flexi office|business bay)\b(?: (?:tower|building|mall)\b)?)"
)
_PART_OF_NAME = re.compile(
    r"\b(area|zone|sector|phase|km|bolge) (\d{1,2})\b|\b(\d{1,2})\. ?(?=[a-z])"
)
_STREET_END = re.compile(
    r"\b(?:road|rd|street|st|avenue|ave|boulevard|blvd|cadde|caddesi|cad|sokak|sk|lane|"
    r"avenida|avda|av|calle|prospekt|bulvari|market|salai)\b\.?"
)
_NUMBER = re.compile(r"\b\d+[a-z]?\b")
_POSTCODE = re.compile(r"\b(?:\d{5,6}(?:-\d{4})?|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})\b")
_PART = re.compile(r"[,;\n|]+")
_WORD = re.compile(r"[a-z0-9]+")

_SHORT = {
    "rd": "road", "str": "street", "st": "street", "strasse": "street", "ave": "avenue",
    "av": "avenue", "avda": "avenida", "blvd": "boulevard", "blv": "boulevard",
    "bulvari": "boulevard", "bul": "boulevard", "cad": "cadde", "caddesi": "cadde", "sk": "sokak",
    "sok": "sokak", "sokagi": "sokak", "ul": "ulitsa", "pr": "prospekt", "per": "pereulok",
    "c": "calle", "dr": "drive", "ln": "lane", "sq": "square", "hwy": "highway", "pl": "place",
    "bldg": "building", "ctr": "centre", "center": "centre", "ind": "industrial",
    "intl": "international", "rm": "room", "off": "office", "apt": "apartment", "nth": "north",
    "sth": "south",
}  # fmt: skip
_STREET_WORDS = frozenset(
    """
    road street avenue avenida boulevard cadde sokak ulitsa prospekt pereulok calle drive lane
    square highway place way el al de la del der die das the of no
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list of strings
)
_CARE_OF = re.compile(r"\bc\s*/\s*o\b|\bcare of\b")
_GLUED_STREET = re.compile(r"([a-z]{3,})(?:strasse|str)\b\.?")


@dataclass(frozen=True, slots=True)
class Address:
    """An address, taken apart.

    Attributes:
        house: house numbers (those that belong to a street), the likeliest first.
        units: office, room, desk, box numbers.
        street: telling words of the street, short forms written out, sorted.
        building: words of a named building; "" when none is named.
        city: as the address ends, else as given; romanised.
        postcode: as written, without spaces.
        care_of: the address is somebody else's door ("c/o").
    """

    house: tuple[str, ...]
    units: tuple[str, ...]
    street: tuple[str, ...]
    building: str
    city: str
    postcode: str
    care_of: bool = False

    def keys(self) -> tuple[str, ...]:
        """Keys of which two addresses of one door share at least one; city left out."""
        if self.street and self.house:
            return tuple(f"{' '.join(self.street)}|{number}" for number in self.house[:2])
        if self.building and self.units:
            return tuple(f"{self.building}|{unit}|{self.city}" for unit in self.units[:2])
        return ()


@lru_cache(maxsize=65536)
def parse(text: str, city: str = "") -> Address:
    """Take an address apart; never raises, unknown parts stay empty.

    Args:
        text: the address as written; at most 400 characters are read.
        city: the city where a column of its own holds it.
    """
    plain = _plain(text)
    care_of = bool(_CARE_OF.search(plain))
    plain = _CARE_OF.sub(" ", plain)
    units = tuple(sorted({found[1] for found in _UNIT.finditer(plain)}))
    rest = _UNIT.sub(" , ", plain)
    postcode = _postcode(rest)
    rest = rest.replace(postcode, " ") if postcode else rest
    parts = [part.strip() for part in _PART.split(rest) if part.strip()]
    town, parts = _split_town(parts, " ".join(_WORD.findall(_plain(city))))
    building, street_parts = _split_building(parts)
    house, street = _street(street_parts)
    if not units and len(house) > 1:
        units, house = _free_unit(parts, house)
    return Address(house, units, street, building, town, postcode.replace(" ", ""), care_of)


def closeness(left: Address, right: Address) -> float:
    """How near two addresses are, 0 to 1.

    1: same house and same unit; 0.9: same house, one of them names no unit; 0.7: same house,
    units a slip apart; 0.4: same house, other unit; below: street names alike.
    """
    if left.city and right.city and not _same_words([left.city], [right.city]):
        return 0.0
    if left.street and right.street:
        if not set(left.house) & set(right.house) or not _same_words(left.street, right.street):
            return 0.0
        return _unit_closeness(left, right)
    same_building = left.building and left.building == right.building
    if same_building and not left.street and not right.street and left.city == right.city:
        return _unit_closeness(left, right)
    return 0.0


def _unit_closeness(left: Address, right: Address) -> float:
    """A number that the other side could only take for a house number may be the unit here."""
    ours, theirs = set(left.units), set(right.units)
    ours |= {number for number in left.house if number in theirs}
    theirs |= {number for number in right.house if number in ours}
    if ours & theirs:
        return 1.0
    if not ours or not theirs:
        return 0.9
    nearest = min(OSA.distance(one, other) for one in ours for other in theirs)
    return 0.7 if nearest == 1 and min(map(len, ours | theirs)) > 1 else 0.4


def _same_words(left: Iterable[str], right: Iterable[str]) -> bool:
    one, other = "".join(left), "".join(right)
    return one == other or OSA.normalized_similarity(one, other) >= 0.85


def _plain(text: str) -> str:
    plain = anyascii(text[:LONGEST]).lower().replace("&", " and ")
    return _GLUED_STREET.sub(r"\1 street", plain)


def _postcode(text: str) -> str:
    found = _POSTCODE.search(text)
    return found[0] if found else ""


def _split_town(parts: list[str], given: str) -> tuple[str, list[str]]:
    """The city, and the parts without it: the last part without number, or the text's tail."""
    if not parts:
        return given, parts
    *before, last = parts
    if given and last.endswith(given):
        return given, [*before, last.removesuffix(given).strip()]
    if before and not any(sign.isdigit() for sign in last) and not _STREET_END.search(last):
        return " ".join(_WORD.findall(last)), before
    tail = _STREET_END.split(last)[-1]
    words = [word for word in _WORD.findall(tail) if not word.isdigit()]
    if given or not words or not _STREET_END.search(last):
        return given, parts
    return " ".join(words), [*before, last.removesuffix(" ".join(words)).strip()]


def _split_building(parts: list[str]) -> tuple[str, list[str]]:
    """Cut the words that name a building out of the parts; a block number belongs to its name."""
    named = [_words(found[0]) for part in parts for found in _BUILDING.finditer(part)]
    others = [_BUILDING.sub(" ", part).strip() for part in parts]
    return " ".join(" ".join(words) for words in named), [part for part in others if part]


def _street(parts: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """House numbers, the likeliest first, and the telling words of the street."""
    numbers: list[str] = []
    words: set[str] = set()
    for part in parts:
        text = _PART_OF_NAME.sub(lambda found: f"{found[1] or ''}{found[2] or found[3]}th ", part)
        numbers += _HOUSE_NO.findall(text)
        text = _HOUSE_NO.sub(" ", text)
        numbers += _NUMBER.findall(text)
        words |= set(_words(_NUMBER.sub(" ", text)))
    telling = words - _STREET_WORDS or words
    return tuple(sorted(set(numbers), key=lambda n: (len(n), n))), tuple(sorted(telling))


def _free_unit(parts: list[str], house: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A number that stands alone between commas is a unit, when another one can be the house."""
    alone = [part for part in parts if part in house]
    lone = next((part for part in sorted(alone, key=len, reverse=True)), "")
    if not lone:
        return (), house
    return (lone,), tuple(number for number in house if number != lone)


def _words(text: str) -> list[str]:
    return [_SHORT.get(word, word) for word in _WORD.findall(text)]
