"""What a buyer's customs records say, as one value: the shapes of the profile.

A profile describes records, never trade: what is not on record may have happened. `Coverage`
travels with every profile for that reason, and no page shows one without the other.

Values are US dollars, weights are kilograms, shares lie between 0 and 1, months read
`2025-06`, quarters `2025-Q2`. Series are in the order of time and plain enough to be drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from muniment.customs_data.domain.profile_parts import (
    SEVERAL,
    Amounts,
    Burst,
    Code,
    Coverage,
    Dormancy,
    Measure,
    Mix,
    Month,
    NearName,
    Once,
    Price,
    PricePoint,
    Quantiles,
    Quarter,
    Rhythm,
    SeasonMonth,
    SourceSpan,
    Spelling,
    Supplier,
    Switching,
    Totals,
)

__all__ = [
    "SEVERAL",
    "Amounts",
    "Burst",
    "Code",
    "Coverage",
    "Dormancy",
    "Measure",
    "Mix",
    "Month",
    "NearName",
    "Once",
    "Price",
    "PricePoint",
    "Profile",
    "Quantiles",
    "Quarter",
    "Rhythm",
    "SeasonMonth",
    "SourceSpan",
    "Spelling",
    "Supplier",
    "Switching",
    "Totals",
    "as_json",
]


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that the records say of one buyer.

    Attributes:
        keys: matching keys whose rows are counted; spellings: how they are written.
        near: names that are not counted, for a person to include.
        elsewhere: the same name in another country than the one asked for; not counted either.
        our_codes: what was asked as “our codes”, beginnings of HS codes.
        suppliers: the largest; supplier_count: all; hhi: over all, 0 to 10,000.
        our_share: part of our codes in everything bought; None without our codes.
        competitors: sellers of our codes to this buyer; market: to all buyers, the largest.
    """

    name: str
    country: str
    keys: tuple[str, ...]
    spellings: tuple[Spelling, ...]
    near: tuple[NearName, ...]
    elsewhere: tuple[Spelling, ...]
    our_codes: tuple[str, ...]
    coverage: Coverage
    totals: Totals
    months: tuple[Month, ...]
    rhythm: Rhythm | None
    season: tuple[SeasonMonth, ...]
    dormancy: Dormancy | None
    suppliers: tuple[Supplier, ...]
    supplier_count: int
    hhi: int | None
    quarters: tuple[Quarter, ...]
    switching: Switching
    once: Once
    origins: tuple[Mix, ...]
    loading_ports: tuple[Mix, ...]
    discharge_ports: tuple[Mix, ...]
    agents: tuple[Mix, ...]
    notify_parties: tuple[Mix, ...]
    codes: tuple[Code, ...]
    our_share: float | None
    prices: tuple[Price, ...]
    price_series: tuple[PricePoint, ...]
    competitors: tuple[Supplier, ...]
    market: tuple[Supplier, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no row counts: nothing is known, which is not the same as no trade."""
        return self.totals.rows == 0

    @property
    def is_habit(self) -> bool:
        """Whether there are enough purchases to speak of what is usual."""
        return self.totals.purchases >= SEVERAL


def as_json(value: Any) -> Any:
    """Turn a profile, or any part of it, into what `json` writes; days become `2025-06-30`."""
    if is_dataclass(value):
        return {item.name: as_json(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): as_json(one) for name, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
