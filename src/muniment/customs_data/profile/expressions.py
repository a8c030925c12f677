"""What is asked of the rows, as Ibis expressions that DuckDB and Spark answer alike.

Only core functions of Ibis stand here; names are compared in Python, never in SQL. Each
expression gives a small table; ranking and judging happen in `domain/`.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any, Final

import ibis

from muniment.customs_data.domain.profile import Measure
from muniment.customs_data.domain.shipments import PartyRole

MIXES: Final = ("origin", "port_loading", "port_discharge", "agent", "notify")
"""The columns of which the parts are told."""
_AFTER_DIGITS = ":"  # the character after “9”: codes that begin with 6907 lie before 6907:
_READ: Final = (
    "source_kind", "reporting_country", "direction", "buyer", "buyer_key", "buyer_role",
    "buyer_country", "seller", "seller_key", "seller_role", "seller_country", "notify", "agent",
    "hs6", "origin", "port_loading", "port_discharge", "shipped_on", "period", "value_usd",
    "quantity", "unit_kind", "weight_kg", "bill", "counts",
)  # fmt: skip
_PRICED: Final = (
    "buyer_key", "seller_key", "seller", "seller_role", "seller_country", "hs6", "shipped_on",
    "value_usd", "quantity", "unit_kind", "weight_kg",
)  # fmt: skip


def of_buyer(table: Any, keys: Sequence[str], our_codes: Sequence[str]) -> Any:
    """All rows that name the buyer, with what the other expressions need beside them.

    `place` is the buyer's country, or where the goods went when the row does not name it.
    """
    rows = table.filter(table.buyer_key.isin(list(keys)))
    went = ibis.ifelse(rows.direction == "import", rows.reporting_country, rows.destination)
    place = ibis.ifelse(rows.buyer_country != "", rows.buyer_country, went)
    rows = rows.mutate(place=place).select(*_READ, "place")
    return rows.mutate(month=_month(rows), is_ours=among(rows.hs6, our_codes), purchase=_bill(rows))


def within(rows: Any, country: str) -> Any:
    """Leave out what belongs to another country; a row that says nothing of a place stays."""
    return rows.filter((rows.place == country) | (rows.place == "")) if country else rows


def elsewhere(rows: Any, country: str) -> Any:
    """How the same name is written in other countries."""
    away = rows.filter((rows.place != country) & (rows.place != ""))
    return away.group_by(key=away.buyer_key, name=away.buyer, country=away.place).agg(
        rows=away.count()
    )


def _month(rows: Any) -> Any:
    return rows.shipped_on.year() * 12 + rows.shipped_on.month() - 1


def _bill(rows: Any) -> Any:
    day = rows.shipped_on.cast("string").fill_null("")
    return ibis.ifelse(rows.bill != "", rows.bill, day + ibis.literal("|") + rows.seller_key)


def among(hs6: Any, codes: Sequence[str]) -> Any:
    """Whether a code begins with one of these; written as ranges, which Parquet can skip by."""
    ranges = [(hs6 >= code) & (hs6 < code + _AFTER_DIGITS) for code in codes]
    return reduce(or_, ranges) if ranges else ibis.literal(False)


def counted(rows: Any) -> Any:
    """The rows that count: not repeated, and the buyer is a party of its own."""
    return rows.filter(rows.counts & (rows.buyer_role == PartyRole.PARTY.value))


def _amounts(rows: Any) -> dict[str, Any]:
    return {
        "rows": rows.count(),
        "value_usd": rows.value_usd.sum().fill_null(0.0),
        "weight_kg": rows.weight_kg.sum().fill_null(0.0),
    }


def aside(rows: Any) -> Any:
    """How many rows of the buyer count or not, and why."""
    return rows.group_by("counts", "buyer_role").agg(rows=rows.count())


def spans(table: Any) -> Any:
    """Every month of every source; the one expression that reads the whole house."""
    rows = table.select("source_kind", "reporting_country", "direction", "shipped_on")
    rows = rows.mutate(month=_month(rows))
    return rows.group_by("source_kind", "reporting_country", "direction", "month").agg(
        rows=rows.count()
    )


def spans_of_buyer(rows: Any) -> Any:
    """How many rows of each source name the buyer."""
    return rows.group_by("source_kind", "reporting_country", "direction").agg(rows=rows.count())


def gaps(rows: Any) -> Any:
    """How many counted rows lack what would say more."""
    named = (rows.seller_role == PartyRole.PARTY.value) & (rows.seller_key != "")
    return rows.agg(
        **_amounts(rows),
        valued=rows.value_usd.count(),
        weighed=rows.weight_kg.count(),
        dated=rows.shipped_on.count(),
        named=named.sum().fill_null(0),
        first_on=rows.shipped_on.min(),
        last_on=rows.shipped_on.max(),
        months=rows.month.nunique(),
        ours_rows=rows.is_ours.sum().fill_null(0),
        ours_value_usd=ibis.ifelse(rows.is_ours, rows.value_usd, 0.0).sum().fill_null(0.0),
        ours_weight_kg=ibis.ifelse(rows.is_ours, rows.weight_kg, 0.0).sum().fill_null(0.0),
    )


def purchases(rows: Any) -> Any:
    """Number, median and largest of the purchases, over those with a value."""
    bills = rows.group_by("purchase").agg(value=rows.value_usd.sum())
    return bills.agg(
        purchases=bills.count(),
        valued=bills.value.count(),
        typical=bills.value.median(),
        largest=bills.value.max(),
    )


def days(rows: Any) -> Any:
    """What was bought on each day."""
    dated = rows.filter(rows.shipped_on.notnull())
    return dated.group_by("shipped_on", "period").agg(
        **_amounts(dated), purchases=dated.purchase.nunique()
    )


def seller_months(rows: Any) -> Any:
    """What each named seller delivered in each month."""
    named = _named(rows)
    return named.group_by("seller_key", "month", "is_ours").agg(
        **_amounts(named), first_on=named.shipped_on.min(), last_on=named.shipped_on.max()
    )


def _named(rows: Any) -> Any:
    return rows.filter((rows.seller_role == PartyRole.PARTY.value) & (rows.seller_key != ""))


def spellings(rows: Any, party: str) -> Any:
    """How the buyers or sellers (`party`) are written, and how often."""
    key, name, country = (rows[party + end] for end in ("_key", "", "_country"))
    return rows.group_by(key=key, name=name, country=country).agg(rows=rows.count())


def mixes(rows: Any) -> Any:
    """The parts of every column of `MIXES`, one beneath the other."""
    return ibis.union(*(_mix(rows.filter(rows[column] != ""), column) for column in MIXES))


def _mix(rows: Any, column: str) -> Any:
    parts = rows.group_by(code=rows[column]).agg(**_amounts(rows))
    return parts.mutate(column=ibis.literal(column))


def codes(rows: Any) -> Any:
    """The parts of each HS code."""
    coded = rows.filter(rows.hs6 != "")
    return coded.group_by("hs6", "is_ours").agg(**_amounts(coded), last_on=coded.shipped_on.max())


def of_codes(table: Any, ranges: Sequence[str]) -> Any:
    """The counted rows of all buyers within these codes: the market that the records show."""
    rows = table.filter(among(table.hs6, ranges))
    return counted(rows).select(*_PRICED)


def priced(rows: Any) -> Any:
    """Unit prices in US dollars: by the unit declared, and by the kilogram where a weight stands.

    Columns hs6, unit, month, price. A quantity without a known unit gives no price.
    """
    valued = rows.filter(rows.value_usd > 0).mutate(month=_month(rows))
    unit, weight = valued.unit_kind, valued.weight_kg
    by_unit = valued.filter((unit != "") & (valued.quantity > 0)).select(
        "hs6", "month", unit=unit, price=valued.value_usd / valued.quantity
    )
    by_weight = valued.filter((unit != "kg") & (weight > 0)).select(
        "hs6", "month", unit=ibis.literal("kg"), price=valued.value_usd / weight
    )
    return by_unit.union(by_weight)


def quantiles(prices: Any) -> Any:
    """10th, 50th and 90th percentile of each code and unit, interpolated."""
    price = prices.price
    return prices.group_by("hs6", "unit").agg(
        rows=prices.count(),
        p10=price.quantile(0.1),
        p50=price.quantile(0.5),
        p90=price.quantile(0.9),
    )


def price_months(prices: Any) -> Any:
    """The median of each code, unit and month."""
    dated = prices.filter(prices.month.notnull())
    return dated.group_by("hs6", "unit", "month").agg(rows=dated.count(), p50=dated.price.median())


def market_sellers(rows: Any, measure: Measure, *, top: int) -> Any:
    """What the largest named sellers sold to the whole market."""
    named = _named(rows)
    sellers = named.group_by("seller_key").agg(
        **_amounts(named),
        name=named.seller.min(),
        country=named.seller_country.max(),
        buyers=named.buyer_key.nunique(),
        months=_month(named).nunique(),
        first_on=named.shipped_on.min(),
        last_on=named.shipped_on.max(),
    )
    size = {Measure.VALUE: sellers.value_usd, Measure.WEIGHT: sellers.weight_kg}
    return sellers.order_by(size.get(measure, sellers.rows).desc(), "seller_key").limit(top)


def whole(rows: Any) -> Any:
    """Everything added up."""
    return rows.agg(**_amounts(rows))


def pairs_seen_once(rows: Any, *, before: Any) -> Any:
    """Of the pairs of buyer and seller that met before a day: how many met on one day only."""
    named = _named(rows)
    pairs = named.group_by("buyer_key", "seller_key").agg(
        first_on=named.shipped_on.min(), last_on=named.shipped_on.max()
    )
    settled = pairs.filter(pairs.first_on < before)
    is_once = settled.first_on == settled.last_on
    return settled.agg(pairs=settled.count(), once=is_once.sum().fill_null(0))


def buyer_keys(table: Any) -> Any:
    """The key of every buyer there is, once."""
    named = (table.buyer_key != "") & (table.buyer_role == PartyRole.PARTY.value)
    return table.filter(named).select("buyer_key").distinct()
