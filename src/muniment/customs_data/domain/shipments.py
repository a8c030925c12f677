"""The one shape into which every provider's rows are brought.

One row is one line of a bill of lading, of a declaration or of a provider's monthly summary.
Rows are kept as Parquet, one folder a load; whatever reads them (profile, plausibility,
tripwire, warnings) knows these columns and no provider's.

Money and weights are analytic numbers here, not accounts: floating point is meant.
"""

from enum import StrEnum
from typing import Final


class SourceKind(StrEnum):
    """What kind of source a row rests on; every profile must say it."""

    MANIFEST = "manifest"  # bills of lading: sea, often without value, forwarders as parties
    DECLARATION = "declaration"  # customs entries: codes and prices
    SUMMARY = "summary"  # totals of a month, as some providers sell them


class PartyRole(StrEnum):
    """What stands in the place of a buyer or seller."""

    PARTY = "party"
    FORWARDER = "forwarder"
    BANK = "bank"
    TO_ORDER = "to_order"
    MISSING = "missing"


class Period(StrEnum):
    """How exactly the day of a row is known; for a month, `shipped_on` is its first day."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


COLUMNS: Final[dict[str, str]] = {
    "load_id": "string",  # of the load that brought the row
    "source_row": "int64",  # number of the row in its file, counted from 1 as people see it
    "source_kind": "string",  # SourceKind
    "reporting_country": "string",  # ISO 3166-1 alpha-2, or ""
    "direction": "string",  # "import" or "export", seen from the reporting country, or ""
    "buyer": "string",  # as written
    "buyer_key": "string",  # matching key of the name, "" when there is none
    "buyer_role": "string",  # PartyRole
    "buyer_country": "string",
    "buyer_address": "string",
    "buyer_phone": "string",
    "buyer_email": "string",
    "seller": "string",
    "seller_key": "string",
    "seller_role": "string",
    "seller_country": "string",
    "seller_address": "string",
    "seller_phone": "string",
    "seller_email": "string",
    "notify": "string",  # notify party, as written
    "agent": "string",  # forwarder, carrier's agent or broker, as written
    "hs_code": "string",  # digits as written
    "hs6": "string",  # the first six, "" when there are fewer
    "description": "string",
    "origin": "string",  # ISO 3166-1 alpha-2, or ""
    "destination": "string",
    "port_loading": "string",
    "port_discharge": "string",
    "shipped_on": "date",  # null when unknown
    "period": "string",  # Period
    "value": "float64",  # as written, null when there is none
    "currency": "string",  # ISO 4217, "USD" when the column says so or nothing speaks against it
    "value_usd": "float64",
    "quantity": "float64",
    "unit": "string",  # as written
    "unit_kind": "string",  # "kg", "piece", "m2", "m3", "litre", "pair", "set", "teu", … or ""
    "weight_kg": "float64",
    "bill": "string",  # number of bill or declaration
    "master_bill": "string",
    "counts": "boolean",  # False: a repeated bill, an older revision, a house bill under its master
}
"""Column → type, in the order in which they are written. Strings are never null."""

ORDER: Final = ("buyer_key", "shipped_on")
"""How the rows of a large file lie once it is arranged (`profile/arranging.py`).

A profile reads one buyer: in this order it reads a row group or two of a file and skips the
rest, and the file is a third smaller.
"""
