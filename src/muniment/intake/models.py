"""Uploads, runs, and what a run keeps between the dry run and the load.

Nothing here holds a customer's value in the clear: file names are sealed, staged customers
are keyed hashes, staged orders know their customer by the dossier's id.
"""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id


class Upload(models.Model):
    """A file in the spool, sealed under a data key of its own that goes when the file goes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.BinaryField()  # sealed with the run's report: file names tell customers
    size = models.BigIntegerField()
    sha256 = models.BinaryField(max_length=32)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)


class Run(models.Model):
    """One import from receiving a file to its end; visible to the person who uploaded it."""

    class State(models.TextChoices):
        """How far the run came."""

        RECEIVED = "received"
        CHECKING = "checking"
        CHECKED = "checked"
        LOADING = "loading"
        LOADED = "loaded"
        FAILED = "failed"
        GIVEN_UP = "given_up"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12)
    upload = models.OneToOneField(Upload, models.PROTECT, related_name="run")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    plan = models.JSONField()
    counts = models.JSONField(default=dict)
    loaded = models.JSONField(default=dict)
    good_rows_only = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="en")
    job = models.UUIDField(null=True)
    failure = models.CharField(max_length=80, blank=True)
    begun_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    report_rows = models.PositiveIntegerField(default=0)
    report_erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["by", "begun_at", "id"], name="intake_run_by_person")]


class RememberedPlan(models.Model):
    """How columns with exactly these headings were understood last time.

    The headings themselves are not kept: `fingerprint` is a keyed hash over them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12)
    fingerprint = models.BinaryField(max_length=16)
    plan = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "fingerprint"], name="intake_plan_remembered")
        ]


class Outcome(models.TextChoices):
    """What would become of a customer or an order."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CLASHING = "clashing"
    REFUSED = "refused"


class StagedOrder(models.Model):
    """An order of a run, put together from its rows; goes when the run ends."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(Run, models.CASCADE, related_name="orders")
    number = models.CharField(max_length=40)
    dossier = models.UUIDField(null=True)
    ordered_on = models.DateField(null=True)
    amount = models.CharField(max_length=48)  # exact decimal: SQLite would make it a float
    total = models.CharField(max_length=48, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    handled_by = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, blank=True)
    lines = models.PositiveIntegerField()
    first_line = models.PositiveIntegerField()
    is_broken = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    is_loaded = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="intake_staged_order_once")
        ]


class StagedCustomer(models.Model):
    """A customer of a run by keyed hash: which were seen, and what would become of them."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(Run, models.CASCADE, related_name="customers")
    token = models.BinaryField(max_length=16)
    first_line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    is_loaded = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "token"], name="intake_staged_customer_once")
        ]


class ImportedCustomer(models.Model):
    """The content that a customer had when it was last imported, as a keyed hash.

    It lets a file that was loaded before load nothing again, without opening any seal.
    """

    id = models.BigAutoField(primary_key=True)
    token = models.BinaryField(max_length=16)
    dossier = models.ForeignKey("vault.Dossier", models.CASCADE, related_name="+")
    content = models.BinaryField(max_length=16)
    run = models.ForeignKey(Run, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token"], name="intake_imported_customer_once"),
            models.CheckConstraint(condition=~Q(token=b""), name="intake_imported_customer_keyed"),
        ]
