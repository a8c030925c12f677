"""How a romanised word sounds, coarsely enough that spellings of many languages meet."""

import re
from functools import lru_cache

_DIGRAPHS = (
    ("tsch", "C"), ("shch", "S"), ("sch", "S"), ("tch", "C"), ("dzh", "J"), ("tzs", "C"),
    ("chr", "kr"), ("sh", "S"), ("zh", "J"), ("ch", "C"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"),
    ("dh", "d"), ("rh", "r"), ("wh", "w"), ("ck", "k"), ("cz", "C"), ("cs", "C"), ("tz", "C"), ("ts", "C"),
    ("dj", "J"), ("qu", "kw"), ("gn", "n"), ("kn", "n"), ("sz", "S"), ("ng", "n"), ("bh", "b"), ("x", "ks"), ("q", "k"),
)  # fmt: skip
_SOFT_C = re.compile("c(?=[eiy])")
_RUN = re.compile(r"(.)\1+")
_VOWELS = frozenset("aeiouy")
_CLASSES = {
    **dict.fromkeys("bpfv", "p"), **dict.fromkeys("dt", "t"), **dict.fromkeys("gkc", "k"),
    **dict.fromkeys("szCJSj", "s"), **dict.fromkeys("lr", "l"), "m": "m", "n": "n",
}  # fmt: skip


@lru_cache(maxsize=65536)
def sounds(word: str) -> str:
    """Spell a romanised word by sound: one sign a sound, no doubled letters."""
    for letters, sound in _DIGRAPHS:
        if letters in word:
            word = word.replace(letters, sound)
    return _RUN.sub(r"\1", _SOFT_C.sub("s", word).replace("c", "k"))


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a romanised word in six classes; vowels, h and w are left out.

    Spellings that differ by language give the same skeleton: Mohamed and Muhammad, Yiwu and Iwu.
    """
    classes = "".join(_CLASSES.get(sound, "") for sound in sounds(word))
    return _RUN.sub(r"\1", classes)


def is_vowel(sound: str) -> bool:
    """Whether a sign of `sounds` is a vowel."""
    return sound in _VOWELS
