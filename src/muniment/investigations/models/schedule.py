"""The rule by which the house opens cases by itself."""

from django.db import models
from django.db.models import Q


class Schedule(models.Model):
    """A version of the rule; the newest holds, and none means that the house opens no case."""

    number = models.PositiveIntegerField(primary_key=True)
    is_on = models.BooleanField()
    months = models.PositiveSmallIntegerField()
    a_week = models.PositiveSmallIntegerField()
    first = models.CharField(max_length=8)
    lead = models.CharField(max_length=12)
    set_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(months__gte=1) & Q(a_week__gte=1), name="investigations_schedule_sound"
            ),
        ]
