"""The tripwire: whom the house watches in customs records, and where they were met."""

from django.db import models

from muniment.core.ids import new_id


class WatchedParty(models.Model):
    """Former staff, an agent, or a company of theirs; closed by `ended_at`, never edited.

    `sealed` opens to label, names, phones, emails, addresses and the reason, under a data key of
    its own: somebody is watched here who may never learn of it, so the row says nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sealed = models.BinaryField()
    entered_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    ended_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)


class TripwireHit(models.Model):
    """A watched party that deals with a customer of ours, or in our goods; a trace, no verdict."""

    class State(models.TextChoices):
        """What a person made of it."""

        OPEN = "open"
        CONFIRMED = "confirmed"
        DISMISSED = "dismissed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    watched = models.ForeignKey(WatchedParty, models.PROTECT, related_name="hits")
    dossier = models.ForeignKey("vault.Dossier", models.PROTECT, null=True, related_name="+")
    mark = models.CharField(max_length=32, unique=True)  # keyed hash of who met whom
    sealed = models.BinaryField()  # under the key of `watched`
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    state_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    state_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "found_at"], name="investigations_tripped")]
