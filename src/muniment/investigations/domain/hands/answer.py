"""The question itself: `same_hands` over all records, `Known.ties_of` for one new inquiry."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from muniment.investigations.domain.hands.evidence import Company, Index, Reader
from muniment.investigations.domain.hands.grouping import grouped, groups_of, path
from muniment.investigations.domain.hands.joining import (
    Merger,
    companies_of,
    one_company,
    word_counts,
)
from muniment.investigations.domain.hands.records import Record
from muniment.investigations.domain.hands.scoring import Scorer
from muniment.investigations.domain.hands.ties import Group, Hub, Lead, Link
from muniment.investigations.domain.hands.weights import (
    CERTAIN_AT,
    GENERATES_UP_TO,
    HOPELESS,
    LEAD_AT,
    LINK_AT,
    ROUNDS,
    Kind,
)

Progress = Callable[[str, int, int], None]
"""Called with the stage (`reading`, `pairs`, …), what is done and what there is to do."""

_HUB_FROM = 3  # unrelated companies from which a value is told as ignored
_STEP = 2000


def _silent(stage: str, done: int, total: int) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class Hands:
    """What the records say about who is behind the companies.

    Attributes:
        companies: by number; each with its records.
        groups: of two companies and more.
        links: all pairs that are linked, strongest first; leads likewise.
        ignored_hubs: values that tie nobody because too many share them.
    """

    companies: tuple[Company, ...]
    groups: tuple[Group, ...]
    links: tuple[Link, ...]
    leads: tuple[Lead, ...]
    ignored_hubs: tuple[Hub, ...]

    def explain(self, left: int, right: int) -> tuple[Link, ...]:
        """The links that lead from one company to another; empty when nothing does."""
        return path(self.links, left, right)

    def clusters(self) -> Iterator[tuple[str, int]]:
        """Each record with the number of its cluster: the lowest company of its group."""
        first = {number: group.companies[0] for group in self.groups for number in group.companies}
        for company in self.companies:
            for rec_id in company.rec_ids:
                yield rec_id, first.get(company.number, company.number)

    def group_of(self, number: int) -> Group | None:
        """The group to which a company belongs, if any."""
        return next((group for group in self.groups if number in group.companies), None)


@dataclass(frozen=True, slots=True)
class Near:
    """What ties a subject to the companies that are known.

    Attributes:
        subject: the company that the asked records make up; its number is `SUBJECT`.
        same: numbers of known companies that are the subject itself.
        links, leads: from the subject (company_a) to another known company (company_b).
    """

    subject: Company
    same: tuple[int, ...]
    links: tuple[Link, ...]
    leads: tuple[Lead, ...]


SUBJECT = -1
"""Number of a company that is asked about and not among the known ones."""


def same_hands(records: Sequence[Record], *, progress: Progress = _silent) -> Hands:
    """Find which companies have the same people behind them.

    Time and memory grow with the number of records and of pairs that share a value which at
    most `GENERATES_UP_TO` companies show; never with all pairs.
    """
    progress("reading", 0, len(records))
    hands, _ = _answer(Index(_read(records, Reader(records))), progress)
    progress("done", 1, 1)
    return hands


class Known:
    """Records that are known, ready for quick questions about one more company.

    Building it costs as much as `same_hands`; a question costs the companies that share a value
    with the subject.
    """

    def __init__(self, records: Sequence[Record], *, progress: Progress = _silent) -> None:
        self._records = {record.rec_id: record for record in records}
        self._reader = Reader(records)
        self._index = Index(_read(records, self._reader))
        self.hands, self._without = _answer(self._index, progress)
        self._certain = _certain(self.hands.links)
        self._words = word_counts(self._records.values())

    def ties_of(self, subject: Sequence[Record]) -> Near:
        """Tie the company of some records to those that are known; no record is kept."""
        company = self._reader.company(SUBJECT, subject)
        scorer = Scorer(self._index, self._group_of, self._certain)
        near = sorted(self._sharing(company))
        same = tuple(number for number in near if self._is_same(number, subject))
        weighed = [
            Link(SUBJECT, number, ties, weight)
            for number in near
            if number not in same
            for weight, ties in [scorer.weigh(company, self._index.companies[number])]
            if weight >= LEAD_AT
        ]
        return Near(company, same, *_parted(weighed))

    def _sharing(self, company: Company) -> set[int]:
        """The known companies that share a value with a company, names included."""
        return {
            number
            for kind, keys in company.values.items()
            for key in keys
            if len(sharers := self._index.sharing(kind, key)) <= GENERATES_UP_TO[kind]
            for number in sharers
        }

    def _is_same(self, number: int, subject: Sequence[Record]) -> bool:
        known = [self._records[rec_id] for rec_id in self._index.companies[number].rec_ids]
        return one_company(known, subject, self._words)

    def _group_of(self, kind: Kind, number: int) -> int:
        return SUBJECT if number == SUBJECT else self._without[kind].root(number)


def _read(records: Sequence[Record], reader: Reader) -> tuple[Company, ...]:
    return tuple(
        reader.company(number, [records[item] for item in items])
        for number, items in enumerate(companies_of(records))
    )


def _answer(index: Index, progress: Progress) -> tuple[Hands, dict[Kind, Merger]]:
    weighed, without = _rounds(index, progress)
    links, leads = _parted(weighed)
    merger = grouped(links, len(index.companies))
    hubs = _hubs(index, merger)
    return Hands(tuple(index.companies), groups_of(links, merger), links, leads, hubs), without


def _parted(weighed: Iterable[Link]) -> tuple[tuple[Link, ...], tuple[Lead, ...]]:
    """Links and leads, strongest first."""
    ordered = sorted(weighed, key=lambda one: (-one.weight, one.company_a, one.company_b))
    leads = (
        Lead(one.company_a, one.company_b, one.ties, one.weight)
        for one in ordered
        if one.weight < LINK_AT
    )
    return tuple(one for one in ordered if one.weight >= LINK_AT), tuple(leads)


def _rounds(index: Index, progress: Progress) -> tuple[list[Link], dict[Kind, Merger]]:
    """Weigh all candidate pairs; count sharers anew with what the round before has joined."""
    size = len(index.companies)
    without = {kind: Merger(size) for kind in Kind}
    pairs = list(index.candidates())
    weighed: list[Link] = []
    certain: dict[int, set[int]] = defaultdict(set)
    for number in range(ROUNDS):
        scorer = Scorer(index, lambda kind, number: without[kind].root(number), certain)
        weighed = list(_weigh(scorer, index, pairs, number, progress))
        pairs = [(one.company_a, one.company_b) for one in weighed]
        without.update({kind: grouped(list(_without(kind, weighed)), size) for kind in Kind})
        certain = _certain(weighed)
    return [one for one in weighed if one.weight >= LEAD_AT], without


def _certain(weighed: Iterable[Link]) -> dict[int, set[int]]:
    """For each company those to which it is linked for certain."""
    certain: dict[int, set[int]] = defaultdict(set)
    for link in weighed:
        if link.weight >= CERTAIN_AT:
            certain[link.company_a].add(link.company_b)
            certain[link.company_b].add(link.company_a)
    return certain


def _without(kind: Kind, links: Iterable[Link]) -> Iterator[Link]:
    """The links that hold without what one kind of tie gives them."""
    for link in links:
        given = sum(tie.weight for tie in link.ties if tie.kind is kind)
        if link.weight - given >= LINK_AT:
            yield link


def _weigh(
    scorer: Scorer,
    index: Index,
    pairs: Sequence[tuple[int, int]],
    number: int,
    progress: Progress,
) -> Iterator[Link]:
    """The pairs that are a lead, or may yet become one when sharers turn out to be related."""
    for done, (left, right) in enumerate(pairs):
        if done % _STEP == 0:
            progress("weighing", done if number == 0 else len(pairs), len(pairs))
        weight, ties = scorer.weigh(index.companies[left], index.companies[right])
        if weight >= LEAD_AT - HOPELESS:
            yield Link(left, right, ties, weight)


def _hubs(index: Index, merger: Merger) -> tuple[Hub, ...]:
    hubs = [
        Hub(kind, _written(index, kind, key, sharers[0]), len(sharers), unrelated)
        for kind in Kind
        if kind not in (Kind.PERSON, Kind.BRAND)
        for key, sharers in index.sharers[kind].items()
        if len(sharers) >= _HUB_FROM
        and (unrelated := len({merger.root(one) for one in sharers})) >= _HUB_FROM
    ]
    return tuple(sorted(hubs, key=lambda hub: (-hub.unrelated, hub.kind, hub.value)))


def _written(index: Index, kind: Kind, key: str, number: int) -> str:
    return index.companies[number].values[kind][key][0].text
