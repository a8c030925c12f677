"""A hand-over, its customers, and what was promised to them."""

from django.db import models
from django.db.models import F, Q

from muniment.core.ids import new_id
from muniment.handover.domain.states import ItemState, Kind, Stage, Vouch, values


class Handover(models.Model):
    """One person's customers changing hands, begun in one act.

    `sealed` opens to the reason, `look_back` to what the person read in the 90 days before,
    frozen when the hand-over began; both under the hand-over's own data key. `before` and
    `after` are the counts that had to be equal.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=values(Kind))
    stage = models.CharField(max_length=9, choices=values(Stage), default=Stage.RUNNING)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    begun_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    notice_on = models.DateField(null=True)
    last_day_on = models.DateField(null=True)
    due_on = models.DateField()  # by when customers should have given their word
    sealed = models.BinaryField()
    before = models.JSONField()
    after = models.JSONField()
    look_back = models.BinaryField(null=True)
    look_back_hash = models.CharField(max_length=64, blank=True)  # SHA-256 of what it opens to
    look_back_from = models.DateTimeField(null=True)
    deputyships = models.JSONField(default=list)  # dossiers whose deputy she was, by id
    grants = models.JSONField(default=list)  # grants of hers that notice ended, by id
    post = models.JSONField(default=dict)  # what lay in her tray at notice, as counts
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    overridden = models.BooleanField(default=False)  # closed by an owner before all was done

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(kind="leaver", stage="running"),
                name="handover_one_leaving_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(stage="running", ended_at=None)
                | (~Q(stage="running") & Q(ended_at__isnull=False)),
                name="handover_ends",
            ),
            models.CheckConstraint(
                condition=~Q(kind="leaver") | Q(notice_on__isnull=False, last_day_on__isnull=False),
                name="handover_leaver_has_days",
            ),
        ]
        indexes = [models.Index(fields=["stage", "begun_at"], name="handover_by_stage")]


class Withdrawal(models.Model):
    """Somebody asked to take a hand-over back; a second person does it, or it is dropped.

    `staying` are the customers that stay with their heirs, by the ids of the board. `sealed`
    opens to the reason, under the hand-over's own data key.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="withdrawals")
    asked_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    staying = models.JSONField(default=list)
    sealed = models.BinaryField()
    is_done = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["handover"],
                condition=Q(ended_at=None),
                name="handover_withdrawal_one_open",
            ),
            models.CheckConstraint(
                condition=Q(is_done=False) | Q(ended_at__isnull=False),
                name="handover_withdrawal_done_ends",
            ),
        ]


class _OnBoard(models.Manager["HandoverItem"]):
    """Customers that stand on a board: a dossier that was merged into another does no more."""

    def get_queryset(self) -> models.QuerySet["HandoverItem"]:
        """Leave out what was merged away."""
        return super().get_queryset().filter(merged_at=None)


class HandoverItem(models.Model):
    """One customer on the board, from the old keeper to the heir.

    `rank` counts from 1 by what hangs on the person; the money is the forecast of that day in
    US cents. `reasons` are codes of `domain.heirs`. `was_deputy` and `former_deputy` say what
    taking the notice back must restore.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="items", db_index=False)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+")
    heir = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    former_deputy = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=values(ItemState), default=ItemState.OPEN)
    rank = models.PositiveIntegerField()
    is_main = models.BooleanField()
    expected_cents = models.BigIntegerField(default=0)
    low_cents = models.BigIntegerField(default=0)
    hang_cents = models.BigIntegerField(default=0)
    high_cents = models.BigIntegerField(default=0)
    score = models.PositiveSmallIntegerField()  # of the heir for this customer, 0 to 100
    reasons = models.JSONField(default=list)
    chosen = models.BooleanField(default=False)  # by a person, against the proposal
    introduced_at = models.DateTimeField(null=True)
    introduced_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)  # the customer's word
    vouch = models.CharField(max_length=7, choices=values(Vouch), blank=True)  # for that word
    accepted_at = models.DateTimeField(null=True)  # by the heir
    heirs_before = models.JSONField(default=list)  # who was offered before and not wanted
    merged_at = models.DateTimeField(null=True)  # off the board: the dossier was another's twin

    objects = _OnBoard()
    everything = models.Manager["HandoverItem"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "dossier"], name="handover_item_once"),
            models.UniqueConstraint(fields=["handover", "rank"], name="handover_item_rank"),
        ]
        indexes = [
            models.Index(fields=["handover", "state", "rank"], name="handover_item_by_state"),
            models.Index(fields=["heir", "accepted_at"], name="handover_item_by_heir"),
        ]


class PromiseItem(models.Model):
    """One open promise or quotation that the heir takes over, named by the touch it stands in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(HandoverItem, models.PROTECT, related_name="promises", db_index=False)
    promise = models.UUIDField()
    kind = models.CharField(max_length=16)
    due_on = models.DateField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "promise"], name="handover_promise_once"),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="handover_promise_accepted_by_somebody",
            ),
        ]


class HandoverLook(models.Model):
    """Somebody looked at what is kept about a person; one row a look, its entry beside it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="looks")
    reader = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    what = models.CharField(max_length=12)  # board, look_back, after
    at = models.DateTimeField()
    session = models.CharField(max_length=64, blank=True)
    sitting_ends_at = models.DateTimeField()
    entry = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sitting_ends_at__gt=F("at")), name="handover_look_lasts"
            ),
        ]
        indexes = [
            models.Index(fields=["handover", "reader", "what", "at"], name="handover_look_of"),
        ]
