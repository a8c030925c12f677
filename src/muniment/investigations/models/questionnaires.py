"""Questionnaires to third parties, and the one-time links by which they are answered."""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id
from muniment.investigations.models.cases import Case


class Questionnaire(models.Model):
    """One set of questions to one third party.

    `sealed` opens to recipient, what was told about whom and why, whether the customer named
    the recipient, and, once it is there, the answer with the hash by which it is known.
    """

    class State(models.TextChoices):
        """Whether an answer is awaited; that a link has run out is a matter of time alone."""

        WAITING = "waiting"
        ANSWERED = "answered"
        CLOSED = "closed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="questionnaires", db_index=False)
    number = models.PositiveIntegerField()  # counted in its case, from 1
    form = models.CharField(max_length=40)
    form_version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=12)  # of the letter and of the page at first
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    sealed = models.BinaryField()
    by_mail = models.BooleanField()  # False: somebody hands the link over
    asked_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    remind_days = models.PositiveSmallIntegerField()  # between reminders; 0: none
    remind_at = models.DateTimeField(null=True)  # next reminder; null: no more
    reminders = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True)  # the newest letter that a mail server took
    is_undelivered = models.BooleanField(default=False)  # no mail server took the newest letter
    is_overdue_noted = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True)  # first time; a mail scanner may have done it
    ended_at = models.DateTimeField(null=True)  # answered or closed

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="investigations_questionnaire_once"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None)
                | Q(~Q(state="waiting"), ended_at__isnull=False),
                name="investigations_questionnaire_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "remind_at"], name="investigations_to_remind"),
            models.Index(fields=["state", "expires_at"], name="investigations_awaited"),
        ]


class AnswerLink(models.Model):
    """One way to a questionnaire: the token itself is known to who got the letter, and nowhere.

    A reminder brings a link of its own; all of them end with the one answer.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="links")
    digest = models.BinaryField(max_length=16, unique=True)  # keyed hash of the token
    made_at = models.DateTimeField()
