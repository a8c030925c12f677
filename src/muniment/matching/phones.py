"""Telephone numbers as they are written in the trade, brought to one form.

People write "WhatsApp +971 50 712 7482", "00971-(0)50-7127482", "050 7127482 / ext 12". The
international form (E.164) compares best; where the country is not known, the last digits of
the national number are a key that both writings share.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

KEY_DIGITS = 8
"""Length of `key`: the shortest national numbers of the trading world have eight digits."""
LEAST_DIGITS = 7
"""Fewer digits are an extension, a year or a house number, not a telephone number."""
LONGEST_TEXT = 250

_EXTENSION = re.compile(
    r"(?:[/,;]\s*)?\b(?:ext|extn|extension|x|доб|分机)[.:\s#]*\d{1,6}\s*$", re.I
)
_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
_TRUNK_IN_BRACKETS = re.compile(r"\(\s*0(\d+)\s*\)")
_INTERNATIONAL = re.compile(r"^(?:00|011)(?=[1-9]\d{6})")
_LIST = re.compile(r"[;,/|\n]|\b(?:or|and|tel|fax|mob|mobile|cell|whatsapp|wechat)\b", re.I)


def e164(text: str, country: str = "") -> str:
    """Write a number as `+971507127482`, or return "" when it cannot be one.

    Args:
        text: as somebody typed it; words like "Tel:" and an extension may stand around it.
        country: ISO alpha-2 of the place where a number without country code belongs.
    """
    return _e164(text[:LONGEST_TEXT], country.upper())


@lru_cache(maxsize=65536)
def _e164(text: str, country: str) -> str:
    number = _parsed(text, country)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if number else ""


def digits_of(text: str) -> str:
    """All digits of a number without extension; a leading international prefix becomes `+`."""
    bare = _EXTENSION.sub("", text[:LONGEST_TEXT].strip())
    bare = _TRUNK_IN_BRACKETS.sub(r"\1", _TRUNK_ZERO.sub("", bare)) if "+" in bare else bare
    digits = "".join(str(int(sign)) for sign in bare if sign.isdecimal())
    if "+" in bare:
        return "+" + digits
    return _INTERNATIONAL.sub("+", digits)


@lru_cache(maxsize=65536)
def key(text: str, country: str = "") -> str:
    """The last eight digits of the national number: the same with and without country code.

    Returns "" for what is no number. Two numbers with one key should still be compared with
    `agree`: in a hundred thousand numbers some share eight digits by chance.
    """
    number = _parsed(text[:LONGEST_TEXT], country.upper())
    digits = str(number.national_number) if number else digits_of(text).lstrip("+0")
    return digits[-KEY_DIGITS:] if len(digits) >= LEAST_DIGITS else ""


def agree(left: str, right: str, country_left: str = "", country_right: str = "") -> bool:
    """Tell whether two writings can be one number: one ends with all the other says."""
    short, long = sorted((_bare(left, country_left), _bare(right, country_right)), key=len)
    return len(short) >= LEAST_DIGITS and long.endswith(short)


def phones_in(text: str, country: str = "") -> tuple[str, ...]:
    """Find the numbers in a text, in E.164, each once, in the order in which they stand."""
    return tuple(dict.fromkeys(_found_in(text, country.upper())))


def country_of(number: str) -> str:
    """ISO alpha-2 of the country to which a number in E.164 belongs, or ""."""
    parsed = _parsed(number, "")
    return (phonenumbers.region_code_for_number(parsed) or "") if parsed else ""


def _found_in(text: str, country: str) -> Iterator[str]:
    for match in phonenumbers.PhoneNumberMatcher(
        text, country or None, leniency=phonenumbers.Leniency.POSSIBLE
    ):
        yield phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
    if country or "+" in text:
        return
    for part in _LIST.split(text):
        if found := e164(part):
            yield found


def _bare(text: str, country: str) -> str:
    """National digits where the country is certain from the writing, all digits otherwise."""
    digits = digits_of(text)
    if digits.startswith("+"):
        return digits[1:]
    number = _parsed(text, country.upper()) if country else None
    return str(number.national_number) if number else digits.lstrip("0")


def _parsed(text: str, country: str) -> phonenumbers.PhoneNumber | None:
    """Parse with the country where one is given; a number that starts with a code needs none."""
    digits = digits_of(text)
    if len(digits.lstrip("+")) < LEAST_DIGITS:
        return None
    candidates = [(digits, country)]
    if digits[0] not in "+0":
        candidates.append(("+" + digits, ""))  # "44 7911 078820": the code without its sign
    elif digits[0] == "0" and country:
        candidates.append((digits.lstrip("0"), country))  # a zero where the country has none
    possible = [number for number in (_try(*one) for one in candidates) if number is not None]
    valid = (number for number in possible if phonenumbers.is_valid_number(number))
    return next(valid, None) or next(iter(possible), None)


def _try(digits: str, country: str) -> phonenumbers.PhoneNumber | None:
    if not digits.startswith("+") and not country:
        return None
    try:
        number = phonenumbers.parse(digits, country or None)
    except NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None
