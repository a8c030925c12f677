"""Orders from file to register: stage, judge, load."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from muniment.core.actor import Actor
from muniment.intake.colleagues import Colleagues
from muniment.intake.domain.orders import Draft, Gathering, fits_money, joined, read_order_line
from muniment.intake.domain.plan import Plan
from muniment.intake.domain.problems import problem
from muniment.intake.houses import CustomerNumbers
from muniment.intake.models import Outcome, Run, StagedOrder
from muniment.intake.reports import Report
from muniment.intake.services.runs import Progress
from muniment.sales import queries as sales
from muniment.sales.domain.facts import OrderFact
from muniment.sales.queries import KnownOrder
from muniment.sales.services import record_orders
from muniment.sheets.lines import Line

STEP = 500  # orders in one transaction
_STAGED = (
    "dossier", "ordered_on", "amount", "total", "currency", "handled_by", "state", "lines",
    "first_line", "is_broken",
)  # fmt: skip


def check_orders(run: Run, plan: Plan, rows: Iterator[Line], report: Report) -> dict[str, int]:
    """Stage every order of the file and judge it; return orders by outcome and bad rows."""
    staging = _Staging(run, plan, report)
    gathering = Gathering(staging.store)
    bad_rows = 0
    for line in rows:
        draft, problems = read_order_line(line, plan)
        report.add(problems)
        misfit = gathering.add(draft) if draft else None
        if misfit:
            report.add([misfit])
        bad_rows += bool(problems or misfit)
    gathering.finish()
    return {**_judge(run, plan, report), "bad_rows": bad_rows}


def load_orders(run: Run, *, by: Actor, at: datetime, progress: Progress) -> dict[str, int]:
    """Put what is staged as new or changed on record; goes on where a killed load stopped."""
    wanted = StagedOrder.objects.filter(run=run, outcome__in=[Outcome.NEW, Outcome.CHANGED])
    total = wanted.count()
    colleagues = Colleagues()
    counts: Counter[str] = Counter({"new": 0, "changed": 0, "unchanged": 0, **run.loaded})
    while _load_step(run, wanted, colleagues, counts, by=by, at=at):
        progress(min(sum(counts.values()), total), total)
    return dict(counts)


def _load_step(
    run: Run,
    wanted: QuerySet[StagedOrder],
    colleagues: Colleagues,
    counts: Counter[str],
    *,
    by: Actor,
    at: datetime,
) -> bool:
    """Load the next few hundred, all or nothing; say whether there were any."""
    with transaction.atomic():
        # Locked first: a second loader of the same run waits here and takes the next ones.
        waiting = wanted.select_for_update().filter(is_loaded=False)
        chunk = list(waiting.order_by("id")[:STEP])
        if not chunk:
            return False
        facts = [_fact(row, colleagues) for row in chunk]
        done = record_orders(orders=facts, by=by, at=at, source=run.id)
        StagedOrder.objects.filter(pk__in=[row.pk for row in chunk]).update(is_loaded=True)
        counts.update(new=done.new, changed=done.changed, unchanged=done.unchanged)
        run.loaded = dict(counts)
        run.save(update_fields=["loaded"])
    return True


class _Staging:
    """Stores parts of orders and puts them together with what is stored already."""

    def __init__(self, run: Run, plan: Plan, report: Report) -> None:
        self._run, self._plan, self._report = run, plan, report
        self._customers = CustomerNumbers()

    def store(self, drafts: Iterable[Draft]) -> None:
        parts = list(drafts)
        for start in range(0, len(parts), STEP):
            self._store(parts[start : start + STEP])

    def _store(self, parts: list[Draft]) -> None:
        known = self._customers.dossiers(part.customer for part in parts if part.customer)
        with transaction.atomic():
            numbers = [part.number for part in parts]
            standing = {
                row.number: row
                for row in StagedOrder.objects.filter(run=self._run, number__in=numbers)
            }
            rows = [self._row(part, known, standing.get(part.number)) for part in parts]
            StagedOrder.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["run", "number"],
                update_fields=_STAGED,
                batch_size=100,
            )

    def _row(self, part: Draft, known: dict[str, UUID], before: StagedOrder | None) -> StagedOrder:
        dossier = known.get(part.customer)
        if part.customer and dossier is None:
            place = self._plan.column("customer")
            unknown = problem(
                part.first_line, "customer_unknown", column=place, given=part.customer
            )
            self._report.add([unknown])
            part = replace(part, is_broken=True)
        part = replace(part, customer=str(dossier) if dossier else "")
        if before is not None:
            part, misfit = joined(_draft(before), part)
            if misfit:
                self._report.add([problem(part.first_line, misfit)])
        return _staged(self._run, part)


def _judge(run: Run, plan: Plan, report: Report) -> dict[str, int]:
    """Give each staged order its outcome, five hundred at a time."""
    counts = dict.fromkeys(Outcome.values, 0)
    last = 0
    while chunk := list(StagedOrder.objects.filter(run=run, id__gt=last).order_by("id")[:STEP]):
        known = sales.known_orders(row.number for row in chunk)
        for row in chunk:
            row.outcome = _outcome(row, known.get(row.number), plan, report)
            counts[row.outcome] += 1
        StagedOrder.objects.bulk_update(chunk, ["outcome"], batch_size=100)
        last = chunk[-1].pk
    return counts


def _outcome(row: StagedOrder, known: KnownOrder | None, plan: Plan, report: Report) -> Outcome:
    if row.is_broken:
        return Outcome.REFUSED
    if not fits_money(_draft(row)):
        report.add([problem(row.first_line, "amount_too_large", column=plan.column("amount"))])
        return Outcome.REFUSED
    if known is None:
        return Outcome.NEW
    if known.dossier_id != row.dossier:
        report.add([problem(row.first_line, "order_taken", column=plan.column("number"))])
        return Outcome.CLASHING
    return Outcome.UNCHANGED if known.content == _fact(row).content() else Outcome.CHANGED


def _fact(row: StagedOrder, colleagues: Colleagues | None = None) -> OrderFact:
    draft = _draft(row)
    assert row.dossier is not None
    assert row.ordered_on is not None
    return OrderFact(
        number=row.number,
        dossier_id=row.dossier,
        ordered_on=row.ordered_on,
        amount_minor=draft.money().minor,
        currency=row.currency,
        state=draft.outcome(),
        handled_by=row.handled_by,
        handler_id=colleagues.named(row.handled_by) if colleagues and row.handled_by else None,
        lines=row.lines,
    )


def _draft(row: StagedOrder) -> Draft:
    return Draft(
        number=row.number,
        customer=str(row.dossier) if row.dossier else "",
        ordered_on=row.ordered_on,
        amount=Decimal(row.amount),
        total=Decimal(row.total) if row.total else None,
        currency=row.currency,
        handled_by=row.handled_by,
        state=row.state,
        lines=row.lines,
        first_line=row.first_line,
        is_broken=row.is_broken,
    )


def _staged(run: Run, draft: Draft) -> StagedOrder:
    return StagedOrder(
        run=run,
        number=draft.number,
        dossier=UUID(draft.customer) if draft.customer else None,
        ordered_on=draft.ordered_on,
        amount=str(draft.amount),
        total="" if draft.total is None else str(draft.total),
        currency=draft.currency,
        handled_by=draft.handled_by,
        state=draft.state,
        lines=draft.lines,
        first_line=draft.first_line,
        is_broken=draft.is_broken,
    )
