"""Win-back cases: what was bought, who knew the customer, what is to do, what came back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from muniment.core.actor import Actor
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry
from muniment.sales import queries as sales
from muniment.sales.queries import Turnover
from muniment.touches.queries import TouchShare, known_to_customer, last_traced, touch_shares
from muniment.vault import queries as vault
from muniment.warning.domain.winback import State, StepKind
from muniment.warning.errors import CaseNotFound
from muniment.warning.models import WinBack, WinBackStep
from muniment.warning.sealing import opened
from muniment.warning.standing import Standing, standing

READ, LISTED = "warning.winback.read", "warning.winback.listed"
_BEFORE = timedelta(days=730)
_MOST = 200


@dataclass(frozen=True, slots=True)
class WinBackRow:
    """One case in the list; `regained` is None for whoever may not see amounts."""

    id: UUID
    dossier_id: UUID
    codename: str
    state: State
    person_id: UUID
    opened_at: datetime
    closed_at: datetime | None
    next_on: date | None
    regained: Turnover | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One thing to do, and what came of it."""

    id: UUID
    kind: StepKind
    person_id: UUID
    due_on: date
    words: str
    result: str
    done_at: datetime | None
    done_by: UUID | None


@dataclass(frozen=True, slots=True)
class Knower:
    """Somebody of ours who had to do with the customer.

    Attributes:
        kept: how many days she kept it; touches and the last one with the customer's own trace.
        is_known: the customer knows her.
    """

    person_id: UUID
    kept: int
    touches: int
    traced: int
    last_on: date | None
    is_known: bool


@dataclass(frozen=True, slots=True)
class WinBackFile:
    """A case as one reader may see it.

    Attributes:
        bought: orders and money of the two years before the case; None without the right.
        hears: whether its words are told: the access table opens the contact persons to her.
    """

    row: WinBackRow
    why: str
    last_words: str
    offer: str
    bought: Turnover | None
    last_order_on: date | None
    steps: tuple[StepRow, ...]
    knowers: tuple[Knower, ...]
    hears: bool


def read_winbacks(*, reader: Actor, at: datetime, closed: bool = False) -> tuple[WinBackRow, ...]:
    """List cases within reach, newest first: those that are open, or those that have ended.

    What is in a case is not told here; that the list was read is on record. Eight SQL queries.

    Raises:
        WarningNotYours, LedgerUnavailable: as the names say.
    """
    stands = standing(reader, at)
    rows = WinBack.objects.filter(stands.within(), closed_at__isnull=not closed)
    newest = list(rows.select_related("dossier").order_by("-opened_at", "-id")[:_MOST])
    facts = {
        "rows": len(newest), "dossiers": sorted({str(case.dossier_id) for case in newest}),
        "session": reader.session_id,
    }  # fmt: skip
    with on_record():
        append_entry(kind=LISTED, subject=stands.reader.id, by=reader, at=at, facts=facts)
    return tuple(_rows(stands, newest))


def read_winback(*, reader: Actor, case_id: UUID, at: datetime) -> WinBackFile:
    """Read one case; on record first. About 16 SQL queries.

    Raises:
        CaseNotFound: missing, or not hers to know of. WarningNotYours: as the name says.
    """
    stands = standing(reader, at)
    rows = WinBack.objects.filter(stands.within(), pk=case_id).select_related("dossier")
    case = rows.first()
    if case is None:
        raise CaseNotFound
    with on_record():
        facts = {"case": str(case.id), "session": reader.session_id}
        append_entry(kind=READ, subject=case.dossier_id, by=reader, at=at, facts=facts)
    (row,) = _rows(stands, [case])
    hears = stands.hears(case.dossier_id)
    words: Mapping[str, str] = {}
    if hears:
        words = opened("winback", [(case.dossier_id, case.id, case.sealed)])[case.id]
    opened_on = timezone.localdate(case.opened_at)
    bought = None
    if row.regained is not None:
        spent = sales.money_of([case.dossier_id], since=opened_on - _BEFORE, until=opened_on)
        bought = spent.get(case.dossier_id, Turnover(0, 0.0, 0))
    last = sales.last_order_days([case.dossier_id]) if bought else {}
    return WinBackFile(
        row=row, why=words.get("why", ""), last_words=words.get("last_words", ""),
        offer=words.get("offer", ""), bought=bought, last_order_on=last.get(case.dossier_id),
        steps=_steps(case, words=hears), knowers=_knowers(case.dossier_id, at), hears=hears,
    )  # fmt: skip


def _rows(stands: Standing, cases: Iterable[WinBack]) -> list[WinBackRow]:
    found = list(cases)
    paid = stands.money_of({case.dossier_id for case in found})
    steps = WinBackStep.objects.filter(case__in=[case.id for case in found], done_at=None)
    due: dict[UUID, date] = {}
    for case_id, day in steps.order_by("-due_on", "id").values_list("case_id", "due_on"):
        due[case_id] = day
    return [
        WinBackRow(
            id=case.id, dossier_id=case.dossier_id, codename=case.dossier.codename,
            state=State(case.state), person_id=case.person_id, opened_at=case.opened_at,
            closed_at=case.closed_at, next_on=due.get(case.id),
            regained=_regained(case, stands.at) if case.dossier_id in paid else None,
        )
        for case in found
    ]  # fmt: skip


def _regained(case: WinBack, at: datetime) -> Turnover:
    """Orders after the day on which the case was opened; a won case counts for a year."""
    since = timezone.localdate(case.opened_at) + timedelta(days=1)
    until = timezone.localdate(at) + timedelta(days=1)
    if case.closed_at:
        until = min(until, timezone.localdate(case.closed_at) + timedelta(days=365))
    money = sales.money_of([case.dossier_id], since=since, until=until)
    return money.get(case.dossier_id, Turnover(0, 0.0, 0))


def _steps(case: WinBack, *, words: bool) -> tuple[StepRow, ...]:
    rows = list(WinBackStep.objects.filter(case=case).order_by("due_on", "id"))
    sealed = [(case.dossier_id, row.id, row.sealed) for row in rows] if words else []
    texts = opened("step", sealed)
    return tuple(
        StepRow(
            row.id, StepKind(row.kind), row.person_id, row.due_on,
            texts.get(row.id, {}).get("words", ""), texts.get(row.id, {}).get("result", ""),
            row.done_at, row.done_by_id,
        )
        for row in rows
    )  # fmt: skip


def _knowers(dossier_id: UUID, at: datetime) -> tuple[Knower, ...]:
    today = timezone.localdate(at)
    kept: dict[UUID, int] = {}
    for row in vault.custody_of(dossier_id):
        days = ((row.ends_at or at) - row.starts_at).days
        kept[row.person_id] = kept.get(row.person_id, 0) + days
    since = today - _BEFORE
    shares = touch_shares([dossier_id], since=since, until=today).get(dossier_id, {})
    last = last_traced([dossier_id], until=today).get(dossier_id, {})
    known = known_to_customer([dossier_id], at=at).get(dossier_id, frozenset())
    people = sorted(kept.keys() | shares.keys() | known, key=lambda one: one.hex)
    nothing = TouchShare(0, 0)
    found = [
        Knower(
            one, kept.get(one, 0), shares.get(one, nothing).total,
            shares.get(one, nothing).traced, last.get(one), one in known,
        )
        for one in people
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda it: (-it.traced, -it.touches, -it.kept)))
