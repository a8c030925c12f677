"""A folded name cut into words: initials joined, disguised letters restored, signs dropped."""

import re

_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\s?[./]\s?){1,7}[^\W\d_]\b\.?|(?<!\w)(?:[^\W\d_]\.)+")
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){1,6}[^\W\d_](?!\S)")
_GAPS = re.compile(r"[\s,.:;/()\"«»“”„「」『』【】（）·・–—\-_、，。]+")
_NOISE = re.compile(r"[^\w?]+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)\Z")
_MIXED = re.compile(r"(?=.*\d)(?=.*[a-z])[a-z0-9]+\Z")
_TAIL = re.compile(r"([^\W\d_]{2,})(\d+)\Z")
_HEAD = re.compile(r"(\d{2,})([^\W\d_]{2,})\Z")
_LEET = str.maketrans("0134578", "oieastb")
_SIMPLE = re.compile(r"[a-z0-9 .,:;/()\"\-_]*\Z")
_SIGNS_TO_GAPS = str.maketrans(dict.fromkeys('.,:;/()"-_', " "))
MOST_WORDS = 24
LONGEST_WORD = 40


def spelt_words(text: str, *, join_initials: bool = True) -> list[str]:
    """Cut a folded text into words.

    Args:
        text: as `folded` or `romanised` gives it.
        join_initials: `a.b.c.` and `a b c` become one word; for a person they stay initials.
    """
    simple = _simple_words(text)
    if simple is not None and not (join_initials and any(map(_is_initial, simple))):
        return [word[:LONGEST_WORD] for piece in simple for word in _parts(piece)][:MOST_WORDS]
    if join_initials:
        text = _SPACED.sub(_joined, _DOTTED.sub(_joined_dots, text))
    text = text.replace("&", " and ").replace("+", " and ")
    words = []
    for piece in _GAPS.split(text):
        word = _NOISE.sub("?", piece)
        if word.strip("?"):
            words.extend(_parts(word))
    return [word[:LONGEST_WORD] for word in words[:MOST_WORDS]]


def _simple_words(text: str) -> list[str] | None:
    """Cut a text of plain letters, digits and common signs, as most are; None for any other.

    The same words as the long way gives, in a third of its time, unless initials are joined.
    """
    text = text.replace("&", " and ").replace("+", " and ")
    return text.translate(_SIGNS_TO_GAPS).split() if _SIMPLE.match(text) else None


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def _joined_dots(found: re.Match[str]) -> str:
    return re.sub(r"[\s./]", "", found[0]) + " "


def _joined(found: re.Match[str]) -> str:
    return found[0].replace(" ", "")


def _parts(word: str) -> list[str]:
    """Set outer numbers apart; read digits inside a word as the letters they mimic."""
    if word.isalpha() or word.isdigit() or not _MIXED.match(word):
        return [word]
    if ordinal := _ORDINAL.match(word):
        return [ordinal[1]]
    for pattern in (_TAIL, _HEAD):
        if parts := pattern.match(word):
            return [parts[1], parts[2]]
    letters = sum(letter.isalpha() for letter in word)
    return [word.translate(_LEET)] if letters * 2 >= len(word) and letters > 2 else [word]
