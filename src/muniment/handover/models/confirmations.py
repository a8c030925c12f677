"""The customer's own word on its new contact, and the one-time links by which it is given."""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id
from muniment.handover.domain.states import (
    Answer,
    AnswerWay,
    ConfirmationState,
    Obstacle,
    values,
)
from muniment.handover.models.handovers import HandoverItem


class Confirmation(models.Model):
    """One question to one customer: is this your new contact?

    It is prepared first: the letter is written and sealed, no link is made and nobody is asked.
    Until it is sent, `asked_at` is when it was prepared, `expires_at` the day that was proposed.

    `sealed` opens to recipient, what the customer is told, and, once it is there, the answer;
    under (dossier, "handover"), so that it dies with the dossier's contacts. `receipt` is the
    SHA-256 of the answer's canonical bytes, which the customer takes away.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(HandoverItem, models.PROTECT, related_name="confirmations")
    heir = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    language = models.CharField(max_length=12)  # of the letter and of the page at first
    state = models.CharField(
        max_length=8, choices=values(ConfirmationState), default=ConfirmationState.WAITING
    )
    answer = models.CharField(max_length=13, choices=values(Answer), blank=True)
    way = models.CharField(max_length=5, choices=values(AnswerWay), blank=True)
    sealed = models.BinaryField()
    receipt = models.CharField(max_length=64, blank=True)
    by_mail = models.BooleanField(default=False)  # False: somebody hands the link over
    asked_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    remind_days = models.PositiveSmallIntegerField(default=0)  # between reminders; 0: none
    remind_at = models.DateTimeField(null=True)  # next reminder; null: no more
    reminders = models.PositiveSmallIntegerField(default=0)
    # Who handed the newest link over, or filed the answer; null: nobody but the house.
    brought_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    # The leaver or the heir who last wrote an address that a letter went to, unverified.
    address_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    mailed_at = models.DateTimeField(null=True)  # the newest letter that a mail server took
    is_undelivered = models.BooleanField(default=False)  # no mail server took the newest letter
    # Why the letter cannot be mailed, or its yes would not count; empty: nothing in the way.
    obstacle = models.CharField(max_length=10, choices=values(Obstacle), blank=True)
    is_overdue_noted = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True)  # first time; a mail scanner may have done it
    ended_at = models.DateTimeField(null=True)  # answered or closed

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=["prepared", "waiting"]),
                name="handover_confirmation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "waiting"], ended_at=None)
                | (~Q(state__in=["prepared", "waiting"]) & Q(ended_at__isnull=False)),
                name="handover_confirmation_ends",
            ),
            models.CheckConstraint(
                condition=Q(state="answered", receipt__gt="") | (~Q(state="answered")),
                name="handover_confirmation_has_receipt",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "remind_at"], name="handover_to_remind"),
            models.Index(fields=["state", "expires_at"], name="handover_awaited"),
        ]


class ConfirmationLink(models.Model):
    """One way to the question: the token is known to who got the letter, and nowhere else."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    confirmation = models.ForeignKey(Confirmation, models.PROTECT, related_name="links")
    digest = models.BinaryField(max_length=16, unique=True)  # keyed hash of the token
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
