"""Words that speak for a signal, kept as data: of mails, and of letters of credit.

A hit is a hint with the words as they stand, never more: honest people write them too.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LONGEST_TEXT = 200_000
LONGEST_EXCERPT = 160
_GAP = "…"
_WIDE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Spotted:
    """A phrase that was seen; `words` as they stand in the text, on one line."""

    signal: str
    words: str
    language: str


def in_mail(text: str) -> tuple[Spotted, ...]:
    """Find words of `words_mail.toml`, one hit a signal, in the order of the file."""
    return spot(text, _phrases("words_mail.toml"))


def in_credit(text: str) -> tuple[Spotted, ...]:
    """Find words of `words_credit.toml` in the text of a letter of credit."""
    return spot(text, _phrases("words_credit.toml"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of the data, ready to be looked for."""

    signal: str
    language: str
    pattern: re.Pattern[str]


def spot(text: str, phrases: Iterable[Phrase]) -> tuple[Spotted, ...]:
    """Find the first phrase of each signal.

    Cost: linear in the first 200,000 characters, once a phrase.
    """
    whole = text[:LONGEST_TEXT]
    plain = folded(whole)
    found: dict[str, Spotted] = {}
    for phrase in phrases:
        if phrase.signal not in found and (hit := phrase.pattern.search(plain)):
            start, end = hit.span()
            words = " ".join(whole[start:end].split())[:LONGEST_EXCERPT]
            found[phrase.signal] = Spotted(phrase.signal, words, phrase.language)
    return tuple(found.values())


def folded(text: str) -> str:
    """Drop case and accents, sign by sign, so that places stay those of the text."""
    return "".join(_folded_sign(sign) for sign in text)


@cache
def _folded_sign(sign: str) -> str:
    first = unicodedata.normalize("NFKD", sign)[:1].casefold()
    return first if len(first) == 1 else sign


def phrases_of(content: Mapping[str, Mapping[str, Iterable[str]]]) -> tuple[Phrase, ...]:
    """Make phrases from signal → language → phrases."""
    return tuple(
        Phrase(signal, language, re.compile(_pattern(phrase)))
        for signal, languages in content.items()
        for language, phrases in languages.items()
        for phrase in phrases
    )


@cache
def _phrases(name: str) -> tuple[Phrase, ...]:
    file = files("muniment.investigations") / "data" / name
    return phrases_of(tomllib.loads(file.read_text(encoding="utf-8")))


def _pattern(phrase: str) -> str:
    parts = [folded(part).strip() for part in phrase.split(_GAP)]
    if _WIDE.search(phrase):
        return r".{0,8}?".join(re.escape(part) for part in parts)
    words = re.findall(r"\w+|…", f" {_GAP} ".join(parts))
    return r"(?<!\w)" + "".join(_steps(words)) + r"(?!\w)"


def _steps(words: list[str]) -> Iterator[str]:
    """Join words by a few signs that are no letters; a gap lets up to four words in."""
    for place, word in enumerate(words):
        if word == _GAP:
            yield r"(?:[^\w]{1,6}\w{1,40}){0,4}?"
        else:
            yield (r"[^\w]{1,6}" if place else "") + re.escape(word)
