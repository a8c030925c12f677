"""Customers from file to dossiers: judge in batches, load in batches, each whole."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core import canonical
from muniment.core.actor import Actor
from muniment.core.errors import gettext_noop
from muniment.intake import houses, spool
from muniment.intake.colleagues import Colleagues
from muniment.intake.domain.customers import CODE, Customer, joined_customers, read_customer_row
from muniment.intake.domain.plan import Plan
from muniment.intake.domain.problems import Problem, problem
from muniment.intake.domain.table import rows_of
from muniment.intake.models import ImportedCustomer, Outcome, Run, StagedCustomer
from muniment.intake.reports import Report
from muniment.intake.services.runs import FILE, Progress
from muniment.intake.vocabularies import fields
from muniment.keys import ring
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.sheets.lines import Line
from muniment.vault import queries as vault
from muniment.vault.domain.fields import FieldSpec
from muniment.vault.domain.values import Value
from muniment.vault.queries import DossierHead
from muniment.vault.queries.matches import dossiers_sharing
from muniment.vault.services import bulk

BATCH = 200  # customers in one transaction
TOLD = gettext_noop("imported from a file")
_OPEN = "open"


def check_customers(run: Run, plan: Plan, rows: Iterator[Line], report: Report) -> dict[str, int]:
    """Judge every customer of the file; return customers by outcome and bad rows."""
    reading = _Reading(plan, report)
    judge = _Judge(run, report)
    for batch in _batches(reading.customers(rows)):
        judge.judge(batch)
    return {**judge.counts, "bad_rows": reading.bad_rows + judge.bad_rows}


def load_customers(
    run: Run, plan: Plan, *, by: Actor, at: datetime, progress: Progress
) -> dict[str, int]:
    """Load what was judged new or changed; goes on where a killed load stopped.

    What a batch wrote is remembered in the same transaction, so nothing is loaded twice.
    """
    loader = _Loader(run, by=by, at=at)
    done, total = 0, max(1, StagedCustomer.objects.filter(run=run).count())
    with spool.open_sealed(run.upload_id, FILE) as stream:
        reading = _Reading(plan, None)
        for batch in _batches(reading.customers(rows_of(stream, plan.layout))):
            loader.load(batch)
            done += len(batch)
            progress(min(done, total), total)
    return dict(loader.counts)


class _Reading:
    """Turns rows into customers: rows of one customer that stand together become one."""

    def __init__(self, plan: Plan, report: Report | None) -> None:
        self._plan, self._report = plan, report
        self._fields: Mapping[str, FieldSpec] = fields()
        self.bad_rows = 0

    def customers(self, rows: Iterable[Line]) -> Iterator[Customer]:
        held: Customer | None = None
        for line in rows:
            read, problems = read_customer_row(line, self._plan, self._fields)
            if held is not None and read is not None and read.key == held.key:
                held, differs = joined_customers(held, read)
                problems = [*problems, *([differs] if differs else [])]
            elif read is not None:
                if held is not None:
                    yield held
                held = read
            self._note(problems)
        if held is not None:
            yield held

    def _note(self, problems: list[Problem]) -> None:
        self.bad_rows += bool(problems)
        if self._report is not None:
            self._report.add(problems)


@dataclass(frozen=True, slots=True)
class _Read:
    """A customer with what the house knows of it already."""

    customer: Customer
    token: bytes
    content: bytes
    known: houses.Known | None
    head: DossierHead | None

    @property
    def dossier_id(self) -> UUID | None:
        """The dossier that it belongs to, if there is one."""
        return self.head.id if self.head else self.known.dossier_id if self.known else None

    @property
    def is_unchanged(self) -> bool:
        """Say whether exactly this was imported before."""
        return self.known is not None and self.known.content == self.content


def _looked_up(batch: list[Customer]) -> list[_Read]:
    tokens = [houses.token_of(it.key) for it in batch]
    known = houses.imported(tokens)
    codes = [code for it in batch if (code := it.values.get(CODE))]
    heads = vault.dossiers_by_code(codes)
    return [
        _Read(it, token, _content(it), known.get(token), heads.get(it.values.get(CODE, "")))
        for it, token in zip(batch, tokens, strict=True)
    ]


class _Judge:
    """Gives each customer its outcome and says why it cannot be loaded."""

    def __init__(self, run: Run, report: Report) -> None:
        self._run, self._report = run, report
        self._colleagues = Colleagues()
        self._own = _own_people(run.by_id)
        self._fields = fields()
        self.counts = dict.fromkeys(Outcome.values, 0)
        self.bad_rows = 0

    def judge(self, batch: list[Customer]) -> None:
        """Judge one batch; a handful of queries and one insert."""
        read = _looked_up(batch)
        sharing = dossiers_sharing([_values(it, self._fields).values() for it in batch])
        with transaction.atomic():
            seen = self._seen_before(read)
            rows = []
            for one, others in zip(read, sharing, strict=True):
                if one.token in seen:
                    self._complain(one, "code_repeated", CODE)
                    self.counts[Outcome.REFUSED] += 1
                    continue
                seen.add(one.token)
                outcome = self._outcome(one, others)
                self.counts[outcome] += 1
                rows.append(
                    StagedCustomer(
                        run=self._run,
                        token=one.token,
                        first_line=one.customer.first_line,
                        outcome=outcome,
                    )
                )
            StagedCustomer.objects.bulk_create(rows, batch_size=BATCH)

    def _seen_before(self, read: list[_Read]) -> set[bytes]:
        tokens = [one.token for one in read]
        staged = StagedCustomer.objects.filter(run=self._run, token__in=tokens)
        return {bytes(token) for token in staged.values_list("token", flat=True)}

    def _outcome(self, one: _Read, others: frozenset[UUID]) -> Outcome:
        if one.customer.is_broken:
            return Outcome.REFUSED
        if one.is_unchanged:
            return Outcome.UNCHANGED
        if one.customer.keeper and self._colleagues.keeper(one.customer.keeper) is None:
            self._complain(one, "keeper_unknown", "keeper", one.customer.keeper)
            return Outcome.REFUSED
        if self._is_anothers(one.head) or others - {one.dossier_id}:
            self._complain(one, "clash", CODE)
            return Outcome.CLASHING
        return Outcome.NEW if one.dossier_id is None else Outcome.CHANGED

    def _is_anothers(self, head: DossierHead | None) -> bool:
        """Say whether the dossier is closed, or kept by somebody else's people."""
        if head is None:
            return False
        if head.state != _OPEN:
            return True
        return self._own is not None and head.keeper_id not in self._own

    def _complain(self, one: _Read, code: str, target: str, given: str = "") -> None:
        place = one.customer.places.get(target)
        self._report.add([problem(one.customer.first_line, code, column=place, given=given)])
        self.bad_rows += 1


class _Loader:
    """Writes batches through the vault and remembers what each customer looked like."""

    def __init__(self, run: Run, *, by: Actor, at: datetime) -> None:
        self._run, self._by, self._at = run, by, at
        self._colleagues = Colleagues()
        self._fields = fields()
        self.counts: Counter[str] = Counter({"new": 0, "changed": 0, "unchanged": 0, **run.loaded})

    def load(self, batch: list[Customer]) -> None:
        """Load one batch, all of it or nothing."""
        tokens = [houses.token_of(it.key) for it in batch]
        with transaction.atomic():
            # Locked first: a second loader of the same run waits here and then finds nothing.
            staged = StagedCustomer.objects.select_for_update().filter(
                run=self._run,
                token__in=tokens,
                outcome__in=[Outcome.NEW, Outcome.CHANGED],
                is_loaded=False,
            )
            lines = {row.first_line: row.pk for row in staged.order_by("id")}
            wanted = [it for it in batch if it.first_line in lines]
            if wanted:
                self._write([lines[it.first_line] for it in wanted], _looked_up(wanted))

    def _write(self, staged: list[int], read: list[_Read]) -> None:
        ids = bulk.import_customers(
            customers=[self._imported(one) for one in read],
            run_id=self._run.id,
            told=TOLD,
            by=self._by,
            at=self._at,
        )
        ImportedCustomer.objects.bulk_create(
            [
                ImportedCustomer(
                    token=one.token, dossier_id=dossier_id, content=one.content, run=self._run
                )
                for one, dossier_id in zip(read, ids, strict=True)
            ],
            update_conflicts=True,
            unique_fields=["token"],
            update_fields=["dossier", "content", "run"],
            batch_size=BATCH,
        )
        StagedCustomer.objects.filter(pk__in=staged).update(is_loaded=True)
        new = sum(1 for one in read if one.dossier_id is None)
        self.counts.update(new=new, changed=len(read) - new)
        self._run.loaded = dict(self.counts)
        self._run.save(update_fields=["loaded"])

    def _imported(self, one: _Read) -> bulk.ImportedCustomer:
        return bulk.ImportedCustomer(
            values=_values(one.customer, self._fields),
            dossier_id=one.dossier_id,
            keeper_id=self._colleagues.keeper(one.customer.keeper),
        )


def _values(customer: Customer, specs: Mapping[str, FieldSpec]) -> dict[str, Value]:
    return {code: Value(specs[code], text) for code, text in customer.all_values().items()}


def _content(customer: Customer) -> bytes:
    """Hash everything the file says of a customer under a key, to know it again."""
    told = sorted([*customer.all_values().items(), ("keeper", customer.keeper)])
    return ring.blind(houses.CONTENT_INDEX, canonical.dump([list(pair) for pair in told]).decode())


def _own_people(person_id: UUID) -> frozenset[UUID | None] | None:
    """Whose dossiers this importer may change: None means anybody's.

    Owners and custodians see to all files; a sales manager to those of her own people and
    to those that wait for a keeper.
    """
    reader = people.reader(person_id)
    if reader is None or reader.role is not Role.SALES_MANAGER:
        return None
    return frozenset({None, person_id}) | people.reports_of(person_id)


def _batches(customers: Iterable[Customer]) -> Iterator[list[Customer]]:
    batch: list[Customer] = []
    for customer in customers:
        batch.append(customer)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
