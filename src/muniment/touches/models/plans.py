"""What contact is owed: duties, the company's defaults for them, and planned visits."""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id
from muniment.touches.domain.duties import Part
from muniment.touches.domain.kinds import VisitState
from muniment.touches.models.contact import Touch

PARTS = [(part.value, part.value) for part in Part]


class DutyDefault(models.Model):
    """How often the company wants each customer touched in one part; `days` 0 asks nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    part = models.CharField(max_length=12, choices=PARTS)
    days = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["part"], condition=Q(ends_at=None), name="touches_default_one_open"
            )
        ]


class Duty(models.Model):
    """One customer's own rule for one part, instead of the default.

    `person` fulfils it in place of whoever holds the part; null leaves it to them. Never
    edited: `ends_at` closes it and a new row replaces it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(max_length=12, choices=PARTS)
    days = models.PositiveSmallIntegerField()
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    set_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", db_index=False
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "part"], condition=Q(ends_at=None), name="touches_duty_one_open"
            )
        ]


class Visit(models.Model):
    """A planned visit; a touch of its person on or after the day, or before within a week, does it.

    `sealed` opens to what it is for.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    planned_on = models.DateField()
    state = models.CharField(
        max_length=9,
        choices=[(state.value, state.value) for state in VisitState],
        default=VisitState.PLANNED.value,
    )
    touch = models.ForeignKey(Touch, models.PROTECT, null=True, related_name="+")
    sealed = models.BinaryField(default=b"")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "state", "planned_on"], name="touches_visit_dossier"),
            models.Index(fields=["person", "state", "planned_on"], name="touches_visit_person"),
        ]
