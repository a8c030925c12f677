"""An inquiry as far as customs records can speak to it: who, what, how much, where to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from muniment.customs_data.domain.units import known_unit
from muniment.matching.countries import code_of

DOLLAR: Final = "USD"
_SELLER_NAMES_PORT: Final = frozenset({"EXW", "FCA", "FAS", "FOB"})
"""Terms whose place lies where the goods leave."""

Rate = Callable[[str, date], float | None]
"""(currency, day) → US dollars for one unit of it, None when unknown."""


def dollars_only(currency: str, _on: date) -> float | None:
    """Know no rate but that of the dollar; a currency that is not named is taken for it."""
    return 1.0 if currency in {"", DOLLAR} else None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What somebody asks for.

    Attributes:
        name: of the inquirer; consignee, notify: who shall get the goods, "" when not said.
        hs_codes: digits; value_usd: the whole order; unit_price_usd: for one `unit_kind`.
        quantity: in `unit_kind`; origin: ISO alpha-2 of the goods.
        port_loading, port_discharge: as written; on: the day of the question.
    """

    on: date
    name: str = ""
    consignee: str = ""
    notify: str = ""
    hs_codes: tuple[str, ...] = ()
    value_usd: float | None = None
    unit_price_usd: float | None = None
    quantity: float | None = None
    unit_kind: str = ""
    origin: str = ""
    port_loading: str = ""
    port_discharge: str = ""

    @classmethod
    def of(cls, facts: Mapping[str, Sequence[str]], on: date, *, rate: Rate = dollars_only) -> Self:
        """Read an inquiry from the facts of a case (`company.name`, `deal.amount`, …).

        What cannot be read is left open: a number that is none, a currency without a rate.
        """
        first = {code: values[0] for code, values in facts.items() if values}
        dollars = rate(first.get("deal.currency", "").strip().upper(), on)
        kind, factor = known_unit(first.get("deal.unit", ""))
        price, quantity = number(first.get("deal.unit_price")), number(first.get("deal.quantity"))
        value = number(first.get("deal.amount"))
        if value is None and price is not None and quantity is not None:
            value = price * quantity
        is_loading = first.get("deal.incoterm", "").strip().upper()[:3] in _SELLER_NAMES_PORT
        port = first.get("deal.port", "")
        return cls(
            on=on,
            name=first.get("company.name", ""),
            consignee=first.get("deal.consignee", ""),
            notify=first.get("deal.notify", ""),
            hs_codes=tuple(facts.get("deal.hs_code", ())),
            value_usd=_times(value, dollars),
            unit_price_usd=_times(_times(price, dollars), 1 / factor),
            quantity=_times(quantity, factor),
            unit_kind=kind,
            origin=code_of(first.get("deal.origin", "")),
            port_loading=port if is_loading else "",
            port_discharge="" if is_loading else port,
        )

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to hold against a history."""
        told = (self.hs_codes, self.value_usd, self.unit_price_usd, self.origin, self.consignee)
        return not any(told) and not (self.port_loading or self.port_discharge)


def number(text: str | None) -> float | None:
    """Read a plain positive number; None for anything else."""
    try:
        value = float((text or "").replace(",", "").strip())
    except ValueError:
        return None
    return value if 0 < value < float("inf") else None


def _times(value: float | None, factor: float | None) -> float | None:
    return None if value is None or factor is None else value * factor
