"""Domains made to be taken for another: the tricks, and how sure each one is.

A fraudster's domain must pass a glance. So what counts is what a glance misses: letters that
look alike, one letter more or less, another ending, a word added, a hyphen, or the real name
used as the front part of a strange domain.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from muniment.matching.confusables import skeleton
from muniment.matching.domains import Domain, registered


class Trick(StrEnum):
    """How one domain comes to look like another."""

    LOOKS_EQUAL = "looks_equal"  # the same skeleton: homoglyphs, rn/m, 0/o
    OTHER_ENDING = "other_ending"  # nordlicht.com for nordlicht.de
    HYPHEN = "hyphen"  # nord-licht.de for nordlicht.de
    ADDED_WORD = "added_word"  # nordlicht-group.de
    INNER = "inner"  # nordlicht.de.shop-24.com
    ONE_EDIT = "one_edit"
    TWO_EDITS = "two_edits"


CONFIDENCE = {
    Trick.LOOKS_EQUAL: 95,
    Trick.INNER: 90,
    Trick.HYPHEN: 85,
    Trick.ADDED_WORD: 70,
    Trick.ONE_EDIT: 75,
    Trick.OTHER_ENDING: 60,
    Trick.TWO_EDITS: 50,
}
"""How sure the trick is, 0 to 100: a firm may own its name under a second ending."""

# Words that are added to a firm's name to make a new domain of it.
_ADDED = frozenset(
    """
    group trading trade global intl international int corp company co inc ltd llc gmbh limited
    holding holdings export exports import imports impex worldwide online web site shop store mail
    email office sales purchase purchasing procurement supply supplies supplychain order orders
    invoice billing accounts finance official industries industrial industry enterprise enterprises
    asia china europe eu usa us uk uae africa india hk de ag sa srl bv
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list of strings
)
_SHORTEST = 4
_ONE_EDIT_FROM, _TWO_EDITS_FROM = 5, 10
_MOST_LIKENESSES = 5


@dataclass(frozen=True, slots=True)
class Likeness:
    """One known domain that another one looks like.

    Attributes:
        known: the known domain's registered name.
        trick: how the likeness comes about.
        confidence: 0 to 100 that it is no accident.
    """

    known: str
    trick: Trick
    confidence: int


class LookAlikes:
    """Known domains, ready to be compared with strange ones.

    Cost: building is linear; a question is a few dictionary look-ups and one pass of a
    compiled edit distance over the labels, about 1 ms for 10,000.
    """

    def __init__(self, known: Iterable[str]) -> None:
        domains = dict.fromkeys(found for text in known if (found := registered(text)))
        self._names = frozenset(domain.name for domain in domains)
        self._by_skeleton: dict[str, list[Domain]] = defaultdict(list)
        self._by_core: dict[str, list[Domain]] = defaultdict(list)
        for domain in domains:
            if len(domain.label) >= _SHORTEST:
                self._by_skeleton[skeleton(domain.label)].append(domain)
                self._by_core[_core(domain.label)].append(domain)
        self._skeletons = list(self._by_skeleton)

    def of(self, text: str) -> tuple[Likeness, ...]:
        """Find the known domains that a strange one looks like, surest first, at most five.

        A known domain itself looks like nobody.
        """
        strange = registered(text)
        if strange is None or strange.name in self._names:
            return ()
        found: dict[str, Likeness] = {}
        for known, trick in self._tricks(strange):
            likeness = Likeness(known.name, trick, _confidence(trick, known, strange))
            if known.name not in found or found[known.name].confidence < likeness.confidence:
                found[known.name] = likeness
        surest = sorted(found.values(), key=lambda like: (-like.confidence, like.known))
        return tuple(surest[:_MOST_LIKENESSES])

    def _tricks(self, strange: Domain) -> Iterator[tuple[Domain, Trick]]:
        bones = skeleton(strange.label)
        for known in self._by_skeleton.get(bones, ()):
            same = known.label == strange.label
            yield known, Trick.OTHER_ENDING if same else Trick.LOOKS_EQUAL
        for known in self._by_core.get(_core(strange.label), ()):
            plain = known.label.replace("-", "") == strange.label.replace("-", "")
            if known.label != strange.label:
                yield known, Trick.HYPHEN if plain else Trick.ADDED_WORD
        yield from self._inside(strange)
        yield from self._edited(bones)

    def _inside(self, strange: Domain) -> Iterator[tuple[Domain, Trick]]:
        """The known name in front of a strange domain: `nordlicht.de.shop-24.com`."""
        words = strange.inner.split(".") if strange.inner else []
        for word in words:
            for known in self._by_skeleton.get(skeleton(word), ()):
                if len(known.label) > _SHORTEST:
                    yield known, Trick.INNER

    def _edited(self, bones: str) -> Iterator[tuple[Domain, Trick]]:
        allowed = 0 if len(bones) < _ONE_EDIT_FROM else 1 if len(bones) < _TWO_EDITS_FROM else 2
        if not allowed:
            return
        near = process.extract(
            bones, self._skeletons, scorer=OSA.distance, score_cutoff=allowed, limit=20
        )
        for label, edits, _ in near:
            if edits > 0 and min(len(label), len(bones)) >= _ONE_EDIT_FROM:
                for known in self._by_skeleton[label]:
                    yield known, Trick.ONE_EDIT if edits == 1 else Trick.TWO_EDITS


def _confidence(trick: Trick, known: Domain, strange: Domain) -> int:
    """Short names meet by accident; a likeness under another ending still is one."""
    told = CONFIDENCE[trick]
    if trick in {Trick.ONE_EDIT, Trick.TWO_EDITS, Trick.ADDED_WORD, Trick.OTHER_ENDING}:
        told -= max(0, 8 - len(known.label)) * 8
    if trick is Trick.ONE_EDIT and _only_digits_differ(known.label, strange.label):
        told -= 15
    return max(told, 20)


def _only_digits_differ(left: str, right: str) -> bool:
    return re.sub(r"\d", "", left) == re.sub(r"\d", "", right)


def _core(label: str) -> str:
    """A label without hyphens and without words that are added to names: `nordlicht`."""
    bones = [skeleton(piece) for piece in label.split("-") if piece]
    kept = [bone for bone in bones if bone not in _ADDED_BONES] or bones
    core = "".join(kept)
    for word in _ADDED_BONES_BY_LENGTH:
        if core.endswith(word) and len(core) - len(word) > _SHORTEST:
            return core.removesuffix(word)
    return core


_ADDED_BONES = frozenset(skeleton(word) for word in _ADDED)
_ADDED_BONES_BY_LENGTH = sorted((b for b in _ADDED_BONES if len(b) > 3), key=lambda b: (-len(b), b))
