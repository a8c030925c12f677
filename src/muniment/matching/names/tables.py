"""The tables beside this package, read when they are first asked for.

What stands in them, who made them and whence: `matching/data/names.README.md`.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"
_NAMES = 1e5  # counts in rarity.tsv are out of so many names
_UNSEEN = 1.5


@dataclass(frozen=True, slots=True)
class Form:
    """A legal form: `canonical` is one form however spelt, `family` groups forms of one kind."""

    canonical: str
    family: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word of company names means in any language; `telling` if it names a trade."""

    code: str
    telling: bool


def _rows(name: str) -> Iterator[list[str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


@cache
def forms() -> dict[str, Form]:
    """Legal forms by their spelling (words joined by one space)."""
    return {spelling: Form(canonical, family) for spelling, canonical, family in _rows("forms.tsv")}


@cache
def meanings() -> dict[str, Meaning]:
    """Common words of company names by their spelling."""
    return {spelling: Meaning(code, role == "d") for spelling, code, role in _rows("words.tsv")}


@cache
def places() -> dict[str, str]:
    """Countries, capitals and trading cities by their spelling; the answer is the place's code."""
    return {row[0]: row[1] for row in _rows("places.tsv")}


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Short forms of given names, both ways."""
    known: dict[str, set[str]] = {}
    for one, other in _rows("nicknames.tsv"):
        known.setdefault(one, set()).add(other)
        known.setdefault(other, set()).add(one)
    return {name: frozenset(others) for name, others in known.items()}


@cache
def sounds_table() -> tuple[tuple[str, str, str, float], ...]:
    """Costs of sounds: script, `gap` or `swap`, the sounds, the cost."""
    rows = (row for row in _rows("sounds.tsv") if not row[0].startswith("#"))
    return tuple((script, kind, told, float(cost)) for script, kind, told, cost in rows)


@cache
def word_list(name: str) -> frozenset[str]:
    """A short list of words: `links`, `titles`, `particles`, `strong_forms`."""
    return next(frozenset(words.split()) for code, words in _rows("own_lists.tsv") if code == name)


@cache
def _counts() -> dict[str, tuple[int, int]]:
    return {word: (int(firms), int(people)) for word, firms, people in _rows("rarity.tsv")}


@lru_cache(maxsize=16384)
def rarity(token: str, *, person: bool = False) -> float:
    """How telling a word is, from 0 (in every name) to 1 (seen in none)."""
    seen = _counts().get(token, (0, 0))[person]
    return math.log(_NAMES / (seen + _UNSEEN)) / math.log(_NAMES / _UNSEEN)
