"""What stands for a customer while somebody who knew it leaves: a hold, and a way to help."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id
from muniment.vault.models.dossiers import Dossier


class PeriodQuerySet(models.QuerySet["Handing"]):
    """Rows with a start and, one day, an end."""

    def in_force(self, at: datetime) -> Self:
        """Keep the rows that hold at this moment."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)


class Handing(models.Model):
    """A person on notice hands this customer over, and may look at it one at a time to do so.

    Only while she is on notice, and only counted: see `domain.policy.effective_cell`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    cause = models.UUIDField()  # the hand-over
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "dossier"],
                condition=Q(ends_at=None),
                name="vault_handing_one_open",
            ),
        ]
        indexes = [models.Index(fields=["person", "dossier"], name="vault_handing_by_person")]


class Hold(models.Model):
    """A dossier that must stay as it is: nothing of it is erased, merged or retired."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", db_index=False)
    cause = models.UUIDField(db_index=True)
    placed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "cause"], condition=Q(ends_at=None), name="vault_hold_one_open"
            ),
        ]
        indexes = [models.Index(fields=["dossier", "ends_at"], name="vault_hold_by_dossier")]
