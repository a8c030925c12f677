"""Numbers as people and programs write them, read exactly; no binary fractions anywhere."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

LARGEST = Decimal(10) ** 15
_SIGNS = {
    "$": "",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "",
    "元": "CNY",
    "HK$": "HKD",
    "₽": "RUB",
}
_BODY = re.compile(r"[0-9]+(?:[.,' ][0-9]+)*\Z")
_CODE = re.compile(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")
_EXPONENT = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,2}\Z")


class DecimalStyle(StrEnum):
    """What stands before the cents."""

    POINT = "point"  # 1,234.50
    COMMA = "comma"  # 1.234,50


def style_of(samples: Iterable[str]) -> DecimalStyle:
    """Guess the style of a column from the texts that leave no doubt; a point if none does."""
    votes = 0
    for text in samples:
        body, _, _ = _parts(text)
        point, comma = body.rfind("."), body.rfind(",")
        if point >= 0 and comma >= 0:
            votes += 1 if point > comma else -1
        elif max(point, comma) >= 0 and len(body) - max(point, comma) - 1 != 3:
            votes += 1 if point >= 0 else -1
    return DecimalStyle.COMMA if votes < 0 else DecimalStyle.POINT


@lru_cache(maxsize=4096)
def parse_number(text: str, style: DecimalStyle = DecimalStyle.POINT) -> tuple[Decimal, str] | None:
    """Read a number and the currency written with it ("" if none); None if it is no number.

    Understands thousands marks, a minus on either side, brackets for negative amounts,
    full-width digits, currency signs and codes. Numbers beyond 10^15 are no amounts.
    """
    body, currency, negative = _parts(text)
    if _EXPONENT.match(body):
        value = Decimal(body)
    elif _BODY.match(body):
        plain = _plain(body, style)
        if plain is None:
            return None
        value = Decimal(plain)
    else:
        return None
    if abs(value) > LARGEST or value != round(value, 12):
        return None
    return (-value if negative and value else value), currency


def _parts(text: str) -> tuple[str, str, bool]:
    """Split off sign and currency; what is left should be digits and marks."""
    body = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u2019", "'").strip()
    currency = ""
    if found := _CODE.search(body):
        currency = found.group(1)
        body = (body[: found.start()] + body[found.end() :]).strip()
    for sign in sorted(_SIGNS, key=len, reverse=True):
        if sign in body:
            currency = currency or _SIGNS[sign]
            body = body.replace(sign, "").strip()
            break
    negative = body.startswith("-") or body.endswith("-") or (body[:1] == "(" and body[-1:] == ")")
    return body.strip("()").strip("+-").strip(), currency, negative


def _plain(body: str, style: DecimalStyle) -> str | None:
    """Take the thousands marks out; None if they stand where no thousand ends."""
    cents = "." if style is DecimalStyle.POINT else ","
    whole, _, fraction = body.rpartition(cents) if body.count(cents) == 1 else (body, "", "")
    if body.count(cents) > 1:
        return None
    groups = re.split(r"[.,' ]", whole)
    if len(groups) > 1 and not _are_thousands(groups):
        return None
    if any(mark in fraction for mark in ".,' "):
        return None
    return "".join(groups) + ("." + fraction if fraction else "")


def _are_thousands(groups: list[str]) -> bool:
    """Say whether groups end at thousands; the Indian way (12,34,567) counts too."""
    inner = all(len(group) in (2, 3) for group in groups[1:-1])
    return 1 <= len(groups[0]) <= 3 and len(groups[-1]) == 3 and inner
