"""Handing in what one period brought, in one action."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from muniment.core.actor import Actor
from muniment.core.ids import new_id
from muniment.ledger.services import append_entry
from muniment.submissions.domain.rhythm import USUAL, Lateness, Period, lateness
from muniment.submissions.errors import AlreadyHandedIn, NothingToHandIn, NotYourCustomer
from muniment.submissions.models import Line, Submission
from muniment.submissions.queries import asked_of
from muniment.vault import queries as vault
from muniment.vault.queries import DossierHead

HANDED_IN = "submissions.period.handed_in"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person would hand in now.

    Attributes:
        period: the days it answers for; None when she has handed in already.
        is_asked: the company asks her for it; else it is of her own accord.
        changed: values she submitted since she last handed in, by dossier.
        heads: the customers that she keeps or deputises.
        late: how she stands with handing in; nothing is late when nothing is asked.
    """

    period: Period | None
    is_asked: bool
    since: datetime
    changed: Mapping[UUID, int]
    heads: tuple[DossierHead, ...]
    late: Lateness

    @property
    def kept(self) -> tuple[UUID, ...]:
        """The ids of her customers."""
        return tuple(one.id for one in self.heads)


def draft_of(person_id: UUID, *, at: datetime) -> Draft:
    """Collect what a person would hand in now; seven queries, writes nothing."""
    today = timezone.localdate(at)
    asked = asked_of([person_id]).get(person_id)
    rows = Submission.objects.filter(person=person_id).order_by("at")
    made = list(rows.values_list("due_on", "at"))
    late = lateness(
        asked.beat if asked else USUAL, since=asked.since if asked else today, today=today,
        handed_in=[(due, timezone.localdate(when)) for due, when in made],
    )  # fmt: skip
    begins = late.period.starts_on if late.period else today
    since = made[-1][1] if made else timezone.make_aware(datetime.combine(begins, time()))
    return Draft(
        period=late.open_period, is_asked=asked is not None, since=since,
        changed=vault.submitted_counts(person_id, since=since, until=at),
        heads=tuple(vault.customers_of(person_id)), late=late,
    )  # fmt: skip


def hand_in(*, confirmed: Iterable[UUID], by: Actor, at: datetime) -> UUID:
    """Hand in for the open period: all changes since the last time, and what stays as it is.

    Args:
        confirmed: customers of whom she says that nothing changed.

    Returns:
        The submission.

    Raises:
        NothingToHandIn, AlreadyHandedIn, NotYourCustomer: nothing was written.
    """
    if by.person_id is None:
        raise NothingToHandIn
    said = sorted(set(confirmed))
    try:
        with transaction.atomic():
            draft = draft_of(by.person_id, at=at)
            return _write(draft, said, by=by, person_id=by.person_id, at=at)
    except IntegrityError:  # two windows at once: the unique period decided
        raise AlreadyHandedIn from None


def _write(draft: Draft, said: list[UUID], *, by: Actor, person_id: UUID, at: datetime) -> UUID:
    if not draft.kept and not draft.changed:
        raise NothingToHandIn
    if draft.period is None:
        raise AlreadyHandedIn
    if not set(said) <= set(draft.kept):
        raise NotYourCustomer
    submission_id = new_id()
    entry = append_entry(
        kind=HANDED_IN, subject=submission_id, by=by, at=at, facts=_facts(draft, draft.period, said)
    )
    row = Submission.objects.create(
        id=submission_id, person_id=person_id, period_on=draft.period.starts_on,
        due_on=draft.period.due_on, since=draft.since, at=at,
        fields_changed=sum(draft.changed.values()), customers_changed=len(draft.changed),
        customers_confirmed=len(said), customers_kept=len(draft.kept), entry=entry.id,
    )  # fmt: skip
    touched = sorted({*draft.changed, *said})
    Line.objects.bulk_create(
        Line(
            submission=row, dossier_id=one, fields_changed=draft.changed.get(one, 0),
            confirmed=one in said, at=at,
        )
        for one in touched
    )  # fmt: skip
    return submission_id


def _facts(draft: Draft, period: Period, said: list[UUID]) -> dict[str, object]:
    changed = [{"dossier": str(one), "fields": n} for one, n in sorted(draft.changed.items())]
    return {
        "period_on": period.starts_on.isoformat(),
        "due_on": period.due_on.isoformat(),
        "fields": sum(draft.changed.values()),
        "changed": changed,
        "confirmed": [str(one) for one in said],
        "kept": len(draft.kept),
    }
