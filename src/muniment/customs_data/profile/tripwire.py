"""The tripwire: watched parties that deal with our customers or in our goods, in any rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from muniment.customs_data import engine
from muniment.customs_data.domain.tripwire import Customers, Hit, Net, Party, Touch, Watched

_ROW: Final = (
    "load_id", "source_row", "buyer", "hs6", "shipped_on", "value_usd", "seller",
    "seller_phone", "seller_email", "seller_address", "agent",
)  # fmt: skip
Row = Mapping[str, Any]
Caught = Mapping[Party, Mapping[str, tuple[Touch, ...]]]


def tripwire(
    backend: Any,
    files: Sequence[Path],
    *,
    watched: Iterable[Watched],
    customers: Mapping[str, Iterable[str]],
    products: Sequence[str] = (),
) -> tuple[Hit, ...]:
    """Find dealings of watched parties, strongest first: our customer and our goods, then either.

    Give the files of a new load to learn what is new. Repeated bills count too: a trace is a trace.

    Args:
        customers: id → names; products: beginnings of HS codes that we sell.

    Cost: one pass over the sellers and agents of the files, then the rows of those caught.
    """
    if not files:
        return ()
    table, net = engine.table(backend, files), Net(watched)
    caught = net.catch(_parties(backend, table))
    if not caught:
        return ()
    return tuple(_hits(_rows_of(backend, table, caught), caught, Customers(customers), products))


def _parties(backend: Any, table: Any) -> list[Party]:
    """Name every seller and agent once, as written."""
    sellers = table.select("seller", "seller_phone", "seller_email", "seller_address").distinct()
    agents = table.filter(table.agent != "").select("agent").distinct()
    named = [Party(*row.values()) for row in engine.answer(backend, sellers)]
    return [*named, *(Party(row["agent"]) for row in engine.answer(backend, agents))]


def _rows_of(backend: Any, table: Any, caught: Caught) -> list[Row]:
    written = sorted({party.name for party in caught})
    rows = table.filter(table.seller.isin(written) | table.agent.isin(written)).select(*_ROW)
    return sorted(engine.answer(backend, rows), key=_first)


def _first(row: Row) -> tuple[bool, str, str, int]:
    day = row["shipped_on"]
    return day is None, day.isoformat() if day else "", row["load_id"], row["source_row"]


def _hits(
    rows: Iterable[Row], caught: Caught, customers: Customers, products: Sequence[str]
) -> list[Hit]:
    """Group rows by who meets whom; the first row stands for the group."""
    known: dict[str, str] = {}
    groups: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        buyer = row["buyer"]
        if buyer not in known:
            known[buyer] = customers.id_of(buyer)
        is_product = row["hs6"] != "" and row["hs6"].startswith(tuple(products))
        if not known[buyer] and not is_product:
            continue
        for role, party in _roles(row):
            for watched, why in caught.get(party, {}).items():
                groups[watched, why, party.name, role, buyer, known[buyer], is_product].append(row)
    hits = [_hit(place, found) for place, found in groups.items()]
    return sorted(hits, key=_strength)


def _roles(row: Row) -> Iterable[tuple[str, Party]]:
    seller = Party(row["seller"], row["seller_phone"], row["seller_email"], row["seller_address"])
    return ("seller", seller), ("agent", Party(row["agent"]))


def _hit(place: tuple[Any, ...], rows: Sequence[Row]) -> Hit:
    watched, why, party, role, buyer, customer, is_product = place
    days = [row["shipped_on"] for row in rows if row["shipped_on"]]
    return Hit(
        watched=watched,
        why=why,
        party=party,
        role=role,
        buyer=buyer,
        customer=customer,
        is_product=is_product,
        load_id=rows[0]["load_id"],
        source_row=rows[0]["source_row"],
        first_seen=min(days, default=None),
        last_seen=max(days, default=None),
        rows=len(rows),
        value_usd=round(sum(row["value_usd"] or 0.0 for row in rows), 2),
    )


def _strength(hit: Hit) -> tuple[int, int, str, str, str]:
    """Put our customer before our goods alone, and more traces before fewer."""
    weight = -2 * bool(hit.customer) - hit.is_product
    return weight, -len(hit.why), hit.watched, hit.party, hit.buyer
