"""Attempts to see: consultations, refused ones included, and clash checks."""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id
from muniment.vault.models.dossiers import Dossier


class Consultation(models.Model):
    """One attempt to see one compartment of one dossier.

    Purpose, reference and place stand in the ledger entry only, as commitments whose openings
    are sealed under the dossier's record key: they outlive the erasure of a compartment.
    `fields` holds what was given: codes, open and masked apart. `look` numbers the counted
    looks of a person in a compartment from 1; the constraint lets only one of several racing
    readers have a number. A sitting belongs to one sign-in (`session`): the same account read
    from a second device is a second look.
    """

    class Outcome(models.TextChoices):
        """How the attempt ended."""

        GIVEN = "given"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # No index of their own: those below begin with them, and each look pays for every index.
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="consultations", db_index=False
    )
    compartment = models.CharField(max_length=32)
    reader = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason = models.CharField(max_length=32)
    fields = models.JSONField()
    reference_kind = models.CharField(max_length=16)
    at = models.DateTimeField()
    sitting_ends_at = models.DateTimeField(null=True)
    look = models.PositiveSmallIntegerField(null=True)
    session = models.CharField(max_length=64, blank=True)
    entry = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "compartment", "reader", "look"],
                condition=Q(look__isnull=False),
                name="vault_consultation_one_per_look",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "reader", "compartment"], name="vault_look_by_reader"),
            models.Index(fields=["dossier", "at"], name="vault_look_by_time"),
            models.Index(fields=["reader", "at"], name="vault_look_of_reader"),
        ]


class ClashCheck(models.Model):
    """One question "do we already know them?"; the row counts towards the daily limit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    verdict = models.CharField(max_length=12)
    entry = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="vault_clash_by_person")]
