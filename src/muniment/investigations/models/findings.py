"""Runs of checks and what they found."""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id
from muniment.investigations.domain.checks import Outcome
from muniment.investigations.models.cases import Case


class CheckRun(models.Model):
    """One run of one check; a later one supersedes it. `sealed` opens to task and detail."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="runs", db_index=False)
    check_id = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=16, choices=[(it.value, it.value) for it in Outcome])
    reason = models.CharField(max_length=32, blank=True)
    retry_at = models.DateTimeField(null=True)
    by_person = models.BooleanField(default=False)  # a person said how it ended
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "check_id"],
                condition=Q(superseded_at=None),
                name="investigations_run_one_current",
            ),
        ]
        indexes = [models.Index(fields=["case", "started_at"], name="investigations_run_by_time")]


class Finding(models.Model):
    """One thing seen about the customer, and what a person made of it.

    `sealed` opens to signal, key, fingerprint, facts, excerpt, direction, weight, dimension,
    confidence, the ids of its evidence, and what people said about it with their reasons, newest
    first (each of those acts has a ledger entry too). The same (signal, key, fingerprint) seen
    again is the same finding, with its state; another fingerprint is a new one, open again.
    """

    class State(models.TextChoices):
        """What a person made of it."""

        OPEN = "open"
        CONFIRMED = "confirmed"
        DISMISSED = "dismissed"
        DUPLICATE = "duplicate"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="findings", db_index=False)
    check_id = models.CharField(max_length=64, blank=True)  # "" when a person saw it
    run = models.UUIDField(null=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    sealed = models.BinaryField()
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["case", "superseded_at"], name="investigations_finding_case"),
        ]
