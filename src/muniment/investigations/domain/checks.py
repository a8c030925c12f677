"""What a check is: one question about a case, and the only answers it may give.

A check is one class with the attributes and methods of `Check`. It never opens a socket and
never reads a database itself: everything it may know stands in the `Subject`, everything it
may do in the `World`. What it saw comes back as a `Result`.

The rule that matters most: an answer that could not be had is `UNAVAILABLE`, never
`NOTHING_FOUND`. Silence lowers coverage; it is not a good sign.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Protocol


class Step(StrEnum):
    """The stations of the strategy, in their order on the flow chart."""

    BASICS = "basics"
    PERSON = "person"
    EMAIL_WEB = "email_web"
    SEARCH = "search"
    CUSTOMS = "customs"
    LISTS = "lists"
    THIRD_PARTIES = "third_parties"
    SAME_HANDS = "same_hands"
    DEAL = "deal"
    VERDICT = "verdict"


class Mode(StrEnum):
    """How a check works: over the network, from what lies in the house, or by a person."""

    LIVE = "live"
    OFFLINE = "offline"
    MANUAL = "manual"


class Outcome(StrEnum):
    """How a run ended."""

    DONE = "done"
    NOTHING_FOUND = "nothing_found"  # the source answered, and had nothing
    NOT_APPLICABLE = "not_applicable"
    UNAVAILABLE = "unavailable"  # not reached, no key, list too old: nothing is known
    NEEDS_PERSON = "needs_person"
    FAILED = "failed"  # our own mistake or an answer that cannot be read


REACHED = frozenset({Outcome.DONE, Outcome.NOTHING_FOUND})
"""The outcomes that count as checked."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is known of the case when a check runs.

    Attributes:
        facts: code → values, for example `company.name`, `company.country` (ISO alpha-2),
            `company.registration_number`, `company.tax_number`, `company.lei`,
            `company.address`, `company.website`, `company.founded_on`, `person.name`,
            `person.title`, `contact.email`, `contact.phone`, `bank.account`, `bank.name`,
            `bank.country`, `mail.raw` (the mail as received, headers included),
            `deal.product`, `deal.hs_code`, `deal.quantity`, `deal.unit`, `deal.unit_price`,
            `deal.amount`, `deal.currency`, `deal.incoterm`, `deal.port`, `deal.origin`,
            `deal.destination`, `deal.consignee`, `deal.notify`, `deal.forwarder`,
            `deal.payment`, `deal.letter_of_credit`. Never empty strings.
        today: the day on which the question is asked.
    """

    facts: Mapping[str, tuple[str, ...]]
    today: date

    def all(self, code: str) -> tuple[str, ...]:
        """All values of a fact, best first; empty when nothing is known."""
        return self.facts.get(code, ())

    def one(self, code: str) -> str:
        """The first value of a fact, or an empty string."""
        return next(iter(self.all(code)), "")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a check saw, before it becomes a finding of the case.

    Attributes:
        signal: code of the catalogue (`investigations/data/signals/*.toml`).
        key: what the finding is about, stable over runs (a list row's id, a domain, a pair of
            companies). A dismissal lasts while (signal, key, fingerprint) stay the same.
        facts: fill the `{places}` of the signal's sentence: strings and whole numbers.
        excerpt: the words of the source on which it rests, short.
        confidence: 0 to 100: how sure the check is that it saw what it says.
        evidence: hashes of the evidence on which it rests, as the world handed them out.
        fingerprint: of the facts that matter; another fingerprint brings a dismissed finding back.
        valid_days: after that the finding is stale.
    """

    signal: str
    key: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)
    excerpt: str = ""
    confidence: int = 80
    evidence: tuple[str, ...] = ()
    fingerprint: str = ""
    valid_days: int = 365


@dataclass(frozen=True, slots=True)
class Result:
    """The answer of one run.

    Attributes:
        outcome: how it ended.
        found: what it saw; may be non-empty whatever the outcome.
        reason: short code why, for `UNAVAILABLE`, `NOT_APPLICABLE` and `FAILED`:
            `offline`, `timeout`, `rate_limited`, `no_key`, `server_error`, `malformed`,
            `list_too_old`, `no_list`, `no_data`, `missing_input`, …
        retry_at: when asking again makes sense, if the source said so.
        task: for `NEEDS_PERSON`: what the person should do, a translatable English sentence.
        learnt: facts that the check brings in, code → values; they are proposed, not adopted.
        detail: what a page shows beside the findings (a profile, a list of directives): JSON.
    """

    outcome: Outcome
    found: tuple[Found, ...] = ()
    reason: str = ""
    retry_at: datetime | None = None
    task: str = ""
    learnt: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a check asks, and on what terms.

    Attributes:
        name: of the source, as its owner writes it.
        home: address of its page for people.
        terms: what its terms of use ask of us, one translatable sentence.
    """

    name: str
    home: str
    terms: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer as it came, already kept as evidence.

    Attributes:
        status: HTTP status.
        headers: names in lower case.
        body: decoded from any transfer coding, at most the limit of the request.
        evidence: SHA-256 of the kept bytes, hexadecimal.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    evidence: str


@dataclass(frozen=True, slots=True)
class DnsAnswer:
    """What the name service said: three outcomes that must not be mixed up.

    Attributes:
        state: "answer", "no_name" (NXDOMAIN) or "no_data"; anything else raises `NotReached`.
        records: as text, one an entry; TXT strings are joined.
    """

    state: str
    records: tuple[str, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class WhoisAnswer:
    """What a WHOIS server said; already kept as evidence under its hash.

    Attributes:
        server: who said it, `host` or `host:port`.
    """

    text: str
    server: str
    evidence: str


class NotReached(Exception):
    """The outside could not be asked, or did not answer; the run ends as `UNAVAILABLE`.

    Attributes:
        reason: as in `Result.reason`.
        retry_at: when the source says that asking again makes sense.
    """

    def __init__(self, reason: str, retry_at: datetime | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_at = retry_at


class World(Protocol):
    """All that a check may do. Raw bytes are kept as evidence before anybody reads them."""

    def fetch(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        secret_headers: Mapping[str, str] | None = None,
        timeout_s: float = 15.0,
        limit_bytes: int = 2_000_000,
    ) -> Fetched:
        """Ask one address; follows no redirect to another scheme. Any HTTP status is an answer.

        `secret_headers` are sent and never kept.

        Raises:
            NotReached: offline switch, time-out, refused, too large, rate limited by us.
        """
        ...

    def resolve(self, name: str, kind: str) -> DnsAnswer:
        """Ask the name service for `A`, `AAAA`, `MX`, `NS`, `TXT`, `SOA`.

        Raises:
            NotReached: offline, time-out, SERVFAIL.
        """
        ...

    def whois(self, server: str, line: str) -> WhoisAnswer:
        """Send one line to a WHOIS server, `host` or `host:port`; follows no referral.

        Raises:
            NotReached: as `fetch`; `malformed` for more than one line.
        """
        ...

    def keep(self, content: bytes, *, kind: str, source: str) -> str:
        """Keep bytes that did not come over the network as evidence; returns their SHA-256."""
        ...

    def setting(self, name: str) -> str:
        """A setting of the connectors: base addresses and keys; "" when it is not set."""
        ...

    def ask(self, question: str, **inputs: object) -> object:
        """Ask another room of the house: `screen`, `customs_profile`, `plausibility`,
        `own_customers`, `same_hands`, `own_disputes`, `third_parties`, `rdap_server`; what
        goes in and comes out stands in `domain/house.py` and with the check that asks.

        Raises:
            NotReached: `no_data` or `nobody_answers`.
        """
        ...


class Check(Protocol):
    """One question about a case.

    Attributes:
        id: stable name, `step.what`.
        version: raised when the same input may give another answer.
        title: a translatable English phrase.
        needs: groups of fact codes; every group must have at least one fact that is known.
        weight: what it counts for in coverage, 1 (nice) to 5 (a case without it is blind).
        timeout_s: the whole run; max_age_days: how long an answer stays fresh.
        minutes: what it costs a person, for “next cheapest step”; 0 for unattended.
        needs_key: names of settings without which it cannot ask.

    A check may have `also`, a frozenset of fact codes that it asks about beside `needs`: when
    one of them comes or goes, its answer no longer holds.
    """

    id: ClassVar[str]
    version: ClassVar[int]
    title: ClassVar[str]
    step: ClassVar[Step]
    mode: ClassVar[Mode]
    needs: ClassVar[Sequence[frozenset[str]]]
    sources: ClassVar[tuple[Source, ...]]
    weight: ClassVar[int]
    timeout_s: ClassVar[float]
    max_age_days: ClassVar[int]
    minutes: ClassVar[int]
    needs_key: ClassVar[tuple[str, ...]]

    def not_applicable(self, subject: Subject) -> str:
        """Say why the question does not arise for this case, as a code, or "" when it does."""
        ...

    def run(self, subject: Subject, world: World) -> Result:
        """Ask, and answer.

        Raises:
            NotReached: the runner turns it into `UNAVAILABLE`.
        """
        ...
