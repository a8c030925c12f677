"""What a registration or account number says about itself: form and check digit.

A right check digit proves nothing but care; a wrong one means that no office gave the number out.
The rules of each country come from python-stdnum; which number belongs where, from `numbers.toml`.
"""

import importlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from stdnum import bic, iban, lei
from stdnum.exceptions import InvalidChecksum, ValidationError

LONGEST = 60


class Family(StrEnum):
    """Which of a country's numbers is meant."""

    REGISTERS = "registers"
    TAXES = "taxes"


class State(StrEnum):
    """What the number says about itself."""

    CHECKED = "checked"  # the check digit is right
    FORM_ONLY = "form_only"  # the form is right; such numbers have no check digit
    WRONG_CHECK_DIGIT = "wrong_check_digit"
    WRONG_FORM = "wrong_form"
    UNKNOWN = "unknown"  # no rule for this country


@dataclass(frozen=True, slots=True)
class Numbered:
    """The answer; `kind` is the local name of the number, `country` the one it belongs to."""

    state: State
    kind: str
    country: str


def of_company(number: str, country: str, family: Family) -> Numbered:
    """Look at a company's register or tax number; never raises.

    Args:
        country: ISO alpha-2 of the company. A European VAT number carries its own, which wins.
    """
    text = number.strip()[:LONGEST]
    carried = _carried_country(text) if family is Family.TAXES else ""
    where = carried if carried and carried != country else country
    kinds = _table()[family].get(where, {})
    answers = [_ask(kind, module, text, where) for kind, module in kinds.items()]
    return min(answers, key=_best_first, default=Numbered(State.UNKNOWN, "", where))


def of_lei(number: str) -> Numbered:
    """Look at a legal entity identifier (ISO 17442)."""
    text = lei.compact(number[:LONGEST])
    if len(text) != 20 or not text.isascii() or not text.isalnum():
        return Numbered(State.WRONG_FORM, "LEI", "")
    return Numbered(_state(lei, text), "LEI", "")


def of_account(number: str) -> Numbered:
    """Look at a bank account; only an IBAN has a rule, anything else is unknown."""
    text = number.replace(" ", "").replace("-", "").upper()[:LONGEST]
    if not (text[:2].isascii() and text[:2].isalpha() and text[2:4].isdigit()):
        return Numbered(State.UNKNOWN, "", "")
    try:
        iban.validate(text, check_country=False)
    except InvalidChecksum:
        return Numbered(State.WRONG_CHECK_DIGIT, "IBAN", text[:2])
    except ValidationError:
        return Numbered(State.WRONG_FORM, "IBAN", text[:2])
    return Numbered(State.CHECKED, "IBAN", text[:2])


def of_bic(code: str) -> Numbered:
    """Look at a bank's code (ISO 9362); it has a form and a country, no check digit."""
    text = bic.compact(code[:LONGEST])
    form = bic.is_valid(text)
    return Numbered(State.FORM_ONLY if form else State.WRONG_FORM, "BIC", text[4:6] if form else "")


def _ask(kind: str, module: str, number: str, country: str) -> Numbered:
    state = _state(_module(module), number)
    if state is State.CHECKED and module in _without_check_digit():
        state = State.FORM_ONLY
    return Numbered(state, kind, country)


def _state(module: Any, number: str) -> State:
    try:
        module.validate(number)
    except InvalidChecksum:
        return State.WRONG_CHECK_DIGIT
    except (ValidationError, ValueError, TypeError, LookupError):
        return State.WRONG_FORM  # some modules stumble over letters that they do not expect
    return State.CHECKED


_ORDER = tuple(State)


def _best_first(answer: Numbered) -> int:
    return _ORDER.index(answer.state)


def _carried_country(number: str) -> str:
    """The country in front of a European VAT number, if the rest has that country's form."""
    prefix = number[:2].upper()
    country = {"EL": "GR", "XI": "GB"}.get(prefix, prefix)
    if country not in _VAT_COUNTRIES:
        return ""
    kinds = _table()[Family.TAXES].get(country, {})
    right = (State.CHECKED, State.FORM_ONLY)
    fits = any(_state(_module(one), number) in right for one in kinds.values())
    return country if fits else ""


_VAT_COUNTRIES = frozenset(
    """
    AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK
    """.split()  # noqa: SIM905 - a line of codes reads better than a list of strings
)


@cache
def _module(name: str) -> Any:
    return importlib.import_module(f"stdnum.{name}")


@cache
def _content() -> Mapping[str, Any]:
    file = files("muniment.investigations") / "data" / "numbers.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _table() -> Mapping[Family, Mapping[str, Mapping[str, str]]]:
    return {family: _content()[family.value] for family in Family}


@cache
def _without_check_digit() -> frozenset[str]:
    return frozenset(_content()["without_check_digit"])


def modules() -> Iterable[str]:
    """Name every module that the table uses, each once."""
    tables = _table().values()
    return dict.fromkeys(one for rows in tables for row in rows.values() for one in row.values())
