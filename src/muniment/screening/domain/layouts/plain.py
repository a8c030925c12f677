"""Anybody's own list as CSV: a column of names, and whatever else stands beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from muniment.screening.domain.days import birth_dates, iso
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

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "name", "fullname", "company", "companyname", "entityname", "entity", "party",
        "customer", "customername", "legalname", "cleanname", "名称", "公司名称", "姓名",
        "企业名称", "客户名称", "公司", "客户",
    ),
    "aliases": (
        "alias", "aliases", "aka", "alsoknownas", "acronym", "previousname", "othernames",
        "altnames", "chinesename", "localname", "tradename", "englishname", "别名", "英文名",
        "曾用名", "简称",
    ),
    "weak": ("weakalias", "weakaliases", "nickname", "nicknames"),
    "country": (
        "country", "countries", "nationality", "nationalities", "citizenship", "countrycode",
        "jurisdiction", "国家", "国别", "国籍",
    ),
    "born": (
        "birthdate", "dateofbirth", "dob", "born", "birthdates", "birthday", "出生日期", "生日",
    ),
    "uid": (
        "id", "uid", "code", "number", "entityid", "customerid", "customercode", "recid", "ref",
        "reference", "qid", "no", "编号", "客户编号", "代码",
    ),
    "numbers": (
        "identifier", "identifiers", "registrationnumber", "regno", "companynumber", "passport",
        "passportnumber", "taxid", "taxnumber", "vatnumber", "lei", "imo", "imonumber", "idnumber",
        "nationalid", "统一社会信用代码", "注册号", "护照号",
    ),
    "programme": ("program", "programme", "programs", "programmes", "list", "regime", "category"),
    "kind": ("kind", "type", "schema", "entitytype", "partytype", "类型"),
    "address": ("address", "addresses", "地址"),
    "note": ("note", "notes", "remark", "remarks", "reason", "comment", "summary", "备注", "原因"),
    "listed": ("listedon", "startdate", "effectivedate", "date", "dateadded"),
}  # fmt: skip
_KINDS = {
    **dict.fromkeys(("person", "individual", "natural person", "个人", "自然人"), PartyKind.PERSON),
    **dict.fromkeys(
        (
            "company", "entity", "organization", "organisation", "legalentity", "enterprise",
            "business", "firm", "legal entity", "公司", "企业", "机构",
        ),
        PartyKind.ENTITY,
    ),
    **dict.fromkeys(("vessel", "ship", "船舶"), PartyKind.VESSEL),
    "aircraft": PartyKind.AIRCRAFT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Which headings of a file hold what; more than one may hold aliases or numbers."""

    of: Mapping[str, Sequence[str]]

    def all(self, row: Row, what: str) -> tuple[str, ...]:
        """Give everything that a row holds of one thing, cells with semicolons taken apart."""
        return unique(part for it in self.of.get(what, ()) for part in split(row[it]))

    def one(self, row: Row, what: str) -> str:
        """Give the first cell that holds something."""
        return next((row[it] for it in self.of.get(what, ()) if row[it]), "")


def columns_of(headings: Sequence[str]) -> Columns | None:
    """Recognise the headings of a list or of customers; None when no column holds names."""
    known = {word: what for what, words in HEADINGS.items() for word in words}
    found: dict[str, list[str]] = {}
    for heading in headings:
        key = "".join(letter for letter in heading.casefold() if letter.isalnum())
        if what := known.get(key):
            found.setdefault(what, []).append(heading)
    return Columns(found) if found.get("name") else None


def kind_of(word: str) -> PartyKind:
    """Read a word for a kind of party; anything else is unknown."""
    return _KINDS.get(word.strip().lower(), PartyKind.UNKNOWN)


def names_of(row: Row, columns: Columns) -> tuple[ListedName, ...]:
    """Give the names of a row, the primary one first."""
    names: dict[str, NameQuality] = {}
    # A name is never cut at its semicolon; further columns of names are aliases.
    for heading in columns.of["name"]:
        if row[heading]:
            names.setdefault(row[heading], NameQuality.ALIAS if names else NameQuality.PRIMARY)
    for alias in columns.all(row, "aliases"):
        names.setdefault(alias, NameQuality.ALIAS if names else NameQuality.PRIMARY)
    for alias in columns.all(row, "weak"):
        names.setdefault(alias, NameQuality.WEAK)
    return tuple(ListedName(name, quality) for name, quality in names.items())


def read(
    columns: Columns, list_id: str, found: Iterable[Row], rows: Rows, file: SourceFile
) -> Rows:
    """Read a list in our own form."""
    for row in found:
        names = names_of(row, columns)
        if not names:
            rows.bad.append(BadRow(file.name, row.line, NO_NAME))
            continue
        rows.parties.append(
            ListedParty(
                list_id=list_id,
                uid=(columns.one(row, "uid") or names[0].text)[:LONGEST_UID],
                kind=kind_of(columns.one(row, "kind")),
                names=names,
                countries=country_codes(columns.all(row, "country")),
                birth_dates=birth_dates(";".join(columns.all(row, "born"))),
                addresses=columns.all(row, "address"),
                identifiers=tuple(("number", it) for it in columns.all(row, "numbers")),
                programmes=columns.all(row, "programme"),
                remarks=" ".join(row[it] for it in columns.of.get("note", ()) if row[it]),
                listed_on=iso(columns.one(row, "listed")),
            )
        )
    return rows
