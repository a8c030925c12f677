"""Markers: values that can be recognised in any disguise, and the search for them.

Each marker has a core that occurs nowhere else. Texts carry letters, amounts and numbers
carry digits; days, countries and choices have no room for a core and are recognised by their
written forms. A core is looked for as it is, however capitalised, reversed, in hexadecimal,
in both alphabets of base64, in parts of URLs, and inside gzip, deflate and zlib.
"""

import base64
import gzip
import html
import itertools
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from urllib.parse import unquote_to_bytes

from muniment.vault.domain.countries import countries
from muniment.vault.domain.fields import FieldSpec, FieldType

_LETTERS: Final = "Kvxjzq"  # what each core begins with; a mask shows the first letter at most
_STEM: Final = _LETTERS[1:].lower().encode()
_DIGITS: Final = b"71930"  # what each number begins with
_SHORTEST_LABEL: Final = 6  # shorter ones, like “Active”, are words of many pages
_CORE: Final = re.compile(_STEM + rb"[a-p]{6}")
_NUMBER: Final = re.compile(_DIGITS + rb"\d{5}")
_IN_HEX: Final = re.compile(rb"(?:[0-9a-f]{2}){11,}")
_IN_BASE64: Final = re.compile(rb"[A-Za-z0-9+/_-]{14,}")
_BETWEEN_DIGITS: Final = re.compile(
    rb"(?<=\d)(?:[ \-().,/\xa0]|\xc2\xa0|&nbsp;|\xe2\x80\xaf)+(?=\d)"
)
_OFFERED: Final = re.compile(
    rb"<option\b(?![^>]*\bselected\b)[^>]*>.*?(?=</?option|</select|</datalist)", re.DOTALL
)
_UNCHECKED: Final = re.compile(rb"<input type=\"(?:radio|checkbox)\"(?![^>]*\bchecked\b)[^>]*>")
_STREAM: Final = re.compile(rb"(?<=stream\n).*?(?=endstream)", re.DOTALL)
"""What a PDF packs: bytes in which a country of two letters turns up by chance."""
_SLICES: Final = tuple(
    base64.b64encode(before + stem)[(len(before) * 4 + 2) // 3 :][:4]
    for stem in (_STEM, _STEM.upper(), _DIGITS)
    for before in (b"", b"a", b"aa")
)
"""What base64 makes of the stems at each of the three alignments, without the seams."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What was planted, where, and in which part of the house."""

    what: str
    where: str = ""
    kind: str = "value"
    version: int = 0

    def __str__(self) -> str:
        return f"{self.kind} {self.what} of {self.where} (version {self.version})"


class Marks:
    """Everything that was planted, by its core or by its written forms."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._by_core: dict[bytes, Mark] = {}
        self._by_words: dict[bytes, Mark] = {}
        self._words: re.Pattern[bytes] | None = None
        self._free = iter(_rare_countries())

    def __len__(self) -> int:
        return len(self._by_core) + len(set(self._by_words.values()))

    def text(self, mark: Mark) -> str:
        """Make up a word that stands for `mark`."""
        core = _LETTERS + _letters(next(self._numbers))
        self._by_core[core[1:].lower().encode()] = mark
        return core

    def digits(self, mark: Mark) -> str:
        """Make up ten digits that stand for `mark`."""
        core = _DIGITS.decode() + f"{next(self._numbers):05d}"
        self._by_core[core.encode()] = mark
        return core

    def words(self, mark: Mark, *forms: str) -> None:
        """Let `mark` be known by these written forms, which a page would not use otherwise.

        Customers that share a form share a mark: `heron|wren`.
        """
        for form in forms:
            before = self._by_words.get(form.lower().encode())
            where = f"{before.where}|{mark.where}" if before else mark.where
            self._by_words[form.lower().encode()] = replace(mark, where=where)
        self._words = None

    def value(self, spec: FieldSpec, mark: Mark) -> str:
        """Make up a value that a field of this type takes.

        Raises:
            NotImplementedError: a field type that this test does not know yet: teach it here.
        """
        if spec.type is FieldType.DATE:
            return self._day(mark)
        if spec.type is FieldType.COUNTRY:
            return self._country(mark)
        if spec.type is FieldType.CHOICE:
            return self._choice(spec, mark)
        if spec.type in _NUMERIC:
            return _NUMERIC[spec.type].format(self.digits(mark))
        if spec.type in _WORDED:
            parts = _WORDED[spec.type]
            return parts.format(*(self.text(mark) for _ in range(parts.count("{}"))))
        raise NotImplementedError(f"no marker for values of type {spec.type}")

    def _day(self, mark: Mark) -> str:
        day = date(1911, 10, 10) + timedelta(days=next(self._numbers))
        self.words(
            mark, day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%Y%m%d}", f"{day:%Y/%m/%d}",
            f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}",
            f"{day.day} {day:%b} {day.year}", f"{day.year}年{day.month}月{day.day}日",
            str(day)[4:] + "t00",
        )  # fmt: skip
        return day.isoformat()

    def _country(self, mark: Mark) -> str:
        code, *names = next(self._free)
        self.words(mark, f'"text":"{code}"', f">{code}<", *names)
        return code

    def _choice(self, spec: FieldSpec, mark: Mark) -> str:
        """Take one of the choices in turn: its label stands in a page where it is chosen."""
        telling = [one for one in spec.choices if len(one.label_en) > _SHORTEST_LABEL]
        choice = telling[next(self._numbers) % len(telling)]
        self.words(
            mark, f'"text":"{choice.code}"', f">{choice.label_en}<", f">{choice.label_zh}<",
        )  # fmt: skip
        return choice.code

    def found_in(self, data: bytes) -> set[Mark]:
        """Name everything that these bytes give away, in whatever disguise."""
        found: set[Mark] = set()
        for plain in _unpacked(data):
            found |= self._cores(plain) | self._phrases(_legible(plain))
        return found

    def cores_in(self, data: bytes) -> set[Mark]:
        """Leave out written forms: a database's own files name countries and languages too."""
        return self._cores(data)

    def _cores(self, data: bytes) -> set[Mark]:
        flat = data.lower()
        told = {self._by_core.get(core) for text in _spellings(flat) for core in _texts(text)}
        if any(piece in data for piece in _SLICES):
            told |= {self._by_core.get(core) for text in _decoded(data) for core in _texts(text)}
        if _STEM.hex().encode() in flat or _DIGITS.hex().encode() in flat:
            runs = (
                bytes.fromhex(run[: len(run) // 2 * 2].decode()) for run in _IN_HEX.findall(flat)
            )
            told |= {self._by_core.get(core) for run in runs for core in _texts(run.lower())}
        return {mark for mark in told if mark}

    def _phrases(self, data: bytes) -> set[Mark]:
        """Written forms, but for those that a form merely offers to choose from."""
        if not self._by_words:
            return set()
        if self._words is None:
            longest = sorted(self._by_words, key=len, reverse=True)
            self._words = re.compile(b"|".join(map(re.escape, longest)))
        said = _UNCHECKED.sub(b"", _OFFERED.sub(b"", data)).lower()
        return {self._by_words[form] for form in self._words.findall(said)}


_NUMERIC: Final = {
    FieldType.PHONE: "+49{}",
    FieldType.MONEY: "{}.05 USD",
    FieldType.NUMBER: "{}.25",
}
_WORDED: Final = {
    FieldType.TEXT: "{} {} Trading",
    FieldType.LONG_TEXT: "{} in spring\nand {} in autumn",
    FieldType.EMAIL: "{}@{}.example",
    FieldType.URL: "https://www.{}.example/{}",
    FieldType.ADDRESS: "{} Quay 12\n8000 {}",
    FieldType.REGISTRATION_NUMBER: "{} 12",
    FieldType.PAYMENT_TERMS: "30% T/T, 70% {}",
    FieldType.CONTACTS: '[{{"name":"{}","post":"Buyer","email":"{}@{}.example","note":"{}"}}]',
}


def _letters(number: int) -> str:
    """Write a number with six of the letters a to p."""
    return "".join(chr(ord("a") + (number >> shift & 15)) for shift in range(20, -1, -4))


def _rare_countries() -> Iterator[tuple[str, str, str]]:
    for code in "BV SJ WF TF NF CX CC HM IO GS SH AQ UM MS FK GL FO".split():  # noqa: SIM905
        yield code, countries()[code].name("en"), countries()[code].name("zh-hans")


def _texts(flat: bytes) -> Iterable[bytes]:
    if _STEM in flat:
        yield from _CORE.findall(flat)
    if _DIGITS in flat:
        yield from _NUMBER.findall(flat)


def _spellings(flat: bytes) -> Iterator[bytes]:
    """The text as it is, backwards, and with its numbers, entities and URLs written out."""
    for text in (flat, flat[::-1]):
        yield text
        yield _BETWEEN_DIGITS.sub(b"", text)
    if b"&#" in flat:
        yield html.unescape(flat.decode("latin-1")).encode("utf-8", "replace")
    if b"%" in flat:
        yield unquote_to_bytes(flat)
    if b"\0" in flat:
        yield flat.replace(b"\0", b"")


def _decoded(data: bytes) -> Iterator[bytes]:
    for run in _IN_BASE64.findall(data):
        plain = run.replace(b"-", b"+").replace(b"_", b"/")
        for start in range(4):
            part = plain[start:]
            part = part[:-1] if len(part) % 4 == 1 else part
            yield base64.b64decode(part + b"=" * (-len(part) % 4)).lower()


def _unpacked(data: bytes) -> Iterator[bytes]:
    yield data
    if data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)
    for wbits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            yield zlib.decompress(data, wbits)
        except zlib.error:
            continue
    if data[:2] == b"PK":
        yield from _members(data)
    if data[:5] == b"%PDF-":
        yield from _streams(data)


def _legible(data: bytes) -> bytes:
    """Leave out what is packed: by chance it holds a country of two letters now and then."""
    if data[:2] in {b"PK", b"\x1f\x8b"} or data[:4] == b"\x89PNG":
        return b""
    return _STREAM.sub(b"", data) if data[:5] == b"%PDF-" else data


def _streams(data: bytes) -> Iterator[bytes]:
    """Unpack the streams of a PDF; of fonts and pictures too, but only texts are worth reading."""
    for packed in _STREAM.findall(data):
        try:
            plain = zlib.decompressobj().decompress(packed)
            plain.decode()
        except (zlib.error, UnicodeDecodeError):
            continue
        yield plain


def _members(data: bytes) -> Iterator[bytes]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield from (archive.read(name) for name in archive.namelist())
