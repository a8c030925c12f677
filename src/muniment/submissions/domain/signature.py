"""Where the signature stands in a letter.

A signature is the end of what somebody wrote herself: it begins with a closing word, her name
or a mark, and what follows are short lines that are no sentences. Quoted letters below it and
the lawyers' paragraph are left out.
"""

import re
from collections.abc import Sequence

from muniment.submissions.domain.cardwords import CLOSINGS, DISCLAIMERS, FORMS, POSTS
from muniment.submissions.domain.lines import has_reach

MOST_LINES = 16
LONGEST_LINE = 90
_LEAST_WITHOUT_NAME = 2
_MOST_NAMES = 6
_QUOTED = re.compile(
    r"\s*(?:>|-{2,}\s*(?:original|forwarded|ursprüngliche|mensaje|message d)|_{20,}\s*\Z"
    r"|on .{6,120} wrote:|(?:from|von|de|发件人|от):\s)",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*(?:--|—|[-_=*~]{3,})\s*\Z")
_SENTENCE = re.compile(r"[.?!:;,]\s*\Z")
_NAME = re.compile(
    r"\W*(?:[A-ZÀ-ÞĀ-ŽΑ-ΩА-Я][\w.'’-]*|and|&|de|von|van|bin|al)"
    r"(?:\s+(?:[A-ZÀ-ÞĀ-ŽΑ-ΩА-Я][\w.'’-]*|and|&|de|da|von|van|der|bin|al|el)){0,4}\W*"
)
_SMALL_NAME = re.compile(r"\W*[a-z]{2,12}\W*")
_EAST = re.compile(r"\s*[一-鿿가-힣぀-ヿ·\s]{2,12}\s*")
_GREETING = re.compile(r"\W*(?:dear|hi|hello|hey|all|team|folks|guys|fyi|ps|p\.s)\b", re.IGNORECASE)
_CLOSING_AND_NAME = re.compile(
    r"\W*(?i:thanks|thank you|regards|thx|cheers|best)[\s,.!–-]+"
    r"(?:[A-Z][\w.'-]*)(?:\s+[A-Z][\w.'-]*){0,2}\W*\Z"
)
_ASKS = re.compile(r"\W*(?:please|call|questions?|if|for|see|click|visit|contact)\b", re.IGNORECASE)
_FILE = re.compile(r"\w\.\w{3,4}\b|^\s*[-*•·]\s")
_DEVICE = re.compile(r"\W*sent from my\b", re.IGNORECASE)
_MOST_WORDS_BESIDE = 8


def signature_lines(lines: Sequence[str], sender: str = "") -> tuple[int, ...]:
    """Numbers of the lines that are the signature, from 0; empty when there is none.

    Args:
        sender: name or address in the head of the letter; helps to know the name again.

    Blank lines inside do not count. Time linear in the last `MOST_LINES` written lines.
    """
    end = _own_end(lines)
    written = [number for number in range(end) if lines[number].strip()]
    tail = [one for one in written[-MOST_LINES - 4 :] if not _is_disclaimer(lines[one])]
    run = _run(lines, tail[-MOST_LINES:], sender)
    start = _start(lines, run, sender)
    found = [lines[one] for one in run[start:]] if start is not None else []
    return tuple(run[start:]) if found and _signs(found, sender) else ()


def _own_end(lines: Sequence[str]) -> int:
    """Where somebody else's words begin: a quoted letter below the own one."""
    for number, line in enumerate(lines):
        if number and _QUOTED.match(line):
            return number
    return len(lines)


def _run(lines: Sequence[str], tail: Sequence[int], sender: str) -> list[int]:
    """The lines at the end that could all stand in a signature, top first."""
    run: list[int] = []
    for number in reversed(tail):
        if not _may_sign(lines[number], sender):
            break
        run.append(number)
    return run[::-1]


def _start(lines: Sequence[str], run: Sequence[int], sender: str) -> int | None:
    """The first line of the run that opens a signature."""
    for place, number in enumerate(run):
        line = lines[number]
        if _opens(line) or is_name(line, sender):
            return place
        if _reaches(line) and (place == 0 or not lines[number - 1].strip()):
            return place
    return None


def _opens(line: str) -> bool:
    closes = CLOSINGS.fullmatch(line) or _CLOSING_AND_NAME.match(line)
    return bool(closes or _MARK.match(line))


def _may_sign(line: str, sender: str) -> bool:
    text = line.strip()
    if _opens(line) or _reaches(line):
        return len(text) <= 2 * LONGEST_LINE
    if _GREETING.match(text) or len(text) > LONGEST_LINE or len(text.split()) > 9:
        return False
    if is_name(line, sender) or POSTS.search(text) or FORMS.search(text):
        return not text.endswith(("?", "!", ":")) and len(text.split()) <= 9
    return not _SENTENCE.search(text) and (text[:1].isupper() or text[:1].isdigit())


def is_name(line: str, sender: str = "") -> bool:
    """Say whether a line can be somebody's name, as she writes it under a letter."""
    text = line.strip()
    if not text or any(sign.isdigit() for sign in text) or len(text.split()) > 5:
        return False
    if _FILE.search(text):
        return False
    if _GREETING.match(text) or text.endswith(("?", ":")):
        return False
    known = set(re.findall(r"[^\W\d_]{2,}", sender.casefold()))
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if known.intersection(words) and len(words) <= 4:
        return True
    return bool(_NAME.fullmatch(text) or _EAST.fullmatch(text) or _SMALL_NAME.fullmatch(text))


def _reaches(line: str) -> bool:
    """A way to reach somebody that stands for itself, not inside a sentence."""
    beside = len(re.findall(r"[^\W\d_]{2,}", re.sub(r"\S+[@.]\S+", " ", line)))
    return has_reach(line) and beside <= _MOST_WORDS_BESIDE and not _ASKS.match(line)


def _signs(found: Sequence[str], sender: str) -> bool:
    """A closing word alone signs nothing, nor does a lone number or a list of names."""
    if CLOSINGS.fullmatch(found[-1]) and not _DEVICE.match(found[-1]):
        return False
    if any(_opens(line) for line in found):
        return True
    names = sum(is_name(line, sender) and not FORMS.search(line) for line in found)
    reached = sum(map(_reaches, found))
    lone = not names and reached < _LEAST_WITHOUT_NAME
    return not lone and (len(found) <= _MOST_NAMES or reached > 0)


def _is_disclaimer(line: str) -> bool:
    return len(DISCLAIMERS.findall(line)) >= 1 and len(line.split()) > 6
