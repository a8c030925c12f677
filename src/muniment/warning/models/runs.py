"""What the house counts as silence, each night's run, and what it foretells."""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id


class Settings(models.Model):
    """How the house warns, from a moment on; the newest row counts, none is edited."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    horizon_days = models.PositiveSmallIntegerField()  # a silence of so many days is a stop
    watch_days = models.PositiveSmallIntegerField()  # how long a leaver's customers are watched
    set_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(horizon_days__gte=28, horizon_days__lte=730),
                name="warning_settings_horizon",
            ),
            models.CheckConstraint(
                condition=Q(watch_days__gte=56, watch_days__lte=1100),
                name="warning_settings_watch",
            ),
        ]
        indexes = [models.Index(fields=["at", "id"], name="warning_settings_newest")]


class ModelRun(models.Model):
    """One scoring of all customers: what it rested on, and what came out.

    The cut is `on` for days and `known_at` for knowledge: with both, the same book can be read
    again, and the same answer computed.

    Attributes:
        parameters: of the model, as JSON; fitted in this run or, if `fitted_in` is set, there.
        leavers: by person: P(took any), share of customers with its 80 % bounds, how many.
        inputs: what the database does not keep in versions: departures as known then.
        inputs_hash: SHA-256 over everything that was computed with.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    on = models.DateField()
    known_at = models.DateTimeField()
    version = models.CharField(max_length=20)
    parameters = models.JSONField()
    fitted_in = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    inputs = models.JSONField()
    inputs_hash = models.CharField(max_length=64)
    leavers = models.JSONField(default=dict)
    horizon_days = models.PositiveSmallIntegerField()
    watch_days = models.PositiveSmallIntegerField()
    rates = models.UUIDField(null=True)
    customers = models.PositiveIntegerField()
    orders = models.PositiveIntegerField()
    unpriced = models.PositiveIntegerField()
    raised = models.PositiveIntegerField()
    entry = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["on", "known_at"], name="warning_run_by_day")]


class Forecast(models.Model):
    """What the newest run says of one customer; written over each night."""

    dossier = models.OneToOneField(
        "vault.Dossier", models.PROTECT, primary_key=True, related_name="+"
    )
    run = models.ForeignKey(ModelRun, models.PROTECT, related_name="+")
    orders = models.FloatField()  # expected in the next 12 months
    usd = models.FloatField()
    low = models.FloatField()  # one in ten years brings less
    high = models.FloatField()  # one in ten brings more
    stopped = models.FloatField()  # P(no order for the rest of the horizon)
    silent_days = models.FloatField()
    gap_days = models.FloatField()
    last_on = models.DateField()
    orders_year = models.PositiveIntegerField()  # in the 12 months before
    usd_year = models.FloatField()
    due = models.JSONField()  # days after the last order: [5 %, 25 %, 75 %, 95 %] of the next gap
    taken = models.FloatField(null=True)  # highest chance that a leaver took it; None: no leaver
