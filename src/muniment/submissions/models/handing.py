"""What was handed in for which period, and what a visit proved. Ids, days and counts alone."""

from django.db import models
from django.db.models import F, Q

from muniment.core.ids import new_id


class Submission(models.Model):
    """One person's word for one period: what she changed, and what she says is unchanged.

    `since` is where the one before ended, so no change falls between two periods.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    period_on = models.DateField()  # first day of the period
    due_on = models.DateField()
    since = models.DateTimeField()
    at = models.DateTimeField()
    fields_changed = models.PositiveIntegerField()
    customers_changed = models.PositiveIntegerField()
    customers_confirmed = models.PositiveIntegerField()
    customers_kept = models.PositiveIntegerField()
    entry = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "due_on"], name="submissions_submission_one_a_period"
            ),
            models.CheckConstraint(
                condition=Q(period_on__lte=F("due_on")), name="submissions_submission_days"
            ),
        ]
        indexes = [models.Index(fields=["person", "at"], name="submissions_by_person")]


class Line(models.Model):
    """One customer in a submission."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="lines")
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+", db_index=False)
    fields_changed = models.PositiveIntegerField(default=0)
    confirmed = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "dossier"], name="submissions_line_one_a_customer"
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "confirmed", "at"], name="submissions_line_confirmed")
        ]


class VisitCheck(models.Model):
    """Values that a manager verified on a visit: which visit, and how many values."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+")
    visit = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=32)
    fields = models.PositiveIntegerField()
    at = models.DateTimeField()
    entry = models.UUIDField()
