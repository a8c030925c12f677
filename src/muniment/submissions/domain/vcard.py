"""vCard 2.1, 3.0 and 4.0, as telephones write them.

Source: RFC 6350 (4.0), RFC 2426 (3.0). Only what a card of a person holds is read; pictures,
sounds and unknown properties are left out. Never raises: a broken line is skipped.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LONGEST_VALUE = 1_000
_BEGIN = re.compile(r"\s*BEGIN:VCARD\b", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SEMICOLON = re.compile(r"(?<!\\);")


@dataclass(slots=True)
class Vcard:
    """The parts of one card; `numbers` with their kind (phone, mobile, fax)."""

    name: str = ""
    post: str = ""
    company: str = ""
    numbers: list[tuple[str, str]] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    web: str = ""
    address: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def is_vcard(text: str) -> bool:
    """Say whether a text begins as a vCard."""
    return _BEGIN.match(text.lstrip("\ufeff")) is not None


def read_vcard(text: str) -> Vcard:
    """Read the first card of a text."""
    card = Vcard()
    family = ""
    for name, told, value in _properties(text):
        if name == "END":
            break
        if name == "FN":
            card.name = card.name or _plain(value)
        elif name == "N":
            family = family or _name_of(value)
        else:
            _take(card, name, told, value)
    card.name = card.name or family
    return card


def _take(card: Vcard, name: str, told: str, value: str) -> None:
    if name in {"TITLE", "ROLE"}:
        card.post = card.post or _plain(value)
    elif name == "ORG":
        card.company = card.company or _plain(_SEMICOLON.split(value)[0])
    elif name == "TEL":
        card.numbers.append((_plain(value).removeprefix("tel:"), _kind(told)))
    elif name == "EMAIL":
        card.emails.append(_plain(value))
    elif name == "URL":
        card.web = card.web or _plain(value)
    elif name == "ADR" and not card.address:
        card.address = tuple(filter(None, map(_plain, _SEMICOLON.split(value))))
    elif name == "NOTE":
        card.rest += tuple(line for line in _plain(value).split("\n") if line.strip())


def _properties(text: str) -> Iterator[tuple[str, str, str]]:
    """Name, parameters and value of each line, unfolded."""
    for line in _unfolded(text):
        head, mark, value = line.partition(":")
        if not mark or len(value) > LONGEST_VALUE:
            continue
        name, _, told = head.partition(";")
        name = name.rpartition(".")[2].strip().upper()
        told = told.upper()
        if "QUOTED-PRINTABLE" in told:
            value = quopri.decodestring(value.encode()).decode("utf-8", "replace")
        yield name, told, value


def _unfolded(text: str) -> Iterator[str]:
    """Lines as they were before folding: a leading blank, or `=` at the end, goes on."""
    held = ""
    for line in text.lstrip("\ufeff").split("\n"):
        if line[:1] in {" ", "\t"} and held:
            held += line[1:]
        elif held.endswith("=") and "QUOTED-PRINTABLE" in held.upper():
            held = held[:-1] + line
        else:
            yield held
            held = line.rstrip("\r")
    yield held


def _kind(told: str) -> str:
    if "FAX" in told:
        return "fax"
    return "mobile" if "CELL" in told else "phone"


def _name_of(value: str) -> str:
    """Family, given, further, before, after: as the name is spoken."""
    parts = [*map(_plain, _SEMICOLON.split(value)), "", "", "", ""]
    family, given, further = parts[:3]
    return " ".join(filter(None, (given, further, family)))


def _plain(value: str) -> str:
    text = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    return text.replace("\0", "").strip()
