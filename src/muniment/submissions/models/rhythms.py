"""When people hand in, and after how many days a value wants a fresh word: closed, never edited."""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id


class Rhythm(models.Model):
    """How often somebody hands in: the company, one role, or one team; `weeks` 0 asks nothing.

    The narrowest row in force decides: team before role before company.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    role = models.CharField(max_length=20, blank=True)
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    weeks = models.PositiveSmallIntegerField()
    weekday = models.PositiveSmallIntegerField()  # 0 Monday … 6 Sunday: the day it is due
    set_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role="") | Q(team=None), name="submissions_rhythm_role_or_team"
            ),
            models.CheckConstraint(
                condition=Q(weeks__lte=8, weekday__lte=6), name="submissions_rhythm_fits"
            ),
            models.UniqueConstraint(
                fields=["role"],
                condition=Q(ends_at=None, team=None),
                name="submissions_rhythm_one_a_role",
            ),
            models.UniqueConstraint(
                fields=["team"], condition=Q(ends_at=None), name="submissions_rhythm_one_a_team"
            ),
        ]


class Threshold(models.Model):
    """After how many days the values of a compartment, or of one field, are stale."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=64)
    days = models.PositiveIntegerField()
    set_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=1), name="submissions_threshold_days"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(ends_at=None),
                name="submissions_threshold_one_a_code",
            ),
        ]
