"""What a word looks like: letters of any script folded to the ASCII letters they resemble.

Two words with the same skeleton can be taken for each other on a screen: `pаypal` with a
Cyrillic а, `rnetro` and `metro`, `vvest` and `west`, `0rient` and `orient`. It compares
looks, not sounds and not meanings.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

# What small type makes one of, beyond single letters. Lower case is assumed, as in host names.
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_DIGITS = str.maketrans({"0": "o", "1": "l", "5": "s", "8": "b"})


def skeleton(word: str) -> str:
    """Fold a word to what it looks like; only equality of two skeletons means anything.

    Source: the skeleton of Unicode Technical Standard #39, section 4, with accents dropped, in
    lower case, and with the pairs of letters that small type runs together.
    """
    flat = "".join(_looks_like().get(letter, letter) for letter in _bare(word))
    folded = flat.casefold().translate(_DIGITS)
    for pair, single in _PAIRS:
        folded = folded.replace(pair, single)
    return folded


def scripts(word: str) -> frozenset[str]:
    """The writing systems of a word's letters, `LATIN`, `CYRILLIC`, …; digits have none.

    Han, kana and hangul count as one, because Chinese, Japanese and Korean mix them by habit.
    """
    found = {_script(letter) for letter in word if letter.isalpha()}
    return frozenset(found)


def is_mixed(word: str) -> bool:
    """Whether letters of alphabets that look alike stand in one word: hardly ever a name."""
    return len(scripts(word) & _ALIKE) > 1


_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
_EAST = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})


@cache
def _script(letter: str) -> str:
    first = unicodedata.name(letter, "UNKNOWN").split(" ", 1)[0].split("-", 1)[0]
    return "EAST ASIAN" if first in _EAST else first


def _bare(word: str) -> str:
    """Compatibility letters resolved and accents dropped; the second pass is for what `ǎ` hides."""
    flat = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word).casefold())
    return "".join(letter for letter in flat if not unicodedata.combining(letter))


@cache
def _looks_like() -> Mapping[str, str]:
    text = files("muniment.matching.data").joinpath("confusables.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {chr(int(code, 16)): likeness for code, likeness, _ in rows}
