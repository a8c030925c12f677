"""The SELECT that brings a provider's table into the one shape; the engine does the bulk.

Only what a person could write in a thousand ways goes through Python, once a distinct text:
names, countries, units, currencies, dates. It comes back as small tables that are joined. Their
texts are of types of their own (see `running`), so the engine carries numbers through the
joins and writes each text once a row group instead of looking at it in every row.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from muniment.customs_data.domain.dates import DateForm
from muniment.customs_data.domain.layouts import Layout
from muniment.customs_data.domain.roles import Direction, Role
from muniment.customs_data.domain.shipments import Period, SourceKind
from muniment.customs_data.loading import lean
from muniment.customs_data.loading.quoting import quoted
from muniment.customs_data.loading.sources import Source
from muniment.sheets.numbers import DecimalStyle

LONGEST_LINE = 1024 * 1024  # bytes
_WIDE_SPACES = ("\u00a0", "\u3000")  # what sheets leave around a text, beside plain spaces
_COUNTRIES = (
    Role.ORIGIN, Role.DESTINATION, Role.BUYER_COUNTRY, Role.SELLER_COUNTRY, Role.REPORTING_COUNTRY,
)  # fmt: skip
DICTIONARIES = {
    Role.BUYER: "names", Role.SELLER: "names", Role.DATE: "days", Role.UNIT: "units",
    Role.WEIGHT_UNIT: "units", Role.CURRENCY: "currencies", Role.DIRECTION: "directions",
    Role.HS_CODE: "codes", **dict.fromkeys(_COUNTRIES, "countries"),
}  # fmt: skip
"""Roles whose distinct texts are read by Python, and the small table where they lie."""

TROUBLES = {1: "date", 2: "value", 4: "quantity", 8: "weight"}
"""Bits of the column `trouble`: which role of the row could not be read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the engine is told to read one file; `plain` is a copy in plain CSV, if one was made."""

    path: Path
    delimiter: str
    skip: int
    columns: int
    parallel: bool = True

    @classmethod
    def of(cls, source: Source, layout: Layout, plain: Path | None) -> "Reading":
        """Read the file itself, or the copy in which the header is the first line."""
        if plain is not None:
            return cls(plain, ",", 1, len(layout.headings))
        return cls(source.path, source.delimiter, layout.header_row, len(layout.headings))

    def sql(self, *, rejects: bool = False) -> str:
        """Write the table function that yields every row as text columns c0, c1, …"""
        names = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(self.columns))
        nothing = ", ".join(quoted(text) for text in _nothing())
        kept = "store_rejects=true" if rejects else "ignore_errors=true"
        return (
            f"read_csv({quoted(str(self.path))}, auto_detect=false, header=false, "
            f"delim={quoted(self.delimiter)}, quote='\"', escape='\"', skip={self.skip}, "
            f"columns={{{names}}}, nullstr=[{nothing}], null_padding=true, strict_mode=false, "
            f"max_line_size={LONGEST_LINE}, parallel={str(self.parallel).lower()}, {kept})"
        )


LISTED: Final = {
    "names": ("name", "key", "role"), "days": ("period",), "units": ("name", "kind"),
    "countries": ("code",), "currencies": ("code",), "directions": ("word",),
    "codes": ("code", "hs6"),
}  # fmt: skip
"""The columns of text in every dictionary; each has a type `dictionary_column` of its own."""


def otherwise(layout: Layout) -> list[str]:
    """List the texts that stand where no dictionary has one; every type knows them."""
    return ["", "missing", Period.DAY.value, layout.direction.value, layout.reporting_country]


def distinct_sql(layout: Layout, reading: Reading) -> str:
    """Ask for the distinct texts of all dictionary columns in one pass over the file.

    Rows come as (place of the role among those asked, text).
    """
    roles = dictionary_roles(layout)
    named = ", ".join(f"{raw(layout, role)} AS d{n}" for n, role in enumerate(roles))
    sets = ", ".join(f"(d{n})" for n in range(len(roles)))
    which = " ".join(f"WHEN grouping(d{n}) = 0 THEN {n}" for n in range(len(roles)))
    text = ", ".join(f"d{n}" for n in range(len(roles)))
    return (
        f"SELECT CASE {which} END, coalesce({text}) FROM (SELECT {named} FROM {reading.sql()}) "
        f"GROUP BY GROUPING SETS ({sets})"
    )


def dictionary_roles(layout: Layout) -> list[Role]:
    """List the roles of this layout that go through dictionaries."""
    return [role for role in DICTIONARIES if role in layout.choices]


def raw(layout: Layout, role: Role) -> str:
    """Write the text of a role: its column, or the first of its fallbacks that holds something."""
    choice = layout.choices[role]
    columns = [f"c{n}" for n in (choice.column, *choice.fallbacks)]
    text = columns[0] if len(columns) == 1 else f"coalesce({', '.join(columns)})"
    return _day_only(layout, text) if role is Role.DATE else text


def shipments_sql(layout: Layout, reading: Reading, load_id: str) -> str:
    """Write the whole SELECT: canonical columns, then `trouble` and `row_hash`.

    Every layer reads what the one below has made, so that nothing is worked out twice.
    """
    raws = [f"row_number() OVER () + {layout.header_row} AS source_row"]
    columns = _columns(layout, load_id)
    return f"{_select(layout, reading, columns, raws)} WHERE {_IS_ROW}"


def lean_sql(layout: Layout, reading: Reading, load_id: str) -> tuple[str, str]:
    """Write the SELECT of a lean file, and the file's mark (see `lean`).

    Counting rows would hold the engine to one thread, so numbers are left to the order of the file;
    lines that are no rows stay for the moment, marked in `footer`.
    """
    columns = _columns(layout, load_id)
    columns.pop(lean.SOURCE_ROW)
    once = lean.same_in_every_row(columns)
    select = _select(layout, reading, columns, [])
    living = [name for name in columns if name not in once or name == "value_usd"]
    match _usd(layout):
        case "NULL::DOUBLE":
            living.remove("value_usd")
        case "s.value":
            living.remove("value_usd")
            once["value_usd"] = "value"
        case _:
            once.pop("value_usd")
    listed = ", ".join([*living, *lean.BESIDE])
    told = f"SELECT {listed}, NOT ({_IS_ROW.replace('s.', '')}) AS footer FROM ({select})"
    return told, lean.mark(layout.header_row + 1, once)


_IS_ROW = (
    "(s.hs_code <> '' OR ((s.buyer <> '' OR s.seller <> '') "
    "AND s.buyer_role <> 'sum' AND s.seller_role <> 'sum'))"
)
"""What tells a row from a footer or a sum."""


def _select(layout: Layout, reading: Reading, columns: dict[str, str], raws: list[str]) -> str:
    raws = raws + [f"{raw(layout, role)} AS {role.value}_" for role in layout.choices]
    written = f"SELECT {', '.join(raws)} FROM {reading.sql(rejects=True)}"
    numbers = "".join(
        f", {_number(layout, role)} AS {role.value}_n"
        for role in _NUMBERS
        if role in layout.choices
    )
    joins = " ".join(
        f"LEFT JOIN {DICTIONARIES[role]} AS j_{role.value} ON j_{role.value}.raw = r.{role.value}_"
        for role in dictionary_roles(layout)
    )
    listed = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    shaped = (
        f"SELECT {listed}, {_trouble(layout)} AS trouble "
        f"FROM (SELECT *{numbers} FROM ({written})) AS r {joins}"
    )
    money = _usd(layout)
    order = ", ".join(f"s.{name}" for name in columns)
    order = order.replace("s.value_usd", f"{money} AS value_usd")
    rates = _RATES if "rates." in money else ""
    return f"SELECT {order}, s.trouble, {_hash(layout)} AS row_hash FROM ({shaped}) AS s {rates}"


_NUMBERS = (Role.VALUE, Role.QUANTITY, Role.WEIGHT)
_RATES = (
    "LEFT JOIN rates ON rates.currency = s.currency "
    "AND rates.month = coalesce(strftime(s.shipped_on, '%Y-%m'), '') "
    "LEFT JOIN pegs ON pegs.currency = s.currency"
)


def _columns(layout: Layout, load_id: str) -> dict[str, str]:
    """Write every canonical column as an expression over the raw texts and the dictionaries."""
    day, period = _day(layout)
    direction = quoted(layout.direction.value)
    if Role.DIRECTION in layout.choices:
        direction = f"coalesce(j_direction.word, {direction}::directions_word)"
    own = quoted(layout.reporting_country)
    if Role.REPORTING_COUNTRY in layout.choices:
        own = _place_or("j_reporting_country.code", own)
    told: dict[str, str] = {
        "load_id": quoted(load_id),
        "source_row": "r.source_row",
        "source_kind": quoted(layout.source_kind.value),
        "reporting_country": own,
        "direction": direction,
    }
    for side in (Role.BUYER, Role.SELLER):
        name = side.value
        told |= {
            name: _joined(layout, side, "name"),
            f"{name}_key": _joined(layout, side, "key"),
            f"{name}_role": _joined(layout, side, "role", "'missing'"),
            f"{name}_country": _joined(layout, Role(f"{name}_country"), "code"),
            f"{name}_address": _text(layout, Role(f"{name}_address")),
            f"{name}_phone": _text(layout, Role(f"{name}_phone")),
            f"{name}_email": _text(layout, Role(f"{name}_email")),
        }
    return told | {
        "notify": _text(layout, Role.NOTIFY),
        "agent": _text(layout, Role.AGENT),
        "hs_code": _joined(layout, Role.HS_CODE, "code"),
        "hs6": _joined(layout, Role.HS_CODE, "hs6"),
        "description": _text(layout, Role.DESCRIPTION),
        "origin": _place(layout, Role.ORIGIN),
        "destination": _place(layout, Role.DESTINATION),
        "port_loading": _text(layout, Role.PORT_LOADING),
        "port_discharge": _text(layout, Role.PORT_DISCHARGE),
        "shipped_on": day,
        "period": period,
        "value": _counted(layout, Role.VALUE),
        "currency": _currency(layout),
        "value_usd": "NULL::DOUBLE",
        "quantity": _counted(layout, Role.QUANTITY),
        "unit": _joined(layout, Role.UNIT, "name"),
        "unit_kind": _joined(layout, Role.UNIT, "kind"),
        "weight_kg": _weight(layout),
        "bill": _text(layout, Role.BILL),
        "master_bill": _text(layout, Role.MASTER_BILL),
        "counts": "true",
    }


def _text(layout: Layout, role: Role) -> str:
    """Write a text without spaces around it; whether it has any is seen sooner than trimmed."""
    if role not in layout.choices:
        return "''"
    text = f"r.{role.value}_"
    edges = f"{_at_edge(text, ' ')} OR (strlen({text}) <> length({text}) AND ({_wide_edges(text)}))"
    return f"coalesce(CASE WHEN {edges} THEN trim({text}) ELSE {text} END, '')"


def _wide_edges(text: str) -> str:
    """Look for wide spaces; only a text with more bytes than letters can have any."""
    return " OR ".join(_at_edge(text, space) for space in _WIDE_SPACES)


def _at_edge(text: str, space: str) -> str:
    return f"starts_with({text}, {quoted(space)}) OR ends_with({text}, {quoted(space)})"


def _joined(layout: Layout, role: Role, column: str, instead: str = "''") -> str:
    if role not in layout.choices:
        return instead
    return f"coalesce(j_{role.value}.{column}, {instead}::{DICTIONARIES[role]}_{column})"


def _place_or(code: str, instead: str) -> str:
    empty, instead = "''::countries_code", f"{instead}::countries_code"
    return f"coalesce(nullif({code}, {empty}), {instead})"


def _place(layout: Layout, role: Role) -> str:
    """Name a country of the goods; the reporting country's own side goes without saying."""
    own = {Role.ORIGIN: Direction.EXPORT, Role.DESTINATION: Direction.IMPORT}[role]
    silent = quoted(layout.reporting_country if layout.direction is own else "")
    if role not in layout.choices:
        return silent
    return _place_or(f"j_{role.value}.code", silent)


def _counted(layout: Layout, role: Role) -> str:
    return f"r.{role.value}_n" if role in layout.choices else "NULL::DOUBLE"


def _day(layout: Layout) -> tuple[str, str]:
    if Role.DATE in layout.choices:
        return "j_date.day", _joined(layout, Role.DATE, "period", "'day'")
    if {Role.YEAR, Role.MONTH} <= set(layout.choices):
        year, month = "try_cast(r.year_ AS DOUBLE)::INT", "try_cast(r.month_ AS DOUBLE)::INT"
        return (
            f"CASE WHEN {month} BETWEEN 1 AND 12 AND {year} BETWEEN 1980 AND 2099 "
            f"THEN make_date({year}, {month}, 1) END",
            "'month'",
        )
    return "NULL::DATE", "'day'"


def _day_only(layout: Layout, text: str) -> str:
    """Cut the time of day off, where the column has one: days are few, moments are many."""
    dates = layout.dates
    samples = layout.samples[layout.choices[Role.DATE].column] if layout.samples else ()
    if dates is None or dates.next_day or not any(":" in cell for cell in samples):
        return text
    if dates.form not in {DateForm.ISO, DateForm.DAY_FIRST, DateForm.MONTH_FIRST}:
        return text
    if all(cell[10:11] in {"T", " "} for cell in samples):
        return f"left({text}, 10)"
    return f"split_part(split_part({text}, 'T', 1), ' ', 1)"


def _number(layout: Layout, role: Role) -> str:
    """Read a number: the engine's own cast first, the marks of people only where that fails."""
    text = f"{role.value}_"
    if layout.decimals.get(role) is DecimalStyle.COMMA:
        plain = f"replace(replace({text}, '.', ''), ',', '.')"
        return f"try_cast({_digits(plain)} AS DOUBLE)"
    plain = f"replace({text}, ',', '')"
    return f"coalesce(try_cast({text} AS DOUBLE), try_cast({_digits(plain)} AS DOUBLE))"


def _digits(text: str) -> str:
    """Take off spaces, currency signs and a currency code before or behind the digits."""
    marks = r"[\s''$€£¥]|^[A-Za-z]{1,3}\s|[A-Za-z]{3}$"
    return f"regexp_replace({text}, '{marks}', '', 'g')"


def _weight(layout: Layout) -> str:
    number = _counted(layout, Role.WEIGHT)
    choice = layout.choices.get(Role.WEIGHT)
    if choice is None:
        if Role.UNIT not in layout.choices or Role.QUANTITY not in layout.choices:
            return "NULL::DOUBLE"
        number = _counted(layout, Role.QUANTITY)
        return f"CASE WHEN j_unit.kind = 'kg' THEN {number} * j_unit.factor END"
    if Role.WEIGHT_UNIT in layout.choices and "kg" not in layout.headings[choice.column].lower():
        unit = "CASE WHEN j_weight_unit.kind = 'kg' THEN j_weight_unit.factor ELSE 1.0 END"
        return f"{number} * {unit}"
    return number if layout.weight_factor == 1.0 else f"{number} * {layout.weight_factor}"


def _currency(layout: Layout) -> str:
    if Role.VALUE not in layout.choices:
        return "''"
    if layout.currency or Role.CURRENCY not in layout.choices:
        return quoted(layout.currency)
    return _joined(layout, Role.CURRENCY, "code")


def _usd(layout: Layout) -> str:
    """Turn the value into dollars: as it is, by the month's rate, by a peg, or not at all."""
    if _currency(layout) == "'USD'":
        return "s.value"
    if Role.VALUE not in layout.choices or _currency(layout) == "''":
        return "NULL::DOUBLE"
    rate = "CASE s.currency WHEN 'USD' THEN 1.0 ELSE coalesce(rates.usd, pegs.usd) END"
    return f"s.value * {rate}"


def _trouble(layout: Layout) -> str:
    """Mark rows of which a cell holds something that cannot be read."""
    parts = ["0"]
    tests = {1: (Role.DATE, "j_date.day"), 2: (Role.VALUE, ""), 4: (Role.QUANTITY, ""),
             8: (Role.WEIGHT, "")}  # fmt: skip
    for bit, (role, sql) in tests.items():
        if role in layout.choices:
            read = sql or _counted(layout, role)
            text = f"r.{role.value}_"
            written = f"{text} IS NOT NULL AND {text} <> ''"
            parts.append(f"CASE WHEN {written} AND ({read}) IS NULL THEN {bit} ELSE 0 END")
    return f"({' + '.join(parts)})::UTINYINT"


def _hash(layout: Layout) -> str:
    """Name what makes a row the same row when it comes again, the same in every load.

    A line of a bill of lading is its bill, code and text: what else differs is a revision. A
    declaration is never revised by the provider, so all its numbers must agree.
    """
    whole = (
        "hash(s.bill, s.hs6::VARCHAR, s.buyer_key::VARCHAR, s.seller_key::VARCHAR, "
        "s.shipped_on, round(s.value, 0), "
        "round(s.quantity, 1), round(s.weight_kg, 0))"
    )
    line = "hash(s.bill, s.hs6::VARCHAR, s.description)"
    if layout.source_kind is SourceKind.MANIFEST:
        return f"CASE WHEN s.bill <> '' THEN {line} ELSE {whole} END"
    if Role.VALUE in layout.choices:
        return whole
    return whole.replace("s.bill,", "s.bill, s.description,")


def _nothing() -> list[str]:
    """List the spellings of nothing that exports really use; each costs time in every cell."""
    return ["", "NULL", "null", "None", "N/A", "NaN", "nan", "-"]
