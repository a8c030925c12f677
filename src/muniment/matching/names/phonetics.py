"""How a romanised word sounds, coarsely enough that spellings of many languages meet."""

import re
from functools import lru_cache

# Signs beside plain letters: C as in church, S as in ship, J as in jeans, T as in thin, c soft c.
_SOUNDS = {
    "tsch": "C", "shch": "S", "sch": "S", "tch": "C", "tsh": "C", "dzh": "J", "dsh": "J", "sh": "S",
    "zh": "J", "chr": "kr", "ch": "C", "kh": "h", "gh": "g", "ph": "f", "th": "T", "dh": "d",
    "rh": "r", "wh": "w", "ck": "k", "cz": "C", "cs": "C", "tz": "C", "ts": "C", "dj": "J",
    "qu": "kw", "sz": "S", "bh": "b", "x": "ks", "q": "k", "dg": "J",
    "oo": "u", "ee": "i", "ou": "u",
}  # fmt: skip
_LETTERS = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_HARD_C = re.compile("c(?![eiy])")
_NG = re.compile("ng(?![aeiouylrw@])")
_RUN = re.compile(r"(.)\1+")
_CLASSES = {
    **dict.fromkeys("bpfv", "p"), **dict.fromkeys("dtT", "t"), **dict.fromkeys("gk", "k"),
    **dict.fromkeys("szcCJSj", "s"), **dict.fromkeys("lr", "l"), "m": "m", "n": "n",
}  # fmt: skip


@lru_cache(maxsize=16384)
def sounds(word: str) -> str:
    """Spell a romanised word by sound: one sign a sound, no doubled letters."""
    return _RUN.sub(r"\1", signs(word))


def signs(word: str) -> str:
    """As `sounds`, with doubled letters left: they tell in scripts that leave vowels out."""
    word = _LETTERS.sub(lambda found: _SOUNDS[found[0]], _HARD_C.sub(_kept_c, word))
    return _NG.sub("n", word)


def _kept_c(found: re.Match[str]) -> str:
    follows = found.string[found.end() : found.end() + 1]
    return "c" if follows and follows in "hkszc" else "k"


@lru_cache(maxsize=16384)
def skeleton(word: str) -> str:
    """The consonants of a romanised word in six classes; vowels, h and w are left out.

    Spellings that differ by language give the same skeleton: Mohamed and Muhammad, Yiwu and Iwu.
    """
    return "".join(_CLASSES.get(sound, "") for sound in sounds(word))
