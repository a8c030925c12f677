"""Numbers, amounts and dates as people write them; what could mean two things is refused."""

import re
from datetime import date
from decimal import Decimal

from muniment.core.errors import gettext_noop
from muniment.core.money import Money, NotMoney, digits_of
from muniment.vault.domain.tidy import plain


class Unreadable(Exception):
    """Why a text cannot be read; `values.py` turns it into an error for the user."""


# Source: ISO 4217, the codes in use, and a few old ones that still stand in order books.
CURRENCIES = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN
    BWP BYN BZD CAD CDF CHF CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR
    FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD
    JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK
    MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
    PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB
    TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF
    XPF YER ZAR ZMW ZWG
    """.split()  # noqa: SIM905 - a paragraph of codes reads better than a list of strings
)
_SIGNS = {"US$": "USD", "€": "EUR", "£": "GBP", "RMB": "CNY", "HK$": "HKD", "A$": "AUD"}
_WORDS = {
    "人民币": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "英镑": "GBP",
    "日元": "JPY",
    "港币": "HKD",
}
_NUMBER = re.compile(r"[+-]?\d[\d.,' ]*\Z")
_MOST_DIGITS = 18


def read_number(text: str) -> Decimal:
    """Read an exact number: `1234.5`, `1,234.50`, `1.234,50`, `12 %`.

    With both signs present the last one is the decimal sign; a lone comma before exactly
    three digits parts thousands, as in trade papers.

    Raises:
        Unreadable: no number, or more than 18 digits.
    """
    bare = plain(text).removesuffix("%").strip().replace(" ", "").replace("'", "")
    if not _NUMBER.match(bare) or sum(letter.isdigit() for letter in bare) > _MOST_DIGITS:
        raise Unreadable(gettext_noop("it is not a number"))
    comma, dot = bare.rfind(","), bare.rfind(".")
    decimal = _decimal_sign(bare, comma, dot)
    whole, _, rest = bare.rpartition(decimal) if decimal else (bare, "", "")
    groups = re.split("[.,]", whole)
    if (not rest.isdigit() and decimal) or any(len(group) != 3 for group in groups[1:]):
        raise Unreadable(gettext_noop("it is not a number"))
    return Decimal("".join(groups) + ("." + rest if rest else ""))


def _decimal_sign(bare: str, comma: int, dot: int) -> str:
    if comma >= 0 and dot >= 0:
        return "," if comma > dot else "."
    if dot >= 0:
        return "." if bare.count(".") == 1 else ""
    return "," if bare.count(",") == 1 and len(bare) - comma - 1 != 3 else ""


def number_text(number: Decimal) -> str:
    """Write a number in its one canonical form: no exponent, no idle zeros."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def read_money(text: str) -> Money:
    """Read an amount with its currency before or after: `1,234.50 USD`, `EUR 1234`, `£ 20`.

    Raises:
        Unreadable: no currency, one that could be several ($, ¥), or too many decimals.
    """
    bare = plain(text)
    for sign, code in (*_SIGNS.items(), *_WORDS.items()):
        bare = bare.replace(sign, f" {code} ")
    letters = re.findall(r"[A-Za-z]+|[^\d\s.,'+-]", bare)
    if len(letters) != 1 or letters[0].upper() not in CURRENCIES:
        raise Unreadable(gettext_noop("it needs one currency code"))
    currency = letters[0].upper()
    amount = read_number(bare.replace(letters[0], ""))
    exact = number_text(amount)
    if len(exact.partition(".")[2]) > digits_of(currency):
        raise Unreadable(gettext_noop("it has more decimals than the currency"))
    try:
        return Money.of(amount, currency)
    except NotMoney:
        raise Unreadable(gettext_noop("it is too large")) from None


def money_text(money: Money) -> str:
    """Write an amount in its one canonical form: `1234.50 USD`."""
    return f"{money.amount:f} {money.currency}"


_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\Z")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\Z")
_DAY_NAME_YEAR = re.compile(r"(\d{1,2})[\s.-]*([A-Za-z]{3,9})[\s.,-]*(\d{4})\Z")
_NAME_DAY_YEAR = re.compile(r"([A-Za-z]{3,9})[\s.]*(\d{1,2})[\s,]+(\d{4})\Z")
_MONTHS = tuple(
    """
    january february march april may june july august september october november december
    """.split()  # noqa: SIM905 - a line of names reads better than a list of strings
)


def read_date(text: str) -> date:
    """Read a calendar day: `2026-05-03`, `2026年5月3日`, `3 May 2026`, `25/12/2026`.

    Raises:
        Unreadable: no such day, or day and month could change places (`03/05/2026`).
    """
    bare = plain(text).removesuffix(" 00:00:00")
    try:
        return _day_of(bare)
    except ValueError:
        raise Unreadable(gettext_noop("there is no such day")) from None


def _day_of(bare: str) -> date:
    if found := _YEAR_FIRST.match(bare) or _COMPACT.match(bare):
        year, month, day = map(int, found.groups())
        return date(year, month, day)
    if found := _DAY_NAME_YEAR.match(bare):
        return date(int(found[3]), _month(found[2]), int(found[1]))
    if found := _NAME_DAY_YEAR.match(bare):
        return date(int(found[3]), _month(found[1]), int(found[2]))
    if found := _YEAR_LAST.match(bare):
        return _one_way(int(found[1]), int(found[2]), int(found[3]))
    raise Unreadable(gettext_noop("it is not a date"))


def _one_way(first: int, second: int, year: int) -> date:
    if first <= 12 and second <= 12 and first != second:
        raise Unreadable(gettext_noop("day and month could change places"))
    return date(year, min(first, second), max(first, second))


def _month(name: str) -> int:
    for number, full in enumerate(_MONTHS, start=1):
        if full.startswith(name.lower()):
            return number
    raise Unreadable(gettext_noop("there is no such month"))
