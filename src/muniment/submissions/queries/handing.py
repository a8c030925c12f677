"""Submissions, lateness and freshness, as rows; nothing sealed is opened."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from muniment.submissions.domain.freshness import CustomerFreshness, FieldAge, judge
from muniment.submissions.domain.rhythm import Lateness, lateness
from muniment.submissions.domain.tally import Tally, tally
from muniment.submissions.models import Line, Submission
from muniment.submissions.queries.asking import Asked, asked_of, thresholds
from muniment.vault import queries as vault
from muniment.vault.catalogue import Catalogue, current
from muniment.vault.domain.fields import FieldType

_MARKS = 5_000  # both engines take more


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One submission as lists show it."""

    id: UUID
    person_id: UUID
    period_on: date
    due_on: date
    at: datetime
    fields_changed: int
    customers_changed: int
    customers_confirmed: int
    customers_kept: int
    entry: UUID

    @classmethod
    def of(cls, row: Submission) -> Self:
        """Take a row over."""
        return cls(
            row.id, row.person_id, row.period_on, row.due_on, row.at, row.fields_changed,
            row.customers_changed, row.customers_confirmed, row.customers_kept, row.entry,
        )  # fmt: skip

    @property
    def is_late(self) -> bool:
        """Say whether it came after its day."""
        return timezone.localdate(self.at) > self.due_on


def freshness_of(
    dossier_ids: Iterable[UUID],
    *,
    at: datetime,
    fields: frozenset[str] | None = None,
    catalogue: Catalogue | None = None,
) -> dict[UUID, CustomerFreshness]:
    """How fresh what is known of each customer is, by field.

    Args:
        fields: judge only these; None means every field in use that holds values.
        catalogue: when the caller has it in hand already.

    Answers within the house: a door shows a reader only fields that the access table does not
    shut to her. One query for each 400 customers, and two or three more.
    """
    ids = list(dossier_ids)
    known = (catalogue or current()).fields
    specs = [one for one in known.values() if one.type is not FieldType.REGISTER]
    judged = {one.code for one in specs if fields is None or one.code in fields}
    required = [one.code for one in specs if one.required and one.code in judged]
    ages, said, set_days = vault.ages_of(ids), confirmed_at(ids), thresholds()
    return {
        dossier_id: judge(
            {
                row.field: FieldAge(row.version, row.submitted_at, row.verified_at)
                for row in ages.get(dossier_id, [])
                if row.field in judged
            },
            required=required, confirmed_at=said.get(dossier_id), set_days=set_days, at=at,
        )
        for dossier_id in ids
    }  # fmt: skip


def freshness_tally(
    keeper_ids: Iterable[UUID], kept: Mapping[UUID, Sequence[UUID]], *, at: datetime,
    catalogue: Catalogue, fields: frozenset[str],
) -> tuple[Tally[UUID], frozenset[str]]:  # fmt: skip
    """Count how fresh what all these keepers know is, by customer and by field.

    Gives the tally, and which of the fields every customer is to have. One query for each 400
    keepers, one for each 5,000 customers and one more.
    """
    specs = [one for one in catalogue.fields.values() if one.type is not FieldType.REGISTER]
    judged = {one.code for one in specs if one.code in fields}
    required = frozenset(one.code for one in specs if one.required and one.code in judged)
    told = tally(
        vault.ages_kept_by(keeper_ids), judged=judged, required=required,
        confirmed=confirmed_at(one for some in kept.values() for one in some),
        set_days=thresholds(), at=at,
    )  # fmt: skip
    return told, required


def confirmed_at(dossier_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each customer was last said to be unchanged; one query for each 5,000."""
    found: dict[UUID, datetime] = {}
    for some in _batches(dossier_ids):
        rows = Line.objects.filter(dossier__in=some, confirmed=True).values_list("dossier_id")
        found.update(rows.annotate(last=Max("at")).order_by())
    return found


def lateness_of(person_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, Lateness]:
    """How each person stands with handing in; five queries for each 5,000 people."""
    ids = list(person_ids)
    return lateness_among(ids, asked_of(ids), at=at)


def lateness_among(
    person_ids: Iterable[UUID], asked: Mapping[UUID, Asked], *, at: datetime
) -> dict[UUID, Lateness]:
    """How each person stands with handing in, given what is asked of her; one query."""
    ids, today = list(person_ids), timezone.localdate(at)
    days = _days_of(ids)
    return {
        person_id: lateness(
            told.beat if (told := asked.get(person_id)) else None,
            since=told.since if told else today,
            today=today,
            handed_in=days.get(person_id, ()),
        )
        for person_id in ids
    }


def submissions_of(person_id: UUID, *, limit: int = 20) -> list[SubmissionRow]:
    """A person's submissions, newest first; one query."""
    rows = Submission.objects.filter(person=person_id).order_by("-at", "-id")[:limit]
    return [SubmissionRow.of(row) for row in rows]


def _days_of(person_ids: Sequence[UUID]) -> dict[UUID, list[tuple[date, date]]]:
    found: dict[UUID, list[tuple[date, date]]] = defaultdict(list)
    for some in _batches(person_ids):
        rows = Submission.objects.filter(person__in=some).order_by("due_on")
        for person_id, due_on, at in rows.values_list("person_id", "due_on", "at"):
            found[person_id].append((due_on, timezone.localdate(at)))
    return found


def _batches(ids: Iterable[UUID]) -> Iterator[Sequence[UUID]]:
    every = sorted(set(ids))
    for start in range(0, len(every), _MARKS):
        yield every[start : start + _MARKS]
