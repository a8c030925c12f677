"""What came in and is not settled: mails in the tray, imports that were checked; feed links."""

from django.db import models

from muniment.core.ids import new_id


class WaitingMail(models.Model):
    """A mail that somebody sent in and that fits none of her customers; `sealed` is under her key.

    Assigning or discarding it deletes the row. `came_by` is a colleague who is leaving or has
    left, whose post this is; null: her own.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    came_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    happened_on = models.DateField()
    direction = models.CharField(max_length=4)
    sealed = models.BinaryField()
    digest = models.BinaryField(max_length=16)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "digest"], name="touches_waiting_once")
        ]
        indexes = [models.Index(fields=["person", "received_at"], name="touches_waiting_by")]


class Import(models.Model):
    """A mailbox or calendar that was read and checked; loading or giving up deletes its parts."""

    class State(models.TextChoices):
        """Where it stands."""

        CHECKED = "checked"
        LOADED = "loaded"
        GIVEN_UP = "given_up"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    brought_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHECKED)
    checked_at = models.DateTimeField()
    seen = models.PositiveIntegerField()
    matched = models.PositiveIntegerField()
    unmatched = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    bad = models.PositiveIntegerField()
    sealed = models.BinaryField()  # every bad message: where in the file, and why
    closed_at = models.DateTimeField(null=True)


class ImportPart(models.Model):
    """Up to 500 touches of an import that wait for a yes, sealed under the person's key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    held_in = models.ForeignKey(Import, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()


class FeedLink(models.Model):
    """The secret address of somebody's calendar feed; only a keyed hash of it lies here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    digest = models.BinaryField(max_length=16, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(ended_at=None),
                name="touches_feed_one_open",
            )
        ]
