"""Ask many names of many listed ones: nominate, look word by word, then carefully, then weigh."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from muniment.matching.candidates import plain
from muniment.matching.overlap import Rarity, overlap
from muniment.screening.domain.evidence import beside, number_key
from muniment.screening.domain.hits import Evidence, Hit, Question, Strength
from muniment.screening.domain.nominating import Nominee, questions_for, shelved
from muniment.screening.domain.parties import ListDate, ListedName, ListedParty, NameQuality
from muniment.screening.domain.scoring import Scored, most, score_names

THRESHOLD = 75  # of 100
NEARLY = 8  # so much below the threshold, strong evidence beside the name still makes a hit
WEAK_ALIAS = -6
STRONG = 90
MOST_HITS = 20
CHUNK = 4096
_NOTHING_KNOWN = Rarity(())


@dataclass(frozen=True, slots=True)
class _Pair:
    """The best pair of names between a question and a party."""

    scored: Scored
    asked: str
    listed: ListedName

    @property
    def worth(self) -> float:
        return self.scored.score * 100 + (WEAK_ALIAS if self.is_weak else 0)

    @property
    def is_weak(self) -> bool:
        return self.listed.quality is NameQuality.WEAK


class Screener:
    """Listed parties made ready to be asked; about 15 µs and 2 kB a name.

    Args:
        dates: of every list that a party names.
        threshold: 0 to 100; names less alike than this are no hits.
    """

    def __init__(
        self,
        parties: Sequence[ListedParty],
        dates: Mapping[str, ListDate],
        *,
        threshold: int = THRESHOLD,
    ) -> None:
        self._parties = parties
        self._dates = dates
        self._threshold = threshold
        self._shelves = shelved(parties)
        self._numbers = _by_number(parties)

    def screen(self, question: Question) -> tuple[Hit, ...]:
        """Answer one question, best hit first; a few milliseconds."""
        return next(self.screen_all([question]))

    def screen_all(self, questions: Sequence[Question]) -> Iterator[tuple[Hit, ...]]:
        """Answer questions in their order, each with its hits, best first."""
        for start in range(0, len(questions), CHUNK):
            chunk = questions[start : start + CHUNK]
            nominees = self._nominees(chunk)
            for place, question in enumerate(chunk):
                yield self._answer(question, nominees.get(place, ()))

    def _nominees(self, questions: Sequence[Question]) -> Mapping[int, list[Nominee]]:
        """Collect the pairs that could still become hits, by the place of their question."""
        least = [self._least(question) for question in questions]
        found: dict[int, list[Nominee]] = defaultdict(list)
        for kind, shelf in self._shelves.items():
            for place, nominee in shelf.nominate(questions_for(questions, kind)):
                if most(nominee.shared, kind) >= least[place]:
                    found[place].append(nominee)
        return found

    def _least(self, question: Question) -> float:
        """Say what two names must be able to reach, so that comparing them is of any use."""
        has_more = question.birth_dates or question.countries or question.identifiers
        return (self._threshold - (NEARLY if has_more else 0)) / 100

    def _answer(self, question: Question, nominees: Iterable[Nominee]) -> tuple[Hit, ...]:
        best: dict[int, _Pair] = {}
        for nominee in nominees:
            fresh = self._compared(nominee)
            standing = best.get(nominee.party)
            if standing is None or fresh.worth > standing.worth:
                best[nominee.party] = fresh
        for place in self._named_by_number(question):
            best.setdefault(place, self._by_primary_name(question, place))
        hits = [
            (-pair.worth, hit)
            for place, pair in best.items()
            if (hit := self._hit(question, self._parties[place], pair))
        ]
        hits.sort(key=lambda it: (-it[1].score, it[0], it[1].party.list_id, it[1].party.uid))
        return tuple(hit for _, hit in hits[:MOST_HITS])

    def _compared(self, nominee: Nominee) -> _Pair:
        kind = self._parties[nominee.party].kind
        scored = score_names(nominee.asked, nominee.listed.text, kind, nominee.shared)
        return _Pair(scored, nominee.asked, nominee.listed)

    def _named_by_number(self, question: Question) -> Iterable[int]:
        for number in question.identifiers:
            yield from self._numbers.get(number_key(number), ())

    def _by_primary_name(self, question: Question, place: int) -> _Pair:
        party, asked = self._parties[place], next(iter(question.names), "")
        shared = overlap(plain(asked), plain(party.name), _NOTHING_KNOWN)
        return _Pair(score_names(asked, party.name, party.kind, shared), asked, party.names[0])

    def _hit(self, question: Question, party: ListedParty, pair: _Pair) -> Hit | None:
        others = beside(question, party)
        if pair.is_weak:
            others = (Evidence("weak_alias", pair.asked, pair.listed.text, WEAK_ALIAS), *others)
        moved = sum(it.effect for it in others)
        by_name = round(pair.scored.score * 100)
        same_number = any(it.code == "identifier" for it in others)
        if by_name + max(0, min(moved, NEARLY)) < self._threshold and not same_number:
            return None
        score = 100 if same_number else max(1, min(100, by_name + moved))
        name = Evidence("name", pair.asked, pair.listed.text, by_name)
        return Hit(
            party=party,
            list_date=self._dates[party.list_id],
            score=score,
            name_score=by_name,
            asked_name=pair.asked,
            listed_name=pair.listed.text,
            strength=_strength(score, self._threshold),
            evidence=(name, *sorted(others, key=lambda it: -abs(it.effect))),
            why=pair.scored.why,
        )


def _strength(score: int, threshold: int) -> Strength:
    if score < threshold:
        return Strength.WEAK
    return Strength.STRONG if score >= STRONG else Strength.POSSIBLE


def _by_number(parties: Sequence[ListedParty]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, party in enumerate(parties):
        for key in {number_key(value) for _, value in party.identifiers} - {""}:
            found[key].append(place)
    return found
