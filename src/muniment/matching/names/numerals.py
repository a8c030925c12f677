"""Numbers in names, however they are written: 44, Forty-Four, 1st, First, IV."""

from functools import lru_cache

_UNITS = {
    word: number
    for number, words in enumerate(
        (
            ("one", "first"), ("two", "second"), ("three", "third"), ("four", "fourth"),
            ("five", "fifth"), ("six", "sixth"), ("seven", "seventh"), ("eight", "eighth"),
            ("nine", "ninth"), ("ten", "tenth"), ("eleven", "eleventh"), ("twelve", "twelfth"),
            ("thirteen",), ("fourteen",), ("fifteen",), ("sixteen",), ("seventeen",),
            ("eighteen",), ("nineteen",),
        ),
        start=1,
    )
    for word in words
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
TENS = frozenset(_TENS)
"""Words after which one more word may belong to the number."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


@lru_cache(maxsize=4096)
def value(word: str, *, first: bool = False) -> str:
    """The number that a word writes, as digits; "" if it writes none.

    Roman numerals count only up to 89 and not as the first word of a name.
    """
    if word.isdigit():
        return word.lstrip("0") or "0"
    if number := _UNITS.get(word) or _TENS.get(word):
        return str(number)
    return "" if first else _roman(word)


@lru_cache(maxsize=4096)
def phrase(words: str) -> str:
    """The number that two words write (“forty four”); "" if they write none."""
    tens, _, unit = words.partition(" ")
    if tens in _TENS and _UNITS.get(unit, 10) < 10:
        return str(_TENS[tens] + _UNITS[unit])
    return ""


def _roman(word: str) -> str:
    if not word or len(word) > 8 or any(letter not in _ROMAN for letter in word):
        return ""
    numbers = [_ROMAN[letter] for letter in word]
    total = sum(
        -one if one < two else one for one, two in zip(numbers, [*numbers[1:], 0], strict=True)
    )
    return str(total) if _as_roman(total) == word else ""


def _as_roman(number: int) -> str:
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")[number // 10 % 10]
    return tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]
