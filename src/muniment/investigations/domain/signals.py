"""The catalogue of signals: what can be seen about a customer, and what it weighs.

The catalogue is data (`investigations/data/signals/*.toml`, its README says how). All files are
read together; a code may stand only once, and every signal speaks both languages.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from string import Formatter
from types import MappingProxyType
from typing import Any, Final

from muniment.core.errors import ErrorKind, MunimentError, fill, gettext_noop
from muniment.matching.countries import countries
from muniment.matching.lookalikes import Trick

HEAVIEST = 100
BY_PERSON = "person"


class Direction(StrEnum):
    """What a signal speaks for."""

    RISK = "risk"
    TRUST = "trust"
    NEUTRAL = "neutral"


class Dimension(StrEnum):
    """The seven things about which a rating adds up, in the order of a report."""

    IDENTITY = "identity"
    CONTACT = "contact"
    TRADE_HISTORY = "trade_history"
    SANCTIONS = "sanctions"
    PAYMENT = "payment"
    NETWORK = "network"
    DEAL = "deal"


class SignalsBroken(MunimentError):
    """A file of the catalogue cannot be used; no signal of it was taken."""

    code = "investigations.signals.broken"
    kind = ErrorKind.INVALID
    title = gettext_noop("The catalogue of signals is broken at {file}, {signal}: {why}.")
    next_step = gettext_noop("Correct the file, or put the shipped one back.")


class SignalUnknown(MunimentError):
    """The catalogue has no signal of this code."""

    code = "investigations.signal.unknown"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no signal “{signal}”.")
    next_step = gettext_noop("Choose a signal from the catalogue.")


@dataclass(frozen=True, slots=True)
class Signal:
    """One kind of thing that can be seen.

    Attributes:
        code: stable name, `topic.what`.
        weight: 0 to 100 in its dimension; 20 points double the odds.
        sentence, sentence_zh: what is said, with `{places}` for the facts of a finding.
        lists: published red flags it stands for, each “list, edition, item”.
        article: address where a reader can look it up, or "" for the house's own practice.
        hard_stop: once confirmed it ends the rating at E, outside the sum.
        seen_by: ids of the checks that can see it, or `person`.
    """

    code: str
    direction: Direction
    weight: int
    dimension: Dimension
    sentence: str
    sentence_zh: str
    lists: tuple[str, ...] = ()
    article: str = ""
    hard_stop: bool = False
    seen_by: tuple[str, ...] = ()

    @property
    def places(self) -> frozenset[str]:
        """Names of the facts that its sentence wants."""
        return _places(self.sentence)

    def say(self, facts: Mapping[str, str | int], language: str = "en") -> str:
        """Tell a finding in one sentence; Chinese for `zh…`, English for the rest."""
        is_chinese = language.startswith("zh")
        told = {name: _in_words(name, fact, is_chinese) for name, fact in facts.items()}
        return fill(self.sentence_zh if is_chinese else self.sentence, told)


def _in_words(place: str, fact: str | int, is_chinese: bool) -> str | int:
    """A code or a country in words, a count in groups of three; the rest as the check wrote it."""
    if words := CODES.get(place, {}).get(str(fact)):
        return words[is_chinese]
    if isinstance(fact, int):
        return f"{fact:,}" if place not in _NO_COUNTS else fact
    if place in _COUNTRIES or place.endswith("_country"):
        return _countries(fact, is_chinese)
    return fact


_COUNTRIES: Final = frozenset({"country", "countries", "destination", "origin", "origins"})
_NO_COUNTS: Final = frozenset({"year", "port", "number"})


def _countries(codes: str, is_chinese: bool) -> str:
    """Names for one code or several behind commas; what is no code stays."""
    named = [countries().get(code.strip()) for code in codes.split(",")]
    if not codes or None in named:
        return codes
    language = "zh" if is_chinese else "en"
    return ("、" if is_chinese else ", ").join(one.name(language) for one in named if one)


CODES: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "trick": {
        Trick.LOOKS_EQUAL: ("letters that look alike", "字形相似的字母"),
        Trick.OTHER_ENDING: ("another ending", "后缀不同"),
        Trick.HYPHEN: ("a hyphen more or less", "多或少一个连字符"),
        Trick.ADDED_WORD: ("a word added", "添加了一个词"),
        Trick.INNER: ("its name in front of a strange domain", "把该名称放在陌生域名之前"),
        Trick.ONE_EDIT: ("one letter changed", "改动一个字母"),
        Trick.TWO_EDITS: ("two letters changed", "改动两个字母"),
    }
}
"""Place → code → English, Chinese: bilingual as the sentences of the catalogue are."""


@cache
def catalogue() -> Mapping[str, Signal]:
    """Read the shipped catalogue, once a process; code → signal.

    Raises:
        SignalsBroken: a file breaks a rule of the README.
    """
    folder = files("muniment.investigations") / "data" / "signals"
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=_name)
    return parse((file.name, file.read_text(encoding="utf-8")) for file in found)


def signal(code: str) -> Signal:
    """Give one signal of the shipped catalogue.

    Raises:
        SignalUnknown: there is none of this code.
    """
    try:
        return catalogue()[code]
    except KeyError:
        raise SignalUnknown(signal=code[:60]) from None


def signals_seen_by(check: str) -> tuple[Signal, ...]:
    """The signals that a check (or `BY_PERSON`) can see, in the order of the catalogue."""
    return tuple(one for one in catalogue().values() if check in one.seen_by)


def parse(texts: Iterable[tuple[str, str]]) -> Mapping[str, Signal]:
    """Read files of signals, given as (name, TOML text), and check them against each other.

    Raises:
        SignalsBroken: no TOML, a code twice, an unknown word, a missing language.
    """
    signals: dict[str, Signal] = {}
    for file, text in texts:
        for code, table in _tables(file, text):
            if code in signals:
                raise SignalsBroken(file=file, signal=code, why=gettext_noop("it stands twice"))
            signals[code] = _signal(file, code, table)
    return MappingProxyType(signals)


def _tables(file: str, text: str) -> Iterable[tuple[str, dict[str, Any]]]:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise SignalsBroken(file=file, signal="", why=gettext_noop("it is not TOML")) from None
    for topic, signals in content.items():
        if not isinstance(signals, dict):
            raise SignalsBroken(file=file, signal=topic, why=gettext_noop("a topic is a table"))
        for what, table in signals.items():
            if not isinstance(table, dict):
                raise SignalsBroken(file=file, signal=topic, why=gettext_noop("it is no table"))
            yield f"{topic}.{what}", table


_KINDS: Mapping[str, type] = {
    "direction": str,
    "weight": int,
    "dimension": str,
    "sentence": str,
    "sentence_zh": str,
    "lists": list,
    "article": str,
    "hard_stop": bool,
    "seen_by": list,
}
_REQUIRED = frozenset({"direction", "weight", "dimension", "sentence", "sentence_zh"})


def _signal(file: str, code: str, table: dict[str, Any]) -> Signal:
    wrong = _what_is_wrong(table)
    if wrong:
        raise SignalsBroken(file=file, signal=code, why=wrong)
    return Signal(
        code=code,
        direction=Direction(table["direction"]),
        weight=table["weight"],
        dimension=Dimension(table["dimension"]),
        sentence=table["sentence"],
        sentence_zh=table["sentence_zh"],
        lists=tuple(table.get("lists", ())),
        article=table.get("article", ""),
        hard_stop=table.get("hard_stop", False),
        seen_by=tuple(table.get("seen_by", ())),
    )


def _what_is_wrong(table: dict[str, Any]) -> str:
    if not table.keys() <= _KINDS.keys():
        return gettext_noop("a key is unknown")
    if not table.keys() >= _REQUIRED:
        return gettext_noop("a key is missing")
    if any(type(value) is not _KINDS[key] for key, value in table.items()):
        return gettext_noop("a value is of the wrong kind")
    if table["direction"] not in set(Direction) or table["dimension"] not in set(Dimension):
        return gettext_noop("the direction or the dimension is unknown")
    return _what_is_wrong_inside(table)


def _what_is_wrong_inside(table: dict[str, Any]) -> str:
    if not 0 <= table["weight"] <= HEAVIEST:
        return gettext_noop("the weight lies outside 0 to 100")
    if table.get("hard_stop") and table["direction"] != Direction.RISK:
        return gettext_noop("only a risk can be a hard stop")
    if not table["sentence"].strip() or not table["sentence_zh"].strip():
        return gettext_noop("a sentence is empty")
    try:
        same = _places(table["sentence"]) == _places(table["sentence_zh"])
    except ValueError:
        return gettext_noop("a place in a sentence is not closed")
    return "" if same else gettext_noop("the two languages have different places")


def _places(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


def _name(file: Any) -> str:
    return str(file.name)
