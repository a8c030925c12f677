"""Tables of the room; private to it. The rows themselves are Parquet, see `store`."""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id


class Load(models.Model):
    """One file of a provider that was loaded; all its rows, or none.

    A load is never edited. Removing it deletes its rows and keeps this line, so what a profile
    rested on last year can still be told.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)  # of the file, as its sender called it
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    provider = models.CharField(max_length=80, blank=True)
    as_of = models.DateField(null=True)  # day on which the provider cut the data
    fingerprint = models.CharField(max_length=32)
    source_kind = models.CharField(max_length=12)
    reporting_country = models.CharField(max_length=2, blank=True)
    direction = models.CharField(max_length=6, blank=True)
    rows = models.BigIntegerField()
    counted = models.BigIntegerField()  # rows once repeats are set aside
    left_out = models.BigIntegerField(default=0)  # bad rows that the user agreed to leave out
    unpriced = models.BigIntegerField(default=0)  # rows with a value in money without a rate
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"],
                condition=Q(removed_at=None),
                name="customs_data_load_file_once",
            )
        ]
        indexes = [models.Index(fields=["at", "id"], name="customs_data_load_newest")]


class RememberedLayout(models.Model):
    """How tables with exactly these headings are read, as a person confirmed."""

    fingerprint = models.CharField(primary_key=True, max_length=32)
    columns = models.JSONField()  # role: place of its column, from 0
    date_form = models.CharField(max_length=12, blank=True, default="")  # "": nobody had to say
    currency = models.CharField(max_length=3, blank=True, default="")
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class OurCodes(models.Model):
    """The HS codes of our own goods from a moment on; the newest row counts, none is edited."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    codes = models.JSONField()  # beginnings of HS codes, two to six digits
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at", "id"], name="customs_data_codes_newest")]
