"""Which listed names are worth a careful look: a shelf of names for each kind of party."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from muniment.matching.candidates import NameIndex, Pairs, in_order, likeness, plain
from muniment.matching.overlap import Overlap, Rarity, overlap
from muniment.screening.domain.hits import Question
from muniment.screening.domain.parties import ListedName, ListedParty, PartyKind

TOP = 20  # nominated by trigrams for each name asked
KEPT = 0.88  # of a name's weight of trigrams; the common rest costs most and says least
BEST = 6  # of which at most so many are looked at word by word
NEAR, ALIKE = 0.4, 0.68  # nearness by trigrams, likeness by letters: either is enough
_ONE_SOUND = str.maketrans("ywzq", "ivsk")  # letters that languages take for one another
_CRAFT = frozenset({PartyKind.VESSEL, PartyKind.AIRCRAFT})


@dataclass(frozen=True, slots=True)
class Nominee:
    """A pair of names to be compared: the one asked, and one of a listed party."""

    asked: str
    listed: ListedName
    party: int
    shared: Overlap


class Shelf:
    """The names of one kind of party."""

    def __init__(self, named: Iterable[tuple[int, ListedName]], kind: PartyKind) -> None:
        held = [(owner, name, text) for owner, name in named if (text := plain(name.text))]
        self._owners = [owner for owner, _, _ in held]
        self._names = [name for _, name, _ in held]
        self._texts = [text for _, _, text in held]
        folded = [text.translate(_ONE_SOUND) for text in self._texts]
        self._ordered = [in_order(text) for text in folded]
        self._index = NameIndex(folded, keep=KEPT)
        self._rarity = Rarity(self._texts, person=kind is PartyKind.PERSON)

    def nominate(self, asked: Sequence[tuple[int, str]]) -> Iterator[tuple[int, Nominee]]:
        """Nominate for names that are asked; both sides carry the place of their question."""
        texts = [plain(name) for _, name in asked]
        folded = [text.translate(_ONE_SOUND) for text in texts]
        for pairs in self._index.nearest(folded, top=TOP):
            for query, name in self._worth_a_look(pairs, folded):
                place, written = asked[query]
                shared = overlap(texts[query], self._texts[name], self._rarity)
                yield place, Nominee(written, self._names[name], self._owners[name], shared)

    def _worth_a_look(self, pairs: Pairs, asked: Sequence[str]) -> Iterable[tuple[int, int]]:
        """Choose the pairs that one of two cheap looks finds alike, the best few of each query."""
        if not len(pairs):
            return ()
        first = int(pairs.query[0])
        ordered = [in_order(text) for text in asked[first : int(pairs.query[-1]) + 1]]
        alike = likeness(
            [ordered[place] for place in (pairs.query - first).tolist()],
            [self._ordered[place] for place in pairs.name.tolist()],
        )
        good = (pairs.nearness >= NEAR) | (alike >= ALIKE)
        query, name = pairs.query[good], pairs.name[good]
        order = np.lexsort((-(alike + pairs.nearness)[good], query))
        chosen = order[_rank_in_group(query[order]) < BEST]
        return zip(query[chosen].tolist(), name[chosen].tolist(), strict=True)


def shelved(parties: Sequence[ListedParty]) -> Mapping[PartyKind, Shelf]:
    """Put the names of parties on the shelf of their kind."""
    named: dict[PartyKind, list[tuple[int, ListedName]]] = defaultdict(list)
    for place, party in enumerate(parties):
        named[party.kind].extend((place, name) for name in party.names)
    return {kind: Shelf(names, kind) for kind, names in named.items()}


def is_asked(asked: PartyKind, listed: PartyKind) -> bool:
    """Say whether a question of one kind goes to the shelf of another."""
    if PartyKind.UNKNOWN in (asked, listed) or asked is listed:
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


def _rank_in_group(sorted_keys: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Count from 0 within every run of equal keys."""
    places = np.arange(len(sorted_keys))
    is_new = np.append(True, sorted_keys[1:] != sorted_keys[:-1])[: len(sorted_keys)]
    return places - np.maximum.accumulate(np.where(is_new, places, 0))
