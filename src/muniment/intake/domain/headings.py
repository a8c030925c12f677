"""From column headings to what the columns mean, with how sure we are."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from muniment.intake.domain.money import known_currency
from muniment.sheets.dates import parse_day

IGNORED = ""
LONGEST_HEADING = 60  # characters; longer cells in a heading row are text, not headings
_BRACKETS = re.compile(r"[(\[【（].*?[)\]】）]")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}\Z")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{6,20}\Z")
_URL = re.compile(r"(?:https?://|www\.)\S+\Z", re.IGNORECASE)
_SEVERAL = frozenset(
    {"contacts.emails", "contacts.phones", "contacts.messengers", "product.ranges"}
)


class How(StrEnum):
    """Where a guess comes from."""

    HEADING = "heading"
    SIMILAR = "similar"
    CONTENT = "content"
    REMEMBERED = "remembered"
    CHOSEN = "chosen"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Guess:
    """What one column seems to hold; `confidence` in percent, `target` "" for left out."""

    target: str
    confidence: int = 0
    how: How = How.NONE


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All targets of one kind of file, by their normalised names.

    Attributes:
        names: normalised heading to target; "" marks headings known to be of no use.
        hints: which target a column full of e-mails, phones … has.
        several: targets that more than one column may fill.
    """

    names: Mapping[str, str]
    hints: Mapping[str, str]
    several: frozenset[str] = _SEVERAL

    @property
    def targets(self) -> frozenset[str]:
        """Every target that a column may be given."""
        return frozenset(self.names.values()) - {IGNORED}


def normal(heading: str) -> str:
    """Write a heading the way headings are compared: no case, spaces, signs, brackets, counters."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    text = _BRACKETS.sub("", text) or text
    letters = "".join(letter for letter in text if letter.isalnum())
    return letters.rstrip("0123456789") or letters


def vocabulary(kind: str, labels: Mapping[str, Iterable[str]] | None = None) -> Vocabulary:
    """Make the vocabulary of a kind; `labels` are the field labels, which win over synonyms."""
    told = _data()
    names = {normal(name): IGNORED for name in told["ignored"]["names"]}
    for target, synonyms in told[kind].items():
        names.update({normal(name): target for name in [*synonyms, target]})
    for target, own in (labels or {}).items():
        names.update({normal(name): target for name in own if name})
    return Vocabulary(names=names, hints=_HINTS[kind])


_HINTS: dict[str, dict[str, str]] = {
    "customers": {
        "email": "contacts.emails",
        "phone": "contacts.phones",
        "url": "identity.website",
    },
    "orders": {"date": "ordered_on", "currency": "currency"},
}


@cache
def _data() -> dict[str, Any]:
    file = resources.files("muniment.intake.data").joinpath("headings.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def synonyms_of_states() -> dict[str, str]:
    """Give every known name of an order state with its code; names without spaces, casefolded."""
    return {
        "".join(name.casefold().split()): code
        for code, names in _data()["states"].items()
        for name in [*names, code]
    }


def recognised(cells: Sequence[str], known: Vocabulary) -> int:
    """Count the cells of a row that are known headings; this is how the heading row is found."""
    return sum(1 for cell in cells if len(cell) <= LONGEST_HEADING and normal(cell) in known.names)


def guess_columns(
    headings: Sequence[str], samples: Sequence[Sequence[str]], known: Vocabulary
) -> list[Guess]:
    """Guess every column; a target is given once, to the column that is surest of it.

    Args:
        samples: some rows below the headings, for columns whose heading says nothing.
    """
    candidates = [
        _by_heading(heading, known)
        or _by_content([row[place] for row in samples if place < len(row)], known)
        for place, heading in enumerate(headings)
    ]
    taken: set[str] = set()
    for place in sorted(range(len(candidates)), key=lambda n: (-candidates[n].confidence, n)):
        target = candidates[place].target
        if target in taken and target not in known.several:
            candidates[place] = Guess(IGNORED)
        taken.add(target)
    return _persons(candidates)


def _by_heading(heading: str, known: Vocabulary) -> Guess | None:
    name = normal(heading)
    if not name or len(heading) > LONGEST_HEADING:
        return None
    if name in known.names:
        return Guess(known.names[name], 100, How.HEADING)
    if close := get_close_matches(name, known.names, n=1, cutoff=0.86):
        return _similar(known.names[close[0]], 75)
    inside = [part for part in known.names if part in name and len(part) * 2 > len(name)]
    return _similar(known.names[max(inside, key=len)], 60) if inside else None


def _similar(target: str, confidence: int) -> Guess | None:
    return Guess(target, confidence, How.SIMILAR) if target else None


def _by_content(cells: Sequence[str], known: Vocabulary) -> Guess:
    texts = [cell.strip() for cell in cells if cell.strip()]
    for sign, target in known.hints.items():
        fitting = sum(1 for text in texts if _SHOWS[sign](text))
        if len(texts) >= 3 and fitting * 10 >= len(texts) * 8:
            return Guess(target, 50, How.CONTENT)
    return Guess(IGNORED)


_SHOWS: dict[str, Any] = {
    "email": _EMAIL.match,
    "url": _URL.match,
    "phone": lambda text: _PHONE.match(text) and sum(map(str.isdigit, text)) >= 8,
    "date": lambda text: not text.isdigit() and parse_day(text) is not None,
    "currency": lambda text: len(text) == 3 and known_currency(text) is not None,
}


def _persons(guesses: list[Guess]) -> list[Guess]:
    """Give plain “e-mail” and “phone” columns to the person when the file names one.

    Files with a contact column mean that person's e-mail, unless a column says so itself.
    """
    targets = [guess.target for guess in guesses]
    if "contact.name" not in targets:
        return guesses
    for company, person in (
        ("contacts.emails", "contact.email"),
        ("contacts.phones", "contact.phone"),
    ):
        if company in targets and person not in targets:
            place = targets.index(company)
            guesses[place] = Guess(person, guesses[place].confidence, guesses[place].how)
    return guesses
