"""Surveys: what hangs on whom, worked out for the whole house at one moment.

A survey holds counts, days and money, no name and no word of a customer; the newest one stands,
older ones lose their rows and keep their line.
"""

from django.db import models

from muniment.core.ids import new_id


class Survey(models.Model):
    """One working-out; `done_at` is null while it runs, and only a done one is read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField()
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    customers = models.PositiveIntegerField(default=0)
    bonds = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["-done_at"], name="exposure_survey_newest")]


class Surveyed(models.Model):
    """One customer in a survey.

    `usd`, `usd_low`, `usd_high`: orders expected in the next 12 months. `turnover`: orders of the
    last 12 months. `known`: people of the company whom the customer knows. `spread`: the
    Herfindahl index of its touches, 0 without any.
    """

    id = models.BigAutoField(primary_key=True)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="surveyed", db_index=False)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+", db_index=False)
    usd = models.FloatField()
    usd_low = models.FloatField()
    usd_high = models.FloatField()
    turnover = models.FloatField()
    known = models.PositiveSmallIntegerField()
    spread = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "dossier"], name="exposure_surveyed_once"),
        ]


class Bond(models.Model):
    """What binds one customer to one person: the signs of `domain.weights.Signs`."""

    id = models.BigAutoField(primary_key=True)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="bonds_of", db_index=False)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    share = models.FloatField(null=True)
    others = models.PositiveSmallIntegerField()
    unchecked_days = models.PositiveIntegerField(null=True)
    private = models.FloatField(null=True)
    years = models.FloatField()
    deputy = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "person", "dossier"], name="exposure_bond_once"
            ),
        ]
        indexes = [models.Index(fields=["survey", "dossier"], name="exposure_bond_by_dossier")]
