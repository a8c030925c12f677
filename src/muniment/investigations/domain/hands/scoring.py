"""Second stage: how much do the values that two companies share say for the same hands.

Only what agrees counts. Two companies of one fraudster differ in nearly everything, by intent.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

from muniment.investigations.domain.hands.evidence import Company, Index, Shown
from muniment.investigations.domain.hands.ties import Strength, Tie
from muniment.investigations.domain.hands.weights import (
    CARE_OF_CHANCE,
    CHANCE,
    DEPENDENT,
    EXTENDED_CHANCE,
    GENERATES_UP_TO,
    INITIAL_CHOICE,
    MEDIUM,
    PARTNERS,
    REUSE,
    ROLE_MAILBOX_CHANCE,
    STEM_CHANCE,
    STRONG,
    UNIT_RATIO,
    Kind,
)
from muniment.matching import addresses, mails, people, phones

_NEAR_NAMES_AT = 0.9
_WHY_UNIT = {1.0: "same_unit", 0.9: "same_house", 0.7: "near_unit", 0.4: "other_unit"}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two values that agree, before anybody asks how much it says.

    Attributes:
        expected: other companies that would show the value by chance, known hubs left out.
        others: otherwise unrelated companies that do show it, these two left out.
    """

    key: str
    left: Shown
    right: Shown
    expected: float
    others: int
    why: str


class Scorer:
    """Weighs pairs of companies against all records at hand.

    Args:
        group_of: the group to which a company is known to belong so far; companies of one
            group are one sharer.
    """

    def __init__(self, index: Index, group_of: Callable[[int], int]) -> None:
        self._index = index
        self._group_of = group_of
        self._total = max(len(index.companies), 2)
        self._showing = {
            kind: max(sum(bool(company.values[kind]) for company in index.companies), 2)
            for kind in Kind
        }
        self._digits_total = sum(index.digit_counts.values()) + 1
        self._compare: dict[Kind, Callable[[Company, Company], Iterator[Agreement]]] = {
            Kind.PHONE: self._phones,
            Kind.MAILBOX: self._mailboxes,
            Kind.PERSON: self._people,
            Kind.ADDRESS: self._addresses,
        }

    @property
    def prior(self) -> float:
        """Logarithm of the odds that two companies taken at random are *not* partners."""
        return log(self._total / PARTNERS)

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Pairs that share a value which is not too common, each once."""
        seen: set[tuple[int, int]] = set()
        for kind in Kind:
            for sharers in self._index.sharers[kind].values():
                if len(sharers) <= GENERATES_UP_TO:
                    new = set(combinations(sharers, 2)) - seen
                    seen |= new
                    yield from sorted(new)

    def weigh(self, left: Company, right: Company) -> tuple[float, tuple[Tie, ...]]:
        """The weight of all that two companies share, and the ties, strongest first."""
        ties = [tie for kind in Kind for tie in self._best(kind, left, right)]
        ties.sort(key=lambda tie: (-tie.weight, tie.kind))
        return sum(_independent(ties)) - self.prior, tuple(ties)

    def others(self, kind: Kind, key: str, left: int, right: int) -> int:
        """Count the otherwise unrelated companies that share a value with these two."""
        own = {self._group_of(left), self._group_of(right)}
        return len({self._group_of(one) for one in self._index.sharing(kind, key)} - own)

    def _best(self, kind: Kind, left: Company, right: Company) -> Iterator[Tie]:
        compare = self._compare.get(kind)
        found = compare(left, right) if compare else self._equal(kind, left, right)
        ties = [self._tie(kind, one, left, right) for one in found]
        if ties:
            yield max(ties, key=lambda tie: tie.weight)

    def _tie(self, kind: Kind, found: Agreement, left: Company, right: Company) -> Tie:
        expected = found.expected + found.others
        weight = max(0.0, log(REUSE[kind] * self._showing[kind] / max(expected, 1e-6)))
        above = weight - self.prior
        strength = next(
            (name for name, least in _STRENGTHS if above >= least),
            Strength.NONE,
        )
        return Tie(
            kind=kind,
            left_value=found.left.text,
            right_value=found.right.text,
            seen_in=(_where(found.left), _where(found.right)),
            shared_by=len(self._index.sharing(kind, found.key)),
            unrelated=found.others + 1,
            weight=weight,
            strength=strength,
            why=found.why,
        )

    def _common(self, kind: Kind, left: Company, right: Company) -> Iterator[str]:
        ours, theirs = left.values[kind], right.values[kind]
        if len(ours) > len(theirs):
            ours, theirs = theirs, ours
        return (key for key in ours if key in theirs)

    def _equal(self, kind: Kind, left: Company, right: Company) -> Iterator[Agreement]:
        for key in self._common(kind, left, right):
            ours, theirs = left.values[kind][key][0], right.values[kind][key][0]
            others = self.others(kind, key, left.number, right.number)
            yield Agreement(key, ours, theirs, CHANCE[kind], others, "equal")

    def _phones(self, left: Company, right: Company) -> Iterator[Agreement]:
        for key in self._common(Kind.PHONE, left, right):
            for ours, theirs in _both(left, right, Kind.PHONE, key):
                if phones.agree(ours.text, theirs.text, ours.hint, theirs.hint):
                    others = self.others(Kind.PHONE, key, left.number, right.number)
                    yield Agreement(key, ours, theirs, CHANCE[Kind.PHONE], others, "equal")
                    break

    def _mailboxes(self, left: Company, right: Company) -> Iterator[Agreement]:
        for key in self._common(Kind.MAILBOX, left, right):
            others = self.others(Kind.MAILBOX, key, left.number, right.number)
            for ours, theirs in _both(left, right, Kind.MAILBOX, key):
                if ours.hint:
                    yield Agreement(key, ours, theirs, ROLE_MAILBOX_CHANCE, others, "equal")
                elif found := self._local_parts(key, ours, theirs, others):
                    yield found

    def _local_parts(self, key: str, ours: Shown, theirs: Shown, others: int) -> Agreement | None:
        """Mailbox names of one stem: how often would the digits agree by chance?"""
        if mails.normal(ours.text) == mails.normal(theirs.text):
            return Agreement(key, ours, theirs, CHANCE[Kind.MAILBOX], 0, "equal")
        left, right = mails.local_part(ours.text).digits, mails.local_part(theirs.text).digits
        short, long = sorted((left, right), key=len)
        if not long.startswith(short) or len(long) - len(short) > 1:
            return None
        share = (self._index.digit_counts[long] + 1) / self._digits_total
        share *= 1.0 if left == right else EXTENDED_CHANCE
        expected = CHANCE[Kind.MAILBOX] + share * (others + STEM_CHANCE)
        return Agreement(key, ours, theirs, expected, 0, "equal" if left == right else "extended")

    def _people(self, left: Company, right: Company) -> Iterator[Agreement]:
        counts = self._index.sound_counts
        for key in self._common(Kind.PERSON, left, right):
            others = self.others(Kind.PERSON, key, left.number, right.number)
            one, other = key.split()
            by_chance = counts[one] * counts[other] / self._showing[Kind.PERSON]
            for ours, theirs in _both(left, right, Kind.PERSON, key):
                likeness = people.likeness(ours.text, theirs.text)
                if likeness >= _NEAR_NAMES_AT:
                    expected = CHANCE[Kind.PERSON] + by_chance
                    yield Agreement(key, ours, theirs, expected, others, "equal")
                elif likeness:
                    expected = counts[one] / INITIAL_CHOICE
                    yield Agreement(key, ours, theirs, expected, others, "initial")

    def _addresses(self, left: Company, right: Company) -> Iterator[Agreement]:
        for key in self._common(Kind.ADDRESS, left, right):
            for ours, theirs in _both(left, right, Kind.ADDRESS, key):
                here, there = _address(ours), _address(theirs)
                if closeness := addresses.closeness(here, there):
                    expected, others = self._expected_at(key, here, left, right, closeness)
                    why = _WHY_UNIT[closeness]
                    yield Agreement(key, ours, theirs, expected, others, why)

    def _expected_at(
        self, key: str, here: addresses.Address, left: Company, right: Company, closeness: float
    ) -> tuple[float, int]:
        """Companies expected at an address by chance, and others that are in fact there."""
        index = self._index
        own = {self._group_of(left.number), self._group_of(right.number)}
        tenants = {
            self._group_of(number)
            for number in index.sharing(Kind.ADDRESS, key)
            for shown in index.companies[number].values[Kind.ADDRESS][key]
            if addresses.closeness(here, _address(shown)) >= closeness
        }
        others = len(tenants - own)
        neighbours = index.street_counts[key.split("|")[0]] * index.house_repeat
        expected = CHANCE[Kind.ADDRESS] + neighbours / UNIT_RATIO[closeness]
        return expected + (CARE_OF_CHANCE if here.care_of else 0.0), others


_STRENGTHS = ((Strength.STRONG, STRONG), (Strength.MEDIUM, MEDIUM), (Strength.WEAK, -9.0))


def _independent(ties: Sequence[Tie]) -> Iterator[float]:
    """The weights, less what one tie already says of another."""
    kinds = {tie.kind: tie for tie in ties}
    for tie in ties:
        if tie.kind is Kind.PERSON and _names_the_box(tie, kinds.get(Kind.MAILBOX)):
            yield tie.weight * DEPENDENT
        elif tie.kind is Kind.BRAND and Kind.WEBSITE in kinds:
            yield tie.weight * DEPENDENT
        elif tie.kind is Kind.PERSON and _one_register(tie, kinds.get(Kind.ADDRESS)):
            yield tie.weight * DEPENDENT
        else:
            yield tie.weight


def _names_the_box(person: Tie, mailbox: Tie | None) -> bool:
    """Whether the mailbox is called after the person: then both are one sign."""
    if mailbox is None:
        return False
    stem = mails.local_part(mailbox.left_value).stem
    return any(len(token) > 3 and token in stem for token in people.parse(person.left_value).tokens)


def _one_register(person: Tie, address: Tie | None) -> bool:
    """Whether director and address come from one page of an agent that serves others too."""
    return (
        address is not None
        and address.unrelated > 1
        and person.seen_in == address.seen_in
        and all("registry" in where for where in person.seen_in)
    )


def _both(left: Company, right: Company, kind: Kind, key: str) -> Iterator[tuple[Shown, Shown]]:
    """Each pair of different writings, once."""
    ours = {shown.text: shown for shown in left.values[kind][key]}
    theirs = {shown.text: shown for shown in right.values[kind][key]}
    return ((one, other) for one in ours.values() for other in theirs.values())


def _address(shown: Shown) -> addresses.Address:
    return addresses.parse(shown.text, shown.hint)


def _where(shown: Shown) -> str:
    return f"{shown.rec_id} ({shown.source})" if shown.source else shown.rec_id
