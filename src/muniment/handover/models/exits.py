"""What a leaver holds and gives back, and what she signs."""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id
from muniment.handover.domain.states import Paper, ReturnState, values
from muniment.handover.models.handovers import Handover


class ReturnItem(models.Model):
    """One thing to come back: a device, cards, samples, a borrowed copy.

    `sealed` opens to its name and a note, under the hand-over's data key; the kind is a code.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="returns")
    kind = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    is_required = models.BooleanField(default=True)  # False: the leaver put it on the list
    sealed = models.BinaryField()
    state = models.CharField(max_length=10, choices=values(ReturnState), default=ReturnState.OPEN)
    settled_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "position"], name="handover_return_once"),
            models.CheckConstraint(
                condition=Q(state="open", settled_at=None, settled_by=None)
                | (~Q(state="open") & Q(settled_at__isnull=False, settled_by__isnull=False)),
                name="handover_return_settled_by_somebody",
            ),
        ]


class Statement(models.Model):
    """One text that the leaver acknowledged or signed, on the page or on paper.

    `sealed` opens to the words as they stood, and to the uploaded paper if there is one;
    `hash` is the SHA-256 of what was signed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="statements")
    paper = models.CharField(max_length=11, choices=values(Paper))
    version = models.CharField(max_length=20)  # of the text
    language = models.CharField(max_length=12)
    sealed = models.BinaryField()
    hash = models.CharField(max_length=64)
    on_paper = models.BooleanField(default=False)
    signed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "paper", "version"], name="handover_statement_once"
            ),
        ]
