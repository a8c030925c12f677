"""Building a profile: ask the rows, then let the rules of `domain/` judge the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import ibis

from muniment.customs_data import engine
from muniment.customs_data.domain import profile as shapes
from muniment.customs_data.domain import profile_suppliers as sellers
from muniment.customs_data.domain import profile_time as times
from muniment.customs_data.domain.profile import Amounts, Profile
from muniment.customs_data.domain.shipments import Period
from muniment.customs_data.profile import expressions as ask
from muniment.customs_data.profile.coverage import Span, coverage, covered_months, measure_of

Row = Mapping[str, Any]
TOP: Final = 20
"""How many suppliers a profile names."""
MOST: Final = 200
"""How many codes, ports, origins, agents: nearly always all of them."""
MARKET_CODES: Final = 3
"""Without our codes, the market is asked for so many of the buyer's largest codes."""
DIGITS: Final = 6  # of a dollar: unit prices of small goods are fractions of a cent


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose profile, and how.

    Attributes:
        name: as asked; keys: matching keys whose rows are counted.
        country: ISO alpha-2, or "" for everywhere.
        our_codes: beginnings of HS codes, two to six digits.
        near: names that a person may include.
    """

    name: str
    keys: tuple[str, ...]
    country: str = ""
    our_codes: tuple[str, ...] = ()
    near: tuple[shapes.NearName, ...] = ()


def build(backend: Any, files: Sequence[Path], wanted: Wanted) -> Profile:
    """Build one buyer's profile.

    Reads the buyer's row groups, three narrow columns of everything and the columns of
    price of the codes in question: under a second for ten million rows on DuckDB when files
    are sorted by `buyer_key`.
    """
    table = engine.table(backend, files)
    spans = _spans(backend, _marks(files))
    rows = ask.of_buyer(table, wanted.keys, wanted.our_codes)
    with engine.kept(backend, rows, "buyer") as kept:
        buyer = _Buyer(backend, kept, wanted, spans)
        market_codes = buyer.market_codes()
        if not market_codes:
            return buyer.profile(_Market())
        with engine.kept(backend, ask.of_codes(table, market_codes), "market") as others:
            return buyer.profile(_market(others, wanted, buyer))


def _marks(files: Sequence[Path]) -> tuple[tuple[str, int, int], ...]:
    return tuple((str(it), it.stat().st_size, it.stat().st_mtime_ns) for it in files)


@lru_cache(maxsize=4)
def _spans(backend: Any, marks: tuple[tuple[str, int, int], ...]) -> tuple[Span, ...]:
    """Read what every source covers; files of a load never change, so once is enough."""
    table = engine.table(backend, [Path(name) for name, _size, _time in marks])
    return tuple(Span(**row) for row in engine.answer(backend, ask.spans(table)))


@dataclass(frozen=True, slots=True)
class _Market:
    """What the records show of everybody who buys the codes in question."""

    prices: Mapping[tuple[str, str], shapes.Quantiles] | None = None
    suppliers: tuple[shapes.Supplier, ...] = ()
    once_share: float | None = None


class _Buyer:
    """One buyer's rows, asked for everything that needs no market."""

    def __init__(
        self, backend: Any, everywhere: Any, wanted: Wanted, spans: Sequence[Span]
    ) -> None:
        self.backend = backend
        self.wanted = wanted
        self.everywhere = everywhere
        kept = ask.within(everywhere, wanted.country)
        self.rows = ask.counted(kept)
        self.gaps = self.answer(ask.gaps(self.rows))[0]
        self.measure = measure_of(self.gaps)
        self.total = _amounts(self.gaps)
        aside, here = self.answer(ask.aside(kept)), self.answer(ask.spans_of_buyer(kept))
        self.coverage = coverage(spans, here, aside, self.gaps)
        self.covered = covered_months(spans, here)
        self.codes = self._codes()

    def answer(self, expression: Any) -> list[dict[str, Any]]:
        """Work out what is asked of this buyer's rows, or of the market's."""
        return engine.answer(self.backend, expression)

    @property
    def since(self) -> int:
        return min(self.covered, default=0)

    @property
    def until(self) -> int:
        return max(self.covered, default=0)

    def market_codes(self) -> tuple[str, ...]:
        """Name the codes for which the market is asked: ours, or what the buyer buys most."""
        return self.wanted.our_codes or tuple(code.hs6 for code in self.codes[:MARKET_CODES])

    def profile(self, market: _Market) -> Profile:
        """Put everything together."""
        wanted, measure = self.wanted, self.measure
        days = self._days()
        months = self._seller_months()
        histories = sellers.histories(months)
        names = self._names("seller")
        quarters = sellers.quarters(months, measure, since=self.since, until=self.until)
        ranked = sellers.suppliers(histories, names, measure, self.total.by(measure))
        mixes = self._mixes()
        prices, series = self._prices()
        return Profile(
            name=wanted.name,
            country=wanted.country,
            keys=wanted.keys,
            spellings=self._spellings("buyer"),
            near=wanted.near,
            elsewhere=self._elsewhere(),
            our_codes=wanted.our_codes,
            coverage=self.coverage,
            totals=self._totals(),
            months=times.months(days),
            rhythm=times.rhythm(days),
            season=times.season(days, self.covered),
            dormancy=times.dormancy(days, self.until, measure),
            suppliers=ranked[:TOP],
            supplier_count=len(ranked),
            hhi=sellers.concentration(one.amounts.by(measure) for one in histories),
            quarters=quarters,
            switching=sellers.switching(quarters),
            once=sellers.once(
                histories, since=self.since, until=self.until, market_share=market.once_share
            ),
            origins=mixes["origin"],
            loading_ports=mixes["port_loading"],
            discharge_ports=mixes["port_discharge"],
            agents=mixes["agent"],
            notify_parties=mixes["notify"],
            codes=self.codes[:MOST],
            our_share=self._our_share(),
            prices=_side_by_side(prices, market.prices or {}),
            price_series=series,
            competitors=self._competitors(histories, names),
            market=market.suppliers,
        )

    def _codes(self) -> tuple[shapes.Code, ...]:
        rows = self._ranked(self.answer(ask.codes(self.rows)), "hs6")
        return tuple(
            shapes.Code(
                hs6=row["hs6"],
                **_rounded(row),
                share=self._share(row),
                ours=row["is_ours"],
                last_on=row["last_on"],
            )
            for row in rows
        )

    def _mixes(self) -> Mapping[str, tuple[shapes.Mix, ...]]:
        found: dict[str, list[shapes.Mix]] = {column: [] for column in ask.MIXES}
        for row in self._ranked(self.answer(ask.mixes(self.rows)), "code"):
            mix = shapes.Mix(code=row["code"], **_rounded(row), share=self._share(row))
            found[row["column"]].append(mix)
        return {column: tuple(parts[:MOST]) for column, parts in found.items()}

    def _ranked(self, rows: Sequence[Row], tie: str) -> list[Row]:
        return sorted(rows, key=lambda row: (-_amounts(row).by(self.measure), row[tie]))

    def _share(self, row: Row) -> float:
        return sellers.share(_amounts(row).by(self.measure), self.total.by(self.measure))

    def _totals(self) -> shapes.Totals:
        bills = self.answer(ask.purchases(self.rows))[0]
        return shapes.Totals(
            **_rounded(self.gaps),
            purchases=bills["purchases"],
            first_on=self.gaps["first_on"],
            last_on=self.gaps["last_on"],
            active_months=self.gaps["months"],
            valued=bills["valued"],
            typical_usd=_money(bills["typical"]),
            largest_usd=_money(bills["largest"]),
        )

    def _our_share(self) -> float | None:
        if not self.wanted.our_codes:
            return None
        ours = _amounts({name: self.gaps[f"ours_{name}"] for name in _AMOUNTS})
        return sellers.share(ours.by(self.measure), self.total.by(self.measure))

    def _days(self) -> list[times.DayAmounts]:
        rows = sorted(self.answer(ask.days(self.rows)), key=_day_order)
        return [
            times.DayAmounts(
                row["shipped_on"], row["period"] == Period.DAY, row["purchases"], _amounts(row)
            )
            for row in rows
        ]

    def _seller_months(self) -> list[sellers.SellerMonth]:
        return [
            sellers.SellerMonth(
                key=row["seller_key"],
                month=row["month"],
                is_ours=row["is_ours"],
                amounts=_amounts(row),
                first_on=row["first_on"],
                last_on=row["last_on"],
            )
            for row in self.answer(ask.seller_months(self.rows))
        ]

    def _spellings(self, party: str) -> tuple[shapes.Spelling, ...]:
        return _by_number(self.answer(ask.spellings(self.rows, party)))

    def _elsewhere(self) -> tuple[shapes.Spelling, ...]:
        if not self.wanted.country:
            return ()
        return _by_number(self.answer(ask.elsewhere(self.everywhere, self.wanted.country)))

    def _names(self, party: str) -> Mapping[str, shapes.Spelling]:
        """Give each key its most frequent spelling."""
        return {one.key: one for one in reversed(self._spellings(party))}

    def _prices(
        self,
    ) -> tuple[Mapping[tuple[str, str], shapes.Quantiles], tuple[shapes.PricePoint, ...]]:
        prices = ask.priced(self.rows)
        series = self.answer(ask.price_months(prices))
        series.sort(key=lambda row: (row["hs6"], row["unit"], row["month"]))
        points = (
            shapes.PricePoint(
                row["hs6"],
                row["unit"],
                times.month_name(row["month"]),
                row["rows"],
                round(row["p50"], DIGITS),
            )
            for row in series
        )
        return _quantiles(self.answer(ask.quantiles(prices))), tuple(points)

    def _competitors(
        self, histories: Sequence[sellers.History], names: Mapping[str, shapes.Spelling]
    ) -> tuple[shapes.Supplier, ...]:
        """Rank those who sell our codes to this buyer, by their part of our codes."""
        ours = [
            sellers.History(one.key, one.ours, one.ours, one.first_on, one.last_on, one.months)
            for one in histories
            if one.ours.rows
        ]
        total = sum(one.amounts.by(self.measure) for one in ours)
        return sellers.suppliers(ours, names, self.measure, total)[:TOP]


def _market(others: Any, wanted: Wanted, buyer: _Buyer) -> _Market:
    """Ask the rows of everybody: others' prices, sellers of our codes, pairs seen once."""
    elsewhere = others.filter(~others.buyer_key.isin(list(wanted.keys)))
    edge = buyer.until - sellers.SETTLED_MONTHS + 1
    before = ibis.date(date(edge // 12, edge % 12 + 1, 1)) if buyer.covered else None
    pairs = (
        buyer.answer(ask.pairs_seen_once(elsewhere, before=before))[0] if before is not None else {}
    )
    return _Market(
        prices=_quantiles(buyer.answer(ask.quantiles(ask.priced(elsewhere)))),
        suppliers=_market_suppliers(others, buyer),
        once_share=pairs["once"] / pairs["pairs"] if pairs.get("pairs") else None,
    )


def _market_suppliers(others: Any, buyer: _Buyer) -> tuple[shapes.Supplier, ...]:
    wanted, measure = buyer.wanted, buyer.measure
    if not wanted.our_codes:
        return ()
    ours = others.filter(ask.among(others.hs6, wanted.our_codes))
    total = _amounts(buyer.answer(ask.whole(ours))[0]).by(measure)
    return tuple(
        shapes.Supplier(
            key=row["seller_key"],
            name=row["name"],
            country=row["country"],
            **_rounded(row),
            share=sellers.share(_amounts(row).by(measure), total),
            ours=round(_amounts(row).by(measure), 2),
            first_on=row["first_on"],
            last_on=row["last_on"],
            active_months=row["months"],
            buyers=row["buyers"],
        )
        for row in buyer.answer(ask.market_sellers(ours, measure, top=TOP))
    )


_AMOUNTS: Final = ("rows", "value_usd", "weight_kg")


def _amounts(row: Row) -> Amounts:
    return Amounts(row["rows"], row["value_usd"], row["weight_kg"])


def _rounded(row: Row) -> dict[str, Any]:
    """Round sums: two engines add in different orders."""
    return {
        "rows": row["rows"],
        "value_usd": round(row["value_usd"], 2),
        "weight_kg": round(row["weight_kg"], 2),
    }


def _money(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _by_number(rows: Sequence[Row]) -> tuple[shapes.Spelling, ...]:
    ranked = sorted(rows, key=lambda row: (-row["rows"], row["name"], row["country"]))
    return tuple(shapes.Spelling(**row) for row in ranked)


def _day_order(row: Row) -> tuple[date, str]:
    return row["shipped_on"], row["period"]


def _quantiles(rows: Sequence[Row]) -> dict[tuple[str, str], shapes.Quantiles]:
    return {
        (row["hs6"], row["unit"]): shapes.Quantiles(
            row["rows"], *(round(row[place], DIGITS) for place in ("p10", "p50", "p90"))
        )
        for row in rows
    }


def _side_by_side(
    buyer: Mapping[tuple[str, str], shapes.Quantiles],
    market: Mapping[tuple[str, str], shapes.Quantiles],
) -> tuple[shapes.Price, ...]:
    """Pair what the buyer pays with what others pay for the same code and unit."""
    return tuple(
        shapes.Price(*place, buyer.get(place), market.get(place))
        for place in sorted(buyer.keys() | market.keys())
    )
