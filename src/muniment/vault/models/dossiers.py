"""Dossiers, their sealed values and the blind indexes over them.

Foreign keys have an index of their own only where no other index begins with them and
somebody asks: an import pays for each index in every row.
"""

from django.db import models
from django.db.models import F, Q

from muniment.core.ids import new_id
from muniment.vault.domain.states import DossierState

STATES = [(state.value, state.value) for state in DossierState]


class Dossier(models.Model):
    """One customer, known to everybody by its codename only.

    `keeper` and `deputy` repeat the open custody periods, so that a list of 100,000 dossiers
    needs no join; only the custody verbs write them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    codename = models.CharField(max_length=48, unique=True)
    state = models.CharField(max_length=8, choices=STATES, default=DossierState.OPEN.value)
    keeper = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", db_index=False
    )
    deputy = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", db_index=False
    )
    opened_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    touched_at = models.DateTimeField()  # newest value submitted or verified
    retired_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(keeper=None) | Q(deputy=None) | ~Q(keeper=F("deputy")),
                name="vault_dossier_deputy_is_another",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into=None)),
                name="vault_dossier_merged_into_one",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "codename"], name="vault_dossier_by_codename"),
            models.Index(fields=["state", "touched_at", "id"], name="vault_dossier_by_touch"),
            models.Index(fields=["keeper", "state", "codename"], name="vault_dossier_by_keeper"),
            models.Index(fields=["keeper", "state", "touched_at"], name="vault_dossier_kept_touch"),
            models.Index(fields=["deputy", "state", "codename"], name="vault_dossier_by_deputy"),
        ]


class FieldValue(models.Model):
    """One version of one field, sealed under the data key of its compartment.

    `sealed` opens to canonical JSON `{"value": …, "told": …}`. A new version supersedes the
    old one, which stays; only erasure of the compartment makes both unreadable.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="values", db_index=False)
    compartment = models.CharField(max_length=32)
    field = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    sealed = models.BinaryField()
    submitted_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", db_index=False
    )
    submitted_at = models.DateTimeField()
    verified_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", db_index=False
    )
    verified_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "field", "version"], name="vault_value_one_per_version"
            ),
            models.UniqueConstraint(
                fields=["dossier", "field"],
                condition=Q(superseded_at=None, erased_at=None),
                name="vault_value_one_current",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "compartment"], name="vault_value_by_compartment"),
        ]


class BlindKey(models.Model):
    """A keyed hash under which a dossier can be found: exact keys and words of names.

    The hash of a superseded value stays, because a customer is still known by its old phone
    number; `current` tells the two apart. Erasing a compartment removes its keys.
    """

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", db_index=False)
    field = models.CharField(max_length=64)
    compartment = models.CharField(max_length=32)
    index = models.CharField(max_length=24)
    digest = models.BinaryField(max_length=16)
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "field", "index", "digest"], name="vault_blind_key_once"
            ),
        ]
        # With all that a search asks for, so that it reads no row of the table.
        indexes = [
            models.Index(
                fields=["index", "digest", "field", "current", "dossier"],
                name="vault_blind_key_search",
            )
        ]
