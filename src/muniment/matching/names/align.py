"""Which words of one name stand for which words of the other."""

from dataclasses import dataclass
from itertools import pairwise

from muniment.matching.names.closeness import (
    NOTHING,
    Tie,
    other_trade,
    scripts_alike,
    spelled_alike,
    words_alike,
)
from muniment.matching.names.kinds import Kind
from muniment.matching.names.prepared import PreparedName, Role, Token

LEAST = 0.6  # below this two words have nothing to do with each other
_MISSPELT = 0.8  # two known words of other meaning are one word only when spelled nearly alike
_FIRM = 0.94  # from here on a link of two words is not given up for a joined word
_JOINED = 0.8
_JOINABLE = 4  # letters that a word needs to be taken for several words joined
_LOOSE = frozenset((Role.LINK, Role.TITLE))


@dataclass(frozen=True, slots=True)
class Link:
    """Words of the left name that stand for words of the right one; weight: mean of both sides."""

    left: tuple[Token, ...]
    right: tuple[Token, ...]
    alike: float
    tie: Tie
    weight: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """Links, and what is left over on both sides; `crossings` counts links out of order."""

    links: tuple[Link, ...]
    left: tuple[Token, ...]
    right: tuple[Token, ...]
    crossings: int


def align(one: PreparedName, two: PreparedName) -> Alignment:
    """Link words one to one, best first; words that were split or joined are linked together."""
    left, right = list(one.tokens), list(two.tokens)
    crossed = (one.script == "latin") != (two.script == "latin") or one.script != two.script
    person = one.kind is Kind.PERSON
    links = _equal(left, right)
    if len(links) < max(len(left), len(right)):
        _fuzzy(left, right, links, crossed=crossed, person=person)
        _joined(left, right, links)
        _acronyms(left, right, links)
    free_left = _free(left, {i for ii, _ in links for i in ii})
    free_right = _free(right, {j for _, jj in links for j in jj})
    ordered = sorted(links.items())
    made = tuple([_link(left, right, key, told) for key, told in ordered])
    order = [jj[0] for (_, jj), _ in ordered]
    crossings = sum([a > b for a, b in pairwise(order)])
    return Alignment(made, free_left, free_right, crossings)


Links = dict["Key", tuple[float, Tie]]


Key = tuple[tuple[int, ...], tuple[int, ...]]


def _link(left: list[Token], right: list[Token], key: Key, told: tuple[float, Tie]) -> Link:
    ones, twos = key
    if len(ones) == len(twos) == 1:
        one, two = left[ones[0]], right[twos[0]]
        return Link((one,), (two,), *told, (one.weight + two.weight) / 2)
    here, there = tuple([left[i] for i in ones]), tuple([right[j] for j in twos])
    return Link(here, there, *told, sum([token.weight for token in (*here, *there)]) / 2)


def _free(tokens: list[Token], taken: set[int]) -> tuple[Token, ...]:
    """What no link holds; linking words and titles are not missed."""
    return tuple(
        token for at, token in enumerate(tokens) if at not in taken and token.role not in _LOOSE
    )


def _equal(left: list[Token], right: list[Token]) -> Links:
    links: Links = {}
    rest, open_right = list(range(len(left))), list(range(len(right)))
    for same in (_same_text, _same_meaning):
        missed = []
        for i in rest:
            for j in open_right:
                if answer := same(left[i], right[j]):
                    links[((i,), (j,))] = answer
                    open_right.remove(j)
                    break
            else:
                missed.append(i)
        rest = missed
    return links


def _same_text(one: Token, two: Token) -> tuple[float, Tie] | None:
    if one.own and two.own:
        return (1.0, Tie.SAME) if one.own == two.own else None
    return (1.0, Tie.SAME) if one.text == two.text else None


def _same_meaning(one: Token, two: Token) -> tuple[float, Tie] | None:
    return (0.95, Tie.MEANING) if one.meaning and one.meaning == two.meaning else None


def _fuzzy(
    left: list[Token], right: list[Token], links: Links, *, crossed: bool, person: bool
) -> None:
    done_left = {i for ii, _ in links for i in ii}
    done_right = {j for _, jj in links for j in jj}
    found = []
    for i, one in enumerate(left):
        if i in done_left or one.role in _LOOSE:
            continue
        for j, two in enumerate(right):
            if j not in done_right and two.role not in _LOOSE:
                alike, tie = _alike(one, two, crossed=crossed, person=person)
                if alike >= LEAST:
                    found.append((-alike, i, j, tie))
    for least, i, j, tie in sorted(found):
        if i not in done_left and j not in done_right:
            links[((i,), (j,))] = (-least, tie)
            done_left.add(i)
            done_right.add(j)


def _alike(one: Token, two: Token, *, crossed: bool, person: bool) -> tuple[float, Tie]:
    if one.role is Role.NUMBER or two.role is Role.NUMBER:
        return NOTHING
    if bool(one.own) != bool(two.own):
        if other_trade(one.text, two.text):
            return NOTHING
        return scripts_alike(one.own or two.own, two.text if one.own else one.text)
    if one.own and two.own and not crossed:
        return words_alike(one.own, two.own, person=False)
    if one.meaning and two.meaning and spelled_alike(one.text, two.text) < _MISSPELT:
        return NOTHING
    return words_alike(one.text, two.text, person=person)


def _joined(left: list[Token], right: list[Token], links: Links) -> None:
    """Link “van der bilt” with “vanderbilt”, in either direction, when single words fit worse."""
    _join_side(left, right, links, turned=False)
    _join_side(right, left, links, turned=True)


def _join_side(many: list[Token], single: list[Token], links: Links, *, turned: bool) -> None:
    firm = [key for key, told in links.items() if told[0] >= _FIRM or len(key[0]) + len(key[1]) > 2]
    held = {n for key in firm for n in key[turned]}
    done = {n for key in firm for n in key[not turned]}
    open_words = [
        (k, word)
        for k, word in enumerate(single)
        if k not in done and len(word.text) >= _JOINABLE and word.role is not Role.NUMBER
    ]
    if not open_words:
        return
    for size in (3, 2):
        for at in range(len(many) - size + 1):
            span = tuple(range(at, at + size))
            length = sum([len(token.text) for token in many[at : at + size]])
            fitting = [told for told in open_words if abs(len(told[1].text) - length) <= _JOINABLE]
            if fitting and held.isdisjoint(span):
                _try_join(span, _whole(many[at : at + size]), fitting, links, turned=turned)


def _whole(tokens: list[Token]) -> Token:
    """Several words written as one."""
    own = "".join(token.own for token in tokens)
    return Token("".join(token.text for token in tokens), Role.BRAND, 1.0, "", own)


def _try_join(
    span: tuple[int, ...],
    whole: Token,
    words: list[tuple[int, Token]],
    links: Links,
    *,
    turned: bool,
) -> None:
    for k, word in words:
        alike, tie = _alike(whole, word, crossed=bool(whole.own) != bool(word.own), person=True)
        if alike >= _JOINED and _give_way(span, k, alike, links, turned=turned):
            key = ((k,), span) if turned else (span, (k,))
            links[key] = (alike, tie if tie is Tie.SCRIPT else Tie.JOINED)
            return


def _give_way(span: tuple[int, ...], k: int, alike: float, links: Links, *, turned: bool) -> bool:
    """Take away the links of single words where the joined word fits better; say if it does."""
    touched = [
        key for key in links if k in key[not turned] or not set(span).isdisjoint(key[turned])
    ]
    if any(links[key][0] >= _FIRM or len(key[0]) + len(key[1]) > 2 for key in touched):
        return False
    if sum(links[key][0] for key in touched) >= alike * 1.5:
        return False
    for key in touched:
        del links[key]
    return True


def _acronyms(left: list[Token], right: list[Token], links: Links) -> None:
    done_left = {i for ii, _ in links for i in ii}
    done_right = {j for _, jj in links for j in jj}
    free_left = [i for i in range(len(left)) if i not in done_left]
    free_right = [j for j in range(len(right)) if j not in done_right]
    for i in free_left:
        if span := _spelled_out(left[i].text, right, free_right):
            links[((i,), span)] = (0.85, Tie.ACRONYM)
            return
    for j in free_right:
        if span := _spelled_out(right[j].text, left, free_left):
            links[(span, (j,))] = (0.85, Tie.ACRONYM)
            return


def _spelled_out(short: str, words: list[Token], free: list[int]) -> tuple[int, ...]:
    """The free words whose first letters spell `short`, which has 2 to 6 letters."""
    if not 2 <= len(short) <= 6 or len(free) < len(short):
        return ()
    for start in range(len(free) - len(short) + 1):
        span = free[start : start + len(short)]
        if all(words[n].text[0] == letter for n, letter in zip(span, short, strict=True)):
            return tuple(span)
    return ()
