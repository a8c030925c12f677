"""Verdicts, and the firm's own table of payment advice."""

from django.db import models
from django.db.models import F, Q

from muniment.core.ids import new_id
from muniment.investigations.models.cases import Case


class Decision(models.Model):
    """One verdict, with a frozen copy of all that it rests on.

    `sealed` opens to verdict, terms, reason, the second person's reason, and `frozen`: JSON of the
    advice, the findings, the rating and the coverage of the moment, with a salt. `digest` is
    SHA-256 over that text and stands in the ledger, beside the head of the evidence chain. A
    verdict that departs from the advice, or that the table gives to two people, is in force only
    when another person approves it.
    """

    class State(models.TextChoices):
        """Whether it holds."""

        WAITING = "waiting"  # for the second person
        IN_FORCE = "in_force"
        REFUSED = "refused"
        REPLACED = "replaced"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions", db_index=False)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices)
    risk = models.CharField(max_length=12)
    coverage = models.PositiveSmallIntegerField()
    is_override = models.BooleanField(default=False)
    needs_second = models.BooleanField()
    sealed = models.BinaryField()
    digest = models.CharField(max_length=64)  # hexadecimal, as is the next
    evidence_head = models.CharField(max_length=64, blank=True)
    decided_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    second_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="investigations_decision_once"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state="in_force"),
                name="investigations_decision_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state="waiting"),
                name="investigations_decision_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(second_by=None) | ~Q(second_by=F("decided_by")),
                name="investigations_decision_two_people",
            ),
            models.CheckConstraint(
                condition=Q(needs_second=False)
                | Q(second_by__isnull=False)
                | Q(state__in=["waiting", "refused", "replaced"]),
                name="investigations_decision_second_first",
            ),
            models.CheckConstraint(
                condition=Q(is_override=False) | Q(needs_second=True),
                name="investigations_override_needs_second",
            ),
        ]


class AdviceTable(models.Model):
    """A version of the firm's payment advice; the newest in force holds. No customer in it."""

    number = models.PositiveIntegerField(primary_key=True)
    sheet = models.JSONField()
    proposed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    adopted_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    adopted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(adopted_by=None) | ~Q(adopted_by=F("proposed_by")),
                name="investigations_advice_two_people",
            ),
        ]
