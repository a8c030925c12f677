"""Ask many names of many listed ones: nominate, look cheaply, then carefully, then weigh."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from muniment.screening.domain.evidence import beside, number_key
from muniment.screening.domain.hits import Evidence, Hit, Question, Strength
from muniment.screening.domain.nominating import (
    Nominee,
    is_weak,
    questions_for,
    shelved,
)
from muniment.screening.domain.parties import ListDate, ListedParty
from muniment.screening.domain.scoring import Scored, score_names

THRESHOLD = 75  # of 100
NEARLY = 8  # so much below the threshold, strong evidence beside the name still makes a hit
WEAK_ALIAS = -8
STRONG = 90
MOST_HITS = 20
CHUNK = 4096


@dataclass(frozen=True, slots=True)
class _Best:
    """The best pair of names between a question and a party."""

    scored: Scored
    asked: str
    listed: str
    is_weak: bool

    @property
    def worth(self) -> int:
        return round(self.scored.score * 100) + (WEAK_ALIAS if self.is_weak else 0)


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
        found: dict[int, list[Nominee]] = defaultdict(list)
        for kind, shelf in self._shelves.items():
            for place, nominee in shelf.nominate(questions_for(questions, kind)):
                found[place].append(nominee)
        return found

    def _answer(self, question: Question, nominees: Iterable[Nominee]) -> tuple[Hit, ...]:
        best: dict[int, _Best] = {}
        for nominee in nominees:
            fresh = self._compared(nominee)
            standing = best.get(nominee.party)
            if standing is None or fresh.worth > standing.worth:
                best[nominee.party] = fresh
        for party in self._named_by_number(question):
            best.setdefault(party, self._by_primary_name(question, party))
        hits = (self._hit(question, self._parties[place], pair) for place, pair in best.items())
        found = sorted((it for it in hits if it is not None), key=_order)
        return tuple(found[:MOST_HITS])

    def _compared(self, nominee: Nominee) -> _Best:
        kind = self._parties[nominee.party].kind
        scored = score_names(nominee.asked, nominee.listed.text, kind)
        return _Best(scored, nominee.asked, nominee.listed.text, is_weak(nominee.listed))

    def _named_by_number(self, question: Question) -> Iterable[int]:
        for number in question.identifiers:
            yield from self._numbers.get(number_key(number), ())

    def _by_primary_name(self, question: Question, place: int) -> _Best:
        party = self._parties[place]
        asked = next(iter(question.names), "")
        return _Best(score_names(asked, party.name, party.kind), asked, party.name, False)

    def _hit(self, question: Question, party: ListedParty, pair: _Best) -> Hit | None:
        others = beside(question, party)
        if pair.is_weak:
            others = (Evidence("weak_alias", pair.asked, pair.listed, WEAK_ALIAS), *others)
        moved = sum(it.effect for it in others)
        by_name = round(pair.scored.score * 100)
        same_number = any(it.code == "identifier" for it in others)
        raised = by_name + max(0, min(moved, NEARLY))
        if raised < self._threshold and not same_number:
            return None
        score = 100 if same_number else max(1, min(100, by_name + moved))
        name = Evidence("name", pair.asked, pair.listed, by_name)
        return Hit(
            party=party,
            list_date=self._dates[party.list_id],
            score=score,
            name_score=by_name,
            asked_name=pair.asked,
            listed_name=pair.listed,
            strength=_strength(score, self._threshold),
            evidence=(name, *sorted(others, key=lambda it: -abs(it.effect))),
            why=pair.scored.why,
        )


def _strength(score: int, threshold: int) -> Strength:
    if score < threshold:
        return Strength.WEAK
    return Strength.STRONG if score >= STRONG else Strength.POSSIBLE


def _order(hit: Hit) -> tuple[int, int, str, str]:
    return (-hit.score, -hit.name_score, hit.party.list_id, hit.party.uid)


def _by_number(parties: Sequence[ListedParty]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, party in enumerate(parties):
        for key in {number_key(value) for _, value in party.identifiers} - {""}:
            found[key].append(place)
    return found
