"""What an alignment says for and against two names being one: named numbers, each 0 to about 1."""

from collections.abc import Iterable, Mapping

from muniment.matching.names.align import Alignment, Link
from muniment.matching.names.closeness import Tie, spelled_alike
from muniment.matching.names.phonetics import skeleton
from muniment.matching.names.pinyin import another_name
from muniment.matching.names.prepared import PreparedName, Role, Token
from muniment.matching.names.scripts import script_of
from muniment.matching.names.spoken import read_alike, spoken

Evidence = Mapping[str, float]
_CERTAIN = 0.999
_SHORT = 5  # letters; an error in so short a word may make another word of it


def of_companies(one: PreparedName, two: PreparedName, found: Alignment) -> dict[str, float]:
    """Weigh the alignment of two names of companies, bodies or ships."""
    total_one, total_two = _weight(one.tokens), _weight(two.tokens)
    brands = [link for link in found.links if _role(link) is Role.BRAND]
    left, right = _by_role(found.left), _by_role(found.right)
    matched = sum(link.weight * link.alike for link in found.links)
    return {
        "cover_less": min(1.0, matched / max(min(total_one, total_two), 0.1)),
        "cover_more": min(1.0, matched / max(total_one, total_two, 0.1)),
        "whole": spelled_alike(one.squashed, two.squashed),
        "brand_linked": min(1.5, sum(link.weight * link.alike for link in brands)) / 1.5,
        "brand_exact": min(1.5, sum(link.weight for link in brands if link.alike > _CERTAIN)) / 1.5,
        "brand_missing": float(not brands),
        "brand_swapped": min(1.0, left[Role.BRAND], right[Role.BRAND]),
        "brand_extra": min(1.0, abs(left[Role.BRAND] - right[Role.BRAND])),
        "trade_swapped": min(1.0, left[Role.TRADE], right[Role.TRADE]),
        "trade_extra": min(1.0, abs(left[Role.TRADE] - right[Role.TRADE])),
        "generic_swapped": min(1.0, left[Role.GENERIC], right[Role.GENERIC]),
        "generic_extra": min(1.0, abs(left[Role.GENERIC] - right[Role.GENERIC])),
        "number_swapped": float(left[Role.NUMBER] > 0 and right[Role.NUMBER] > 0),
        "number_extra": float((left[Role.NUMBER] > 0) != (right[Role.NUMBER] > 0)),
        "place_swapped": float(left[Role.PLACE] > 0 and right[Role.PLACE] > 0),
        "place_extra": float((left[Role.PLACE] > 0) != (right[Role.PLACE] > 0)),
        "form_differs": float(_form_differs(one, two)),
        "form_alone_differs": float(_form_differs(one, two) and one.squashed == two.squashed),
        "opposed": float(_opposed(found)),
        "first_linked": float(_linked(_first(one), _first(two), found)),
        "last_linked": float(_linked(_last(one), _last(two), found)),
        "brand_extra_share": abs(left[Role.BRAND] - right[Role.BRAND])
        / max(total_one, total_two, 0.1),
        "brand_many": min(1.0, max(_count(one), _count(two)) / 4),
        **_errors(brands),
        **_ways(found),
        **_reading(one, two),
    }


def of_people(one: PreparedName, two: PreparedName, found: Alignment) -> dict[str, float]:
    """Weigh the alignment of two names of people."""
    total_one, total_two = _weight(one.tokens), _weight(two.tokens)
    names = [link for link in found.links if _role(link) is Role.BRAND]
    left, right = _by_role(found.left), _by_role(found.right)
    matched = sum(link.weight * link.alike for link in found.links)
    swapped = min(left[Role.BRAND], right[Role.BRAND])
    return {
        "cover_less": min(1.0, matched / max(min(total_one, total_two), 0.1)),
        "cover_more": min(1.0, matched / max(total_one, total_two, 0.1)),
        "whole": spelled_alike(one.squashed, two.squashed),
        "name_swapped": min(1.0, swapped),
        "swapped_share": swapped / max(total_one, total_two, 0.1),
        "name_extra": min(1.5, abs(left[Role.BRAND] - right[Role.BRAND])) / 1.5,
        "initial_differs": 2.0 * _initial_differs(found),
        "last_differs": float(_last_free(one, found.left) and _last_free(two, found.right)),
        "first_differs": float(_first_free(one, found.left) and _first_free(two, found.right)),
        "names_linked": min(3, len(names)) / 3,
        "exact_linked": min(3, sum(link.alike > _CERTAIN for link in names)) / 3,
        "single": float(len(_brands(one)) == 1 or len(_brands(two)) == 1),
        "crossing": float(found.crossings > 0),
        "turned": 4.0 * _turned(one, two, found),
        "extra_share": abs(left[Role.BRAND] - right[Role.BRAND]) / max(total_one, total_two, 0.1),
        "last_linked": float(_linked(_last(one), _last(two), found)),
        "first_linked": float(_linked(_first(one), _first(two), found)),
        **_errors(names),
        **_ways(found),
        **_reading(one, two),
    }  # fmt: skip


_DOUBTS = (
    "number_swapped", "number_extra", "place_swapped", "place_extra", "brand_swapped",
    "brand_extra", "brand_missing", "trade_swapped", "trade_extra", "generic_swapped",
    "form_differs", "opposed", "crossed", "acronym", "error_mandarin", "name_swapped",
    "name_extra", "initial_differs", "initials", "turned",
)  # fmt: skip
_SLIP = 0.11  # a nickname or another spelling of a sound is no misspelling


def leaves_no_doubt(told: Evidence) -> bool:
    """Whether nothing speaks against taking two names for one without asking."""
    return told["error_worst"] < _SLIP and not any(told.get(doubt) for doubt in _DOUBTS)


def _errors(links: list[Link]) -> dict[str, float]:
    """How wrong the linked words are: in sum, at worst, and in short words."""
    wrong = [(1 - link.alike, _length(link)) for link in links if link.tie not in (Tie.INITIAL,)]
    return {
        "error_sum": min(1.0, sum(error for error, _ in wrong)),
        "error_worst": max((error for error, _ in wrong), default=0.0),
        "error_short": max((error for error, size in wrong if size <= _SHORT), default=0.0),
        "error_many": min(1.0, sum(error > 0.2 for error, _ in wrong) / 2),
        "error_vowel": min(2, sum(_vowels_only(link) for link in links)) / 2,
        "error_mandarin": 2.0 * float(any(_another_mandarin(link) for link in links)),
        "error_first_letter": float(any(_first_letter(link) for link in links)),
    }


def _ways(found: Alignment) -> dict[str, float]:
    ties = [link.tie for link in found.links]
    return {
        "initials": min(1.0, ties.count(Tie.INITIAL) / 2),
        "short": float(Tie.SHORT in ties),
        "acronym": float(Tie.ACRONYM in ties),
        "joined": float(Tie.JOINED in ties),
    }


def _length(link: Link) -> int:
    return min(sum(len(t.text) for t in link.left), sum(len(t.text) for t in link.right))


def _weight(tokens: Iterable[Token]) -> float:
    return sum(token.weight for token in tokens)


_NO_ROLE = dict.fromkeys(Role, 0.0)


def _by_role(tokens: Iterable[Token]) -> dict[Role, float]:
    sums = dict(_NO_ROLE)
    for token in tokens:
        sums[token.role] += token.weight
    return sums


def _role(link: Link) -> Role:
    """A link counts as brand as soon as one of its words is one on either side."""
    roles = [token.role for token in (*link.left, *link.right)]
    return Role.BRAND if Role.BRAND in roles else roles[0]


def _brands(name: PreparedName) -> list[Token]:
    return [token for token in name.tokens if token.role is Role.BRAND]


def _initial_differs(found: Alignment) -> bool:
    """Whether an initial is left over against a name, or another initial, that is left over."""
    return bool(found.left and found.right) and (
        any(t.role is Role.INITIAL for t in found.left)
        or any(t.role is Role.INITIAL for t in found.right)
    )


_AGAINST = frozenset(
    frozenset(pair)
    for pair in (
        ("east", "west"), ("north", "south"), ("east", "north"), ("east", "south"),
        ("west", "north"), ("west", "south"), ("import", "export"), ("new", "old"),
        ("public", "private"), ("land", "sea"),
    )
)  # fmt: skip


def _opposed(found: Alignment) -> bool:
    """Whether words left over on both sides exclude one another: east and west."""
    return any(
        frozenset((a.meaning, b.meaning)) in _AGAINST for a in found.left for b in found.right
    )


def _form_differs(one: PreparedName, two: PreparedName) -> bool:
    families = {one.family, two.family}
    return len(families) == 2 and not families & {"", "corp", "-"}


def _vowels_only(link: Link) -> bool:
    left, right = _joint(link.left), _joint(link.right)
    return link.tie in (Tie.TYPO, Tie.SOUND) and left != right and skeleton(left) == skeleton(right)


def _another_mandarin(link: Link) -> bool:
    return link.alike < _CERTAIN and another_name(_joint(link.left), _joint(link.right))


def _first_letter(link: Link) -> bool:
    left, right = _joint(link.left), _joint(link.right)
    return link.tie is Tie.TYPO and left[:1] != right[:1]


def _joint(tokens: tuple[Token, ...]) -> str:
    return "".join(token.text for token in tokens)


def _reading(one: PreparedName, two: PreparedName) -> dict[str, float]:
    """How names of different scripts sound side by side; nothing for names of one script."""
    if one.script == two.script:
        return {}
    if one.script == "latin" or two.script != "latin":
        one, two = two, one
    own, latin = "".join(t.own or t.text for t in one.tokens)[:40], two.squashed[:40]
    left, right = skeleton(spoken(own)), skeleton(latin)
    return {
        "crossed": 1.0,
        "crossed_sound": 3 * read_alike(own, latin),
        "crossed_first": float(left[:1] == right[:1]),
        "crossed_gap": min(1.0, abs(len(left) - len(right)) / max(len(left), len(right), 1)),
        f"crossed_{script_of(own)}": 1.0,
    }


def _count(name: PreparedName) -> int:
    return len(_brands(name))


def _first(name: PreparedName) -> Token | None:
    return next((t for t in name.tokens if t.role not in (Role.LINK, Role.TITLE)), None)


def _last(name: PreparedName) -> Token | None:
    brands = _brands(name)
    return brands[-1] if brands else None


def _linked(one: Token | None, two: Token | None, found: Alignment) -> bool:
    return any(one in link.left and two in link.right for link in found.links)


def _last_free(name: PreparedName, free: tuple[Token, ...]) -> bool:
    brands = _brands(name)
    return bool(brands) and any(token is brands[-1] for token in free)


def _first_free(name: PreparedName, free: tuple[Token, ...]) -> bool:
    brands = _brands(name)
    return bool(brands) and any(token is brands[0] for token in free)


_SON_OF = frozenset(("bin", "ibn", "ben", "bint"))


def _turned(one: PreparedName, two: PreparedName, found: Alignment) -> bool:
    """Whether “X son of Y” stands against “Y son of X”: the same words, another person."""
    if found.crossings == 0:
        return False
    son, father = _around_son(one)
    return son != father and bool(son and father) and _around_son(two) == (father, son)


def _around_son(name: PreparedName) -> tuple[str, str]:
    words = [token.text for token in name.tokens]
    at = next((n for n, word in enumerate(words) if word in _SON_OF), 0)
    return (words[at - 1], words[at + 1]) if 0 < at < len(words) - 1 else ("", "")
