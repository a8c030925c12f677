"""What a court asks for: which points are claimed secret, and what was erased on whose word."""

from django.db import models
from django.db.models import F, Q

from muniment.core.ids import new_id
from muniment.vault.models.dossiers import Dossier


class SecretPoint(models.Model):
    """One point of a dossier that the company claims as its secret, since when and why.

    The claim and the reason for its value are sealed; a change closes the row and opens
    another, so the register of any past day can be shown.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="secret_points")
    number = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    level = models.CharField(max_length=12)
    sealed = models.BinaryField()
    claimed_since = models.DateField()
    claimed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "number", "version"], name="vault_secret_point_versions"
            ),
            models.UniqueConstraint(
                fields=["dossier", "number"],
                condition=Q(closed_at=None),
                name="vault_secret_point_one_open",
            ),
        ]


class Erasure(models.Model):
    """The wish to erase one compartment, and the second person who carried it out."""

    class State(models.TextChoices):
        """Where the wish is."""

        ASKED = "asked"
        DONE = "done"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="erasures")
    compartment = models.CharField(max_length=32)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    basis = models.CharField(max_length=24)
    asked_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    closed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "compartment"],
                condition=Q(state="asked"),
                name="vault_erasure_one_asked",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(asked_by=F("closed_by")),
                name="vault_erasure_by_two",
            ),
        ]
