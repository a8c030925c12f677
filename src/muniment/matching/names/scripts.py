"""Writing systems: one text in its own script, and the same text in plain Latin letters."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

LONGEST = 400  # characters of a name that are looked at
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
KANA = "\u3040-\u30ff\u31f0-\u31ff"
HANGUL = "\uac00-\ud7a3"

_KANA = re.compile(f"[{KANA}]")
_MARKS = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u0591-\u05c7\u0640]"
)
_APOSTROPHES = re.compile("['’‘`´ʼʻʹʿʾ′]")
_LATIN = re.compile("[a-z]")
_ALIKE_FROM = "аеорсухвкмнтіјѕԁһԛԝαορτυνικχеβ"
_ALIKE_INTO = "aeopcyxbkmhtijsdhqwaoptuvikxeb"
_ALIKE = str.maketrans(_ALIKE_FROM, _ALIKE_INTO)
_CYRILLIC_OR_GREEK = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"\w+")

_RANGES = (
    (0x024F, "latin"), (0x036F, "latin"), (0x03FF, "greek"), (0x052F, "cyrillic"),
    (0x058F, "armenian"), (0x05FF, "hebrew"), (0x077F, "arabic"), (0x08FF, "arabic"),
    (0x0DFF, "indic"), (0x0E7F, "thai"), (0x10FF, "georgian"), (0x11FF, "hangul"),
    (0x1DFF, "other"), (0x1EFF, "latin"), (0x1FFF, "greek"), (0x303F, "other"),
    (0x30FF, "kana"), (0x318F, "hangul"), (0x33FF, "kana"), (0x9FFF, "han"),
    (0xABFF, "other"), (0xD7FF, "hangul"), (0xFAFF, "han"), (0xFDFF, "arabic"),
    (0xFEFF, "arabic"), (0x10FFFF, "other"),
)  # fmt: skip


def script_of(text: str) -> str:
    """Name the writing system of the first letter that is not Latin; `latin` when there is none.

    Kana anywhere makes a text Japanese (`kana`), though most of it may be Chinese characters.
    """
    if text.isascii():
        return "latin"
    if _KANA.search(text):
        return "kana"
    for letter in text:
        if letter > "\u024f" and letter.isalpha():
            code = ord(letter)
            script = next(name for top, name in _RANGES if code <= top)
            if script not in ("latin", "other"):
                return script
    return "latin"


def folded(text: str) -> str:
    """Lower case, compatible forms, no marks above or below letters, in the script it came in."""
    if text.isascii():
        return _APOSTROPHES.sub("", text.lower())
    text = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    spread = unicodedata.normalize("NFD", text)
    text = unicodedata.normalize("NFC", _MARKS.sub("", spread))
    return _without_disguise(_APOSTROPHES.sub("", text))


def _without_disguise(text: str) -> str:
    """Turn Cyrillic and Greek letters inside a Latin name into the letters they mimic."""
    if not (_CYRILLIC_OR_GREEK.search(text) and _LATIN.search(text)):
        return text
    return _WORD.sub(_unmasked, text)


def _unmasked(found: re.Match[str]) -> str:
    word = found[0]
    plain = word.translate(_ALIKE)
    return plain if plain.isascii() or _LATIN.search(word) else word


@lru_cache(maxsize=16384)
def romanised(text: str) -> str:
    """Write a text in lower-case Latin letters and digits, spaces kept.

    Chinese is read as Mandarin, also in Japanese names; unvowelled scripts stay unvowelled.
    """
    text = folded(text)
    if text.isascii():
        return text
    script = script_of(text)
    if script == "arabic":
        text = _arabic_spelt(text)
    return _APOSTROPHES.sub("", anyascii(text).lower())


_ARTICLE = re.compile(r"(?<!\w)(?:و)?ال(?=\w{2})")
_FOR_THE = re.compile(r"(?<!\w)لل(?=\w{3})")


def _arabic_spelt(text: str) -> str:
    """Set the Arabic article apart and write the ending -a as a vowel."""
    text = _FOR_THE.sub("ال ", text)
    text = _ARTICLE.sub("ال ", text)
    for old, new in (
        ("ة", "a"),
        ("ى", "a"),
        ("ال ", "al "),
        ("أ", "a"),
        ("إ", "i"),
        ("آ", "a"),
        ("ا", "a"),
    ):
        text = text.replace(old, new)
    return text
