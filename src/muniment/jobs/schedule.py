"""Periodic jobs: the table says when each is due, the code how often it runs."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import get_default_timezone

from muniment.jobs import registry, services
from muniment.jobs.models import Scheduled


def adopt(*, at: datetime) -> None:
    """Bring the table in line with the code: new jobs get a date, gone ones leave."""
    rhythms, zone = registry.rhythms(), get_default_timezone()
    with transaction.atomic():
        Scheduled.objects.exclude(name__in=rhythms).delete()
        for name, rhythm in rhythms.items():
            due = rhythm.next_after(at, zone)
            row, _ = Scheduled.objects.get_or_create(name=name, defaults={"next_at": due})
            if row.next_at > due:  # the code now wants it sooner
                Scheduled.objects.filter(pk=row.pk).update(next_at=due)


def queue_due(*, at: datetime) -> int:
    """Queue every periodic job that is due, each at most once; return how many.

    Several workers may call this at the same moment. A job still waiting from last time is
    not queued again, and times missed while the house was closed are not made up for.
    """
    due = Scheduled.objects.filter(next_at__lte=at).values_list("name", flat=True)
    return sum(_queue_one(name, at) for name in list(due))


def _queue_one(name: str, at: datetime) -> bool:
    rhythm = registry.rhythms().get(name)
    if rhythm is None:
        return False  # a newer version of the house knows it; this worker does not
    with transaction.atomic():
        moved = Scheduled.objects.filter(name=name, next_at__lte=at).update(
            next_at=rhythm.next_after(at, get_default_timezone()), last_at=at
        )
        if moved:
            services.enqueue(name, {}, at, once=f"schedule.{name}")
    return moved == 1
