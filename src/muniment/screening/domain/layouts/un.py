"""The consolidated list of the UN Security Council, XML as published.

Source: the schema `sc-sanctions.xsd` named in the file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element  # the type only; defusedxml does the reading

from muniment.screening.domain.days import birth_dates, iso, latest
from muniment.screening.domain.layouts.tables import NO_ID, NO_NAME, country_codes, tidy, unique
from muniment.screening.domain.lists import BadRow, Rows, SourceFile
from muniment.screening.domain.parties import ListedName, ListedParty, NameQuality, PartyKind

_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_WEAK = frozenset({"low"})


def read(list_id: str, root: Element, file: SourceFile) -> Rows:
    """Read the list; a bad party is told by its place among its kind, from 1."""
    rows = Rows(dated_on=_date(root.get("dateGenerated", "")))
    for tag, kind in (("INDIVIDUAL", PartyKind.PERSON), ("ENTITY", PartyKind.ENTITY)):
        for place, found in enumerate(root.iter(tag), 1):
            names = _names(found, tag)
            uid = _text(found, "REFERENCE_NUMBER") or _text(found, "DATAID")
            if not names or not uid:
                rows.bad.append(BadRow(file.name, place, NO_ID if names else NO_NAME))
                continue
            party = ListedParty(list_id=list_id, uid=uid, kind=kind, names=names)
            rows.parties.append(_described(party, found, tag))
    return rows


def _described(party: ListedParty, found: Element, tag: str) -> ListedParty:
    addresses = found.findall(f"{tag}_ADDRESS")
    nations = [tidy(it.text or "") for it in found.findall("NATIONALITY/VALUE")]
    return replace(
        party,
        countries=country_codes([*nations, *(_text(it, "COUNTRY") for it in addresses)]),
        birth_dates=unique(
            told for it in found.findall(f"{tag}_DATE_OF_BIRTH") for told in _births(it)
        ),
        addresses=unique(", ".join(_texts(it)) for it in addresses),
        identifiers=tuple(
            (_text(it, "TYPE_OF_DOCUMENT") or "document", number)
            for it in found.findall(f"{tag}_DOCUMENT")
            if (number := _text(it, "NUMBER"))
        ),
        programmes=unique((_text(found, "UN_LIST_TYPE"),)),
        remarks=_text(found, "COMMENTS1"),
        listed_on=iso(_text(found, "LISTED_ON")),
        changed_on=latest(it.text or "" for it in found.findall("LAST_DAY_UPDATED/VALUE")),
    )


def _names(found: Element, tag: str) -> tuple[ListedName, ...]:
    held: dict[str, NameQuality] = {}
    if primary := " ".join(text for part in _PARTS if (text := _text(found, part))):
        held[primary] = NameQuality.PRIMARY
    for alias in found.findall(f"{tag}_ALIAS"):
        weak = _text(alias, "QUALITY").lower() in _WEAK
        for name in _text(alias, "ALIAS_NAME").split(";"):
            if name.strip():
                held.setdefault(name.strip(), NameQuality.WEAK if weak else NameQuality.ALIAS)
    if script := _text(found, "NAME_ORIGINAL_SCRIPT"):
        held.setdefault(script, NameQuality.ALIAS)
    return tuple(ListedName(name, quality) for name, quality in held.items())


def _births(born: Element) -> Sequence[str]:
    about = "circa " if _text(born, "TYPE_OF_DATE").upper() == "APPROXIMATELY" else ""
    if (first := _text(born, "FROM_YEAR")) and (last := _text(born, "TO_YEAR")):
        return birth_dates(f"{first} to {last}")
    told = _text(born, "DATE") or _text(born, "YEAR") or _text(born, "NOTE")
    return birth_dates(about + told[:40])


def _text(found: Element, tag: str) -> str:
    return tidy(found.findtext(tag) or "")


def _texts(found: Element) -> Iterator[str]:
    return (text for it in found if it.tag != "NOTE" and (text := tidy(it.text or "")))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
