"""Copies of reports that left the house: numbered, and known by their hash."""

from django.db import models

from muniment.core.ids import new_id
from muniment.investigations.models.cases import Case


class ReportCopy(models.Model):
    """One file that was made of a case.

    The row stands before the file is made, so that the file can carry its number; `sha256` and the
    ledger entry come with the file. A row without a hash is a copy that never got that far.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="reports", db_index=False)
    number = models.PositiveIntegerField()  # counted in its case, from 1
    form = models.CharField(max_length=5)  # report.content.Form
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=4)  # "html" or "pdf"
    sha256 = models.CharField(max_length=64, blank=True)  # hexadecimal
    size = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="investigations_report_once")
        ]
