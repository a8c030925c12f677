"""What the door remembers of verbs that came with an idempotency key."""

from django.db import models
from django.db.models import Q


class KeptAnswer(models.Model):
    """One verb that came with a key, and what was answered.

    `id` is the SHA-256 over token and key. `request` is a keyed hash over method, address
    and body, so a copy of the table confirms no guess of a body. `status` is null while the
    verb runs. `answer` is sealed; it is empty for looks, which are asked of the gate again.
    """

    id = models.CharField(primary_key=True, max_length=64, editable=False)
    request = models.BinaryField(max_length=16)
    person = models.UUIDField()  # whose data key seals the answer
    status = models.PositiveSmallIntegerField(null=True)
    media_type = models.CharField(max_length=60, blank=True)
    answer = models.BinaryField(default=b"")
    at = models.DateTimeField()

    class Meta:
        db_table = "api_kept_answer"
        constraints = [
            models.CheckConstraint(
                condition=Q(status=None) | Q(status__gte=200, status__lte=599),
                name="api_kept_answer_has_a_status",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="api_kept_answer_by_time")]
