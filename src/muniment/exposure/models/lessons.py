"""Lessons: what past departures taught, one row a customer of somebody who left.

Counts, days and odds, no name and no word of a customer; worked out anew each time.
"""

from django.db import models


class Lesson(models.Model):
    """One customer of one leaver: its signs on the day of notice, and what is known since.

    Attributes:
        cut_on: the day of notice, or the last day where none was known; every sign is older.
        evidence: see `domain.learning.Lesson`. `answer`: what a person found out; "" nothing.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+", db_index=False)
    cut_on = models.DateField()
    share = models.FloatField(null=True)
    others = models.PositiveSmallIntegerField()
    unchecked_days = models.PositiveIntegerField(null=True)
    private = models.FloatField(null=True)
    years = models.FloatField()
    deputy = models.BooleanField()
    evidence = models.FloatField()
    answer = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "dossier"], name="exposure_lesson_once"),
        ]
