"""What the cells of a column look like, whatever its heading says."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from muniment.customs_data.domain.dates import looks_like_date, looks_like_month
from muniment.customs_data.domain.roles import Role
from muniment.customs_data.domain.units import unit_kind
from muniment.matching.countries import code_of, countries
from muniment.sheets.numbers import DecimalStyle, parse_number

NOTHING: Final = frozenset(
    {
        "",
        "null",
        "none",
        "nan",
        "n/a",
        "#n/a",
        "-",
        "--",
        "n.a.",
        "(null)",
        "nat",
        "undefined",
        "\\n",
    }
)
"""How exports write that there is nothing, in small letters."""

CURRENCIES: Final = frozenset(it.currency for it in countries().values() if it.currency) | {
    "USD", "EUR", "RMB", "GBP", "JPY", "CNH", "BYR", "RUR",
}  # fmt: skip

_HS = re.compile(r"\d{2}\.?\d{2}(?:[. ]?\d{2}){0,4}\Z|\d{5,13}\Z")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{6,12}\Z", re.IGNORECASE)
_COMPANY = re.compile(
    r"\b(?:ltd|limited|llc|inc|corp|co|company|s\.?a\.?|sas|srl|s\.?r\.?l|ltda|gmbh|pvt|plc|bv|spa|"
    r"s\.?p\.?a|sarl|sa de cv|sdn|bhd|fze|fzco|oy|ab|as|jsc|ooo|llp|trading|import|export|"
    r"industr\w*|group|pte|pty|cv|pt|tbk|sti|ao|zao|tov|c\.?a|cia|eirl)\b"
    r"|公司|集团|厂|(?:株式|有限)会社|ооо|тов|тоо|зао|оао|công ty|شركة",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")
_WORDY = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Contents:
    """Shares (0 to 1) of the filled cells of a sample, and the share of filled cells itself."""

    cells: int
    filled: float
    number: float = 0.0
    zero: float = 0.0
    hs: float = 0.0
    date: float = 0.0
    month: float = 0.0
    country: float = 0.0
    currency: float = 0.0
    unit: float = 0.0
    uuid: float = 0.0
    company: float = 0.0
    wordy: float = 0.0
    latin: float = 1.0
    distinct: float = 0.0
    length: float = 0.0

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to learn from the cells."""
        return self.filled == 0.0


def is_nothing(cell: str) -> bool:
    """Say whether a cell says that there is nothing."""
    return cell.strip().lower() in NOTHING


def contents_of(cells: Sequence[str]) -> Contents:
    """Look at a sample of one column. Cost: some ten microseconds a cell."""
    full = [cell.strip() for cell in cells if not is_nothing(cell)]
    if not full:
        return Contents(cells=len(cells), filled=0.0)
    numbers = [found[0] for cell in full if (found := _number(cell)) is not None]
    count = len(full)
    return Contents(
        cells=len(cells),
        filled=count / len(cells),
        number=len(numbers) / count,
        zero=sum(1 for number in numbers if not number) / count,
        hs=_hs_share(full),
        date=_share(full, looks_like_date),
        month=_share(full, looks_like_month),
        country=_share(full, lambda cell: bool(code_of(cell))),
        currency=_share(full, lambda cell: cell.upper() in CURRENCIES),
        unit=_share(full, lambda cell: bool(unit_kind(cell))),
        uuid=_share(full, lambda cell: bool(_UUID.match(cell))),
        company=_share(full, lambda cell: bool(_COMPANY.search(cell))),
        wordy=_share(full, lambda cell: len(_WORDY.findall(cell)) >= 2),
        latin=_latin(full),
        distinct=len(set(full)) / count,
        length=sum(len(cell) for cell in full) / count,
    )


def _number(cell: str) -> tuple[Decimal, str] | None:
    """Read a number in either style; which one the column has is found out later."""
    return parse_number(cell) or parse_number(cell, DecimalStyle.COMMA)


def content_score(role: Role, told: Contents) -> float:  # noqa: PLR0911 - one answer a role
    """Say what the cells add to (or take from) what the heading says of a role.

    Runs from -1 (cannot be) over 0 (nothing known) to about 0.15 (plainly so).
    """
    if told.is_empty:
        return -0.04
    if told.uuid > 0.5 and role is not Role.BILL:
        return -1.0
    match role:
        case Role.HS_CODE:
            return 0.1 if told.hs >= 0.8 else -0.7 * (1 - told.hs)
        case Role.DATE:
            return max(0.1 * told.date, 0.06 * told.month) if _dated(told) >= 0.5 else -0.8
        case Role.VALUE | Role.QUANTITY | Role.WEIGHT:
            return 0.05 * told.number - 0.14 * told.zero if told.number >= 0.6 else -0.8
        case Role.CURRENCY:
            return 0.1 if told.currency >= 0.5 else -0.5
        case Role.UNIT | Role.WEIGHT_UNIT:
            return 0.08 * told.unit if told.number < 0.5 else -0.8
        case Role.BUYER | Role.SELLER | Role.NOTIFY | Role.AGENT:
            return _name_score(told)
        case Role.DESCRIPTION:
            return -0.7 if told.number > 0.8 else 0.06 * told.wordy - 0.5 * (told.date > 0.8)
        case _:
            return _place_score(role, told)


def guess(role: Role, told: Contents) -> float:
    """Say how much the cells alone speak for a role, when no heading helps; at most 0.55."""
    if told.is_empty or told.uuid > 0.5:
        return 0.0
    names = told.company >= 0.4 and told.length < 70
    texts = told.wordy >= 0.8 and told.company < 0.2 and told.length > 25
    guesses = {
        Role.HS_CODE: 0.55 * (told.hs >= 0.95 and told.distinct < 0.95),
        Role.DATE: max(0.5 * (told.date >= 0.9), 0.45 * (told.month >= 0.9)),
        Role.BUYER: 0.35 * names,
        Role.SELLER: 0.35 * names,
        Role.DESCRIPTION: 0.33 * texts,
        Role.CURRENCY: 0.5 * (told.currency >= 0.95),
        Role.UNIT: 0.4 * (told.unit >= 0.95 and told.number < 0.1),
        Role.ORIGIN: 0.32 * (told.country >= 0.95),
    }
    return guesses.get(role, 0.0)


def _dated(told: Contents) -> float:
    return max(told.date, told.month)


def _name_score(told: Contents) -> float:
    if told.number > 0.6 or told.date > 0.6:
        return -0.8
    return 0.04 * told.company + 0.03 * told.wordy - 0.13 * (1 - told.latin)


def _place_score(role: Role, told: Contents) -> float:
    if role in {Role.ORIGIN, Role.DESTINATION, Role.BUYER_COUNTRY, Role.SELLER_COUNTRY,
                Role.REPORTING_COUNTRY}:  # fmt: skip
        return 0.1 if told.country >= 0.7 else -0.35 * (1 - told.country)
    if role in {Role.PORT_LOADING, Role.PORT_DISCHARGE}:
        return -0.5 if told.number > 0.8 else -0.1 * told.country
    if role in {Role.YEAR, Role.MONTH}:
        return 0.05 if told.number > 0.9 or told.month > 0.5 else 0.0
    return 0.0


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(1 for cell in cells if test(cell)) / len(cells)


def _hs_share(cells: Sequence[str]) -> float:
    """Count cells that look like codes of the Harmonized System, chapters 01 to 97."""
    good = 0
    for cell in cells:
        plain = cell.removesuffix(".0")
        digits = re.sub(r"\D", "", plain)
        chapter = digits[:2] if len(digits) % 2 == 0 else "0" + digits[:1]
        good += bool(_HS.match(plain)) and "01" <= chapter <= "97" and len(digits) >= 4
    return good / len(cells)


def _latin(cells: Sequence[str]) -> float:
    text = "".join(cells[:50])
    letters = len(_LETTER.findall(text))
    return len(_LATIN.findall(text)) / letters if letters else 1.0
