"""A name made ready for comparing: words with their part in the name."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from muniment.matching.names import numerals
from muniment.matching.names.kinds import Kind
from muniment.matching.names.scripts import HAN, HANGUL, KANA, folded, romanised, script_of
from muniment.matching.names.spelling import spelt_words
from muniment.matching.names.tables import forms, meanings, places, rarity, word_list

_EASTERN = re.compile(f"[{HAN}{KANA}{HANGUL}]+")
_STOP = word_list("links")
_HONORIFICS = word_list("titles")
_PARTICLES = word_list("particles")
_STRONG_FORMS = word_list("strong_forms")
_LONGEST_FORM = 7


class Role(StrEnum):
    """The part a word plays in a name."""

    BRAND = "brand"
    TRADE = "trade"
    GENERIC = "generic"
    PLACE = "place"
    NUMBER = "number"
    INITIAL = "initial"
    LINK = "link"
    TITLE = "title"


_SHARE = {
    Role.BRAND: 1.0, Role.TRADE: 0.55, Role.GENERIC: 0.3, Role.PLACE: 0.5, Role.NUMBER: 0.7,
    Role.INITIAL: 0.3, Role.LINK: 0.05, Role.TITLE: 0.1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name.

    Attributes:
        text: in lower-case Latin letters.
        own: as written, folded, when its script is not Latin; else "".
        meaning: code of a common word, a number's value, a place's code; else "".
        weight: what it counts for, 0 to 1.
    """

    text: str
    role: Role
    weight: float
    meaning: str = ""
    own: str = ""


@dataclass(frozen=True, slots=True)
class PreparedName:
    """A name ready for `compare`; make it with `prepare`.

    Attributes:
        name: as it was given.
        tokens: its words without the legal form, in their order.
        form: canonical legal form, "" when it has none; `family` is its kind (llc, jsc, …).
        script: writing system of the name.
        squashed: the words that tell, joined, in Latin letters.
    """

    name: str
    kind: Kind
    tokens: tuple[Token, ...]
    form: str
    family: str
    script: str
    squashed: str


def prepare(name: str, kind: Kind = Kind.COMPANY) -> PreparedName:
    """Cut a name into words and tell their parts; never fails, whatever the text.

    Time is linear in the length, of which no more than 400 characters are looked at.
    """
    return _prepared(name[:400], kind)


@lru_cache(maxsize=8192)
def _prepared(name: str, kind: Kind) -> PreparedName:
    script = script_of(name)
    if kind is Kind.PERSON:
        tokens, form, family = _person_tokens(name), "", ""
    else:
        tokens, form, family = _company_tokens(name, vessel=kind is Kind.VESSEL)
    squashed = "".join(token.text for token in tokens if token.role not in (Role.LINK, Role.TITLE))
    return PreparedName(name, kind, tokens, form, family, script, squashed)


def _person_tokens(name: str) -> tuple[Token, ...]:
    text = _surname_first_comma(folded(name))
    words = _western_or_eastern(text, join_initials=False)
    return tuple(_person_token(word, own) for word, own in words)


def _surname_first_comma(text: str) -> str:
    """Turn “Frost, William” round; the comma is the only sign that the family name came first."""
    family, comma, given = text.partition(",")
    return f"{given} {family}" if comma and "," not in given else text


def _western_or_eastern(text: str, *, join_initials: bool) -> list[tuple[str, str]]:
    """Words in Latin letters, each with its own spelling where that is another script."""
    if text.isascii():
        return [(word, "") for word in spelt_words(text, join_initials=join_initials)]
    pairs: list[tuple[str, str]] = []
    for own in spelt_words(text, join_initials=join_initials):
        latin = spelt_words(romanised(own), join_initials=join_initials)
        if _EASTERN.search(own):
            latin = ["".join(latin)]
        pairs += zip(latin, _own_parts(own, len(latin)), strict=True)
    return pairs


def _own_parts(own: str, size: int) -> list[str]:
    """Cut the spelling of a word as its Latin letters were cut: the article apart from the rest."""
    if own.isascii():
        return [""] * size
    head = own[: max(2, own.find("ل") + 1)]
    return [own] * size if size != 2 else [head, own[len(head) :] or own]


def _person_token(word: str, own: str) -> Token:
    if word.isdigit():
        return Token(word, Role.NUMBER, 0.3, word)
    if len(word) == 1:
        return Token(word, Role.INITIAL, _SHARE[Role.INITIAL], "", own)
    if word in _HONORIFICS:
        return Token(word, Role.TITLE, _SHARE[Role.TITLE], "", own)
    if word in _PARTICLES:
        return Token(word, Role.LINK, 0.1, "", own)
    return Token(word, Role.BRAND, 0.5 + 0.5 * rarity(word, person=True), "", own)


def _company_tokens(name: str, *, vessel: bool) -> tuple[tuple[Token, ...], str, str]:
    text = _EASTERN.sub(_set_apart, folded(name))
    words = _western_or_eastern(text, join_initials=True)
    words, form, family = (words, "", "") if vessel else _without_form(words)
    tokens: list[Token] = []
    at = 0
    while at < len(words):
        size, token = _next_token(words, at)
        tokens.append(token)
        at += size
    return tuple(tokens), form, family


def _set_apart(found: re.Match[str]) -> str:
    """Put spaces around the known words of a run of Chinese, Japanese or Korean."""
    run, parts, rest, at = found[0], [""], "", 0
    while at < len(run):
        size = next((n for n in range(min(8, len(run) - at), 1, -1) if _known(run[at : at + n])), 0)
        if size:
            parts += [rest, run[at : at + size]]
            rest = ""
        else:
            rest += run[at]
        at += size or 1
    return " ".join([*parts, rest, ""])


def _known(word: str) -> bool:
    return word in forms() or word in meanings() or word in places()


def _without_form(words: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], str, str]:
    """Take the legal forms off the end, the front, and long ones anywhere; keep a word."""
    found: list[tuple[str, str]] = []
    left = list(words)
    for cut in (_form_at_end, _form_in_front, _form_inside):
        while len(left) > 1 and (span := cut(left)) is not None:
            start, size, canonical, family = span
            rest = left[:start] + left[start + size :]
            if not any(word not in _STOP for word, _ in rest):
                break
            left = rest
            found.append((canonical, family))
    telling = [form for form in found if form[1] != "corp"] or found
    return left, *(telling[0] if telling else ("", ""))


Span = tuple[int, int, str, str]


@cache
def _heads_of_forms() -> frozenset[str]:
    """First words of forms of several words: most names need not be looked up at length."""
    return frozenset(form.split(" ", 1)[0] for form in forms() if " " in form)


def _form_of(words: list[tuple[str, str]], start: int, size: int) -> Span | None:
    first, own = words[start]
    if size > 1 and first not in _heads_of_forms() and own not in _heads_of_forms():
        return None
    piece = words[start : start + size]
    known = forms()
    form = known.get(" ".join(word for word, _ in piece))
    if form is None and piece[0][1]:
        form = known.get(" ".join(own or word for word, own in piece))
    return (start, size, form.canonical, form.family) if form else None


def _form_at_end(words: list[tuple[str, str]]) -> Span | None:
    for size in range(min(_LONGEST_FORM, len(words)), 0, -1):
        if span := _form_of(words, len(words) - size, size):
            return span
    if words[-1][0] in ("and", "of", "the", "ve", "for") and len(words) > 2:
        return len(words) - 1, 1, "", "corp"
    return None


def _form_in_front(words: list[tuple[str, str]]) -> Span | None:
    for size in range(min(_LONGEST_FORM, len(words)), 0, -1):
        if span := _form_of(words, 0, size):
            return span
    if words[0][0] == "the":
        return 0, 1, "", "corp"
    return None


def _form_inside(words: list[tuple[str, str]]) -> Span | None:
    for start in range(1, len(words) - 1):
        for size in range(min(_LONGEST_FORM, len(words) - start), 0, -1):
            if size == 1 and words[start][0] not in _STRONG_FORMS:
                continue
            if span := _form_of(words, start, size):
                return span
    return None


def _next_token(words: list[tuple[str, str]], at: int) -> tuple[int, Token]:
    known = meanings()
    for size in range(min(4, len(words) - at), 0, -1):
        piece = words[at : at + size]
        spelling = " ".join(word for word, _ in piece)
        own = " ".join(own for _, own in piece if own)
        if size > 1 and (value := numerals.phrase(spelling)):
            return size, Token(
                spelling.replace(" ", ""), Role.NUMBER, _SHARE[Role.NUMBER], value, own
            )
        if size == 1 and numerals.value(spelling, first=at == 0):
            continue
        if meaning := known.get(spelling) or (known.get(own) if own else None):
            role = Role.TRADE if meaning.telling else Role.GENERIC
            text = spelling.replace(" ", "")
            return size, Token(text, role, _SHARE[role] * _told(text), meaning.code, own)
        if place := places().get(spelling) or (places().get(own) if own else None):
            return size, Token(
                spelling.replace(" ", ""), Role.PLACE, _SHARE[Role.PLACE], place, own
            )
    word, own = words[at]
    return 1, _single(word, own, first=at == 0)


def _told(text: str) -> float:
    return 0.5 + 0.5 * rarity(text)


def _single(word: str, own: str, *, first: bool) -> Token:
    if value := numerals.value(word, first=first):
        return Token(word, Role.NUMBER, _SHARE[Role.NUMBER], value, own)
    if word in _STOP:
        return Token(word, Role.LINK, _SHARE[Role.LINK], "", own)
    if len(word) == 1:
        return Token(word, Role.INITIAL, _SHARE[Role.INITIAL], "", own)
    return Token(word, Role.BRAND, 0.3 + 0.7 * rarity(word), "", own)
