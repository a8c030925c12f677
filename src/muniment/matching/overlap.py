"""How much of two names is the same, word by word, when rare words count more.

The quick look between `candidates` (trigrams, very many names) and `names` (careful, few).
A name's words are held against the other's, each with the nearest; a word counts by how
rare it is among the indexed names, so a shared "trading company" is worth next to nothing.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import Indel

from muniment.matching.names.phonetics import sounds
from muniment.matching.names.tables import forms, rarity

NEAR_ENOUGH = 0.62  # two words less alike than this are two words
SAME_SOUND = 0.92  # two spellings of one sound: Yuri and Iouri, Fawwaz and Favvas
FORM_WEIGHT = 0.1
_OFTEN = 5  # a word that stands in so many legal forms is part of one
_MOST_KNOWN = 200_000
_SHORTEST = 3  # letters; shorter words must be equal, or sound so
_DOUBLED = re.compile(r"(.)\1+")
_TWO_WAYS = str.maketrans("ywz", "ivs")  # Yuliya and Iuliia, Warwara and Varvara, Reza and Resa


class Rarity:
    """How telling words are: rare among the indexed names and among names at large.

    A word that none of the indexed names has is the rarest; words of legal forms tell next
    to nothing, however rare they are here.
    """

    def __init__(self, texts: Iterable[str], *, person: bool = False) -> None:
        self._seen: Counter[str] = Counter()
        total = 0
        for text in texts:
            self._seen.update(set(text.split()))
            total += 1
        self._top = math.log(total + 2)
        self._person = person
        self._known: dict[str, float] = {}

    def __call__(self, word: str) -> float:
        """Weigh a word, 0 to 1."""
        weight = self._known.get(word)
        if weight is None:
            weight = self._known[word] = self._weight(word)
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
        return weight

    def _weight(self, word: str) -> float:
        if not self._person and word in _form_words():
            return FORM_WEIGHT
        here = (self._top - math.log(1 + self._seen[word])) / self._top
        weight = min(here, rarity(word, person=self._person))
        return weight if len(word) > 1 else weight / 3


@cache
def _form_words() -> frozenset[str]:
    """Give the Latin words of legal forms: whole forms, and what many longer ones are made of."""
    parts = Counter(word for form in forms() for word in form.split() if word.isascii())
    return frozenset(word for word, count in parts.items() if count >= _OFTEN or word in forms())


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two names share, each 0 to 1.

    Attributes:
        both: shared weight of words, of both names together; rare words count more.
        asked, listed: the same of each name alone; 1 says that it lies wholly in the other.
        letters: letters that both have in the same places, whatever the order of the words.
    """

    both: float
    asked: float
    listed: float
    letters: float


def overlap(asked: str, listed: str, rarity: Rarity) -> Overlap:
    """Hold two names against each other, written as `candidates.plain` does; about 15 µs."""
    left, right = asked.split(), listed.split()
    weights, others = [rarity(word) for word in left], [rarity(word) for word in right]
    shared_left = shared_right = letters = 0.0
    for alike, a, b in _pairs(left, right):
        # A misspelt word is rare only because it is misspelt: the true one says its weight.
        weights[a] = weights[a] if alike == 1 else others[b]
        shared_left += alike * weights[a]
        shared_right += alike * others[b]
        letters += alike * (len(left[a]) + len(right[b]))
    total_left, total_right = sum(weights) or 1.0, sum(others) or 1.0
    size = sum(map(len, left)) + sum(map(len, right))
    return Overlap(
        both=(shared_left + shared_right) / (total_left + total_right),
        asked=shared_left / total_left,
        listed=shared_right / total_right,
        letters=max(letters / max(size, 1), _run_together(left, right)),
    )


def _pairs(left: list[str], right: list[str]) -> Iterator[tuple[float, int, int]]:
    """Give every word its nearest in the other name, the best pair first, none twice."""
    free, open_ = list(range(len(left))), list(range(len(right)))
    for a, one in enumerate(left):
        same = next((b for b in open_ if right[b] == one), None)
        if same is not None:
            free.remove(a)
            open_.remove(same)
            yield 1.0, a, same
    found = [(-alike, a, b) for a in free for b in open_ if (alike := _alike(left[a], right[b]))]
    for least, a, b in sorted(found):
        if a in free and b in open_:
            free.remove(a)
            open_.remove(b)
            yield -least, a, b


def _run_together(left: list[str], right: list[str]) -> float:
    """Compare as if nobody had put spaces: as written, and in the order of the alphabet."""
    written: float = Indel.normalized_similarity("".join(left), "".join(right))
    ordered: float = Indel.normalized_similarity("".join(sorted(left)), "".join(sorted(right)))
    return max(written, ordered)


@lru_cache(maxsize=65536)
def _alike(one: str, two: str) -> float:
    if one == two:
        return 1.0
    shortest = min(len(one), len(two))
    if shortest > 1 and _sound(one) == _sound(two):
        return SAME_SOUND
    if shortest < _SHORTEST:
        return 0.0
    alike: float = Indel.normalized_similarity(one, two, score_cutoff=NEAR_ENOUGH)
    return alike


@lru_cache(maxsize=16384)
def _sound(word: str) -> str:
    """Spell a word as it sounds where languages write one sound in two ways; numbers stay."""
    if not word.isalpha():
        return word
    return _DOUBLED.sub(r"\1", sounds(word).translate(_TWO_WAYS))
