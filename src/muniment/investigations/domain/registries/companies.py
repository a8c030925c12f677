"""A company as a register has it, and what a case says of it, held against each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from muniment.investigations.domain.checks import Found, Subject
from muniment.matching import addresses, countries
from muniment.matching.names import Kind, Strictness, compare, key

SAME_ADDRESS, OTHER_ADDRESS = 0.75, 0.25
"""Share of the shorter address's words that the other one has, too."""
_FEWEST_COMMON = 3
_DIGITS_OF_NUMBER = 4


class Standing(StrEnum):
    """How a register says that a company stands."""

    ACTIVE = "active"
    ENDED = "ended"  # dissolved, struck off, merged away
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Registered:
    """One company of a register; what the register does not tell is empty.

    Attributes:
        register: its name, as people know it.
        officers: names of directors and owners as the register gives them.
        troubles: codes: `insolvency`, `overdue`, `lapsed`.
    """

    register: str
    name: str
    number: str = ""
    country: str = ""
    standing: Standing = Standing.UNKNOWN
    founded_on: date | None = None
    ended_on: date | None = None
    address: str = ""
    lei: str = ""
    other_names: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of it: findings, and facts that the register brings in."""

    found: tuple[Found, ...]
    learnt: dict[str, tuple[str, ...]]


def compare_company(
    subject: Subject, rows: Sequence[Registered], *, evidence: tuple[str, ...]
) -> Compared | None:
    """Hold what the case says against the rows; None when no row is about this company.

    A row counts when its number is the one the buyer gave, or when its name is that of the
    company and its country is not another one.
    """
    by_number = [row for row in rows if _same_number(subject, row)]
    by_name = [row for row in rows if _same_name(subject, row) and not _elsewhere(subject, row)]
    best = next((row for row in by_number if row in by_name), None)
    best = best or next(iter(by_number), None) or _liveliest(by_name)
    if best is None:
        return None
    found = [*_identity(subject, best), *_standing(best), *_address(subject, best)]
    found += [_trouble(best, code) for code in best.troubles]
    told = tuple(
        Found(
            signal=one.signal, key=one.key, facts=one.facts, excerpt=one.excerpt or _line(best),
            confidence=one.confidence, evidence=evidence,
            fingerprint=one.fingerprint or _line(best),
        )
        for one in found
    )  # fmt: skip
    return Compared(told, _learnt(best))


def _same_number(subject: Subject, row: Registered) -> bool:
    given = [*subject.all("company.registration_number"), *subject.all("company.lei")]
    known = {number for number in (_bare(row.number), _bare(row.lei)) if number}
    return any(_bare(number) in known for number in given)


def _bare(number: str) -> str:
    bare = "".join(letter for letter in number.upper() if letter.isalnum()).lstrip("0")
    return bare if len(bare) >= _DIGITS_OF_NUMBER else ""


def _same_name(subject: Subject, row: Registered) -> bool:
    return any(
        compare(ours, theirs, kind=Kind.COMPANY, strictness=Strictness.MERGING).is_match
        for ours in subject.all("company.name")
        for theirs in (row.name, *row.other_names)
    )


def _elsewhere(subject: Subject, row: Registered) -> bool:
    country = subject.one("company.country")
    return bool(country and row.country and country != row.country)


def _liveliest(rows: Sequence[Registered]) -> Registered | None:
    """An active company before one that ended, in the order in which the register gave them."""
    return min(rows, key=lambda row: row.standing is Standing.ENDED, default=None)


def _identity(subject: Subject, row: Registered) -> list[Found]:
    names = subject.all("company.name")
    if not names or _same_name(subject, row):
        return [_found("registry.found", row, confidence=85 if _same_number(subject, row) else 70)]
    facts = {"asked": names[0], "listed": row.name, "number": row.number or row.lei}
    return [_found("registry.number_of_another", row, facts, confidence=85)]


def _standing(row: Registered) -> list[Found]:
    if row.standing is not Standing.ENDED:
        return []
    day = row.ended_on.isoformat() if row.ended_on else "–"
    return [_found("registry.ended", row, {"day": day}, confidence=90)]


def _address(subject: Subject, row: Registered) -> list[Found]:
    theirs = _words(row.address)
    ours = [words for text in subject.all("company.address") if (words := _words(text))]
    if not ours or not theirs:
        return []
    best = max(ours, key=lambda words: len(words & theirs) / min(len(words), len(theirs)))
    common, likeness = best & theirs, len(best & theirs) / min(len(best), len(theirs))
    facts = {"address": row.address}
    if likeness >= SAME_ADDRESS and len(common) >= _FEWEST_COMMON and _numbered(common):
        return [_found("registry.address_same", row, facts, confidence=80)]
    if likeness <= OTHER_ADDRESS:
        return [_found("registry.address_differs", row, facts, confidence=60)]
    return []


def _words(address: str) -> frozenset[str]:
    """All that an address names, short forms written out, without the country."""
    told = addresses.parse(address)
    parts = (*told.house, *told.units, *told.street, *told.building.split(), *told.city.split())
    words = {word for word in (*parts, told.postcode) if word}
    return frozenset(word for word in words if not countries.code_of(word)) or frozenset(words)


def _numbered(words: frozenset[str]) -> bool:
    return any(letter.isdigit() for word in words for letter in word)


def _trouble(row: Registered, code: str) -> Found:
    return _found(f"registry.{code}", row, confidence=90)


def _found(
    signal: str, row: Registered, facts: dict[str, str] | None = None, *, confidence: int
) -> Found:
    told = {"register": row.register, "name": row.name, "number": row.number or row.lei or "–"}
    about = f"{row.register}:{row.number or row.lei or key(row.name)}"
    return Found(signal=signal, key=about, facts={**told, **(facts or {})}, confidence=confidence)


def _line(row: Registered) -> str:
    parts = (row.name, row.number, row.country, row.standing.value, row.address)
    return " · ".join(part for part in parts if part)


def _learnt(row: Registered) -> dict[str, tuple[str, ...]]:
    told = {
        "company.registration_number": (row.number,),
        "company.lei": (row.lei,),
        "company.country": (row.country,),
        "company.address": (row.address,),
        "company.founded_on": (row.founded_on.isoformat() if row.founded_on else "",),
        "company.officer": row.officers,
    }
    kept = {code: tuple(value for value in values if value) for code, values in told.items()}
    return {code: values for code, values in kept.items() if values}
