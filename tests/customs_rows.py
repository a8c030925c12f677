"""Customs rows for tests: canonical, small, and written as Parquet like a load."""

import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq

from muniment.core.ids import new_id
from muniment.customs_data import store
from muniment.customs_data.domain.shipments import COLUMNS

_TYPES = {
    "string": pa.string(), "int64": pa.int64(), "float64": pa.float64(), "date": pa.date32(),
    "boolean": pa.bool_(),
}  # fmt: skip
_SCHEMA = pa.schema([(name, _TYPES[kind]) for name, kind in COLUMNS.items()])
_PLAIN: Mapping[str, Any] = {
    "source_kind": "declaration", "reporting_country": "KE", "direction": "import",
    "buyer": "Amber Heron Trading Ltd", "buyer_key": "amber heron trade", "buyer_role": "party",
    "buyer_country": "KE", "seller": "Foshan Lark Ceramics Co", "seller_key": "foshan lark",
    "seller_role": "party", "seller_country": "CN", "hs_code": "69072100", "hs6": "690721",
    "origin": "CN", "destination": "KE", "port_loading": "NANSHA", "port_discharge": "MOMBASA",
    "shipped_on": date(2025, 1, 15), "period": "day", "value": 10_000.0, "currency": "USD",
    "value_usd": 10_000.0, "quantity": 2_000.0, "unit": "M2", "unit_kind": "m2",
    "weight_kg": 40_000.0, "counts": True, "source_row": 0,
}  # fmt: skip
_EMPTY = {name: "" for name, kind in COLUMNS.items() if kind == "string"}


def row(**told: Any) -> dict[str, Any]:
    """A plain row with some columns told otherwise."""
    return {**_EMPTY, **_PLAIN, **told}


def seller(name: str, **told: Any) -> dict[str, Any]:
    """A row of another seller; its key is its name in lower case."""
    return row(seller=name, seller_key=name.lower(), **told)


def write(folder: Path, rows: Iterable[Mapping[str, Any]], name: str = "part-00000") -> Path:
    """Write rows as one Parquet file of a load."""
    told = sorted(rows, key=lambda one: one["buyer_key"])
    columns = {name: [one.get(name) for one in told] for name in _SCHEMA.names}
    path = folder / f"{name}.parquet"
    pq.write_table(pa.table(columns, schema=_SCHEMA), path)
    return path


def load(rows: Iterable[Mapping[str, Any]], load_id: UUID | None = None) -> UUID:
    """Lay rows down as one complete load that nothing has on record; gives its id."""
    made = load_id or new_id()
    told = [
        {**_EMPTY, "source_row": 0, "counts": True, "load_id": str(made), **one} for one in rows
    ]
    write(store.fresh_staging(made), told)
    store.publish(made)
    return made


def made_up_trade(seed: int = 5, number: int = 3_000) -> list[dict[str, Any]]:
    """Rows of forty buyers over three years with everything that real ones have: gaps too."""
    chance, rows = random.Random(seed), []
    for place in range(number):
        buyer, supplier = chance.randrange(40), chance.randrange(25)
        day = date(2023, 1, 1) + timedelta(days=chance.randrange(1_000))
        value = round(chance.lognormvariate(9, 1), 2)
        is_manifest = chance.random() < 0.3
        rows.append(
            seller(
                f"SELLER {supplier}",
                source_row=place,
                source_kind="manifest" if is_manifest else "declaration",
                buyer=f"BUYER {buyer}" + (" LLC" if chance.random() < 0.3 else ""),
                buyer_key=f"buyer {buyer}",
                buyer_role="forwarder" if chance.random() < 0.02 else "party",
                seller_role="missing" if chance.random() < 0.03 else "party",
                buyer_country=chance.choice(["KE", "KE", "UG", ""]),
                agent=chance.choice(["", "Sea Line", "Blue Cargo"]),
                hs6=chance.choice(["690721", "690722", "681019", "841480", ""]),
                origin=chance.choice(["CN", "IN", "IT", ""]),
                shipped_on=None if chance.random() < 0.02 else day,
                value_usd=None if is_manifest else value,
                quantity=round(value / chance.uniform(3, 9), 1),
                unit_kind=chance.choice(["m2", "m2", "piece", ""]),
                weight_kg=round(value * chance.uniform(2, 4), 1),
                bill=f"B{place // 2}" if chance.random() < 0.8 else "",
                counts=chance.random() > 0.05,
            )
        )
    return rows
