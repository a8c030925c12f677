"""A question to a line manager: somebody shares much less than before. Is all well?"""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id
from muniment.warning.domain.dark import Answer


class DarkQuestion(models.Model):
    """Numbers of one person's own sharing, and what the manager knows of it.

    Attributes:
        week: the Monday after the weeks that were counted.
        numbers: by kind, how much lately, before, and how the peers went; counts alone.
        sealed: the manager's words, under (person, "warning").
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    week = models.DateField()
    numbers = models.JSONField()
    answer = models.CharField(
        max_length=12, blank=True, choices=[(it.value, it.value) for it in Answer]
    )
    quiet_until = models.DateField(null=True)  # no further question before this day
    answered_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "week"], name="warning_dark_once_a_week"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="warning_dark_answer_has_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["answered_at", "week"], name="warning_dark_open")]
