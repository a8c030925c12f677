"""Column headings read as meanings: `SUMOFFOB_VALUE_IN_USD` is a sum, FOB, a value, dollars.

Words come from `data/headings.toml`, in many languages. A heading without spaces is cut into
words that are known; what is left unknown is counted, because it speaks against every reading.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz, process

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+|\d+", re.UNICODE)
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SIGNS = {"%": " percent ", "$": " usd ", "#": " number ", "№": " number ", "º": " number "}
LONGEST_PHRASE = 5  # words
_FUZZY = 88  # percent of equality from which a long word counts as a misspelling
_LONG = 6  # letters


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says.

    Attributes:
        meanings: the meanings of its words, each once.
        unknown: how many of its words nobody knows.
        words: how many words it has.
    """

    meanings: frozenset[str]
    unknown: int
    words: int

    @property
    def is_known(self) -> bool:
        """Say whether it reads like a heading of customs data at all."""
        return bool(self.meanings - {"filler", "second", "first", "number", "thousand"})


@dataclass(frozen=True, slots=True)
class _Lexicon:
    words: Mapping[str, str]
    stems: tuple[tuple[str, str], ...]
    longest: int


@lru_cache(maxsize=8192)
def understood(heading: str) -> Heading:
    """Read one heading. Cost: a few microseconds, and remembered."""
    tokens = _tokens(heading)
    meanings: set[str] = set()
    unknown = 0
    place = 0
    while place < len(tokens):
        taken, meaning = _phrase(tokens, place)
        if taken:
            meanings.add(meaning)
            place += taken
            continue
        found, missing = _one(tokens[place])
        meanings.update(found)
        unknown += missing
        place += 1
    return Heading(frozenset(meanings), unknown, len(tokens))


def folded(text: str) -> str:
    """Bring a heading to small letters without accents; signs that are words become words."""
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    text = _CAMEL.sub(" ", unicodedata.normalize("NFKC", text))
    text = text.replace("ı", "i").replace("İ", "I").replace("đ", "d").replace("Đ", "D")
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (letter for letter in plain if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", "".join(letters))


def _tokens(heading: str) -> list[str]:
    return _WORD.findall(folded(heading))


def _phrase(tokens: list[str], place: int) -> tuple[int, str]:
    """Find the longest known phrase that begins here: how many words, and its meaning."""
    words = lexicon().words
    for count in range(min(LONGEST_PHRASE, len(tokens) - place), 0, -1):
        if meaning := words.get(" ".join(tokens[place : place + count])):
            return count, meaning
    return 0, ""


def _one(token: str) -> tuple[set[str], int]:
    """Read one word that stands in no phrase: by stem, cut in pieces, or as a misspelling."""
    known = lexicon()
    if _IDEOGRAPH.search(token):
        return _cut_ideographs(token)
    for stem, meaning in known.stems:
        if token.startswith(stem):
            return {meaning}, 0
    if pieces := _pieces(token):
        return {known.words[piece] for piece in pieces}, 0
    if len(token) >= _LONG:
        close = process.extractOne(token, _long_words(), scorer=fuzz.ratio, score_cutoff=_FUZZY)
        if close:
            return {known.words[close[0]]}, 0
    return set(), 1


def _pieces(token: str) -> list[str]:
    """Cut a word into the fewest known ones; nothing if some letter is left over."""
    best: list[list[str] | None] = [[]] + [None] * len(token)
    words = _gluable()
    for end in range(2, len(token) + 1):
        for begin in range(max(0, end - 20), end - 1):
            before = best[begin]
            if before is None or token[begin:end] not in words:
                continue
            now = best[end]
            if now is None or len(before) + 1 < len(now):
                best[end] = [*before, token[begin:end]]
    found = best[len(token)]
    return found if found and max(len(piece) for piece in found) >= 3 else []


def _cut_ideographs(token: str) -> tuple[set[str], int]:
    """Read writing without spaces from left to right, the longest known word first."""
    words, found, unknown, place = lexicon().words, set(), 0, 0
    while place < len(token):
        for size in range(min(8, len(token) - place), 0, -1):
            if meaning := words.get(token[place : place + size]):
                found.add(meaning)
                place += size
                break
        else:
            unknown = 1
            place += 1
    return found, unknown


@cache
def lexicon() -> _Lexicon:
    """Give all words by meaning; read once from the package."""
    text = files("muniment.customs_data.data").joinpath("headings.toml").read_text("utf-8")
    words: dict[str, str] = {}
    stems: list[tuple[str, str]] = []
    for meaning, told in tomllib.loads(text)["meanings"].items():
        for word in told.split(","):
            key = " ".join(_tokens(word.strip().rstrip("*")))
            if word.strip() == "%":
                continue
            if word.strip().endswith("*"):
                stems.append((key, meaning))
            words.setdefault(key, meaning)
    words.pop("", None)
    stems.sort(key=lambda item: -len(item[0]))
    return _Lexicon(words, tuple(stems), max(len(word) for word in words))


@cache
def _gluable() -> frozenset[str]:
    """Give the words that may stand glued together; two-letter ones only where they are safe."""
    short = {"hs", "wt", "in", "kg", "of", "no", "bl", "en", "lc", "fc", "gt", "us"}
    return frozenset(
        word for word in lexicon().words if " " not in word and (len(word) > 2 or word in short)
    )


@cache
def _long_words() -> list[str]:
    return [word for word in lexicon().words if len(word) >= _LONG and " " not in word]
