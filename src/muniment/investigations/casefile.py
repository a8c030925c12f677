"""What comes out of the gate: a case as one reader may have it, in frozen rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from muniment.core.money import Money
from muniment.investigations.domain.checks import Mode, Outcome, Source, Step
from muniment.investigations.domain.coverage import CheckState, Coverage, Reading
from muniment.investigations.domain.flow import Flow
from muniment.investigations.domain.rating import Rating, State
from muniment.investigations.domain.signals import Dimension, Direction


class Shown(StrEnum):
    """How much of a value this reader gets."""

    OPEN = "open"
    MASKED = "masked"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What anybody who may know of the case sees of it: nothing of the customer.

    Attributes:
        risk: A to E, `insufficient`, or "" before the first rating; coverage: per cent or None.
        due_because: code why it is due: `schedule`, `list_changed`, `bank_changed`, ….
    """

    id: UUID
    number: str
    codename: str
    trigger: str
    state: str
    dossier_id: UUID | None
    owner_id: UUID
    opened_at: datetime
    touched_at: datetime
    closed_at: datetime | None
    due_at: datetime | None
    due_because: str
    risk: str
    coverage: int | None
    evidence_count: int


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact.

    Attributes:
        value: the value, its mask, or "" when withheld; `why` then is the reason's code.
        state_at: when it came into its state (proposed, adopted, withdrawn).
        check: the check that learnt it, or "".
    """

    id: UUID
    code: str
    value: str
    shown: Shown
    why: str
    state: str
    source: str
    check: str
    note: str
    version: int
    by: UUID | None
    at: datetime
    state_at: datetime


@dataclass(frozen=True, slots=True)
class MarkRow:
    """What a person once said about a finding."""

    state: State
    reason: str
    by: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding with its history, newest mark first.

    Attributes:
        check: id of the check that saw it, "" for a person.
        facts: for `domain.signals.Signal.say`; empty when withheld, as is `excerpt`.
        evidence: ids; hashes: of the same, hexadecimal.
        superseded_at: a newer run no longer saw it, or saw other facts.
    """

    id: UUID
    check: str
    signal: str
    key: str
    facts: Mapping[str, str | int]
    excerpt: str
    direction: Direction
    weight: int
    dimension: Dimension
    confidence: int
    hard_stop: bool
    state: State
    evidence: tuple[UUID, ...]
    found_at: datetime
    seen_at: datetime
    expires_at: datetime
    superseded_at: datetime | None
    by: UUID | None
    withheld: bool
    marks: tuple[MarkRow, ...] = ()

    @property
    def reason(self) -> str:
        """Why it has its state; "" while nobody said anything."""
        return self.marks[0].reason if self.marks else ""


@dataclass(frozen=True, slots=True)
class RunRow:
    """The newest run of one check. `detail` is JSON for the page, empty when withheld."""

    id: UUID
    check: str
    version: int
    outcome: Outcome
    reason: str
    retry_at: datetime | None
    task: str
    note: str
    by_person: bool
    by: UUID | None
    started_at: datetime
    ended_at: datetime
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One installed check as the flow chart shows it, with its newest run if it ever ran."""

    id: str
    title: str
    step: Step
    mode: Mode
    sources: tuple[Source, ...]
    minutes: int
    state: CheckState
    run: RunRow | None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One piece of evidence without its bytes; source, method and hash are "" when withheld.

    Attributes:
        sha256: of the plain bytes, hexadecimal; chain: the link's hash, hexadecimal.
    """

    id: UUID
    number: int
    kind: str
    source: str
    method: str
    status: int | None
    sha256: str
    size: int
    chain: str
    at: datetime
    by: UUID | None
    run: UUID | None
    supersedes: UUID | None
    withheld: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One verdict. `frozen` is what it rested on; empty when withheld."""

    id: UUID
    number: int
    state: str
    verdict: str
    terms: str
    reason: str
    advice: Mapping[str, Any]
    risk: str
    coverage: int
    is_override: bool
    needs_second: bool
    decided_by: UUID
    decided_at: datetime
    second_by: UUID | None
    second_at: datetime | None
    second_reason: str
    digest: str
    evidence_head: str
    frozen: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WatchRow:
    """When the case is looked at again."""

    id: UUID
    every_days: int
    checks: tuple[str, ...]
    due_at: datetime
    last_run_at: datetime | None
    set_by: UUID | None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A tie to another case or customer, which is named by number or codename only.

    Attributes:
        ties: kind, value of this case's own side, shared_by, strength, why.
    """

    id: UUID
    other_id: UUID | None
    other_dossier_id: UUID | None
    other_name: str
    strength: str
    state: State | str
    weight: float
    ties: tuple[Mapping[str, Any], ...]
    reason: str
    found_at: datetime


@dataclass(frozen=True, slots=True)
class QuestionnaireRow:
    """One questionnaire to a third party.

    Attributes:
        state: waiting, overdue, answered or closed; ended_at: when it was answered or closed.
        reminders: how many were sent; remind_at: the next one.
        is_undelivered: no mail server took the newest letter.
        opened_at: first time; a mail scanner may have done it.
        email, name, about, told: "" or empty when withheld; told: question → answer's code or text.
        receipt: SHA-256 of the answer, hexadecimal; evidence: its id.
    """

    id: UUID
    number: int
    form: str
    state: str
    language: str
    by_mail: bool
    asked_by: UUID | None
    asked_at: datetime
    expires_at: datetime
    remind_at: datetime | None
    reminders: int
    mailed_at: datetime | None
    is_undelivered: bool
    opened_at: datetime | None
    ended_at: datetime | None
    name: str
    company: str
    email: str
    about: str
    named_by_buyer: bool
    told: Mapping[str, str]
    answered_by: str
    may_quote: bool
    receipt: str
    evidence: UUID | None
    closed_because: str
    withheld: bool


@dataclass(frozen=True, slots=True)
class Assessment:
    """The two numbers, side by side, and the chart. `reading` stands in the place of the letter."""

    rating: Rating
    coverage: Coverage
    reading: Reading
    flow: Flow
    checks: tuple[CheckState, ...]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as this reader may have it.

    Attributes:
        order, about, at_risk: what the case was opened for, in clear.
        superseded: findings that no longer count, newest first.
        shaded: at least one value is masked or withheld from this reader.
        entry_id: the ledger entry that has this look on record.
        people: names of the staff by id, for those who print it; empty from the gate.
    """

    head: CaseHead
    order: str
    about: str
    at_risk: Money | None
    facts: tuple[FactRow, ...]
    findings: tuple[FindingRow, ...]
    superseded: tuple[FindingRow, ...]
    checks: tuple[CheckRow, ...]
    evidence: tuple[EvidenceRow, ...]
    decisions: tuple[DecisionRow, ...]
    watch: WatchRow | None
    links: tuple[LinkRow, ...]
    assessment: Assessment
    shaded: bool
    entry_id: UUID
    sitting_ends_at: datetime
    people: Mapping[UUID, str] = field(default_factory=dict)
    questionnaires: tuple[QuestionnaireRow, ...] = ()

    def known(self, code: str) -> tuple[str, ...]:
        """The adopted values of a fact that are in clear, newest first."""
        return tuple(
            row.value
            for row in self.facts
            if row.code == code and row.state == "adopted" and row.shown is Shown.OPEN
        )

    @property
    def decision(self) -> DecisionRow | None:
        """The verdict in force."""
        return next((row for row in self.decisions if row.state == "in_force"), None)

    @property
    def waiting(self) -> DecisionRow | None:
        """The verdict that waits for a second person."""
        return next((row for row in self.decisions if row.state == "waiting"), None)
