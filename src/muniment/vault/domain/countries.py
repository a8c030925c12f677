"""Countries and regions by code, with names in English and Chinese; read once from the package."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from muniment.vault.domain.tidy import folded


@dataclass(frozen=True, slots=True)
class Country:
    """A country or region: ISO 3166-1 alpha-2 code and its names."""

    code: str
    en: str
    zh: str

    def name(self, lang: str) -> str:
        """The name in the language of the reader."""
        return self.zh if lang.lower().startswith("zh") else self.en


@cache
def countries() -> Mapping[str, Country]:
    """All countries and regions by code, in the order of their codes."""
    return {row["code"]: Country(row["code"], row["en"], row["zh"]) for row in _rows()}


def country_named(text: str) -> Country | None:
    """Find a country by code (two or three letters), English or Chinese name, or common alias."""
    code = _names().get(_key(text))
    return countries()[code] if code else None


@cache
def _names() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in _rows():
        names = (row["code"], row["alpha3"], row["en"], row["zh"], *row["aliases"].split("|"))
        for name in names:
            found.setdefault(_key(name), row["code"])
    found.pop("", None)
    return found


def _key(name: str) -> str:
    return "".join(letter for letter in folded(name) if letter.isalnum())


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("muniment.vault.data").joinpath("countries.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
