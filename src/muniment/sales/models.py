"""Orders, version by version, and the batches under which they were put on record."""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id
from muniment.sales.domain.states import OrderState


class Batch(models.Model):
    """Orders recorded together: one ledger entry holds the Merkle root over all of them.

    The salt makes each leaf unguessable, so the root tells nothing about any order.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    root = models.BinaryField(max_length=32)
    salt = models.BinaryField(max_length=32)
    count = models.PositiveIntegerField()
    entry = models.UUIDField()


class Order(models.Model):
    """One version of one order; a change closes it with `replaced_at` and adds the next.

    Who may see orders of a dossier is not decided here: see `reading`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=40)
    revision = models.PositiveIntegerField(default=1)
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, related_name="+")
    ordered_on = models.DateField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    handled_by = models.CharField(max_length=120, blank=True)
    handler = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=[(it.value, it.value) for it in OrderState])
    lines = models.PositiveIntegerField(default=1)
    content = models.BinaryField(max_length=32)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="orders")
    place = models.PositiveIntegerField()  # leaf number in the batch, from 0
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=Q(replaced_at=None), name="sales_order_one_current"
            ),
            models.UniqueConstraint(fields=["number", "revision"], name="sales_order_revisions"),
            models.UniqueConstraint(fields=["batch", "place"], name="sales_order_one_leaf"),
        ]
        indexes = [
            models.Index(
                fields=["dossier", "ordered_on", "id"],
                condition=Q(replaced_at=None),
                name="sales_order_by_customer",
            ),
        ]


class Rates(models.Model):
    """What currencies were worth from a moment on; the newest row counts, none is edited."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    usd_millionths = models.JSONField()  # ISO 4217 code: millionths of a US dollar for one unit
    set_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at", "id"], name="sales_rates_newest")]
