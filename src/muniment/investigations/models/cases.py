"""Cases, what is known in them, who looked, and when they are looked at again."""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id


class CaseCounter(models.Model):
    """The last number given in a year; locked while the next one is taken."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class Case(models.Model):
    """One investigation of one customer, from the first inquiry to the terms of payment.

    Columns hold what a list may show: number, codename, state, risk letter, coverage, due.
    Everything else is sealed under (case, "case"); destroying that key erases the case.
    """

    class Trigger(models.TextChoices):
        """What the case was opened for."""

        INQUIRY = "inquiry"
        DOSSIER = "dossier"
        ORDER = "order"
        DISPUTE = "dispute"
        SCHEDULE = "schedule"

    class State(models.TextChoices):
        """Where the case stands."""

        OPEN = "open"
        DECIDED = "decided"
        CLOSED = "closed"
        ERASED = "erased"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=16, unique=True)
    codename = models.CharField(max_length=48)
    trigger = models.CharField(max_length=10, choices=Trigger.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    opened_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    due_because = models.CharField(max_length=32, blank=True)  # a code: schedule, list_changed, …
    risk = models.CharField(max_length=12, blank=True)  # A to E; "" before the first rating
    coverage = models.PositiveSmallIntegerField(null=True)  # per cent
    sealed = models.BinaryField()  # {"order": …, "amount_minor": …, "currency": …, "about": …}
    evidence_count = models.PositiveIntegerField(default=0)
    evidence_head = models.CharField(max_length=64, blank=True)  # newest hash of the chain, hex

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["codename"], condition=Q(dossier=None), name="investigations_codename_once"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "touched_at", "id"], name="investigations_by_touch"),
            models.Index(fields=["owner", "state"], name="investigations_by_owner"),
            models.Index(fields=["state", "due_at"], name="investigations_by_due"),
        ]


class Fact(models.Model):
    """One value that is known, or claimed, in a case; never edited.

    `sealed` opens to `{"value": …, "note": …, "check": …}`. What a check brings in is proposed
    until a person adopts it; a withdrawn fact stays as history. A code may have several values.
    """

    class State(models.TextChoices):
        """Whether checks may rest on it."""

        PROPOSED = "proposed"
        ADOPTED = "adopted"
        WITHDRAWN = "withdrawn"

    class Source(models.TextChoices):
        """Who brought it in."""

        INQUIRY = "inquiry"
        DOSSIER = "dossier"
        PERSON = "person"
        CHECK = "check"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="facts", db_index=False)
    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State.choices)
    source = models.CharField(max_length=8, choices=Source.choices)
    sealed = models.BinaryField()
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    state_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    state_at = models.DateTimeField()  # when it was proposed, adopted or withdrawn

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code", "version"], name="investigations_fact_versions"
            ),
        ]


class CaseLook(models.Model):
    """One attempt to read a case; reading again while the sitting lasts is no new one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="looks", db_index=False)
    reader = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    session = models.CharField(max_length=64, blank=True)
    given = models.BooleanField()
    at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    entry = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["case", "reader", "ends_at"], name="investigations_look"),
        ]


class Watch(models.Model):
    """When a case is looked at again; closed by `ended_at`, never edited otherwise."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="watches", db_index=False)
    every_days = models.PositiveSmallIntegerField()
    checks = models.JSONField(default=list)  # ids; empty means all that can run unattended
    due_at = models.DateTimeField()
    last_run_at = models.DateTimeField(null=True)
    set_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None), name="investigations_watch_one"
            ),
            models.CheckConstraint(
                condition=Q(every_days__gte=1), name="investigations_watch_days"
            ),
        ]
        indexes = [models.Index(fields=["ended_at", "due_at"], name="investigations_watch_due")]


class Bookmark(models.Model):
    """How far the house has read something that only grows: lists, the ledger."""

    name = models.CharField(max_length=32, primary_key=True)
    number = models.BigIntegerField(default=0)
