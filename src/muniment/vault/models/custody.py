"""Who keeps a dossier, who may read it for a time, and who filed it: four different people."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from muniment.core.ids import new_id
from muniment.vault.domain.states import Duty
from muniment.vault.models.dossiers import Dossier


class CustodyPeriod(models.Model):
    """One person's time as keeper or deputy; closed by `ends_at`, never edited."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="custody")
    duty = models.CharField(max_length=8, choices=[(duty.value, duty.value) for duty in Duty])
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)  # exclusive; null: still keeps it
    assigned_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    by_opening = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "duty"],
                condition=Q(ends_at=None),
                name="vault_custody_one_open_per_duty",
            ),
            models.CheckConstraint(
                condition=Q(by_opening=True) | Q(assigned_by=None) | ~Q(assigned_by=F("person")),
                name="vault_custody_not_self_assigned",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="vault_custody_ends_after_start",
            ),
        ]


class Filing(models.Model):
    """A custodian's word that the dossier's papers are complete and in order on that day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="filings")
    filed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kept_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_by=None) | ~Q(filed_by=F("kept_by")),
                name="vault_filing_not_by_keeper",
            ),
        ]


class GrantQuerySet(models.QuerySet["Grant"]):
    """Grants, by time."""

    def in_force(self, at: datetime) -> Self:
        """Keep the grants that hold at this moment."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at, until__gt=at)


class Grant(models.Model):
    """One person's standing need to know one compartment of one dossier.

    A grant is never edited or deleted: `ends_at` closes it and a new row replaces it,
    so "who could read this on 3 May?" always has an answer.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="grants")
    compartment = models.CharField(max_length=32)
    holder = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    approved_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    until = models.DateTimeField()  # a grant without a last day is refused
    ends_at = models.DateTimeField(null=True)  # exclusive; null: not ended early
    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "compartment", "holder"],
                condition=Q(ends_at=None),
                name="vault_grant_one_open_per_holder",
            ),
            models.CheckConstraint(
                condition=~Q(holder=F("approved_by")), name="vault_grant_not_self_approved"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("starts_at")), name="vault_grant_until_after_start"
            ),
        ]


class EngagementQuerySet(models.QuerySet["Engagement"]):
    """Engagements, by time."""

    def in_force(self, at: datetime) -> Self:
        """Keep the engagements that hold at this moment."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)


class Engagement(models.Model):
    """An outside company (an export agent) working on one live order of one customer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="engagements")
    company = models.ForeignKey("people.OutsideCompany", models.PROTECT, related_name="+")
    order_number = models.CharField(max_length=40)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    engaged_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    objects = EngagementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "company", "order_number"],
                condition=Q(ends_at=None),
                name="vault_engagement_one_open_per_order",
            ),
        ]
        indexes = [models.Index(fields=["company", "dossier"], name="vault_engagement_by_company")]


class LookAllowance(models.Model):
    """Further looks that the keeper's manager gave a person whose three are used up."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=32)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    looks = models.PositiveSmallIntegerField()
    given_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=F("given_by")), name="vault_allowance_not_to_oneself"
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "person", "compartment"], name="vault_allowance_use")
        ]
