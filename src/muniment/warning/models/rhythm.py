"""What people know of a customer's rhythm, and what the customer said."""

from django.db import models
from django.db.models import F, Q

from muniment.core.ids import new_id
from muniment.warning.domain.outcomes import Pause


class Rhythm(models.Model):
    """How often a customer is expected to order, as somebody who knows it registered.

    Never edited: `ended_at` closes a row and a new one replaces it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+", db_index=False)
    gap_days = models.PositiveSmallIntegerField()
    months = models.JSONField(default=list)  # 1 to 12: months in which it orders; empty: all
    next_on = models.DateField(null=True)  # when the next order is expected
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(ended_at=None), name="warning_one_rhythm"
            ),
            models.CheckConstraint(
                condition=Q(gap_days__gte=1, gap_days__lte=1100), name="warning_rhythm_gap"
            ),
        ]


class CustomerWord(models.Model):
    """What the customer said, sealed under (dossier, "warning"); on record, never edited."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+", db_index=False)
    said_on = models.DateField()
    sealed = models.BinaryField()
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["dossier", "said_on", "id"], name="warning_word_by_day")]


class Suspension(models.Model):
    """A time in which silence means nothing: the customer is closed, or said when it orders.

    `ends_on` is the first day on which the clock runs again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+", db_index=False)
    starts_on = models.DateField()
    ends_on = models.DateField()
    why = models.CharField(max_length=10, choices=[(it.value, it.value) for it in Pause])
    word = models.ForeignKey(CustomerWord, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # taken back: it counts no longer
    ended_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")), name="warning_suspension_days"
            ),
        ]
        indexes = [models.Index(fields=["dossier", "ends_on"], name="warning_suspension_by_end")]
