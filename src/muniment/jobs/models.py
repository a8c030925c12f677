"""Tables of background work.

The queue itself is `DBTaskResult` of django-tasks-db; it never frees the task of a worker
that died. What it lacks stands here: a lease, progress, the wish to cancel, and a schedule.
"""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id


class Job(models.Model):
    """What we know about one queued task beyond the queue: who holds it and how far it is.

    `lease_until` is set while a worker holds the job and renewed every few seconds; once it
    has passed, another worker may take the job over.
    """

    task = models.OneToOneField(
        "django_tasks_database.DBTaskResult",
        models.CASCADE,
        primary_key=True,
        related_name="muniment_job",
    )
    name = models.CharField(max_length=80)
    once = models.CharField(max_length=120, default="")  # "" or the key that may wait once only
    is_open = models.BooleanField(default=True)  # waiting or running
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=80, default="")
    lease_until = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)  # 0: not known
    message = models.CharField(max_length=80, default="")  # a code; the page translates
    result_code = models.CharField(max_length=80, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["once"],
                condition=Q(is_open=True) & ~Q(once=""),
                name="jobs_job_once_waits_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["lease_until"],
                condition=Q(lease_until__isnull=False),
                name="jobs_job_leased",
            ),
        ]


class Scheduled(models.Model):
    """When a periodic job is due next; how often it runs stands in the code."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80, unique=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)
