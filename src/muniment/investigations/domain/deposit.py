"""The deposit that covers a refused consignment, with its working line by line.

A buyer who can walk away for less than the deposit will not haggle at the port. What walking
away costs us: freight there and back, demurrage while it is argued about, and what the goods
lose when somebody else buys them.

A number that nobody gave is asked for, or assumed by a named assumption, and says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from muniment.core.errors import ErrorKind, Fact, MunimentError, gettext_noop
from muniment.core.money import Money

DEMURRAGE_DAYS = 30


class CostsDiffer(MunimentError):
    """The costs cannot be added up; nothing was computed."""

    code = "investigations.deposit.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("The costs cannot be added up: {why}.")
    next_step = gettext_noop("Give every amount in {currency}, none below zero.")


class Basis(StrEnum):
    """Where the number of a line comes from."""

    GIVEN = "given"
    ASSUMED = "assumed"
    ASKED = "asked"  # nobody said it; the line adds nothing and the sum is a lower limit


@dataclass(frozen=True, slots=True)
class Costs:
    """What a refused consignment would cost, as far as it is known.

    Attributes:
        order: value of the order; all amounts are in its currency.
        freight_out: freight to the port as far as we pay it; zero when the buyer does.
        freight_back: freight home, or on to another buyer.
        demurrage_a_day: of all containers together.
        free_days: days without demurrage, taken off `days`.
        resale_loss_percent: of the order value; 100 for goods made for this buyer alone.
    """

    order: Money
    freight_out: Money | None = None
    freight_back: Money | None = None
    demurrage_a_day: Money | None = None
    resale_loss_percent: int | None = None
    free_days: int = 0
    days: int = DEMURRAGE_DAYS


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What the firm assumes when nobody says it, in percent of the order; None: ask instead."""

    freight_percent: int | None = None
    demurrage_a_day_permille: int | None = None
    resale_loss_percent: int | None = None


NO_ASSUMPTIONS = Assumptions()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the working.

    Attributes:
        what: code: `freight_out`, `freight_back`, `demurrage`, `resale_loss`.
        sentence: translatable, with places filled from `facts`.
        amount: None when it is asked for.
    """

    what: str
    basis: Basis
    sentence: str
    facts: Mapping[str, Fact]
    amount: Money | None


@dataclass(frozen=True, slots=True)
class Deposit:
    """The deposit that covers the loss.

    Attributes:
        total: sum of the lines that have an amount.
        percent: of the order, rounded up; above 100 when even prepayment would not cover it.
    """

    lines: tuple[Line, ...]
    total: Money
    percent: int

    @property
    def is_lower_limit(self) -> bool:
        """Say whether a cost is still asked for, so that the true deposit is higher."""
        return any(line.basis is Basis.ASKED for line in self.lines)

    @property
    def rests_on_assumptions(self) -> bool:
        """Say whether a line is assumed."""
        return any(line.basis is Basis.ASSUMED for line in self.lines)


def deposit(costs: Costs, assumed: Assumptions = NO_ASSUMPTIONS) -> Deposit:
    """Compute the deposit, every line shown.

    Raises:
        CostsDiffer: another currency, an amount below zero, an order of nothing.
    """
    _require_sane(costs)
    lines = (
        _freight("freight_out", costs.freight_out, costs.order, assumed.freight_percent),
        _freight("freight_back", costs.freight_back, costs.order, assumed.freight_percent),
        _demurrage(costs, assumed.demurrage_a_day_permille),
        _resale(costs, assumed.resale_loss_percent),
    )
    total = Money(costs.order.currency, sum(one.amount.minor for one in lines if one.amount))
    return Deposit(lines, total, _up(100 * total.minor, costs.order.minor))


_TITLES = {
    "freight_out": gettext_noop("Freight to the port of destination: {amount}."),
    "freight_back": gettext_noop("Freight back, or on to another buyer: {amount}."),
}
_ASSUMED = {
    "freight_out": gettext_noop("Freight to the port, assumed as {percent} % of {order}."),
    "freight_back": gettext_noop("Freight back, assumed as {percent} % of {order}."),
}
_ASKED = {
    "freight_out": gettext_noop("Freight to the port of destination: nobody said it yet."),
    "freight_back": gettext_noop("Freight back: nobody said it yet."),
}
_DEMURRAGE = gettext_noop("Demurrage: {days} days at {rate} a day, {free} of them free.")
_DEMURRAGE_ASSUMED = gettext_noop(
    "Demurrage: {days} days, {free} of them free, assumed as {permille} ‰ of {order} a day."
)
_DEMURRAGE_ASKED = gettext_noop("Demurrage a day: nobody said it yet.")
_RESALE = gettext_noop("Loss when sold to somebody else: {percent} % of {order}.")
_RESALE_ASSUMED = gettext_noop(
    "Loss when sold to somebody else, assumed as {percent} % of {order}."
)
_RESALE_ASKED = gettext_noop("Loss when sold to somebody else: nobody said it yet.")


def _freight(what: str, given: Money | None, order: Money, percent: int | None) -> Line:
    if given is not None:
        return Line(what, Basis.GIVEN, _TITLES[what], {"amount": str(given)}, given)
    if percent is None:
        return Line(what, Basis.ASKED, _ASKED[what], {}, None)
    facts: dict[str, Fact] = {"percent": percent, "order": str(order)}
    return Line(what, Basis.ASSUMED, _ASSUMED[what], facts, _part(order, percent, 100))


def _demurrage(costs: Costs, permille: int | None) -> Line:
    days, order = max(0, costs.days - costs.free_days), costs.order
    facts: dict[str, Fact] = {"days": costs.days, "free": min(costs.free_days, costs.days)}
    if costs.demurrage_a_day is not None:
        rate = costs.demurrage_a_day
        told = facts | {"rate": str(rate)}
        amount = Money(rate.currency, rate.minor * days)
        return Line("demurrage", Basis.GIVEN, _DEMURRAGE, told, amount)
    if permille is None:
        return Line("demurrage", Basis.ASKED, _DEMURRAGE_ASKED, {}, None)
    told = facts | {"permille": permille, "order": str(order)}
    amount = _part(order, permille * days, 1000)
    return Line("demurrage", Basis.ASSUMED, _DEMURRAGE_ASSUMED, told, amount)


def _resale(costs: Costs, assumed: int | None) -> Line:
    given = costs.resale_loss_percent
    percent = given if given is not None else assumed
    if percent is None:
        return Line("resale_loss", Basis.ASKED, _RESALE_ASKED, {}, None)
    basis, sentence = (Basis.GIVEN, _RESALE) if given is not None else _AS_ASSUMED
    facts: dict[str, Fact] = {"percent": percent, "order": str(costs.order)}
    return Line("resale_loss", basis, sentence, facts, _part(costs.order, percent, 100))


_AS_ASSUMED = (Basis.ASSUMED, _RESALE_ASSUMED)


def _part(whole: Money, share: int, of: int) -> Money:
    return Money(whole.currency, _up(whole.minor * share, of))


def _up(amount: int, by: int) -> int:
    """Divide and round up: a deposit that is a cent short does not cover."""
    return -(-amount // by)


def _require_sane(costs: Costs) -> None:
    currency = costs.order.currency
    amounts = (costs.order, costs.freight_out, costs.freight_back, costs.demurrage_a_day)
    given = [one for one in amounts if one is not None]
    if any(one.currency != currency for one in given):
        raise CostsDiffer(why=gettext_noop("they are in several currencies"), currency=currency)
    if costs.order.minor <= 0 or any(one.minor < 0 for one in given):
        raise CostsDiffer(why=gettext_noop("an amount is zero or below"), currency=currency)
    if not 0 <= (costs.resale_loss_percent or 0) <= 100 or costs.days < 0 or costs.free_days < 0:
        raise CostsDiffer(why=gettext_noop("a share or a number of days is off"), currency=currency)
