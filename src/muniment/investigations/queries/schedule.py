"""The rule in force by which the house opens cases, and the ones before."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.investigations.domain.schedule import First, Lead, Rule
from muniment.investigations.models import Schedule


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A version of the rule; number 0 came with the house and is off."""

    number: int
    rule: Rule
    set_by: UUID | None = None
    set_at: datetime | None = None


def schedule_in_force() -> ScheduleRow:
    """Give the newest version; one query."""
    row = Schedule.objects.order_by("-number").first()
    return _row(row) if row else ScheduleRow(0, Rule())


def schedules(*, limit: int = 20) -> list[ScheduleRow]:
    """List the versions, newest first; one query."""
    return [_row(row) for row in Schedule.objects.order_by("-number")[:limit]]


def _row(row: Schedule) -> ScheduleRow:
    rule = Rule(row.is_on, row.months, row.a_week, First(row.first), Lead(row.lead))
    return ScheduleRow(row.number, rule, row.set_by_id, row.set_at)
