"""A case as it goes out: the head that lists show, and the file that a look opens."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from muniment.api.shapes import Amount, Paged, Shape, listed
from muniment.investigations.casefile import (
    Shown,
)
from muniment.investigations.domain.advice import Way
from muniment.investigations.domain.checks import Mode, Outcome, Step
from muniment.investigations.domain.coverage import Reading
from muniment.investigations.domain.flow import StepState
from muniment.investigations.domain.rating import Letter, State
from muniment.investigations.domain.signals import Dimension, Direction

CheckOutcome = Annotated[Outcome, listed(Outcome)]
FindingState = Annotated[State, listed(State)]
SpeaksFor = Annotated[Direction, listed(Direction)]


class CaseHeadTold(Shape):
    """What whoever may know of a case sees in lists: nothing of the customer.

    `risk` is A to E, `insufficient` or empty before the first rating; `coverage` is in percent.
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


class CaseHeads(Shape):
    """Heads of cases."""

    rows: list[CaseHeadTold]


class CasesPage(Paged):
    """Cases, newest touched first."""

    rows: list[CaseHeadTold]


class FactTold(Shape):
    """One fact: its value, its mask, or nothing with the reason in `why`."""

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


class MarkTold(Shape):
    """What a person once said about a finding."""

    state: FindingState
    reason: str
    by: UUID
    at: datetime


class FindingTold(Shape):
    """One finding; `sentence` is in the language of the request, with dots where withheld."""

    id: UUID
    check: str
    signal: str
    key: str
    sentence: str
    facts: dict[str, str | int]
    excerpt: str
    direction: SpeaksFor
    weight: int
    dimension: Dimension
    confidence: int
    hard_stop: bool
    state: FindingState
    evidence: list[UUID]
    found_at: datetime
    seen_at: datetime
    expires_at: datetime
    superseded_at: datetime | None
    by: UUID | None
    withheld: bool
    marks: list[MarkTold]


class RunTold(Shape):
    """The newest run of a check; `detail` is what a page shows beside the findings."""

    id: UUID
    version: int
    outcome: CheckOutcome
    reason: str
    retry_at: datetime | None
    task: str
    note: str
    by_person: bool
    by: UUID | None
    started_at: datetime
    ended_at: datetime
    detail: dict[str, Any]


class CheckTold(Shape):
    """One check in this case; `reached` says whether it counts as checked."""

    id: str
    title: str
    step: Step
    mode: Mode
    minutes: int
    weight: int
    reached: bool
    stale: bool
    run: RunTold | None


class EvidenceTold(Shape):
    """One piece of evidence without its bytes; hashes are hexadecimal, empty when withheld."""

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


class TermsTold(Shape):
    """One way of paying; `deposit` is the lowest and the highest percentage."""

    way: Way
    deposit: tuple[int, int]
    days: int
    insured: bool


class DecisionTold(Shape):
    """One verdict; `frozen` is what it rested on, null terms and empty texts when withheld."""

    id: UUID
    number: int
    state: str
    verdict: str
    terms: TermsTold | None
    reason: str
    advice: dict[str, Any]
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
    frozen: dict[str, Any]


class WatchTold(Shape):
    """When the case is looked at again."""

    every_days: int
    checks: list[str]
    due_at: datetime
    last_run_at: datetime | None
    set_by: UUID | None


class TieTold(Shape):
    """One value that this company shares with another; `value` as this case writes it."""

    kind: str
    value: str
    shared_by: int
    strength: str
    why: str


class LinkTold(Shape):
    """A tie to another case or customer, which is named by number or codename only."""

    id: UUID
    other_id: UUID | None
    other_dossier_id: UUID | None
    other_name: str
    strength: str
    state: str
    weight: float
    ties: list[TieTold]
    reason: str
    found_at: datetime


class QuestionnaireTold(Shape):
    """One questionnaire to a third party; what was asked and answered is empty when withheld.

    `told` holds the answers by question; `receipt` is the SHA-256 that the answerer can keep.
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
    told: dict[str, str]
    answered_by: str
    may_quote: bool
    receipt: str
    evidence: UUID | None
    closed_because: str
    withheld: bool


class ContributionTold(Shape):
    """What one finding adds: `points` are hundredths, below 0 for trust."""

    finding: str
    points: int
    place: int


class DimensionTold(Shape):
    """One dimension of the rating: score = risk − trust."""

    dimension: Dimension
    score: int
    risk: int
    trust: int
    contributions: list[ContributionTold]


class AsideTold(Shape):
    """A finding that does not count, and why."""

    finding: str
    why: str


class RatingTold(Shape):
    """The letter and everything it rests on; confirmed `hard_stops` end it at E."""

    letter: Letter
    score: int
    dimensions: list[DimensionTold]
    hard_stops: list[str]
    aside: list[AsideTold]


class UncheckedTold(Shape):
    """A check that was not reached, why, and what it would bring, in points of coverage."""

    check: str
    title: str
    step: Step
    mode: Mode
    why: str
    task: str
    weight: int
    minutes: int
    gain: int


class CaseCoverage(Shape):
    """How much was checked; below `floor` percent no rating reads as good."""

    percent: int
    floor: int
    is_enough: bool
    unchecked: list[UncheckedTold]


class StepTold(Shape):
    """One box of the flow chart; `next` is the id of the cheapest check to go on with here."""

    step: Step
    title: str
    state: StepState
    risks: int
    trusts: int
    neutrals: int
    checks: int
    reached: int
    next: str | None


class AssessmentTold(Shape):
    """Two numbers side by side, never merged; `reading` stands in the place of the letter."""

    reading: Reading
    rating: RatingTold
    coverage: CaseCoverage
    flow: list[StepTold]
    next: UncheckedTold | None


class CaseFileTold(Shape):
    """A case as the caller may have it; `entry_id` is the entry that has this look on record.

    `shaded` says that at least one value is masked or withheld.
    """

    head: CaseHeadTold
    order: str
    about: str
    at_risk: Amount | None
    facts: list[FactTold]
    findings: list[FindingTold]
    superseded: list[FindingTold]
    checks: list[CheckTold]
    evidence: list[EvidenceTold]
    decisions: list[DecisionTold]
    watch: WatchTold | None
    links: list[LinkTold]
    questionnaires: list[QuestionnaireTold]
    assessment: AssessmentTold
    shaded: bool
    entry_id: UUID
    proof: str
    sitting_ends_at: datetime
