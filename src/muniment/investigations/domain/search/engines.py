"""Search engines and how each wants its queries written (`search_engines.toml`)."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote_plus

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop

_QUOTES = re.compile(r'["“”„‟«»＂]')
_SPACE = re.compile(r"\s+")
_OPERATOR = re.compile(r"\b(OR|AND|NOT|AROUND)\b")
_LEADING = re.compile(r"(?:\A|(?<=\s))[-+|!~*()\[\]{}<>:@#]+")


class SearchBroken(MunimentError):
    """The data of search engines or goals cannot be used."""

    code = "investigations.search.broken"
    kind = ErrorKind.INVALID
    title = gettext_noop("The search data are broken at {file} {engine}.")
    next_step = gettext_noop("Correct the file, or put the shipped one back.")


@dataclass(frozen=True, slots=True)
class Engine:
    """One search engine; the fields are those of `search_engines.toml`."""

    code: str
    name: str
    address: str
    longest: int
    most_words: int
    any: str
    group: str
    last_tried: str
    scripts: tuple[str, ...]
    languages: tuple[str, ...]
    operators: Mapping[str, str]

    def phrase(self, text: str) -> str:
        """Write words that must stand together; what could be read as an operator is dropped."""
        plain = tidy(text)
        return self.operators["phrase"].replace("{0}", plain) if plain else ""

    def word(self, text: str) -> str:
        """Write a search word: a phrase when it has several parts or an odd sign."""
        plain = tidy(text)
        return (
            plain
            if re.fullmatch(r"[\w.]+", plain) and not _OPERATOR.search(plain)
            else (self.phrase(plain))
        )

    def with_operator(self, operator: str, value: str) -> str:
        """Write `site:` and its like as the engine wants it; "" when it has no such operator."""
        form = self.operators.get(operator, "")
        return form.replace("{0}", _SPACE.sub("", tidy(value)))

    def one_of(self, written: Sequence[str]) -> str:
        """Join written parts as alternatives."""
        if len(written) < 2:
            return "".join(written)
        return self.group.replace("{0}", self.any.join(written))

    def takes(self, query: str) -> bool:
        """Say whether the engine reads the whole query."""
        words = len(query.split())
        return len(query) <= self.longest and (not self.most_words or words <= self.most_words)

    def url(self, query: str) -> str:
        """The address that opens the query, everything in it escaped."""
        return self.address.replace("{query}", quote_plus(query))


@dataclass(frozen=True, slots=True)
class Engines:
    """All engines of one version of the data."""

    version: int
    by_code: Mapping[str, Engine]


def tidy(text: str) -> str:
    """Make a text safe inside a query: one line, no quotes, no signs that engines read."""
    visible = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    plain = _LEADING.sub(" ", _QUOTES.sub(" ", visible))
    return _SPACE.sub(" ", plain).strip(" -+|!~*:")


@cache
def engines() -> Engines:
    """Read the shipped engines, once a process."""
    file = files("muniment.investigations") / "data" / "search_engines.toml"
    return engines_of(tomllib.loads(file.read_text(encoding="utf-8")))


def engines_of(content: Mapping[str, Any]) -> Engines:
    """Read engines from the content of the file.

    Raises:
        SearchBroken: a key is missing or unknown, an address is not https or takes no query.
    """
    found: dict[str, Engine] = {}
    for code, table in content.items():
        if code == "version":
            continue
        try:
            found[code] = _engine(code, **table)
        except (TypeError, KeyError, ValueError):
            raise SearchBroken(file="search_engines.toml", engine=code) from None
    return Engines(int(content.get("version", 0)), found)


def _engine(code: str, *, scripts: list[str], languages: list[str], **table: Any) -> Engine:
    engine = Engine(code=code, scripts=tuple(scripts), languages=tuple(languages), **table)
    whole = engine.address.startswith("https://") and "{query}" in engine.address
    if not whole or "phrase" not in engine.operators:
        raise ValueError(code)
    return engine
