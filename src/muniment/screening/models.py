"""Lists as they were loaded, what changed from one to the next, and the house's own list."""

from django.db import models
from django.db.models import F, Q

from muniment.core.ids import new_id
from muniment.screening.domain.parties import DateSource


class ListVersion(models.Model):
    """One loading of one list, or one change of the house's own list.

    `number` counts over all lists, so that "everything since 17" has one meaning.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    list_id = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    layout = models.CharField(max_length=40)
    dated_on = models.DateField()
    date_source = models.CharField(
        max_length=12, choices=[(it.value, it.value) for it in DateSource]
    )
    sha256 = models.BinaryField(max_length=32)
    parties = models.PositiveIntegerField()
    names = models.PositiveIntegerField()
    bad_rows = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    removed = models.PositiveIntegerField()
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["list_id", "-number"], name="screening_version_newest")]


class Listing(models.Model):
    """One party as a list described it, from one version until another.

    Only what differs is written: a party that stays as it was keeps its row, so any two
    versions can be compared and nothing is kept twice.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    list_id = models.CharField(max_length=40)
    uid = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=32)
    content = models.TextField()
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["list_id", "uid"],
                condition=Q(until=None),
                name="screening_listing_one_open",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="screening_listing_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["since"], name="screening_listing_since"),
            models.Index(fields=["until"], name="screening_listing_until"),
        ]


class OwnEntry(models.Model):
    """Somebody on the house's own list; names, numbers and reasons are sealed under the entry.

    An entry is never deleted: removal closes it, with a reason. Only `suspected` moves, each time
    with an entry in the ledger.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    content = models.BinaryField()
    reason = models.BinaryField()
    suspected = models.PositiveIntegerField(default=1)
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    removed_reason = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None, removed_at=None, removed_reason=None)
                | Q(until__isnull=False, removed_at__isnull=False, removed_reason__isnull=False),
                name="screening_own_removed_with_reason",
            )
        ]
