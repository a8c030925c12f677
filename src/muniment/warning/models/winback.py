"""Winning a customer back: a case, its steps, and what it brought."""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id
from muniment.warning.domain.winback import State, StepKind
from muniment.warning.models.warnings import CustomerWarning


class WinBack(models.Model):
    """One attempt to win one customer back.

    `sealed` opens to what was lost and why, the last words and the offer, under
    (dossier, "warning"). Money regained is computed from orders, never kept.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+", db_index=False)
    warning = models.ForeignKey(CustomerWarning, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=[(it.value, it.value) for it in State])
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    opened_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    sealed = models.BinaryField()
    closed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(closed_at=None), name="warning_one_winback"
            ),
        ]
        indexes = [models.Index(fields=["closed_at", "opened_at"], name="warning_winback_open")]


class WinBackStep(models.Model):
    """One thing to do: what, by whom, by when; its words stand sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(WinBack, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=8, choices=[(it.value, it.value) for it in StepKind])
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    due_on = models.DateField()
    sealed = models.BinaryField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["done_at", "due_on"], name="warning_step_due")]
