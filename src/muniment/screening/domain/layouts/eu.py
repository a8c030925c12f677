"""The EU's financial sanctions: the consolidated list as CSV and XML, and the Journal's annexes.

Source: the files' own headings and the schema `http://eu.europa.ec/fpi/fsd/export`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from xml.etree.ElementTree import Element  # the type only; defusedxml does the reading

from muniment.screening.domain.days import birth_dates, day, iso, latest
from muniment.screening.domain.layouts.tables import (
    LONGEST_UID,
    NO_ID,
    NO_NAME,
    Row,
    country_codes,
    split,
    tidy,
    unique,
)
from muniment.screening.domain.lists import BadRow, Rows, SourceFile
from muniment.screening.domain.parties import ListedName, ListedParty, NameQuality, PartyKind

_KINDS = {
    "p": PartyKind.PERSON, "person": PartyKind.PERSON,
    "e": PartyKind.ENTITY, "enterprise": PartyKind.ENTITY,
    "vessel": PartyKind.VESSEL, "asset": PartyKind.UNKNOWN,
    "company": PartyKind.ENTITY, "organization": PartyKind.ENTITY,
    "legalentity": PartyKind.ENTITY,
}  # fmt: skip
_NUMBERS = (
    "passportNumber", "registrationNumber", "taxNumber", "idNumber", "innCode", "ogrnCode",
    "kppCode", "okpoCode", "leiCode", "swiftBic", "imoNumber", "mmsi",
)  # fmt: skip


def read_csv(list_id: str, found: Iterable[Row], rows: Rows, file: SourceFile) -> Rows:
    """Read the consolidated CSV: many rows a party, joined by their logical id."""
    parties: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        rows.dated_on = rows.dated_on or day(row["fileGenerationDate"])
        if row["Entity_LogicalId"]:
            parties[row["Entity_LogicalId"]].append(row)
        else:
            rows.bad.append(BadRow(file.name, row.line, NO_ID))
    for uid, held in parties.items():
        if any(row["NameAlias_WholeName"] for row in held):
            rows.parties.append(_joined(list_id, uid, held))
        else:
            rows.bad.append(BadRow(file.name, held[0].line, NO_NAME))
    return rows


def _joined(list_id: str, uid: str, held: Sequence[Row]) -> ListedParty:
    def all_of(*headings: str) -> tuple[str, ...]:
        return unique(cell for row in held for cell in row.all(*headings))

    first = held[0]
    kind = first["Entity_SubjectType_ClassificationCode"] or first["Entity_SubjectType"]
    births = (
        told
        for row in held
        for told in birth_dates(
            row["BirthDate_BirthDate"]
            or " to ".join(row.all("BirthDate_YearRangeFrom", "BirthDate_YearRangeTo"))
            or row["BirthDate_Year"]
        )
    )
    address = (
        "Address_Street", "Address_PoBox", "Address_ZipCode", "Address_City", "Address_Region",
        "Address_Place", "Address_CountryDescription",
    )  # fmt: skip
    return ListedParty(
        list_id=list_id,
        uid=first["Entity_EU_ReferenceNumber"] or uid,
        kind=_KINDS.get(kind.lower(), PartyKind.UNKNOWN),
        names=_named(
            (row["NameAlias_WholeName"], _is_weak(row["NameAlias_Remark"])) for row in held
        ),
        countries=country_codes(all_of("Citizenship_CountryIso2Code", "Address_CountryIso2Code")),
        birth_dates=unique(births),
        addresses=unique(", ".join(row.all(*address)) for row in held),
        identifiers=tuple(
            dict.fromkeys(
                (row["Identification_TypeDescription"] or "document", row["Identification_Number"])
                for row in held
                if row["Identification_Number"]
            )
        ),
        programmes=all_of("Entity_Regulation_Programme"),
        remarks=" ".join(all_of("Entity_Remark"))[:4000],
        listed_on=iso(first["Entity_DesignationDate"]),
        changed_on=latest(all_of("Entity_Regulation_PublicationDate")),
    )


def read_xml(list_id: str, root: Element, file: SourceFile) -> Rows:
    """Read the consolidated XML; a bad party is told by its place, from 1."""
    rows = Rows(dated_on=_date(root.get("generationDate", "")))
    for place, found in enumerate(root.iterfind("{*}sanctionEntity"), 1):
        names = _named(
            (tidy(it.get("wholeName", "")), it.get("strong") == "false")
            for it in found.iterfind("{*}nameAlias")
        )
        uid = found.get("euReferenceNumber") or found.get("logicalId") or ""
        if names and uid:
            rows.parties.append(_described(list_id, uid, names, found))
        else:
            rows.bad.append(BadRow(file.name, place, NO_ID if names else NO_NAME))
    return rows


def _described(
    list_id: str, uid: str, names: tuple[ListedName, ...], found: Element
) -> ListedParty:
    kind = found.find("{*}subjectType")
    born = list(found.iterfind("{*}birthdate"))
    addresses = list(found.iterfind("{*}address"))
    nations = [*found.iterfind("{*}citizenship"), *addresses]
    keys = ("street", "poBox", "zipCode", "city", "region", "place", "countryDescription")
    return ListedParty(
        list_id=list_id,
        uid=uid,
        kind=_KINDS.get((kind.get("code", "") if kind is not None else ""), PartyKind.UNKNOWN),
        names=names,
        countries=country_codes(_code(it.get("countryIso2Code", "")) for it in nations),
        birth_dates=unique(told for it in born for told in _births(it)),
        addresses=unique(
            ", ".join(text for key in keys if (text := tidy(it.get(key, "")))) for it in addresses
        ),
        identifiers=tuple(
            dict.fromkeys(
                (it.get("identificationTypeDescription", "document"), number)
                for it in found.iterfind("{*}identification")
                if (number := tidy(it.get("number", "")))
            )
        ),
        programmes=unique(it.get("programme", "") for it in found.iterfind("{*}regulation")),
        remarks=" ".join(unique(tidy(it.text or "") for it in found.iterfind("{*}remark")))[:4000],
        listed_on=iso(found.get("designationDate", "")),
        changed_on=latest(it.get("publicationDate", "") for it in found.iterfind("{*}regulation")),
    )


def read_journal(list_id: str, found: Iterable[Row], rows: Rows, file: SourceFile) -> Rows:
    """Read annexes of legal acts as one table: one row a party, several things in a cell."""
    for row in found:
        if row["name"]:
            rows.parties.append(_annexed(list_id, row))
        else:
            rows.bad.append(BadRow(file.name, row.line, NO_NAME))
    return rows


def _annexed(list_id: str, row: Row) -> ListedParty:
    good = [name for it in ("name", "alias", "previousName") for name in split(row[it])]
    nations = [it for key in ("country", "nationality", "jurisdiction") for it in split(row[key])]
    return ListedParty(
        list_id=list_id,
        uid=":".join(row.all("celex", "annex", "recordId", "name"))[:LONGEST_UID],
        kind=_KINDS.get(row["schema"].lower(), PartyKind.UNKNOWN),
        names=_named(
            [*((it, False) for it in good), *((it, True) for it in split(row["weakAlias"]))]
        ),
        countries=country_codes(nations),
        birth_dates=birth_dates(row["birthDate"]),
        addresses=split(row["address"]),
        identifiers=tuple((it, value) for it in _NUMBERS for value in split(row[it])),
        programmes=unique((row["programKey"],)),
        remarks=row["reason"],
        listed_on=iso(row["startDate"]),
    )


def _named(names: Iterable[tuple[str, bool]]) -> tuple[ListedName, ...]:
    held: dict[str, NameQuality] = {}
    for name, weak in names:
        if name:
            usual = NameQuality.ALIAS if held else NameQuality.PRIMARY
            held.setdefault(name, NameQuality.WEAK if weak else usual)
    return tuple(ListedName(name, quality) for name, quality in held.items())


def _is_weak(remark: str) -> bool:
    return "low quality" in remark.lower() or "weak" in remark.lower()


def _births(born: Element) -> tuple[str, ...]:
    about = "circa " if born.get("circa") == "true" else ""
    if (first := born.get("yearRangeFrom")) and (last := born.get("yearRangeTo")):
        return birth_dates(f"{about}{first} to {last}")
    return birth_dates(about + (born.get("birthdate") or born.get("year") or ""))


def _code(code: str) -> str:
    """Leave out `00`, with which the Commission writes "unknown"."""
    return "" if code == "00" else code


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
