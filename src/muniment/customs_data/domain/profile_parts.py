"""The parts of a profile: amounts, coverage, totals, suppliers, prices. Plain values, no rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SEVERAL = 3
"""Fewer purchases than this are no habit: nothing is concluded from them."""


class Measure(StrEnum):
    """What shares are counted in: the best that the records carry for at least half the rows."""

    VALUE = "value"
    WEIGHT = "weight"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Amounts:
    """What adds up. Rows without a value or a weight count as rows and as nothing else."""

    rows: int = 0
    value_usd: float = 0.0
    weight_kg: float = 0.0

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(
            self.rows + other.rows,
            self.value_usd + other.value_usd,
            self.weight_kg + other.weight_kg,
        )

    def by(self, measure: Measure) -> float:
        """Give the amount that shares are counted in."""
        match measure:
            case Measure.VALUE:
                return self.value_usd
            case Measure.WEIGHT:
                return self.weight_kg
        return float(self.rows)


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """One kind of source that is loaded, whether or not it names the buyer.

    Attributes:
        kind: `SourceKind`; direction: "import" or "export", as the reporting country sees it.
        first, last: months of its earliest and latest dated row, "" when none is dated.
        rows: in the house; of_buyer: rows that name this buyer.
    """

    kind: str
    country: str
    direction: str
    first: str
    last: str
    rows: int
    of_buyer: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the profile rests on, and what it does not.

    Attributes:
        sources: everything that is loaded.
        covered_until: the last month of the sources that name the buyer (of all, when none does).
        rows: rows of the buyer that count; set_aside: rows that do not, by reason
            (`repeated`, `forwarder`, `bank`, `to_order`, `missing`).
        without_value, without_day, without_seller: counted rows that lack them.
        share_by: what shares are counted in.
        notes: codes of sentences that must stand beside the profile; see `profile_words`.
    """

    sources: tuple[SourceSpan, ...]
    covered_until: str
    rows: int
    set_aside: Mapping[str, int]
    without_value: int
    without_day: int
    without_seller: int
    share_by: Measure
    notes: tuple[str, ...]

    @property
    def countries(self) -> tuple[str, ...]:
        """The reporting countries that are loaded, in the order of the alphabet."""
        return tuple(sorted({source.country for source in self.sources if source.country}))


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole history. A purchase is one bill, or one day and seller where bills have no number.

    Attributes:
        valued: purchases with a value; the typical (median) and largest are taken from them.
    """

    rows: int
    purchases: int
    value_usd: float
    weight_kg: float
    first_on: date | None
    last_on: date | None
    active_months: int
    valued: int
    typical_usd: float | None
    largest_usd: float | None


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the chart; months without a record are there with zeros."""

    month: str
    rows: int
    purchases: int
    value_usd: float
    weight_kg: float


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How regularly is bought: gaps between days (or months) of purchase, in days.

    Attributes:
        unit: "day", or "month" when the sources know no days.
        gaps: their number; spread: standard deviation; longest: the longest gap.
    """

    unit: str
    gaps: int
    mean_days: float
    median_days: float
    spread_days: float
    longest_days: int


@dataclass(frozen=True, slots=True)
class SeasonMonth:
    """One calendar month's part of a year's purchases, with a band of 95 % confidence.

    Attributes:
        month: 1 to 12; covered: how many times the records cover this month.
        share, low, high: None where the records never cover it; an even year gives 1/12 each.
    """

    month: int
    covered: int
    purchases: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Burst:
    """A pause, then more than before: `ratio` is three months after against three before."""

    month: str
    pause_months: int
    ratio: float


@dataclass(frozen=True, slots=True)
class Dormancy:
    """How long nothing has been on record, counted to the end of the records, not to today.

    Attributes:
        months: full months without a record since the last purchase.
        is_dormant: clearly longer than this buyer's own pauses.
        bursts: times when buying came back stronger after a pause.
    """

    months: int
    is_dormant: bool
    bursts: tuple[Burst, ...]


@dataclass(frozen=True, slots=True)
class Supplier:
    """One seller to this buyer, or one seller of our codes in the market.

    Attributes:
        share: of everything (or of our codes, among competitors); ours: amount in our codes.
        active_months: months with a record; buyers: how many buyers it has, in the market only.
    """

    key: str
    name: str
    country: str
    rows: int
    value_usd: float
    weight_kg: float
    share: float
    ours: float
    first_on: date | None
    last_on: date | None
    active_months: int
    buyers: int = 0


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter with a record: who supplied, who came, who was seen for the last time.

    Attributes:
        new, lost: keys of sellers. In the first quarter of the records nobody is new; a seller is
            lost when half a year or more of records follows without it.
        main: key of the largest seller; hhi: concentration, 0 to 10,000.
    """

    quarter: str
    active: int
    new: tuple[str, ...]
    lost: tuple[str, ...]
    main: str
    hhi: int


@dataclass(frozen=True, slots=True)
class Switching:
    """How often the largest supplier changed from one active quarter to the next."""

    steps: int
    switches: int

    @property
    def rate(self) -> float | None:
        """Switches a step; None when there was no second quarter."""
        return self.switches / self.steps if self.steps else None


@dataclass(frozen=True, slots=True)
class Once:
    """Sellers that delivered on one day only and never again, though half a year has passed.

    Attributes:
        settled: sellers whose first delivery lies at least half a year before the end.
        once: those of them seen on one day only; low: lower bound (95 %) of their share.
        market_share: the same share over all buyers of these codes; None without a market.
        recent: sellers first seen in the last half-year and only once so far.
        recent_usual: how many such newcomers a half-year had before, on average; None if unknown.
    """

    settled: int
    once: int
    low: float
    market_share: float | None
    recent: int
    recent_usual: float | None

    @property
    def share(self) -> float | None:
        """Part of the settled sellers that delivered once."""
        return self.once / self.settled if self.settled else None

    @property
    def is_pattern(self) -> bool:
        """Whether so many were left after one delivery that chance and trade do not explain it.

        Many pairs of traders meet only once, so a share alone says nothing: it must be above
        the market's with 95 % confidence, and concern at least five sellers.
        """
        usual = 0.5 if self.market_share is None else self.market_share
        return self.once >= 5 and self.low > usual

    @property
    def is_jump(self) -> bool:
        """Whether new sellers with one delivery came at three times the usual pace."""
        usual = self.recent_usual
        return usual is not None and self.recent >= 3 and self.recent >= 3 * max(usual, 1.0)


@dataclass(frozen=True, slots=True)
class Mix:
    """One value of a column (a port, an origin, an agent) with its part of everything."""

    code: str
    rows: int
    value_usd: float
    weight_kg: float
    share: float


@dataclass(frozen=True, slots=True)
class Code:
    """One HS code of six digits with its part of everything; ours: it is among our codes."""

    hs6: str
    rows: int
    value_usd: float
    weight_kg: float
    share: float
    ours: bool
    last_on: date | None


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Unit prices in US dollars: how many rows, and the 10th, 50th and 90th percentile."""

    rows: int
    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class Price:
    """Unit prices of one code in one unit: what this buyer pays and what the market pays."""

    hs6: str
    unit: str
    buyer: Quantiles | None
    market: Quantiles | None


@dataclass(frozen=True, slots=True)
class PricePoint:
    """The median unit price of one month, for the chart."""

    hs6: str
    unit: str
    month: str
    rows: int
    p50: float


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way in which a party is written in the records."""

    key: str
    name: str
    country: str
    rows: int


@dataclass(frozen=True, slots=True)
class NearName:
    """A buyer of a similar name; a person decides whether it is the same. Score 0 to 1."""

    key: str
    name: str
    country: str
    rows: int
    score: float
    why: str
