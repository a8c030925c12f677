"""The same hands behind several companies: ties between cases, confirmed by a person."""

from django.db import models
from django.db.models import F, Q

from muniment.core.ids import new_id
from muniment.investigations.models.cases import Case


class HandsLink(models.Model):
    """A tie between a case and another case or customer; a lead until a person says more.

    `sealed` lies under the key of `case` and holds only the values of this case's own side:
    reading one case must not open another. `other` and `other_dossier` name the far side.
    """

    class Strength(models.TextChoices):
        """How much it carries."""

        LEAD = "lead"
        LINK = "link"

    class State(models.TextChoices):
        """What a person made of it."""

        OPEN = "open"
        CONFIRMED = "confirmed"
        DENIED = "denied"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="hands", db_index=False)
    other = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    other_dossier = models.ForeignKey("vault.Dossier", models.PROTECT, null=True, related_name="+")
    strength = models.CharField(max_length=4, choices=Strength.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    sealed = models.BinaryField()  # {"ties": […], "weight": …, "fingerprint": …, "reason": …}
    found_at = models.DateTimeField()
    state_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    state_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(other__isnull=False) | Q(other_dossier__isnull=False),
                name="investigations_hands_two_sides",
            ),
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(other=F("case")), name="investigations_hands_other"
            ),
        ]
        indexes = [models.Index(fields=["case", "superseded_at"], name="investigations_hands")]
