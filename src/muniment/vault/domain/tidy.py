"""Text as people paste it, made into text that compares: one form, nothing invisible."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANK = re.compile(r"\s+")
_BREAKS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")


def visible(text: str) -> str:
    """Drop what cannot be seen (zero-width and direction marks, controls), compose the rest.

    Line breaks and tabs stay; lone surrogates, which no store takes, become U+FFFD.
    """
    if text.isascii() and text.isprintable():  # most of what an import brings
        return text
    text = _BREAKS.sub("\n", _INVISIBLE.sub("", text))
    text = _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))
    return unicodedata.normalize("NFC", text)


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
