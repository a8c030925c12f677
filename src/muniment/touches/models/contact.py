"""Touches, what was promised at them, and whom the customer confirmed."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id
from muniment.touches.domain.kinds import Direction, Kind, PromiseKind, PromiseState, Source, Trace


def _choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Touch(models.Model):
    """One contact of one of our people with one customer.

    `trace` names what of the customer's own stands behind it; empty, it is only said. `sealed`
    opens to subject, note and the names of who took part. `digest` is a keyed hash of the
    message or event it was read from, so that reading it again adds nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=_choices(Kind))
    direction = models.CharField(max_length=4, choices=_choices(Direction))
    source = models.CharField(max_length=9, choices=_choices(Source))
    trace = models.CharField(max_length=9, choices=_choices(Trace), blank=True)
    happened_on = models.DateField()
    sealed = models.BinaryField(default=b"")
    digest = models.BinaryField(max_length=16, null=True)
    recorded_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "person", "digest"],
                condition=Q(digest__isnull=False),
                name="touches_touch_read_once",
            ),
            models.CheckConstraint(
                condition=Q(trace="") | ~Q(source="logged"), name="touches_touch_said_when_logged"
            ),
        ]
        indexes = [
            models.Index(
                fields=["dossier", "happened_on", "person", "trace"],
                condition=Q(withdrawn_at=None),
                name="touches_by_dossier",
            ),
            models.Index(
                fields=["person", "happened_on", "source"],
                condition=Q(withdrawn_at=None),
                name="touches_by_person",
            ),
        ]


class Promise(models.Model):
    """Something we said we would do, or an offer we made, with a day; `sealed` opens to words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    touch = models.ForeignKey(Touch, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=9, choices=_choices(PromiseKind))
    due_on = models.DateField(null=True)
    state = models.CharField(
        max_length=7, choices=_choices(PromiseState), default=PromiseState.OPEN.value
    )
    sealed = models.BinaryField(default=b"")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None)
                | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="touches_promise_closed_has_a_moment",
            )
        ]
        indexes = [
            models.Index(fields=["dossier", "state", "due_on"], name="touches_promise_dossier"),
            models.Index(fields=["person", "state", "due_on"], name="touches_promise_person"),
        ]


class Confirmation(models.Model):
    """The customer's own word that this person of ours is its contact."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["dossier", "person"], name="touches_confirmed")]
