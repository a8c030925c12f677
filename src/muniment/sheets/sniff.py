"""Guess how a text table is written: its letters and what stands between its cells.

The guesses are shown and can be corrected; they only have to be right for ordinary files.
"""

import codecs
import csv
from collections import Counter
from contextlib import suppress
from io import StringIO
from itertools import islice, pairwise

from charset_normalizer import from_bytes

from muniment.sheets.lines import FileEmpty, OldWorkbook, PageNotTable

SAMPLE_BYTES = 256 * 1024
DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = (
    "utf-8", "utf-16", "gb18030", "big5", "cp1252", "cp1250", "cp1251", "shift_jis", "euc_kr",
    "latin-1",
)  # fmt: skip

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with theirs
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCUMENTS = (
    b"%PDF-",
    b"{\\rtf",
    b"<!doctype",
    b"<html",
    b"<?xml",
    b"<table",
    b"\x89PNG",
    b"\x7fELF",
)
_CONTROLS = frozenset(range(32)) - {9, 10, 13, 26}


def is_workbook(sample: bytes) -> bool:
    """Say whether the bytes begin like an .xlsx file (a ZIP)."""
    return sample.startswith(b"PK\x03\x04")


def refuse_non_tables(sample: bytes) -> None:
    """Raise for files that are plainly no text table, so that nobody maps rubbish.

    Raises:
        FileEmpty, OldWorkbook, PageNotTable: as the names say.
    """
    if not sample.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise FileEmpty
    if sample.startswith(_OLE):
        raise OldWorkbook
    if (
        sample[:512]
        .lstrip(b"\xef\xbb\xbf \t\r\n")
        .lower()
        .startswith(tuple(m.lower() for m in _DOCUMENTS))
    ):
        raise PageNotTable
    text = decoded(sample, encoding_of(sample))
    strange = sum(1 for letter in text[:20_000] if ord(letter) in _CONTROLS)
    if strange > max(8, len(text[:20_000]) // 100):
        raise PageNotTable


def encoding_of(sample: bytes) -> str:
    """Name the encoding of a file from its first bytes; always answers.

    Order: byte-order mark, UTF-16 by its zero bytes, UTF-8 if it reads cleanly, Chinese by
    how common the characters would be, then charset-normalizer among European and East
    Asian sets, then cp1252.
    """
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    return _utf16_without_mark(sample) or _utf8(sample) or _chinese(sample) or _other(sample)


def decoded(sample: bytes, encoding: str) -> str:
    """Read a sample that may break off in the middle of a letter."""
    reader = codecs.getincrementaldecoder(encoding)(errors="replace")
    try:
        return reader.decode(sample)
    except UnicodeError:  # UTF-16 asked for by hand where no mark stands
        return ""


def delimiter_of(text: str) -> str:
    """Find what separates cells: the mark that cuts most lines into the same number of cells."""
    ranked = {mark: _evenness(text, mark) for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: ranked[mark])


def _evenness(text: str, mark: str) -> tuple[int, int]:
    rows = csv.reader(StringIO(text[:60_000], newline=""), delimiter=mark)
    widths: Counter[int] = Counter()
    with suppress(csv.Error):  # what was counted until then is still a fair sample
        widths.update(len(row) for row in islice(rows, 80) if len(row) > 1)
    if not widths:
        return 0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count, width


def _utf16_without_mark(sample: bytes) -> str:
    even, odd = sample[0:4096:2].count(0), sample[1:4096:2].count(0)
    pairs = max(1, min(len(sample), 4096) // 2)
    if odd > pairs // 20 and even * 20 < odd:
        return "utf-16-le"
    if even > pairs // 20 and odd * 20 < even:
        return "utf-16-be"
    return ""


def _utf8(sample: bytes) -> str:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return ""
    return "utf-8"


def _chinese(sample: bytes) -> str:
    """Tell GB18030 and Big5 by the share of two-byte letters that everyday text uses.

    GB 2312 keeps everyday characters at leads B0-D7 with trails from A1; Big5 at leads A4-C6
    with trails 40-7E and A1-FE. Signs (full-width comma, brackets) stand below in both.
    """
    pairs = _pairs(sample)
    if len(pairs) < 2:
        return ""
    simplified = sum(1 for a, b in pairs if (0xB0 <= a <= 0xD7 or a in _GB_SIGNS) and b >= 0xA1)
    traditional = sum(
        1 for a, b in pairs if (0xA4 <= a <= 0xC6 or a == 0xA1) and (b >= 0xA1 or 0x40 <= b <= 0x7E)
    )
    best = max(simplified, traditional)
    if best * 10 < len(pairs) * 8:
        return ""
    return "gb18030" if simplified >= traditional else "big5"


_GB_SIGNS = (0xA1, 0xA3)


def _pairs(sample: bytes) -> list[tuple[int, int]]:
    """Cut the sample into the two-byte letters that a double-byte set would see."""
    pairs: list[tuple[int, int]] = []
    place = 0
    while place < len(sample) - 1 and len(pairs) < 20_000:
        if sample[place] < 0x81:
            place += 1
            continue
        pairs.append((sample[place], sample[place + 1]))
        place += 2
    return pairs


def _other(sample: bytes) -> str:
    """Ask charset-normalizer; accented Western text keeps cp1252, its strongest prior."""
    if all(byte < 0xC0 or byte in _WESTERN for byte in sample if byte >= 0x80) and _lonely(sample):
        return "cp1252"
    told = from_bytes(
        sample[:65536], cp_isolation=["cp1250", "cp1251", "shift_jis", "euc_kr", "cp1252", "big5"]
    ).best()
    return told.encoding.replace("johab", "euc_kr") if told else "cp1252"


_WESTERN = frozenset("ÄÖÜäöüßÀÂÇÉÈÊËÎÏÔÙÛàâçéèêëîïôùûÁÍÓÚÑáíóúñãõÃÕåÅæÆøØìòÌÒ".encode("cp1252"))


def _lonely(sample: bytes) -> bool:
    """Say whether high bytes stand alone, as accents do and double-byte letters do not."""
    high = [place for place, byte in enumerate(sample) if byte >= 0xC0]
    together = sum(1 for a, b in pairwise(high) if b == a + 1)
    return together * 5 <= len(high)
