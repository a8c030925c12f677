"""Hand-overs as lists show them: who, when, how far; no amount and no word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db.models import Q

from muniment.handover.domain.states import Kind, Stage
from muniment.handover.models import Handover


@dataclass(frozen=True, slots=True)
class HandoverHead:
    """One hand-over. `before` and `after` are the counts that had to be equal."""

    id: UUID
    kind: Kind
    stage: Stage
    person_id: UUID
    begun_by: UUID
    begun_at: datetime
    notice_on: date | None
    last_day_on: date | None
    due_on: date
    ended_at: datetime | None
    overridden: bool
    before: dict[str, int]
    after: dict[str, int]
    look_back_hash: str
    look_back_from: datetime | None
    post: dict[str, int]

    @classmethod
    def of(cls, row: Handover) -> Self:
        """Take a row over."""
        return cls(
            id=row.id, kind=Kind(row.kind), stage=Stage(row.stage), person_id=row.person_id,
            begun_by=row.begun_by_id, begun_at=row.begun_at, notice_on=row.notice_on,
            last_day_on=row.last_day_on, due_on=row.due_on, ended_at=row.ended_at,
            overridden=row.overridden, before=dict(row.before), after=dict(row.after),
            look_back_hash=row.look_back_hash, look_back_from=row.look_back_from,
            post=dict(row.post),
        )  # fmt: skip

    @property
    def is_running(self) -> bool:
        """Say whether anything can still be done."""
        return self.stage is Stage.RUNNING


def head(handover_id: UUID) -> HandoverHead | None:
    """One hand-over; one query."""
    row = Handover.objects.filter(pk=handover_id).first()
    return HandoverHead.of(row) if row else None


def heads(*, led: Iterable[UUID] | None, own: UUID, limit: int = 100) -> list[HandoverHead]:
    """Hand-overs of these people, and those in which `own` is the leaver or an heir.

    Args:
        led: whose hand-overs are all shown; None shows everybody's.

    Running ones first, then the newest; one query.
    """
    rows = Handover.objects.all()
    if led is not None:
        part = Q(person__in=list(led)) | Q(person=own) | Q(items__heir=own, items__merged_at=None)
        rows = rows.filter(part).distinct()
    found = [HandoverHead.of(row) for row in rows.order_by("-begun_at", "-id")[:limit]]
    return sorted(found, key=lambda one: not one.is_running)


def running_for(person_id: UUID) -> HandoverHead | None:
    """The leaving that runs for a person; one query."""
    rows = Handover.objects.filter(person=person_id, kind=Kind.LEAVER, stage=Stage.RUNNING)
    row = rows.first()
    return HandoverHead.of(row) if row else None
