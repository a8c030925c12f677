"""Second stage: how much do the values that two companies share say for the same hands.

Only what agrees counts. Two companies of one fraudster differ in nearly everything, by intent.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from math import log
from types import MappingProxyType

from muniment.investigations.domain.hands.evidence import Company, Index, Shown
from muniment.investigations.domain.hands.ties import Strength, Tie
from muniment.investigations.domain.hands.weights import (
    ABROAD,
    CARE_OF_CHANCE,
    CHANCE,
    DEPENDENT,
    INITIAL_CHOICE,
    LEAST_SHOWN,
    LINK_AT,
    MEDIUM_SHARE,
    MORE_DIGITS,
    NAMESAKE_FORM,
    NEVER_ALONE,
    PARTNERS_OF_LONE,
    PARTNERS_OF_MANY,
    PERSONAL,
    PERSONAL_HUB,
    REUSE,
    ROLE_MAILBOX_CHANCE,
    STEM_CHANCE,
    UNDER,
    UNIT_RATIO,
    WEAK_FROM,
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
        share: how much of that chance there is for these two.
    """

    key: str
    left: Shown
    right: Shown
    expected: float
    others: int
    why: str
    share: float = 1.0


class Scorer:
    """Weighs pairs of companies against all records at hand.

    Args:
        group_of: for a kind, the group to which a company belongs by evidence of *other*
            kinds; companies of one group are one sharer. A value must not make its own sharers
            related, or a hub would talk itself into being nobody's.
        certain: for a company, those to which it is linked for certain.
    """

    def __init__(
        self,
        index: Index,
        group_of: Callable[[Kind, int], int],
        certain: Mapping[int, Set[int]] = MappingProxyType({}),
    ) -> None:
        self._index = index
        self._group_of = group_of
        self._certain = certain
        self._total = max(len(index.companies), 2)
        self._showing = {
            kind: max(
                sum(bool(company.values[kind]) for company in index.companies),
                self._total * LEAST_SHOWN,
            )
            for kind in Kind
        }
        self._compare: dict[Kind, Callable[[Company, Company], Iterator[Agreement]]] = {
            Kind.PHONE: self._phones,
            Kind.MAILBOX: self._mailboxes,
            Kind.PERSON: self._people,
            Kind.ADDRESS: self._addresses,
            Kind.BRAND: self._brands,
        }

    def prior(self, left: int, right: int) -> float:
        """Logarithm of the odds that two companies are *not* partners, before any tie."""
        known = any(
            self._certain.get(a, frozenset()) - {b} for a, b in ((left, right), (right, left))
        )
        return log(self._total / (PARTNERS_OF_MANY if known else PARTNERS_OF_LONE))

    def weigh(self, left: Company, right: Company) -> tuple[float, tuple[Tie, ...]]:
        """The weight of all that two companies share, and the ties, strongest first."""
        ties = [tie for kind in Kind for tie in self._best(kind, left, right)]
        ties.sort(key=lambda tie: (-tie.weight, tie.kind))
        weights = list(_independent(ties))
        total = sum(weights) - self.prior(left.number, right.number)
        telling = {tie.kind for tie, one in zip(ties, weights, strict=True) if one >= WEAK_FROM}
        if len(telling) == 1 and telling <= NEVER_ALONE:
            total = min(total, LINK_AT - UNDER)
        return total, tuple(ties)

    def others(self, kind: Kind, key: str, left: int, right: int) -> int:
        """Count the otherwise unrelated companies that share a value with these two."""
        return self._unrelated(kind, self._index.sharing(kind, key), left, right)

    def _unrelated(self, kind: Kind, sharers: Iterable[int], left: int, right: int) -> int:
        own = {self._group_of(kind, left), self._group_of(kind, right)}
        return len({self._group_of(kind, one) for one in sharers} - own)

    def _best(self, kind: Kind, left: Company, right: Company) -> Iterator[Tie]:
        compare = self._compare.get(kind)
        found = compare(left, right) if compare else self._equal(kind, left, right)
        ties = [self._tie(kind, one) for one in found]
        if ties:
            yield max(ties, key=lambda tie: tie.weight)

    def _tie(self, kind: Kind, found: Agreement) -> Tie:
        expected = (found.expected + _hub(kind, found.others)) * found.share
        weight = max(0.0, log(REUSE[kind] * self._showing[kind] / max(expected, 1e-6)))
        return Tie(
            kind=kind,
            left_value=found.left.text,
            right_value=found.right.text,
            seen_in=(_where(found.left), _where(found.right)),
            shared_by=len(self._index.sharing(kind, found.key)),
            unrelated=found.others + 1,
            weight=weight,
            strength=self._strength(weight),
            why=found.why,
        )

    def _strength(self, weight: float) -> Strength:
        needed = log(self._total / PARTNERS_OF_LONE) + LINK_AT
        if weight >= needed:
            return Strength.STRONG
        if weight >= needed * MEDIUM_SHARE:
            return Strength.MEDIUM
        return Strength.WEAK if weight >= WEAK_FROM else Strength.NONE

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
                    share = ABROAD if ours.hint != theirs.hint else 1.0
                    yield Agreement(key, ours, theirs, CHANCE[Kind.PHONE], others, "equal", share)
                    break

    def _mailboxes(self, left: Company, right: Company) -> Iterator[Agreement]:
        for key in self._common(Kind.MAILBOX, left, right):
            others = self.others(Kind.MAILBOX, key, left.number, right.number)
            for ours, theirs in _both(left, right, Kind.MAILBOX, key):
                if ours.hint:
                    yield Agreement(key, ours, theirs, ROLE_MAILBOX_CHANCE, others, "equal")
                elif mails.normal(ours.text) == mails.normal(theirs.text):
                    same = self._same_box(key, ours)
                    others_there = self._unrelated(Kind.MAILBOX, same, left.number, right.number)
                    yield Agreement(
                        key, ours, theirs, CHANCE[Kind.MAILBOX], others_there, "same_box"
                    )
                elif why := _alike_digits(ours, theirs):
                    namesakes = NAMESAKE_FORM * self._namesakes(key, left, right)
                    share = self._index.digits_share(_shorter_digits(ours, theirs))
                    chance = share * max(others + STEM_CHANCE, namesakes)
                    yield Agreement(key, ours, theirs, CHANCE[Kind.MAILBOX] + chance, 0, why)

    def _same_box(self, key: str, shown: Shown) -> Iterator[int]:
        """The companies that show this very mailbox."""
        address = mails.normal(shown.text)
        for number in self._index.sharing(Kind.MAILBOX, key):
            there = self._index.companies[number].values[Kind.MAILBOX][key]
            if any(mails.normal(one.text) == address for one in there):
                yield number

    def _namesakes(self, stem: str, left: Company, right: Company) -> float:
        """How many bear the name of which a mailbox stem is made, when a person shows it."""
        names = {
            key
            for company in (left, right)
            for key, shown in company.values[Kind.PERSON].items()
            if any(_makes(one.text, stem) for one in shown)
        }
        bearers = (
            max(self._index.namesakes(key), len(self._index.sharing(Kind.PERSON, key)) - 2)
            for key in names
            if key[0] != "."
        )
        return max(bearers, default=0.0)

    def _brands(self, left: Company, right: Company) -> Iterator[Agreement]:
        for found in self._equal(Kind.BRAND, left, right):
            alike = self._index.brands_alike(found.left.text)
            yield replace(found, expected=found.expected + alike)

    def _people(self, left: Company, right: Company) -> Iterator[Agreement]:
        """Names that agree; of the keys of one name the commonest says how common it is."""
        found: dict[tuple[str, str], Agreement] = {}
        for key in self._common(Kind.PERSON, left, right):
            others = self.others(Kind.PERSON, key, left.number, right.number)
            for ours, theirs in _both(left, right, Kind.PERSON, key):
                names = (ours.text, theirs.text)
                if likeness := people.likeness(*names):
                    known = found.get(names, Agreement(key, ours, theirs, 0.0, 0, ""))
                    near = likeness >= _NEAR_NAMES_AT
                    chance = self._index.namesakes(key) if near else self._initials(key)
                    expected = max(CHANCE[Kind.PERSON] + max(chance - others, 0), known.expected)
                    why = "equal" if near else "initial"
                    most = max(others, known.others)
                    found[names] = Agreement(key, ours, theirs, expected, most, why)
        yield from found.values()

    def _initials(self, key: str) -> float:
        return self._index.bearers(key) / INITIAL_CHOICE

    def _addresses(self, left: Company, right: Company) -> Iterator[Agreement]:
        for key in self._common(Kind.ADDRESS, left, right):
            for ours, theirs in _both(left, right, Kind.ADDRESS, key):
                here, there = _address(ours), _address(theirs)
                if closeness := addresses.closeness(here, there):
                    expected, others = self._expected_at(key, here, there, left, right)
                    why = _WHY_UNIT[closeness]
                    yield Agreement(key, ours, theirs, expected, others, why)

    def _expected_at(
        self,
        key: str,
        here: addresses.Address,
        there: addresses.Address,
        left: Company,
        right: Company,
    ) -> tuple[float, int]:
        """Companies expected at an address by chance, and others that are in fact there."""
        index = self._index
        closeness = addresses.closeness(here, there)
        tenants = {
            number
            for number in index.sharing(Kind.ADDRESS, key)
            for shown in index.companies[number].values[Kind.ADDRESS][key]
            if max(addresses.closeness(side, _address(shown)) for side in (here, there))
            >= closeness
        }
        others = self._unrelated(Kind.ADDRESS, tenants, left.number, right.number)
        neighbours = index.neighbours(key, left.values[Kind.ADDRESS][key][0].hint)
        if here.street:
            neighbours /= UNIT_RATIO[closeness]
        expected = CHANCE[Kind.ADDRESS] + neighbours
        return expected + (CARE_OF_CHANCE if here.care_of and there.care_of else 0.0), others


def _independent(ties: Sequence[Tie]) -> Iterator[float]:
    """The weights, less what one tie already says of another."""
    kinds = {tie.kind: tie for tie in ties}
    for tie in ties:
        yield tie.weight * (DEPENDENT if _implied(tie, kinds) else 1.0)


_SAYS_LESS_THAN: Mapping[Kind, Set[Kind]] = {
    Kind.BRAND: {Kind.WEBSITE},
    Kind.ANALYTICS: {Kind.WEBSITE},
    Kind.ICON: {Kind.WEBSITE, Kind.ANALYTICS},
    Kind.TEMPLATE: {Kind.WEBSITE, Kind.ANALYTICS, Kind.ICON},
}
"""A page built once has one number, one icon and one shape: the telling one counts in full."""


def _implied(tie: Tie, kinds: Mapping[Kind, Tie]) -> bool:
    """Whether another tie already says what this one says."""
    if tie.kind in _SAYS_LESS_THAN:
        return not _SAYS_LESS_THAN[tie.kind].isdisjoint(kinds)
    if tie.kind is not Kind.PERSON:
        return False
    return _names_the_box(tie, kinds.get(Kind.MAILBOX)) or _one_register(
        tie, kinds.get(Kind.ADDRESS)
    )


def _hub(kind: Kind, others: int) -> float:
    """What the others that share a value add to its expected sharers.

    A telephone or an account that three companies show may well be one owner's: such values
    turn into an agent's only gradually. A template or a shared network does so at once.
    """
    return PERSONAL_HUB * others * others if kind in PERSONAL else float(others)


def _makes(name: str, stem: str) -> bool:
    """Whether a mailbox stem is made of a name: a telling word of it stands in the stem."""
    return any(len(token) > 3 and token in stem for token in people.parse(name).tokens)


def _alike_digits(ours: Shown, theirs: Shown) -> str:
    """Why two mailbox names of one stem agree: equal digits, or some more; "" if not."""
    left, right = mails.local_part(ours.text).digits, mails.local_part(theirs.text).digits
    short, long = sorted((left, right), key=len)
    if not long.startswith(short) or len(long) - len(short) > MORE_DIGITS:
        return ""
    return "equal" if left == right else "extended"


def _shorter_digits(ours: Shown, theirs: Shown) -> str:
    return min(mails.local_part(ours.text).digits, mails.local_part(theirs.text).digits, key=len)


def _names_the_box(person: Tie, mailbox: Tie | None) -> bool:
    """Whether the mailbox is called after the person: then both are one sign."""
    if mailbox is None:
        return False
    return _makes(person.left_value, mails.local_part(mailbox.left_value).stem)


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
