"""The company's own catalogue of compartments and fields."""

from django.db import models

from muniment.core.ids import new_id


class Compartment(models.Model):
    """A part of every dossier that is sealed, read and erased by itself."""

    code = models.CharField(max_length=32, primary_key=True)
    label_en = models.CharField(max_length=80)
    label_zh = models.CharField(max_length=80, blank=True)
    icon = models.CharField(max_length=32, default="folder")
    about_en = models.CharField(max_length=300, blank=True)
    about_zh = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True)


class Field(models.Model):
    """A question that a dossier can answer; shut to everybody until the access table opens it."""

    code = models.CharField(max_length=64, primary_key=True)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="fields")
    label_en = models.CharField(max_length=80)
    label_zh = models.CharField(max_length=80, blank=True)
    help_en = models.CharField(max_length=300, blank=True)
    help_zh = models.CharField(max_length=300, blank=True)
    type = models.CharField(max_length=24)
    level = models.CharField(max_length=12)
    mask = models.CharField(max_length=16)
    index = models.CharField(max_length=24)
    in_list = models.BooleanField(default=False)
    required = models.BooleanField(default=False)
    several = models.BooleanField(default=False)
    choices = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True)


class FieldRename(models.Model):
    """What a field or compartment was called before, and until when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=64)
    label_en = models.CharField(max_length=80)
    label_zh = models.CharField(max_length=80, blank=True)
    until = models.DateTimeField()
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
