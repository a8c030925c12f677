"""Read whatever lists lie in some files: unpack, recognise by content, parse, date."""

import bz2
import gzip
import hashlib
import io
import lzma
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from xml.etree.ElementTree import Element, ParseError  # defusedxml does the reading

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from muniment.screening.domain.days import day, day_in_name
from muniment.screening.domain.layouts import eu, ofac, plain, uk, un, us
from muniment.screening.domain.layouts.tables import Row, lines_of, rows_of
from muniment.screening.domain.lists import (
    ListUnreadable,
    ReadList,
    Rows,
    SourceFile,
    date_of,
)
from muniment.screening.domain.parties import ListedParty
from muniment.sheets.lines import FileUnreadable, Line
from muniment.sheets.sniff import SAMPLE_BYTES, decoded, delimiter_of, encoding_of

LARGEST = 512 * 1024 * 1024  # bytes of one file, unpacked
_MAGIC = (b"\x1f\x8b", b"\xfd7zXZ\x00", b"BZh")
_ENDINGS = re.compile(r"(?:\.(?:gz|xz|bz2|csv|tsv|txt|xml))+\Z", re.IGNORECASE)
_OFAC_PARTS = {12: "parties", 5: "aliases", 6: "addresses"}
_CONS = re.compile(r"cons", re.IGNORECASE)

TITLES = {
    "ofac_sdn": "OFAC Specially Designated Nationals",
    "ofac_cons": "OFAC Consolidated Non-SDN List",
    "un": "UN Security Council Consolidated List",
    "eu": "EU Consolidated Financial Sanctions List",
    "eu_journal": "EU Official Journal Sanctions Annexes",
    "uk": "UK Sanctions List",
    "uk_ofsi": "UK OFSI Consolidated List",
    "bis_dpl": "BIS Denied Persons List",
    "us_csl": "US Consolidated Screening List",
}


@dataclass(frozen=True, slots=True)
class _Found:
    """A file that was recognised: which list it belongs to, as which part, and how to read it."""

    list_id: str
    layout: str
    file: SourceFile
    original: SourceFile
    part: str = ""
    read: Callable[[], Rows] | None = None


def read_lists(
    files: Sequence[SourceFile],
    *,
    today: date,
    given: Mapping[str, date] | None = None,
    unreadable: Callable[[SourceFile], None] | None = None,
) -> tuple[ReadList, ...]:
    """Read all lists that lie in some files; the parts of one list are put together.

    Args:
        given: dates that a person vouches for, by name of file or id of list; a date that
            stands in the file itself goes before it.
        today: stands in for a missing date of a file.
        unreadable: is told of a file that is no list, instead of the error.

    Raises:
        ListUnreadable: a file is packed wrongly, or no parser knows it.
    """
    found: list[_Found] = []
    for file in files:
        try:
            found.append(_recognised(file))
        except ListUnreadable:
            if unreadable is None:
                raise
            unreadable(file)
    told = given or {}
    groups: dict[str, list[_Found]] = {}
    for it in found:
        groups.setdefault(it.list_id, []).append(it)
    return tuple(_read(list_id, held, told, today) for list_id, held in sorted(groups.items()))


def _read(list_id: str, held: Sequence[_Found], given: Mapping[str, date], today: date) -> ReadList:
    originals = sorted((it.original for it in held), key=lambda it: it.name)
    rows = _rows(list_id, held)
    if not rows.parties:
        raise ListUnreadable(file=originals[0].name)
    vouched = given.get(list_id)
    for it in originals:
        vouched = vouched or given.get(it.name)
    named = [on for it in originals if (on := day_in_name(it.name))]
    modified = [it.modified_on for it in originals if it.modified_on]
    return ReadList(
        list_id=list_id,
        title=TITLES.get(list_id) or list_id.replace("_", " ").capitalize(),
        layout=held[0].layout,
        date=date_of(
            rows.dated_on, vouched, min(named, default=None), min(modified, default=today)
        ),
        parties=_once(rows.parties),
        bad=tuple(rows.bad),
        files=originals,
        sha256=_hash(originals),
        missing=_missing(held),
    )


def _missing(held: Sequence[_Found]) -> tuple[str, ...]:
    """Name the parts of OFAC's three files that did not come."""
    came = {it.part for it in held if it.part}
    return tuple(part for part in _OFAC_PARTS.values() if part not in came) if came else ()


def _rows(list_id: str, held: Sequence[_Found]) -> Rows:
    if parts := [(it.part, it.file) for it in held if it.part]:
        return ofac.read(list_id, parts)
    both = Rows()
    for it in held:
        assert it.read is not None
        rows = it.read()
        both.parties.extend(rows.parties)
        both.bad.extend(rows.bad)
        both.dated_on = min(filter(None, (both.dated_on, rows.dated_on)), default=None)
    return both


def _hash(files: Sequence[SourceFile]) -> bytes:
    """One hash of several files: of their hashes, in the order of their names."""
    parts = b"".join(hashlib.sha256(it.data).digest() for it in files)
    return hashlib.sha256(parts).digest()


def _once(parties: Iterable[ListedParty]) -> tuple[ListedParty, ...]:
    """Keep ids apart when a list uses one twice, so that no row is lost."""
    seen: dict[str, int] = {}
    kept: list[ListedParty] = []
    for party in parties:
        seen[party.uid] = count = seen.get(party.uid, 0) + 1
        kept.append(party if count == 1 else replace(party, uid=f"{party.uid}#{count}"))
    return tuple(kept)


def unpacked(file: SourceFile) -> bytes:
    """Give the bytes of a file, out of gzip, xz or bzip2.

    Raises:
        ListUnreadable: damaged, or larger than 512 MB once unpacked.
    """
    if not file.data.startswith(_MAGIC):
        return file.data
    try:
        with _opened(io.BytesIO(file.data)) as stream:
            data = stream.read(LARGEST + 1)
    except (OSError, EOFError, lzma.LZMAError, zlib.error):
        raise ListUnreadable(file=file.name) from None
    if len(data) > LARGEST:
        raise ListUnreadable(file=file.name)
    return data


def _opened(raw: io.BytesIO) -> io.BufferedIOBase:
    mark = raw.getvalue()[:2]
    if mark == _MAGIC[0]:
        return gzip.GzipFile(fileobj=raw)
    return bz2.BZ2File(raw) if mark == b"BZ" else lzma.LZMAFile(raw)


def _recognised(original: SourceFile) -> _Found:
    file = replace(original, data=unpacked(original))
    head = file.data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"<?xml", b"<")):
        return _xml(file, original)
    try:
        return _table(file, original)
    except FileUnreadable:
        raise ListUnreadable(file=file.name) from None


def _xml(file: SourceFile, original: SourceFile) -> _Found:
    try:
        root: Element = fromstring(file.data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise ListUnreadable(file=file.name) from None
    tag = root.tag.rpartition("}")[2]
    if tag == "CONSOLIDATED_LIST":
        return _Found("un", "un_xml", file, original, read=lambda: un.read("un", root, file))
    if tag == "export":
        return _Found("eu", "eu_xml", file, original, read=lambda: eu.read_xml("eu", root, file))
    raise ListUnreadable(file=file.name)


def _table(file: SourceFile, original: SourceFile) -> _Found:
    sample = file.data[:SAMPLE_BYTES]
    delimiter = delimiter_of(decoded(sample, encoding_of(sample)))
    first = [it for it in islice(lines_of(file.data, delimiter), 3) if not it.trouble]
    if part := _ofac_part(first):
        list_id = "ofac_cons" if _CONS.search(file.name) else "ofac_sdn"
        return _Found(list_id, "ofac_csv", file, original, part=part)
    for place, line in enumerate(first[:2]):
        headings = [" ".join(cell.split()).lstrip("\ufeff") for cell in line.cells]
        if (known := _by_headings(file, headings)) is not None:
            table = _Table(delimiter, headings, line.number, _dated_above(first[:place]))
            read = partial(_headed, file, table, known)
            return _Found(known.list_id, known.layout, file, original, read=read)
    raise ListUnreadable(file=file.name)


@dataclass(frozen=True, slots=True)
class _Table:
    """How a table is written: where its headings stand, and a date above them."""

    delimiter: str
    headings: Sequence[str]
    line: int
    dated_on: date | None


@dataclass(frozen=True, slots=True)
class _Layout:
    """A layout that is known by its headings."""

    needs: frozenset[str]
    list_id: str
    layout: str
    read: Callable[[str, Iterator[Row], Rows, SourceFile], Rows]


_LAYOUTS = (
    _Layout(frozenset({"Entity_LogicalId", "NameAlias_WholeName"}), "eu", "eu_csv", eu.read_csv),
    _Layout(frozenset({"celex", "recordId", "name"}), "eu_journal", "eu_journal", eu.read_journal),
    _Layout(frozenset({"Name 6", "Group ID", "Regime"}), "uk_ofsi", "uk_ofsi", uk.read),
    _Layout(frozenset({"Name 6", "Unique ID"}), "uk", "uk_list", uk.read),
    _Layout(
        frozenset({"Name", "Effective_Date", "FR_Citation"}), "bis_dpl", "bis_tsv", us.read_denied
    ),
    _Layout(frozenset({"source", "name", "alt_names"}), "us_csl", "us_csl", us.read_consolidated),
)


def _by_headings(file: SourceFile, headings: Sequence[str]) -> _Layout | None:
    has = frozenset(headings)
    if known := next((it for it in _LAYOUTS if it.needs <= has), None):
        return known
    if (columns := plain.columns_of(headings)) is None:
        return None
    return _Layout(has, _named(file.name), "csv", partial(plain.read, columns))


def _headed(file: SourceFile, table: _Table, known: _Layout) -> Rows:
    rows = Rows(dated_on=table.dated_on)
    lines = (it for it in lines_of(file.data, table.delimiter) if it.number > table.line)
    found = rows_of(lines, table.headings, rows, file.name, least=2)
    return known.read(known.list_id, found, rows, file)


def _dated_above(lines: Sequence[Line]) -> date | None:
    """Find the day in a line above the headings: `Last Updated,28/10/2022`."""
    cells = [cell for line in lines for cell in line.cells]
    tried = (day(part) for cell in cells for part in (cell, cell.rpartition(":")[2]))
    return next((on for on in tried if on), None)


def _ofac_part(first: Sequence[Line]) -> str:
    """Tell OFAC's three files by their width and their numbers; headings are optional."""
    if not first:
        return ""
    part = _OFAC_PARTS.get(len(first[0].cells), "")
    if first[0].cells[0].strip() == "ent_num":
        return part
    numbers = 1 if part == "parties" else 2
    told = [cell.strip() for line in first for cell in line.cells[:numbers]]
    is_ofac = bool(told) and all(it.isdigit() for it in told)
    has_marks = any("-0-" in cell for line in first for cell in line.cells)
    return part if is_ofac and (has_marks or part == "parties") else ""


def _named(name: str) -> str:
    """Make a list's id of the name of its file, without days and endings."""
    stem = _ENDINGS.sub("", name.replace("\\", "/").rpartition("/")[2])
    stem = re.sub(r"[-_]?20\d{2}[-_.]?\d{2}[-_.]?\d{2}", "", stem)
    return re.sub(r"\W+", "_", stem.lower()).strip("_")[:40] or "list"
