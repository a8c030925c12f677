"""Other US lists: BIS denied persons (tab-separated) and the Consolidated Screening List (CSV)."""

import re
from collections.abc import Iterable

from muniment.screening.domain.days import birth_dates, iso, us_iso
from muniment.screening.domain.layouts.tables import (
    LONGEST_UID,
    NO_NAME,
    Row,
    country_codes,
    split,
    unique,
)
from muniment.screening.domain.lists import BadRow, Rows, SourceFile
from muniment.screening.domain.parties import ListedName, ListedParty, NameQuality, PartyKind

_KINDS = {
    "individual": PartyKind.PERSON,
    "entity": PartyKind.ENTITY,
    "vessel": PartyKind.VESSEL,
    "aircraft": PartyKind.AIRCRAFT,
}
_COUNTRY_AT_END = re.compile(r",\s*([A-Z]{2})\Z")


def read_denied(list_id: str, found: Iterable[Row], rows: Rows, file: SourceFile) -> Rows:
    """Read the Denied Persons List; it gives no ids, so name and order make one.

    The list does not say who is a person: everybody is screened as either.
    """
    for row in found:
        name = row["Name"]
        if not name:
            rows.bad.append(BadRow(file.name, row.line, NO_NAME))
            continue
        uid = f"{name}|{row['Effective_Date']}|{row['City']}"
        place = row.all("Street_Address", "City", "State", "Postal_Code", "Country")
        rows.parties.append(
            ListedParty(
                list_id=list_id,
                uid=uid[:LONGEST_UID],
                kind=PartyKind.UNKNOWN,
                names=(ListedName(name),),
                countries=country_codes(row.all("Country")),
                addresses=unique((", ".join(place),)),
                programmes=unique(("BIS denied persons", row["FR_Citation"])),
                remarks=" ".join(row.all("Action", "Expiration_Date")),
                listed_on=us_iso(row["Effective_Date"]),
                changed_on=iso(row["Last_Update"]),
            )
        )
    return rows


def read_consolidated(list_id: str, found: Iterable[Row], rows: Rows, file: SourceFile) -> Rows:
    """Read the Consolidated Screening List: one row a party of any of the US lists in it."""
    for row in found:
        if not row["name"]:
            rows.bad.append(BadRow(file.name, row.line, NO_NAME))
            continue
        numbered = ":".join(row.all("source", "entity_number"))
        uid = row["_id"] or (numbered if row["entity_number"] else f"{numbered}:{row['name']}")
        rows.parties.append(_party(list_id, uid[:LONGEST_UID], row))
    return rows


def _party(list_id: str, uid: str, row: Row) -> ListedParty:
    addresses = split(row["addresses"])
    names = {row["name"]: NameQuality.PRIMARY}
    for alias in split(row["alt_names"]):
        names.setdefault(alias, NameQuality.ALIAS)
    ends = (found[1] for it in addresses if (found := _COUNTRY_AT_END.search(it)))
    nations = (*split(row["citizenships"]), *split(row["nationalities"]), row["vessel_flag"])
    return ListedParty(
        list_id=list_id,
        uid=uid,
        kind=_KINDS.get(row["type"].lower(), PartyKind.UNKNOWN),
        names=tuple(ListedName(name, quality) for name, quality in names.items()),
        countries=country_codes([*nations, *ends]),
        birth_dates=birth_dates(row["dates_of_birth"]),
        addresses=addresses,
        identifiers=tuple(_identifier(text) for text in split(row["ids"])),
        programmes=unique((row["source"], *split(row["programs"]))),
        remarks=" ".join(row.all("remarks", "title", "license_requirement", "license_policy")),
        listed_on=iso(row["start_date"]),
    )


def _identifier(text: str) -> tuple[str, str]:
    """Take `CO, 830106350-0, NIT #` apart: the part with most digits is the number."""
    parts = [part.strip() for part in text.split(",") if part.strip()] or [text]
    number = max(parts, key=lambda part: sum(map(str.isdigit, part)))
    return (parts[-1] if parts[-1] != number else "id", number)
