"""A warning about one customer: raised by the house, judged by a person."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id
from muniment.warning.domain.outcomes import Outcome, Reason
from muniment.warning.models.runs import ModelRun


class CustomerWarning(models.Model):
    """Why a customer should be asked after, since when, and what came of it.

    Scores and reasons of the day on which it was raised stay; `score_now` follows each night.

    Attributes:
        facts: numbers that the sentence is made of; never a word about the customer.
        employee: whose departure it is about, for the reason `taken`.
        sealed: the reason of the outcome, under (dossier, "warning").
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(ModelRun, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=[(it.value, it.value) for it in Reason])
    employee = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    score = models.FloatField()
    facts = models.JSONField()
    inputs_hash = models.CharField(max_length=64)
    usd = models.FloatField(default=0)  # money of the 12 months before, in US dollars
    score_now = models.FloatField()
    seen_on = models.DateField()  # newest day that it was scored
    outcome = models.CharField(
        max_length=16, blank=True, choices=[(it.value, it.value) for it in Outcome]
    )
    outcome_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    outcome_at = models.DateTimeField(null=True)
    sealed = models.BinaryField(null=True)
    closed_at = models.DateTimeField(null=True)

    @property
    def chain(self) -> UUID:
        """Whose chain in the ledger it continues: the customer's.

        A suspicion has a chain of its own: keepers read what happened to their customers, and
        are not to read there what is suspected of somebody.
        """
        return self.id if self.reason == Reason.TAKEN else self.dossier_id

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "reason"],
                condition=Q(closed_at=None, employee=None),
                name="warning_one_open_per_reason",
            ),
            models.UniqueConstraint(
                fields=["dossier", "employee"],
                condition=Q(closed_at=None, employee__isnull=False),
                name="warning_one_open_per_leaver",
            ),
            models.CheckConstraint(
                condition=Q(reason="taken", employee__isnull=False)
                | (~Q(reason="taken") & Q(employee=None)),
                name="warning_taken_names_somebody",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(closed_at__isnull=False),
                name="warning_outcome_closes",
            ),
        ]
        indexes = [
            models.Index(fields=["closed_at", "usd", "id"], name="warning_by_money"),
            models.Index(fields=["dossier", "on"], name="warning_by_customer"),
        ]
