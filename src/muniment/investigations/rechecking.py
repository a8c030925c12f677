"""Looking again: when the day has come, when a list changed, when a customer's data moved.

The house does this by itself. What it finds does not change what a person decided: the case
becomes due, with the reason, and stands on the Today page of those who answer for it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from muniment.core.actor import HOUSE, Actor
from muniment.core.errors import ErrorKind, MunimentError
from muniment.core.ids import new_id
from muniment.investigations import checks as registry
from muniment.investigations.comparing import facts_of
from muniment.investigations.domain.checks import Found, Mode, Outcome, Step
from muniment.investigations.domain.screened import SCREENED
from muniment.investigations.models import Bookmark, Case, Watch
from muniment.investigations.runner import Progress, run_checks
from muniment.investigations.runs import merge_findings
from muniment.investigations.sealing import CaseErased, seal_of
from muniment.investigations.services.common import rerate
from muniment.investigations.services.moving import mark_due
from muniment.jobs.services import enqueue
from muniment.ledger import queries as ledger
from muniment.ledger.queries import EntryRow
from muniment.ledger.services import append_entry
from muniment.screening import queries as lists
from muniment.screening.domain.hits import Question
from muniment.vault.gate.recording import on_record

RESCREENED = "investigations.cases.rescreened"
SUBMITTED = "vault.values.submitted"
LIVING = (Case.State.OPEN, Case.State.DECIDED)
_BATCH = 2000
_LEDGER, _LISTS = "ledger", "lists"

_MOVES: Final = {
    "pricing.payment_terms": "terms_changed",
    "logistics.consignee": "consignee_changed",
    "logistics.notify_party": "consignee_changed",
    "identity.website": "domain_changed",
    "contacts.emails": "domain_changed",
}
"""Field of the vault → why a case about the customer is due."""
WATCHER: Final = "house.vault"
"""In the place of a check: what the house itself saw in the ledger."""


def _silent(done: int, total: int, message: str) -> None:
    """Report nothing."""


def queue_due(*, at: datetime) -> int:
    """Queue every watched case whose day has come; say how many."""
    due = Watch.objects.filter(ended_at=None, due_at__lte=at, case__state__in=LIVING)
    ids = list(due.order_by("due_at").values_list("case_id", flat=True)[:500])
    for case_id in ids:
        with transaction.atomic():
            enqueue(
                "investigations.recheck", {"case_id": case_id}, at,
                once=f"investigations.recheck:{case_id}",
            )  # fmt: skip
    return len(ids)


def recheck(case_id: UUID, *, at: datetime, progress: Progress = _silent) -> str:
    """Run what a watch asks for, and set its next day; the answer is a code.

    The case stays due when something new was seen or the reading got another letter.
    """
    watch = Watch.objects.filter(case=case_id, ended_at=None).first()
    if watch is None:
        return "no_watch"
    before = Case.objects.values_list("risk", flat=True).get(pk=case_id)
    known = registry.checks()
    ids = [one for one in watch.checks if one in known] or [
        check.id for check in known.values() if check.mode is not Mode.MANUAL
    ]
    try:
        ran = run_checks(case_id=case_id, ids=ids, by=HOUSE, at=at, progress=progress)
    except MunimentError as trouble:
        if trouble.kind is ErrorKind.UNAVAILABLE:
            raise
        return trouble.code
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
        watch.last_run_at, watch.due_at = at, at + timedelta(days=watch.every_days)
        watch.save(update_fields=["last_run_at", "due_at"])
        moved = case.risk != before or any(one.new_findings for one in ran)
        case.due_at = at if moved else watch.due_at
        case.due_because = "found_new" if moved else "schedule"
        case.save(update_fields=["due_at", "due_because"])
    return "moved" if moved else "same"


def rescreen(*, at: datetime, progress: Progress = _silent) -> int:
    """Ask what came onto the lists since last time about every open case; count the cases hit.

    Only the difference is asked; a case that it hits runs its list checks anew and is due.
    """
    mark, _ = Bookmark.objects.get_or_create(name=_LISTS)
    newest = lists.newest()
    if newest <= mark.number:
        return 0
    hit: set[UUID] = set()
    ids = list(Case.objects.filter(state__in=LIVING).order_by("id").values_list("id", flat=True))
    with on_record():
        append_entry(
            kind=RESCREENED, subject=None, by=HOUSE, at=at,
            facts={"since": mark.number, "upto": newest, "cases": len(ids)},
        )  # fmt: skip
    for start in range(0, len(ids), _BATCH):
        progress(start, len(ids), "rescreening")
        hit |= _hit(ids[start : start + _BATCH], mark.number, at)
    for case_id in sorted(hit):
        _screen_again(case_id, at)
    Bookmark.objects.filter(name=_LISTS).update(number=newest)
    return len(hit)


def _hit(ids: list[UUID], since: int, at: datetime) -> set[UUID]:
    asked: list[tuple[UUID, Question]] = []
    for case_id, facts in facts_of(ids, set(SCREENED)).items():
        for code, names in facts.items():
            asked.append((case_id, Question(names=tuple(names), kind=SCREENED[code])))
    if not asked:
        return set()
    answers = lists.screen_changes(since, [question for _, question in asked], at=at)
    return {case_id for (case_id, _), hits in zip(asked, answers, strict=True) if hits}


def _screen_again(case_id: UUID, at: datetime) -> None:
    ids = [
        one.id
        for one in registry.checks().values()
        if one.step is Step.LISTS and one.mode is Mode.OFFLINE
    ]
    try:
        run_checks(case_id=case_id, ids=ids, by=HOUSE, at=at)
    except MunimentError as trouble:
        if trouble.kind is ErrorKind.UNAVAILABLE:
            raise
        return
    with transaction.atomic():
        mark_due(Case.objects.select_for_update(of=("self",)).get(pk=case_id), "list_changed", at)


def follow_ledger(*, by: Actor, at: datetime) -> int:
    """Read what was submitted to the vault since last time; count the cases that are due by it.

    Only field codes and versions stand in the ledger, and no value is read. A first version is
    no change. Whose dossier moved is due, and carries a finding until somebody judges it.
    """
    mark, _ = Bookmark.objects.get_or_create(name=_LEDGER)
    moved, newest = 0, mark.number
    for entry in _since(mark.number):
        newest = max(newest, entry.number)
        for why in sorted(_reasons(entry)):
            moved += _moved(entry, why, by=by, at=at)
    Bookmark.objects.filter(name=_LEDGER, number__lt=newest).update(number=newest)
    return moved


def _since(number: int) -> Iterator[EntryRow]:
    """Entries after a number, the newest first."""
    cursor: str | None = None
    while True:
        page = ledger.entries(kinds=[SUBMITTED], cursor=cursor, limit=500)
        for row in page.rows:
            if row.number <= number:
                return
            yield row
        cursor = page.next_cursor
        if cursor is None:
            return


def _reasons(entry: EntryRow) -> set[str]:
    changed = [it["field"] for it in entry.facts.get("versions", []) if it["version"] > 1]
    return {why for code in changed if (why := _why(str(code)))}


def _why(code: str) -> str:
    """A company's own field about a bank account speaks for itself by its name."""
    return "bank_changed" if "bank" in code else _MOVES.get(code, "")


def _moved(entry: EntryRow, why: str, *, by: Actor, at: datetime) -> int:
    cases = Case.objects.filter(dossier=entry.subject, state__in=LIVING, opened_at__lte=entry.at)
    count = 0
    for case_id in list(cases.order_by("id").values_list("id", flat=True)):
        with transaction.atomic():
            case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
            try:
                _add_finding(case, entry, why, at)
            except CaseErased:
                continue
            rerate(case, at)
            mark_due(case, why, at, by=by)
        count += 1
    return count


def _add_finding(case: Case, entry: EntryRow, why: str, at: datetime) -> None:
    # Each change is a finding of its own: a dismissed one says nothing about the next.
    seen = Found(
        f"house.{why}", key=str(entry.id), facts={"day": timezone.localdate(entry.at).isoformat()},
        excerpt="", confidence=90, fingerprint=str(entry.id), valid_days=180,
    )  # fmt: skip
    merge_findings(
        case.id, seal_of(case.id), WATCHER, Outcome.NEEDS_PERSON, [seen], run_id=new_id(),
        evidence={}, at=at,
    )  # fmt: skip
