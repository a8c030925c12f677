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
_LONGEST_NAME = 400  # characters
_LONGEST_FORM = 7
_LONGEST_PHRASE = 4
Word = tuple[str, str]
"""A word in Latin letters, and as written where that is another script."""
Span = tuple[int, int, str, str]
"""Where a legal form begins, of how many words it is, its canonical spelling and its family."""


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
    return _prepared(name[:_LONGEST_NAME], kind)


def company_tokens(name: str) -> tuple[Token, ...]:
    """Cut a company's name into its words, for those who need no more: two thirds of the time."""
    tokens, _, _ = _company_tokens(name[:_LONGEST_NAME], vessel=False)
    return tokens


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


def _western_or_eastern(text: str, *, join_initials: bool) -> list[Word]:
    """Words in Latin letters, each with its own spelling where that is another script."""
    if text.isascii():
        return [(word, "") for word in spelt_words(text, join_initials=join_initials)]
    pairs: list[Word] = []
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


def _without_form(words: list[Word]) -> tuple[list[Word], str, str]:
    """Take the legal forms off the end, the front, and long ones anywhere; keep a word."""
    found: list[Word] = []
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


@cache
def _heads_of_forms() -> frozenset[str]:
    """First words of forms of several words: most names need not be looked up at length."""
    return frozenset(form.split(" ", 1)[0] for form in forms() if " " in form)


def _form_of(words: list[Word], start: int, size: int) -> Span | None:
    known = forms()
    if size == 1:
        first, own = words[start]
        form = known.get(first) or (known.get(own) if own else None)
    else:
        piece = words[start : start + size]
        form = known.get(" ".join([word for word, _ in piece]))
        if form is None and piece[0][1]:
            form = known.get(" ".join([own or word for word, own in piece]))
    return (start, size, form.canonical, form.family) if form else None


def _longest_form(words: list[Word], start: int, *, least: int = 1) -> Span | None:
    """Find the longest form that begins at a word."""
    first, own = words[start]
    heads = _heads_of_forms()
    most = min(_LONGEST_FORM, len(words) - start) if first in heads or own in heads else 1
    for size in range(most, least - 1, -1):
        if span := _form_of(words, start, size):
            return span
    return None


def _form_at_end(words: list[Word]) -> Span | None:
    heads, size = _heads_of_forms(), len(words)
    for start in range(max(0, size - _LONGEST_FORM), size - 1):
        first, own = words[start]
        may_begin = first in heads or own in heads
        if may_begin and (span := _form_of(words, start, size - start)):
            return span
    if span := _form_of(words, size - 1, 1):
        return span
    if words[-1][0] in ("and", "of", "the", "ve", "for") and size > 2:
        return size - 1, 1, "", "corp"
    return None


def _form_in_front(words: list[Word]) -> Span | None:
    if span := _longest_form(words, 0):
        return span
    return (0, 1, "", "corp") if words[0][0] == "the" else None


def _form_inside(words: list[Word]) -> Span | None:
    heads = _heads_of_forms()
    for start in range(1, len(words) - 1):
        first, own = words[start]
        least = 1 if first in _STRONG_FORMS else 2
        may_begin = least == 1 or first in heads or own in heads
        if may_begin and (span := _longest_form(words, start, least=least)):
            return span
    return None


@cache
def _heads_of_phrases() -> frozenset[str]:
    """First words of what takes several words to say: `united` of the Emirates, `forty`."""
    several = (phrase for known in (meanings(), places()) for phrase in known if " " in phrase)
    return frozenset(phrase.split(" ", 1)[0] for phrase in several) | numerals.TENS


def _next_token(words: list[Word], at: int) -> tuple[int, Token]:
    """Make a token of the next words, of as many of them as are known together."""
    first, own = words[at]
    if own or first in _heads_of_phrases():
        for size in range(min(_LONGEST_PHRASE, len(words) - at), 1, -1):
            if token := _phrase(words[at : at + size]):
                return size, token
    return 1, _word(first, own, first=at == 0)


def _phrase(piece: list[Word]) -> Token | None:
    """Give what several words say together; in another script only if all of them are in it."""
    spelling = " ".join(word for word, _ in piece)
    owns = [own for _, own in piece if own]
    if value := numerals.phrase(spelling):
        text = spelling.replace(" ", "")
        return Token(text, Role.NUMBER, _SHARE[Role.NUMBER], value, " ".join(owns))
    return _known_token(spelling, " ".join(owns), alone=len(owns) < len(piece))


def _known_token(spelling: str, own: str, *, alone: bool = False) -> Token | None:
    """Give the token of a common word or place; `alone` looks at the Latin spelling only."""
    text, other = spelling.replace(" ", ""), "" if alone else own
    if meaning := meanings().get(spelling) or (meanings().get(other) if other else None):
        role = Role.TRADE if meaning.telling else Role.GENERIC
        return Token(text, role, _SHARE[role] * _told(text), meaning.code, own)
    if place := places().get(spelling) or (places().get(other) if other else None):
        return Token(text, Role.PLACE, _SHARE[Role.PLACE], place, own)
    return None


@lru_cache(maxsize=16384)
def _word(word: str, own: str, *, first: bool) -> Token:
    """Make a token of one word; the same few thousand words come again and again."""
    if numerals.value(word, first=first):
        return _single(word, own, first=first)
    return _known_token(word, own) or _single(word, own, first=first)


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
