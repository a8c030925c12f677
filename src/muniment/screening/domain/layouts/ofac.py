"""OFAC: SDN and consolidated lists as CSV, with aliases and addresses in files of their own.

Source: "Specially Designated Nationals and Blocked Persons, data specification" of OFAC.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from muniment.screening.domain.days import birth_dates
from muniment.screening.domain.layouts.tables import (
    NO_ID,
    NO_NAME,
    Row,
    country_codes,
    lines_of,
    rows_of,
    unique,
)
from muniment.screening.domain.lists import BadRow, Rows, SourceFile
from muniment.screening.domain.parties import (
    ListedName,
    ListedParty,
    NameQuality,
    PartyKind,
)

PARTIES = (
    "ent_num", "sdn_name", "sdn_type", "program", "title", "call_sign", "vess_type", "tonnage",
    "grt", "vess_flag", "vess_owner", "remarks",
)  # fmt: skip
ALIASES = ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks")
ADDRESSES = ("ent_num", "add_num", "address", "city_state_postal", "country", "add_remarks")
_KINDS = {
    "individual": PartyKind.PERSON,
    "vessel": PartyKind.VESSEL,
    "aircraft": PartyKind.AIRCRAFT,
}
_ALSO = re.compile(r"(?:a\.k\.a\.|f\.k\.a\.|n\.k\.a\.)\s+'([^']{2,})'")
_NUMBER = re.compile(
    r"(?:\A|alt\. )((?:[A-Z][\w.'/ ]*?)?(?:No\.?|Number|ID|IMO|Passport|NIT #|RFC|C\.U\.I\.[A-Z.]*|"
    r"D\.N\.I\.|RUC #|MMSI|SSN|SWIFT/BIC|Tail Number))[:#]?\s+((?=\S*\d)[\w/.-]+)"
)
_IMO = re.compile(r"\bIMO\s+(\d{7})\b")


def read(list_id: str, files: Sequence[tuple[str, SourceFile]]) -> Rows:
    """Read one list; `files` are pairs of part (`parties`, `aliases`, `addresses`) and file."""
    rows = Rows()
    parts: dict[str, dict[str, list[Row]]] = {
        "aliases": defaultdict(list),
        "addresses": defaultdict(list),
    }
    headings = {"parties": PARTIES, "aliases": ALIASES, "addresses": ADDRESSES}
    main: list[tuple[SourceFile, Row]] = []
    for part, file in files:
        lines = (it for it in lines_of(file.data, ",") if it.cells[:1] != ("ent_num",))
        for row in rows_of(lines, headings[part], rows, file.name, least=4):
            if not row["ent_num"].isdigit():
                rows.bad.append(BadRow(file.name, row.line, NO_ID))
            elif part == "parties":
                main.append((file, row))
            else:
                parts[part][row["ent_num"]].append(row)
    for file, row in main:
        if not row["sdn_name"]:
            rows.bad.append(BadRow(file.name, row.line, NO_NAME))
            continue
        number = row["ent_num"]
        party = _party(list_id, row, parts["aliases"][number], parts["addresses"][number])
        rows.parties.append(party)
    return rows


def _party(list_id: str, row: Row, aliases: Sequence[Row], addresses: Sequence[Row]) -> ListedParty:
    kind = _KINDS.get(row["sdn_type"].lower(), PartyKind.ENTITY)
    # Remarks may run on in the remarks of aliases and addresses.
    remarks = " ".join(
        unique((row["remarks"], *(it["alt_remarks"] for it in aliases if not _is_weak(it))))
    )
    parts = [part.strip(" .") for part in remarks.split(";")]
    nations = [_after(part, "nationality ", "citizen ", "alt. nationality ") for part in parts]
    return ListedParty(
        list_id=list_id,
        uid=row["ent_num"],
        kind=kind,
        names=_names(row, aliases, remarks),
        countries=country_codes([*nations, *(it["country"] for it in addresses), row["vess_flag"]]),
        birth_dates=unique(
            told for part in parts for told in birth_dates(_after(part, "DOB ", "alt. DOB "))
        ),
        addresses=unique(
            ", ".join(it.all("address", "city_state_postal", "country")) for it in addresses
        ),
        identifiers=_identifiers(parts, row),
        programmes=unique(re.split(r"\]\s*\[|;", row["program"].strip("[]"))),
        remarks=remarks,
    )


def _names(row: Row, aliases: Sequence[Row], remarks: str) -> tuple[ListedName, ...]:
    others = [
        (it["alt_name"], NameQuality.WEAK if _is_weak(it) else NameQuality.ALIAS) for it in aliases
    ]
    weak = [(name, NameQuality.WEAK) for name in _ALSO.findall(remarks)]  # OFAC keeps them there
    found: dict[str, NameQuality] = {row["sdn_name"]: NameQuality.PRIMARY}
    for name, quality in (*others, *weak):
        if name:
            found.setdefault(name, quality)
    return tuple(ListedName(name, quality) for name, quality in found.items())


def _is_weak(alias: Row) -> bool:
    return "weak" in f"{alias['alt_type']} {alias['alt_remarks']}".lower()


def _after(text: str, *marks: str) -> str:
    return next((text[len(mark) :] for mark in marks if text.startswith(mark)), "")


def _identifiers(parts: Sequence[str], row: Row) -> tuple[tuple[str, str], ...]:
    found = [("IMO", number) for part in parts for number in _IMO.findall(part)]
    found += [
        (told[1].strip(), told[2].strip(".,"))
        for part in parts
        if "IMO " not in part and (told := _NUMBER.search(part))
    ]
    if row["call_sign"]:
        found.append(("call sign", row["call_sign"]))
    return tuple(dict.fromkeys(found))
