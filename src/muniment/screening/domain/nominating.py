"""Which listed names are worth a careful look: a shelf of names for each kind of party."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from muniment.matching.candidates import NameIndex, Pairs, likeness, plain
from muniment.screening.domain.hits import Question
from muniment.screening.domain.parties import ListedName, ListedParty, NameQuality, PartyKind

TOP = 20  # nominated by trigrams for each name asked
CAREFUL = 8  # of which at most so many are looked at carefully
NEAR, ALIKE = 0.42, 0.72  # either is enough for a careful look
_OTHERS = frozenset({PartyKind.UNKNOWN})
_CRAFT = frozenset({PartyKind.VESSEL, PartyKind.AIRCRAFT})


@dataclass(frozen=True, slots=True)
class Nominee:
    """A pair of names to be compared: the one asked, and one of a listed party."""

    asked: str
    listed: ListedName
    party: int


class Shelf:
    """The names of one kind of party."""

    def __init__(self, named: Iterable[tuple[int, ListedName]]) -> None:
        held = [(owner, name, text) for owner, name in named if (text := plain(name.text))]
        self._owners = [owner for owner, _, _ in held]
        self._names = [name for _, name, _ in held]
        self._index = NameIndex([text for _, _, text in held])

    def nominate(self, asked: Sequence[tuple[int, str]]) -> Iterable[tuple[int, Nominee]]:
        """Nominate for names that are asked; both sides carry the place of their question."""
        texts = [plain(name) for _, name in asked]
        for pairs in self._index.nearest(texts, top=TOP):
            for query, name in _worth_a_look(pairs, texts, self._index.texts):
                place, written = asked[query]
                yield place, Nominee(written, self._names[name], self._owners[name])


def shelved(parties: Sequence[ListedParty]) -> Mapping[PartyKind, Shelf]:
    """Put the names of parties on the shelf of their kind."""
    named: dict[PartyKind, list[tuple[int, ListedName]]] = defaultdict(list)
    for place, party in enumerate(parties):
        named[party.kind].extend((place, name) for name in party.names)
    return {kind: Shelf(names) for kind, names in named.items()}


def is_asked(asked: PartyKind, listed: PartyKind) -> bool:
    """Say whether a question of one kind goes to the shelf of another."""
    if asked in _OTHERS or listed in _OTHERS or asked is listed:
        return True
    return asked in _CRAFT and listed in _CRAFT


def questions_for(questions: Sequence[Question], kind: PartyKind) -> list[tuple[int, str]]:
    """Give the names that are asked of one shelf, each with the place of its question."""
    return [
        (place, name)
        for place, question in enumerate(questions)
        if is_asked(question.kind, kind)
        for name in question.names
    ]


def is_weak(name: ListedName) -> bool:
    """Say whether the list itself calls the name weak, or it is one short word."""
    return name.quality is NameQuality.WEAK or len(plain(name.text).replace(" ", "")) < 4


def _worth_a_look(
    pairs: Pairs, asked: Sequence[str], listed: Sequence[str]
) -> Iterable[tuple[int, int]]:
    """Choose the pairs that one of two cheap looks finds alike, the best few of each query."""
    if not len(pairs):
        return ()
    alike = likeness([asked[q] for q in pairs.query], [listed[n] for n in pairs.name])
    good = (pairs.nearness >= NEAR) | (alike >= ALIKE)
    query, name = pairs.query[good], pairs.name[good]
    order = np.lexsort((-(alike + pairs.nearness)[good], query))
    first = _rank_in_group(query[order]) < CAREFUL
    chosen = order[first]
    return zip(query[chosen].tolist(), name[chosen].tolist(), strict=True)


def _rank_in_group(sorted_keys: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Count from 0 within every run of equal keys."""
    places = np.arange(len(sorted_keys))
    is_new = np.append(True, sorted_keys[1:] != sorted_keys[:-1])[: len(sorted_keys)]
    return places - np.maximum.accumulate(np.where(is_new, places, 0))
