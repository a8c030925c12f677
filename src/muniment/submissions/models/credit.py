"""Who found a customer, and the share that stays with whoever handed it over well."""

from django.db import models
from django.db.models import F, Q

from muniment.core.ids import new_id


class OriginFile(models.Model):
    """Who found a customer and who gave it to whom: one version; the newest one stands.

    The words (channel, cost, proof) are values of the compartment `origin`, sealed there and
    read through the gate; here stand people, days and the hash of the proof.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    found_by = models.ForeignKey(  # null: the company itself, not one person
        "people.Person", models.PROTECT, null=True, related_name="+"
    )
    first_contact_on = models.DateField()
    assigned_to = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    assigned_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    assigned_on = models.DateField(null=True)
    proof_sha256 = models.CharField(max_length=64, blank=True)
    before_first_order = models.BooleanField()
    recorded_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    confirmed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    entry = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "version"], name="submissions_origin_versions"
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(replaced_at=None),
                name="submissions_origin_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | (~Q(confirmed_by=F("recorded_by")) & ~Q(confirmed_by=F("found_by")))
                | (~Q(confirmed_by=F("recorded_by")) & Q(found_by=None)),
                name="submissions_origin_confirmed_by_another",
            ),
        ]


class TailRule(models.Model):
    """What a clean hand-over earns: a part of each order, for some months. The newest stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    basis_points = models.PositiveIntegerField()  # hundredths of a percent of the order's money
    months = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(basis_points__lte=10_000, months__lte=60),
                name="submissions_tail_rule_fits",
            ),
        ]


class Tail(models.Model):
    """One person's commission tail on one customer that she handed over."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+")
    basis_points = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()  # the first day that earns nothing
    at = models.DateTimeField()
    entry = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "dossier", "starts_on"], name="submissions_tail_once"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")), name="submissions_tail_days"
            ),
        ]
