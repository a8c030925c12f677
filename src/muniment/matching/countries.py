"""Countries as documents write them, brought to ISO 3166-1 alpha-2.

Names in English, Spanish, French, Russian, Chinese and Arabic come from the public-domain list
`country-codes` (PDDL); what customs offices and providers write besides is our own.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_BRACKETS = re.compile(r"[(\[（【](.*?)[)\]）】]")
_NOT_LETTERS = re.compile(r"[\W_]+")
_ARTICLES = re.compile(r"\A(?:the|la|le|les|el|los|las)\s+")
_STANDS_FOR = {"korea": "KR", "congo": "CG", "america": "US", "corea": "KR", "корея": "KR"}
"""Short names that could mean two countries, and the one they mean in trade."""
_NOTHING = frozenset({"n/a", "n.a.", "n.a", "n\\a"})  # not Namibia


@dataclass(frozen=True, slots=True)
class Country:
    """A country or region: its codes, its usual currency, its names."""

    code: str
    alpha3: str
    currency: str
    en: str
    zh: str

    def name(self, language: str) -> str:
        """Give the name in the language of the reader, English unless that is Chinese."""
        return self.zh if language.lower().startswith("zh") else self.en


@cache
def countries() -> Mapping[str, Country]:
    """Give all countries and regions by alpha-2 code."""
    return {
        row["code"]: Country(row["code"], row["alpha3"], row["currency"], row["en"], row["zh"])
        for row in _rows()
    }


@lru_cache(maxsize=16384)
def code_of(text: str) -> str:
    """Give the alpha-2 code of a country written in any way; "" when it is none we know.

    Takes codes (two or three letters), names in many languages and what exports make of them:
    `BRAZIL (BR)`, `IN, INDIA`, `KOREA, REPUBLIC OF`, `Rep. of Korea`. A name that could mean
    two countries gets the one that trade means (see `is_doubtful`).
    """
    whole = folded(text)
    if not whole or text.strip().casefold() in _NOTHING:
        return ""
    known = _names()
    if (code := known.get(whole)) is not None:
        return code
    for part in _parts(text):
        if (code := known.get(part)) is not None:
            return code
    return ""


def is_doubtful(text: str) -> bool:
    """Say whether the text is a short name that could mean another country: Korea, Congo."""
    return folded(text) in _STANDS_FOR


def folded(text: str) -> str:
    """Bring a name to the form in which names are compared: small letters, no accents, no marks."""
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("đ", "d").casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    letters = _ARTICLES.sub("", letters.replace("&", " and ").strip())
    return _NOT_LETTERS.sub("", letters)


def _parts(text: str) -> list[str]:
    """Give what may stand for the whole: without its brackets, within them, beside its commas."""
    outside = _BRACKETS.sub(" ", text)
    pieces = re.split(r"[,/;|]|\s-\s", outside)
    turned = " ".join(reversed([piece.strip() for piece in pieces]))
    tried = [outside, turned, *_BRACKETS.findall(text), *pieces]
    return [key for piece in tried if len(key := folded(piece)) > 1]


@cache
def _names() -> Mapping[str, str]:
    found = dict(_STANDS_FOR)
    for row in _rows():
        for name in (row["code"], row["alpha3"], row["en"], row["zh"]):
            found.setdefault(folded(name), row["code"])
    for row in _rows():
        for name in row["names"].split("|"):
            found.setdefault(folded(name), row["code"])
    found.pop("", None)
    return found


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("muniment.matching.data").joinpath("countries.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
