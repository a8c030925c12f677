"""Text as people paste it, made into text that compares: one form, nothing invisible."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BLANK = re.compile(r"\s+")
_BREAKS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")


def visible(text: str) -> str:
    """Drop what cannot be seen (zero-width and direction marks, controls), compose the rest.

    Line breaks and tabs stay; lone surrogates, which no store takes, become U+FFFD.
    """
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", _INVISIBLE.sub("", text)))
    return "".join(_kept(letter) for letter in text)


def _kept(letter: str) -> str:
    if letter in "\n\t":
        return letter
    category = unicodedata.category(letter)
    if category == "Cs":
        return "\ufffd"
    return "" if category == "Cc" else letter


def one_line(text: str) -> str:
    """Make one line with single spaces."""
    return _BLANK.sub(" ", visible(text)).strip()


def lines(text: str) -> list[str]:
    """Split into tidy lines, empty ones left out."""
    return [line for part in visible(text).split("\n") if (line := one_line(part))]


def paragraphs(text: str) -> str:
    """Keep lines as they are, without trailing blanks and without empty ends."""
    return "\n".join(line.rstrip() for line in visible(text).split("\n")).strip()


def plain(text: str) -> str:
    """Full-width letters and digits as the plain ones; for numbers, codes and addresses."""
    return one_line(unicodedata.normalize("NFKC", visible(text)))


def folded(text: str) -> str:
    """Fold case, width and accents, for comparing names: `Société ÅB` becomes `societe ab`."""
    wide = unicodedata.normalize("NFKD", plain(text).casefold())
    bare = "".join(letter for letter in wide if not unicodedata.combining(letter))
    return one_line(unicodedata.normalize("NFKC", bare.translate(_LETTERS)))


# Letters that Unicode does not take apart, though people type them both ways.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)
