"""The access table, version by version, and the counter that tells caches to read again."""

from django.db import models
from django.db.models import F, Q

from muniment.core.ids import new_id


class AccessTableVersion(models.Model):
    """One version of the access table; adopting it takes a second person."""

    class State(models.TextChoices):
        """Where a version is."""

        PROPOSED = "proposed"
        ADOPTED = "adopted"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=10, choices=State.choices)
    sheet = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    proposed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    closed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="adopted")
                | Q(proposed_by=None)
                | ~Q(proposed_by=F("closed_by")),
                name="vault_table_adopted_by_another",
            ),
        ]


class Epoch(models.Model):
    """One row: which access table is in force and which revision the field catalogue has.

    Every look reads it with the dossier, so all processes act on an adopted table at once.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    table_number = models.PositiveIntegerField()
    catalogue = models.PositiveIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="vault_epoch_one_row")]
