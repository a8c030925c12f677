"""Units as customs offices write them, brought to a few kinds with a factor.

Codes are those of UN/ECE Recommendation 20 and of the customs offices seen; the unit as
written is always kept beside.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_SIGNS = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"\(.*?\)")


def unit_key(text: str) -> str:
    """Bring a unit to the form in which units are compared: `Sq. Metre` is `sqmetre`."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _SIGNS.sub("", letters)


def known_unit(text: str) -> tuple[str, float]:
    """Give the kind of a unit and what one of it is in that kind; ("", 1.0) when unknown."""
    whole = _units().get(unit_key(text)) or _units().get(unit_key(_BRACKETS.sub(" ", text)))
    if whole is None and " - " in text:
        whole = _units().get(unit_key(text.partition(" - ")[0]))
    return whole or ("", 1.0)


def unit_kind(text: str) -> str:
    """Give the kind of a unit: "kg", "piece", "m2", "m3", "litre", "pair", "set", "teu" … or ""."""
    return known_unit(text)[0]


@cache
def _units() -> Mapping[str, tuple[str, float]]:
    """Read the words from the package, once."""
    text = files("muniment.customs_data.data").joinpath("units.toml").read_text("utf-8")
    return {
        word: (kind, float(factor))
        for kind, told in tomllib.loads(text).items()
        for factor, words in told.items()
        for word in words.split()
    }
