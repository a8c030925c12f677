"""Versions of the weights: one person proposes with a reason, another puts them into force."""

from django.db import models
from django.db.models import F, Q


class WeightsVersion(models.Model):
    """One set of weights; the newest adopted one is in force. Old versions are kept.

    The reason is sealed beside the ledger entry. `lessons` counts the customers of leavers that a
    learnt set rests on; 0 for one set by hand. `leavers` counts those people, `between` holds
    the interval of each learnt weight by name.
    """

    number = models.PositiveIntegerField(primary_key=True)
    sheet = models.JSONField()
    lessons = models.PositiveIntegerField(default=0)
    leavers = models.PositiveIntegerField(default=0)
    between = models.JSONField(default=dict)
    proposed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    adopted_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    adopted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(adopted_by=None) | ~Q(adopted_by=F("proposed_by")),
                name="exposure_weights_two_people",
            ),
        ]
