"""How close two words are, and why: spelling, sound, initials, short forms."""

from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA, Prefix

from muniment.matching.names.phonetics import skeleton, sounds
from muniment.matching.names.spoken import read_alike, share_of_sounds
from muniment.matching.names.tables import meanings, nicknames


class Tie(StrEnum):
    """Why two words are taken for one."""

    SAME = "same"
    MEANING = "meaning"
    NICKNAME = "nickname"
    JOINED = "joined"
    TYPO = "typo"
    SOUND = "sound"
    SCRIPT = "script"
    INITIAL = "initial"
    SHORT = "short"
    ACRONYM = "acronym"


NOTHING = (0.0, Tie.SAME)
_HOPELESS = 0.4  # two words that share fewer letters are not asked how they sound


def spelled_alike(one: str, two: str) -> float:
    """Share of letters that agree, 0 to 1; a swap of neighbours counts as one error."""
    return OSA.normalized_similarity(one, two)


@lru_cache(maxsize=4096)
def sounded_alike(one: str, two: str) -> float:
    """How alike two romanised words sound, 0 to 1; vowels weigh little, near sounds less than far.

    Time O(product of the lengths), about 20 microseconds for two usual words.
    """
    left, right = sounds(one), sounds(two)
    return 1.0 if left == right else share_of_sounds(left, right, "latin")


@lru_cache(maxsize=16384)
def words_alike(one: str, two: str, *, person: bool) -> tuple[float, Tie]:
    """How sure it is that two words of one script are the same word, 0 to 1, and why."""
    if one == two:
        return 1.0, Tie.SAME
    if len(one) == 1 or len(two) == 1:
        return (0.6, Tie.INITIAL) if one[0] == two[0] and len(one) != len(two) else NOTHING
    if person and two in nicknames().get(one, ()):
        return 0.93, Tie.NICKNAME
    if len(one) == len(two) and len(one) > 4 and sorted(one) == sorted(two) and one[::-1] == two:
        return 0.9, Tie.TYPO
    spelled = spelled_alike(one, two)
    best = (spelled, Tie.TYPO)
    if spelled > _HOPELESS and (heard := _heard(one, two)) > spelled:
        best = (heard, Tie.SOUND)
    if person or one[:3] != two[:3]:
        return best
    if _shortened(one, two):
        best = max(best, (0.85, Tie.SHORT))
    return NOTHING if other_trade(one, two) else best


def other_trade(one: str, two: str) -> bool:
    """Whether two compounds differ in a word of trade: Technoimport, Technoexport."""
    start = Prefix.similarity(one, two)
    if start < 3 or one == two:
        return False
    left, right = meanings().get(one[start:]), meanings().get(two[start:])
    left, right = (
        left or meanings().get(one[start - 1 :]),
        right or meanings().get(two[start - 1 :]),
    )
    return left is not None and right is not None and left.code != right.code


def _heard(one: str, two: str) -> float:
    """How alike two words with the same consonants sound; 0 when their consonants differ."""
    if sounds(one) == sounds(two):
        return 0.97
    bones = skeleton(one)
    if len(bones) < 2 or bones != skeleton(two) or _opens(one) != _opens(two):
        return 0.0
    return 0.3 + 0.65 * sounded_alike(one, two)


def _opens(word: str) -> bool:
    """Whether a word begins with a vowel, said or hidden behind an h."""
    return sounds(word)[0] in "aeiouyhw"


def _shortened(one: str, two: str) -> bool:
    short, full = sorted((one, two), key=len)
    return (
        len(short) >= 3
        and len(full) - len(short) >= 2
        and Prefix.similarity(short, full) == len(short)
    )


def scripts_alike(own: str, latin: str) -> tuple[float, Tie]:
    """How sure it is that a Latin word renders a word of another script, by its sound."""
    return read_alike(own, latin), Tie.SCRIPT
