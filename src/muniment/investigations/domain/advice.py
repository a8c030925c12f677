"""From risk and coverage to payment advice, by a table that a firm edits.

The table is data (`data/advice.toml` is the start); the newest version that two people put into
force holds. What the table says is then fitted to the deal: the deposit is raised to what a
refusal would cost, and open account is offered only inside an insured limit.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.money import Money
from muniment.investigations.domain.coverage import Reading
from muniment.investigations.domain.deposit import Deposit
from muniment.investigations.domain.rating import Letter


class AdviceBroken(MunimentError):
    """A table of advice breaks a rule; the one in force stays."""

    code = "investigations.advice.broken"
    kind = ErrorKind.INVALID
    title = gettext_noop("The table of payment advice is broken at {row}: {why}.")
    next_step = gettext_noop("Correct that row; the table in force was not touched.")


class Way(StrEnum):
    """How the money comes."""

    DEPOSIT_COPY = "deposit_copy"
    DEPOSIT_RELEASE = "deposit_release"
    DEPOSIT_CREDIT = "deposit_credit"
    CREDIT = "credit"
    CREDIT_CONFIRMED = "credit_confirmed"
    PREPAID = "prepaid"
    OPEN_ACCOUNT = "open_account"
    DECLINE = "decline"


WITH_DEPOSIT = frozenset({Way.DEPOSIT_COPY, Way.DEPOSIT_RELEASE, Way.DEPOSIT_CREDIT})
ALWAYS_ALLOWED = frozenset({Way.PREPAID, Way.DECLINE})
"""Ways that are never milder than what the table advises."""

SENTENCES: Mapping[Way, str] = {
    Way.DEPOSIT_COPY: gettext_noop(
        "{deposit} % deposit by transfer, the rest against the copy of the bill of lading."
    ),
    Way.DEPOSIT_RELEASE: gettext_noop(
        "{deposit} % deposit, the rest before the original papers are released."
    ),
    Way.DEPOSIT_CREDIT: gettext_noop(
        "{deposit} % deposit, the rest by confirmed letter of credit at sight."
    ),
    Way.CREDIT: gettext_noop("Letter of credit at sight."),
    Way.CREDIT_CONFIRMED: gettext_noop("Letter of credit confirmed by a first-class bank."),
    Way.PREPAID: gettext_noop("All of it before shipment."),
    Way.OPEN_ACCOUNT: gettext_noop("Open account up to {days} days, inside the insured limit."),
    Way.DECLINE: gettext_noop("Decline the order."),
}

CONDITIONS: Mapping[str, str] = {
    "limit_before_production": gettext_noop(
        "Ask the credit insurer for a limit before production starts."
    ),
    "bill_to_order_of_shipper": gettext_noop("Bill of lading to the order of the shipper."),
    "no_telex_release": gettext_noop("No telex release."),
    "own_forwarder": gettext_noop("The forwarder is ours."),
    "nothing_custom_made": gettext_noop("Nothing that only this buyer can use."),
    "check_more_first": gettext_noop("Check more first: too little of this customer is known."),
    "consent_clause": gettext_noop(
        "The contract says that the buyer consents now to the return of unpaid goods."
    ),
    "never_split_a_set": gettext_noop(
        "Never ship a set in parts that are worthless alone before the whole is paid."
    ),
    "insured_in_the_name_on_the_bill": gettext_noop(
        "The insurer's approval is for the name and number that stand on the bill of lading."
    ),
    "deposit_not_known_yet": gettext_noop(
        "What a refusal would cost is not fully known: the deposit may have to be higher."
    ),
}
"""Code → translatable sentence."""


class Order(StrEnum):
    """Which order of this customer it is."""

    FIRST = "first"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Terms:
    """One way of paying.

    Attributes:
        deposit: lowest and highest percentage, for ways with a deposit.
        days: longest credit, for open account.
        insured: only inside an insured limit.
    """

    way: Way
    deposit: tuple[int, int] = (0, 0)
    days: int = 0
    insured: bool = False

    @property
    def sentence(self) -> str:
        """A translatable sentence with `{deposit}` and `{days}`."""
        return SENTENCES[self.way]

    @property
    def facts(self) -> dict[str, str | int]:
        """What fills the places of the sentence."""
        low, high = self.deposit
        return {"deposit": str(low) if low == high else f"{low}-{high}", "days": self.days}


@dataclass(frozen=True, slots=True)
class Row:
    """What the table says of one reading; see `data/advice.toml`."""

    reading: Reading
    coverage: int
    first: tuple[Terms, ...]
    repeat: tuple[Terms, ...]
    conditions: tuple[str, ...]
    second_person: bool
    recheck_days: int

    def terms(self, order: Order) -> tuple[Terms, ...]:
        """The terms for this order, most welcome first."""
        return self.first if order is Order.FIRST else self.repeat


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table: one row a reading."""

    rows: Mapping[Reading, Row]

    def sheet(self) -> dict[str, Any]:
        """Write it as the JSON that a page edits and the house keeps."""
        return {reading.value: _written(row) for reading, row in self.rows.items()}


@dataclass(frozen=True, slots=True)
class Advice:
    """What the table advises for this deal.

    Attributes:
        row: the reading by which it was advised; lower than the rating's when coverage was short.
        conditions: codes of `CONDITIONS`, in the order of a contract.
        dropped: ways of the table that the deal rules out, with the reason as a code.
    """

    row: Reading
    terms: tuple[Terms, ...]
    conditions: tuple[str, ...]
    dropped: tuple[tuple[Way, str], ...]
    needs_second: bool
    recheck_days: int


def advise(
    table: Table,
    reading: Reading,
    *,
    coverage: int,
    order: Order,
    amount: Money | None = None,
    insured_limit: Money | None = None,
    deposit: Deposit | None = None,
) -> Advice:
    """Say on what terms this deal is safe.

    Args:
        reading: what is shown in the place of the letter, see `coverage.reading`.
        coverage: percent checked.
        amount, insured_limit: open account is advised only when the limit covers the amount.
        deposit: what a refusal would cost; raises the deposits of the table.
    """
    row = _row_for(table, reading, coverage)
    kept, dropped = _fitted(row.terms(order), amount, insured_limit)
    terms = tuple(dict.fromkeys(_raised(one, deposit) for one in kept))
    return Advice(
        row=row.reading,
        terms=terms or (Terms(Way.PREPAID),),
        conditions=_conditions(row, terms, deposit),
        dropped=dropped,
        needs_second=row.second_person or row.reading in _BY_TWO,
        recheck_days=row.recheck_days,
    )


_BY_TWO = frozenset({Reading.D, Reading.E})


def departs(advice: Advice, chosen: Terms) -> bool:
    """Say whether chosen terms are milder than the advice, and so need a second person."""
    declined = all(one.way is Way.DECLINE for one in advice.terms)
    if declined or chosen.way is Way.DECLINE:
        return chosen.way is not Way.DECLINE
    if chosen.way is Way.PREPAID:
        return False
    return not any(_as_safe(chosen, one) for one in advice.terms)


def _as_safe(chosen: Terms, advised: Terms) -> bool:
    return (
        chosen.way is advised.way
        and chosen.deposit[0] >= advised.deposit[0]
        and chosen.days <= advised.days
        and (chosen.insured or not advised.insured)
    )


def _row_for(table: Table, reading: Reading, coverage: int) -> Row:
    """Step down from a letter for which too little was checked."""
    letters = [Reading(letter.value) for letter in Letter]
    if reading is Reading.INSUFFICIENT:
        return table.rows[reading]
    below = (table.rows[letter] for letter in letters[letters.index(reading) :])
    return next(row for row in below if coverage >= row.coverage)  # E asks for none


def _fitted(
    terms: Iterable[Terms], amount: Money | None, limit: Money | None
) -> tuple[list[Terms], tuple[tuple[Way, str], ...]]:
    known = list(terms)
    reasons = {one: _ruled_out(one, amount, limit) for one in known}
    kept = [one for one in known if not reasons[one]]
    return kept, tuple((one.way, reasons[one]) for one in known if reasons[one])


def _ruled_out(terms: Terms, amount: Money | None, limit: Money | None) -> str:
    if not terms.insured:
        return ""
    if limit is None:
        return "no_insured_limit"
    if amount is None or amount.currency != limit.currency:
        return "amount_not_comparable"
    return "above_insured_limit" if amount > limit else ""


def _raised(terms: Terms, deposit: Deposit | None) -> Terms:
    """Raise the deposit to what a refusal would cost; all of it when nothing less covers."""
    if deposit is None or terms.way not in WITH_DEPOSIT:
        return terms
    low = max(terms.deposit[0], deposit.percent)
    if low >= 100:
        return Terms(Way.PREPAID)
    return Terms(terms.way, (low, max(low, terms.deposit[1])), terms.days, terms.insured)


def _conditions(row: Row, terms: tuple[Terms, ...], deposit: Deposit | None) -> tuple[str, ...]:
    ways = {one.way for one in terms}
    added = list(row.conditions)
    if ways - ALWAYS_ALLOWED:
        added += ["consent_clause", "never_split_a_set"]
    if any(one.insured for one in terms) or "limit_before_production" in row.conditions:
        added.append("insured_in_the_name_on_the_bill")
    if ways & WITH_DEPOSIT and (deposit is None or deposit.is_lower_limit):
        added.append("deposit_not_known_yet")
    return tuple(dict.fromkeys(added))


@cache
def default_table() -> Table:
    """Read the shipped table, once a process."""
    file = files("muniment.investigations") / "data" / "advice.toml"
    return table_of(tomllib.loads(file.read_text(encoding="utf-8")))


def table_of(sheet: object) -> Table:
    """Read a sheet, from TOML or from the page that edits it.

    Raises:
        AdviceBroken: a row, a way or a number that the table cannot have; it names the row.
    """
    if not isinstance(sheet, dict) or set(sheet) != {one.value for one in Reading}:
        raise AdviceBroken(row="", why=gettext_noop("one row a letter is needed, and insufficient"))
    rows = {one: _row(one, sheet[one.value]) for one in Reading}
    if rows[Reading.E].first != (Terms(Way.DECLINE),) or rows[Reading.E].coverage:
        raise AdviceBroken(row="E", why=gettext_noop("a first order at E is declined"))
    return Table(rows)


_ROW_KEYS = {"coverage", "second_person", "recheck_days", "conditions", "first", "repeat"}


def _row(reading: Reading, row: object) -> Row:
    if not isinstance(row, dict) or set(row) != _ROW_KEYS:
        raise AdviceBroken(row=reading.value, why=gettext_noop("a column is missing or unknown"))
    conditions = row["conditions"]
    if not isinstance(conditions, list) or not all(str(one) in CONDITIONS for one in conditions):
        raise AdviceBroken(row=reading.value, why=gettext_noop("a condition is unknown"))
    second = row["second_person"]
    if not isinstance(second, bool) or (reading in _BY_TWO and not second):
        raise AdviceBroken(row=reading.value, why=gettext_noop("D and E are decided by two people"))
    return Row(
        reading=reading,
        coverage=_number(reading, row["coverage"], 0, 100),
        first=_terms(reading, row["first"]),
        repeat=_terms(reading, row["repeat"]),
        conditions=tuple(str(one) for one in conditions),
        second_person=second,
        recheck_days=_number(reading, row["recheck_days"], 1, 366),
    )


def _terms(reading: Reading, listed: object) -> tuple[Terms, ...]:
    if not isinstance(listed, list) or not 0 < len(listed) <= 8:
        raise AdviceBroken(row=reading.value, why=gettext_noop("one to eight terms are needed"))
    return tuple(_one(reading, one) for one in listed)


def _one(reading: Reading, term: object) -> Terms:
    known = {"way", "deposit", "days", "insured"}
    if not isinstance(term, dict) or not set(term) <= known or str(term.get("way")) not in set(Way):
        raise AdviceBroken(row=reading.value, why=gettext_noop("a way of paying is unknown"))
    way, insured = Way(str(term["way"])), term.get("insured", False)
    if not isinstance(insured, bool) or (way is Way.OPEN_ACCOUNT and not insured):
        raise AdviceBroken(row=reading.value, why=gettext_noop("open account must be insured"))
    days = _number(reading, term.get("days", 0), 0, 180)
    return Terms(way, _deposit(reading, way, term.get("deposit", [0, 0])), days, insured)


def _deposit(reading: Reading, way: Way, given: object) -> tuple[int, int]:
    if not isinstance(given, list) or len(given) != 2:
        raise AdviceBroken(row=reading.value, why=gettext_noop("a deposit has two percentages"))
    low, high = (_number(reading, one, 0, 100) for one in given)
    if low > high or (way in WITH_DEPOSIT) != (low > 0):
        raise AdviceBroken(row=reading.value, why=gettext_noop("the deposit does not fit the way"))
    return low, high


def _number(reading: Reading, value: object, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise AdviceBroken(row=reading.value, why=gettext_noop("a number is out of its range"))
    return value


def _written(row: Row) -> dict[str, Any]:
    return {
        "coverage": row.coverage,
        "second_person": row.second_person,
        "recheck_days": row.recheck_days,
        "conditions": list(row.conditions),
        "first": [_written_terms(one) for one in row.first],
        "repeat": [_written_terms(one) for one in row.repeat],
    }


def _written_terms(terms: Terms) -> dict[str, Any]:
    written = {"way": terms.way.value, "deposit": list(terms.deposit), "days": terms.days}
    return written | {"insured": terms.insured}
