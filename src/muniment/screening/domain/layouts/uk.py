"""The United Kingdom: OFSI's consolidated list (until 2026) and the UK Sanctions List, as CSV.

Both have the date in a line of its own above the headings and a row for every name.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from muniment.screening.domain.days import birth_dates, iso, latest
from muniment.screening.domain.layouts.tables import NO_ID, NO_NAME, Row, country_codes, unique
from muniment.screening.domain.lists import BadRow, Rows, SourceFile
from muniment.screening.domain.parties import ListedName, ListedParty, NameQuality, PartyKind

_FIRST_TO_LAST = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")
_KINDS = {
    "individual": PartyKind.PERSON,
    "entity": PartyKind.ENTITY,
    "ship": PartyKind.VESSEL,
}
_ADDRESS = (
    *(f"Address {number}" for number in range(1, 7)),
    *(f"Address Line {number}" for number in range(1, 7)),
    "Post/Zip Code", "Address Postal Code", "Country", "Address Country",
)  # fmt: skip
_NUMBERS = {
    "Passport Number": "passport",
    "Passport number": "passport",
    "National Identification Number": "national id",
    "National Identifier number": "national id",
    "Business registration number (s)": "registration",
    "IMO number": "IMO",
}
_BIRTHS = ("DOB", "D.O.B")
_NATIONS = ("Nationality", "Nationality(/ies)", "Country", "Address Country")


def read(list_id: str, found: Iterable[Row], rows: Rows, file: SourceFile) -> Rows:
    """Read either form: rows of one party share their group or unique id."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        uid = row["Unique ID"] or row["Group ID"]
        if uid and _name(row):
            groups[uid].append(row)
        else:
            rows.bad.append(BadRow(file.name, row.line, NO_NAME if uid else NO_ID))
    rows.parties.extend(_party(list_id, uid, held) for uid, held in groups.items())
    return rows


def _party(list_id: str, uid: str, held: Sequence[Row]) -> ListedParty:
    def all_of(*headings: str) -> tuple[str, ...]:
        return unique(cell for row in held for cell in row.all(*headings))

    first = held[0]
    kind = first["Group Type"] or first["Designation Type"]
    births = (told for cell in all_of(*_BIRTHS) for told in birth_dates(_known(cell)))
    return ListedParty(
        list_id=list_id,
        uid=uid,
        kind=_KINDS.get(kind.lower(), PartyKind.UNKNOWN),
        names=_names(held),
        countries=country_codes(all_of(*_NATIONS)),
        birth_dates=unique(births),
        addresses=unique(", ".join(row.all(*_ADDRESS)) for row in held),
        identifiers=tuple(
            (word, cell) for heading, word in _NUMBERS.items() for cell in all_of(heading)
        ),
        programmes=all_of("Regime", "Regime Name"),
        remarks=" ".join(all_of("Other Information"))[:4000],
        listed_on=iso(first["Listed On"] or first["Date Designated"]),
        changed_on=latest(all_of("Last Updated")),
    )


def _names(held: Sequence[Row]) -> tuple[ListedName, ...]:
    ranked = sorted(held, key=lambda row: not _is_primary(row))
    found: dict[str, NameQuality] = {}
    for row in ranked:
        quality = NameQuality.PRIMARY if not found else NameQuality.ALIAS
        if "low" in (row["Alias Quality"] or row["Alias strength"]).lower():
            quality = NameQuality.WEAK
        found.setdefault(_name(row), quality)
        for script in row.all("Name Non-Latin Script", "Name non-latin script"):
            found.setdefault(script, NameQuality.ALIAS)
    return tuple(ListedName(name, quality) for name, quality in found.items())


def _is_primary(row: Row) -> bool:
    kind = (row["Alias Type"] or row["Name type"]).lower()
    return kind.startswith("primary name") and "variation" not in kind


def _name(row: Row) -> str:
    return " ".join(row.all(*_FIRST_TO_LAST))


def _known(born: str) -> str:
    """Drop the zeros that stand for an unknown day or month: 00/00/1975."""
    day, _, rest = born.partition("/")
    month, _, year = rest.partition("/")
    if not year.isdigit() or day.strip("0"):
        return born
    return year if not month.strip("0") else f"{year}-{month.zfill(2)}"
