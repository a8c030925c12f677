"""In which country a port lies, and whether goods for a country usually arrive there."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from muniment.matching import countries

_CODE = re.compile(r"(?<![A-Z])([A-Z]{2}) ?([A-Z2-9]{3})\Z")
_SEPARATORS = re.compile(r"[,/;()\[\]|]| - ")


def country_of(place: str) -> str:
    """ISO alpha-2 of the country of a port or place as written; "" when it is not clear.

    Reads a country in the text (`Jebel Ali, UAE`), a known port, or a UN/LOCODE (`AEJEA`).
    """
    parts = [part.strip() for part in _SEPARATORS.split(place[:200]) if part.strip()]
    if len(parts) > 1 and (code := _named(parts[-1], least=3)):
        return code
    return _port(place) or _located(place) or _any_named(parts)


def is_usual(port_country: str, buyer_country: str) -> bool:
    """Say whether goods for a buyer of one country usually arrive in another."""
    if port_country == buyer_country:
        return True
    if {port_country, buyer_country} <= set(_content()["union"]):
        return True
    return port_country in _content()["gateways"].get(buyer_country, ())


def return_needs_consent(country: str) -> bool:
    """Say whether goods go back only with the consignee's consent."""
    return country in _content()["return_needs_consent"]


def _named(part: str, *, least: int) -> str:
    """The country that a part of the text names; short parts only as a code in capitals."""
    if len(part) < least or (len(part) < 4 and not part.isupper()):
        return ""
    return countries.code_of(part)


def _any_named(parts: list[str]) -> str:
    """A country anywhere; a code of two letters, as in `Mersin/TR`, only behind something."""
    for place, part in reversed(list(enumerate(parts))):
        if code := _named(part, least=2 if place else 4):
            return code
    return ""


def _port(place: str) -> str:
    text = f" {_plain(place)} "
    found = {country for name, country in _ports().items() if f" {name} " in text}
    return found.pop() if len(found) == 1 else ""


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text[:200].casefold())
    return " ".join(re.findall(r"[a-z0-9]+", decomposed))


def _located(place: str) -> str:
    found = _CODE.match(place.strip())
    return found[1] if found and found[1] in countries.countries() else ""


@cache
def _ports() -> Mapping[str, str]:
    ports = _content()["ports"].items()
    return {_plain(name): country for country, names in ports for name in names}


@cache
def _content() -> Mapping[str, Any]:
    file = files("muniment.investigations") / "data" / "ports.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
