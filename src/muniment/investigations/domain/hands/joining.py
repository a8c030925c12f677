"""First stage: which records speak of the same company.

Here a difference counts: two registration numbers are two companies, and a common name in
another town with other people, telephone and mailbox is a namesake. The second stage, which
asks for the same hands behind different companies, uses no difference at all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from muniment.investigations.domain.hands.records import Record
from muniment.matching import addresses, companies, mails, people, phones

_NEEDED = {0: -1, 1: -1, 2: 1}
"""Agreement that a name with so many slips needs; more slips need 2, glued words 1."""
_SURE = 3
"""Agreement of a telephone, a mailbox, a domain or an account, with nothing against it."""
_END_LETTERS = 5  # of a squeezed brand; a slip in one end leaves the other end as it is
_LONGER = 4  # letters that one of two names may have more
_LARGEST_BLOCK = 400  # names; a block beyond that is cut to equal names only


class Merger:
    """Sets that grow together (union–find); sets know their members."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self._members: dict[int, list[int]] = {}

    def root(self, item: int) -> int:
        """The one that stands for the set of an item."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def members(self, item: int) -> list[int]:
        """All items of the set of an item."""
        root = self.root(item)
        return self._members.get(root, [root])

    def join(self, left: int, right: int) -> None:
        """Make one set of two."""
        left, right = sorted((self.root(left), self.root(right)))
        if left != right:
            self._members[left] = self.members(left) + self.members(right)
            self._members.pop(right, None)
            self._parent[right] = left


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a record tells one company from its namesake, in comparable form."""

    name: companies.CompanyName
    country: str
    city: str
    registration: str
    phone: str
    mailbox: str
    domain: str
    bank: str
    address: addresses.Address
    people: tuple[str, ...]


def facts_of(record: Record) -> Facts:
    """Bring a record to comparable form."""
    local, domain = mails.split(record.email)
    return Facts(
        name=companies.parse(record.company_name),
        country=record.country.upper(),
        city=record.city.lower(),
        registration="".join(sign for sign in record.registration_no.upper() if sign.isalnum()),
        phone=phones.key(record.phone, record.country),
        mailbox=f"{local}@{domain}" if local else "",
        domain=site_of(record.website),
        bank="".join(sign for sign in record.bank_account.upper() if sign.isalnum()),
        address=addresses.parse(record.address, record.city),
        people=tuple(name for name in (record.director, record.contact_name) if name),
    )


def site_of(address: str) -> str:
    """The host of a web address without `www.`; "" when there is none."""
    host = address.lower().strip().partition("://")[2] or address.lower().strip()
    host = host.split("/", 1)[0].split(":", 1)[0].strip(".")
    return host.removeprefix("www.") if "." in host else ""


def companies_of(records: Sequence[Record]) -> list[list[int]]:
    """Put the records of each company together; positions in `records`, first ones first.

    A record with a `company` joins the others of that company and nobody else. Time grows
    with the number of records times the number of names that begin or end alike.
    """
    facts = [facts_of(record) for record in records]
    words = _word_counts(facts)
    merger = Merger(len(records))
    _join_known(records, merger)
    for left, right in _candidates(records, facts, words):
        if merger.root(left) == merger.root(right):
            continue
        if _same_company(facts[left], facts[right], words) and not _at_odds(
            facts, merger.members(left), merger.members(right)
        ):
            merger.join(left, right)
    roots = dict.fromkeys(merger.root(item) for item in range(len(records)))
    return [sorted(merger.members(root)) for root in roots]


def word_counts(records: Iterable[Record]) -> Counter[str]:
    """In how many different company names each word occurs."""
    return _word_counts([facts_of(record) for record in records])


def one_company(known: Sequence[Record], asked: Sequence[Record], words: Counter[str]) -> bool:
    """Tell whether two sets of records speak of one company."""
    facts = [facts_of(record) for record in (*known, *asked)]
    ours, theirs = range(len(known)), range(len(known), len(facts))
    if _at_odds(facts, ours, theirs):
        return False
    return any(_same_company(facts[one], facts[other], words) for one in ours for other in theirs)


def _word_counts(facts: Iterable[Facts]) -> Counter[str]:
    return Counter(word for name in {fact.name.words for fact in facts} for word in set(name))


def _join_known(records: Sequence[Record], merger: Merger) -> None:
    first: dict[str, int] = {}
    for item, record in enumerate(records):
        if record.company:
            merger.join(first.setdefault(record.company, item), item)


def _candidates(
    records: Sequence[Record], facts: Sequence[Facts], words: Counter[str]
) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: surest first, so that namesakes are told apart by what is known."""
    open_items = [item for item, record in enumerate(records) if not record.company]
    yield from _pairs({item: facts[item].registration for item in open_items})
    same_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for item in open_items:
        if facts[item].name.squeezed:
            same_name[(facts[item].country, facts[item].name.squeezed)].append(item)
    near = list(_near(same_name, facts, words))
    for block in same_name.values():
        yield from _by_agreement(combinations(block[:_LARGEST_BLOCK], 2), facts)
    yield from _by_agreement(near, facts)


def _pairs(values: dict[int, str]) -> Iterator[tuple[int, int]]:
    first: dict[str, int] = {}
    for item, value in values.items():
        if value:
            other = first.setdefault(value, item)
            if other != item:
                yield other, item


def _near(
    same_name: dict[tuple[str, str], list[int]], facts: Sequence[Facts], words: Counter[str]
) -> Iterator[tuple[int, int]]:
    """Pairs of records of one country whose names differ by slips, or by a mangled word."""
    blocks: dict[tuple[str, str, str], list[list[int]]] = defaultdict(list)
    for (country, squeezed), items in same_name.items():
        key = facts[items[0]].name.key or squeezed
        blocks[(country, "begins", key[:_END_LETTERS])].append(items)
        blocks[(country, "ends", key[-_END_LETTERS:])].append(items)
    for block in blocks.values():
        for left, right in combinations(block[:_LARGEST_BLOCK], 2):
            one, other = facts[left[0]].name, facts[right[0]].name
            if abs(len(one.squeezed) - len(other.squeezed)) > _LONGER:
                continue
            slips = companies.slips(one, other, occurs=words.__getitem__)
            if slips is not None or one.key == other.key:
                yield from ((first, second) for first in left for second in right)


def _by_agreement(
    pairs: Iterable[tuple[int, int]], facts: Sequence[Facts]
) -> list[tuple[int, int]]:
    return sorted(pairs, key=lambda pair: -_agreement(facts[pair[0]], facts[pair[1]]))


def _same_company(left: Facts, right: Facts, words: Counter[str]) -> bool:
    """Decide about two records on their own."""
    if left.registration and left.registration == right.registration:
        return True
    if left.country and right.country and left.country != right.country:
        return False
    agreement = _agreement(left, right)
    if left.name.words == right.name.words:
        return agreement >= 0
    slips = companies.slips(left.name, right.name, occurs=words.__getitem__)
    if slips is None:
        return (
            agreement >= _SURE
            and left.name.key == right.name.key
            and _rare_word(left, right, words)
        )
    glued = slips == 0 and len(left.name.words) != len(right.name.words)
    return agreement >= (1 if glued else _NEEDED.get(slips, 2))


def _rare_word(left: Facts, right: Facts, words: Counter[str]) -> bool:
    """Whether a word in which two names differ is in no other name: a mangled "Intl"."""
    return any(words[word] == 1 for word in set(left.name.words) ^ set(right.name.words))


def _agreement(left: Facts, right: Facts) -> int:
    """Count what agrees, less what differs; what one side does not say is neither."""
    score = 0
    for ours, theirs, agree, differ in (
        (left.phone, right.phone, 3, 1),
        (left.mailbox, right.mailbox, 3, 1),
        (left.domain, right.domain, 3, 1),
        (left.bank, right.bank, 3, 2),
        (left.city, right.city, 1, 2),
    ):
        if ours and theirs:
            score += agree if ours == theirs else -differ
    if left.address.keys() and right.address.keys() and not _care_of(left, right):
        score += 2 if addresses.closeness(left.address, right.address) >= 0.7 else -2
    if left.people and right.people:
        alike = any(people.likeness(a, b) >= 0.6 for a in left.people for b in right.people)
        score += 2 if alike else 0
    return score


def _care_of(left: Facts, right: Facts) -> bool:
    return left.address.care_of or right.address.care_of


def _at_odds(facts: Sequence[Facts], left: Iterable[int], right: Iterable[int]) -> bool:
    """Whether two sets of records carry different registration numbers."""
    ours = {facts[item].registration for item in left} - {""}
    theirs = {facts[item].registration for item in right} - {""}
    return bool(ours and theirs) and not ours & theirs
