"""Tables of the key ring: wrapped data keys only, never a key that opens anything by itself."""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id


class DataKey(models.Model):
    """One data key of one owner's compartment, wrapped by the key ring.

    Destroying it empties `wrapped` for good; the row stays and says when. A compartment
    that is filled again afterwards gets a new row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.UUIDField()
    compartment = models.CharField(max_length=48)
    wrapped = models.BinaryField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "compartment"],
                condition=Q(destroyed_at=None),
                name="keys_data_key_one_alive",
            ),
            models.CheckConstraint(
                condition=Q(wrapped=None, destroyed_at__isnull=False)
                | Q(wrapped__isnull=False, destroyed_at=None),
                name="keys_data_key_destroyed_is_empty",
            ),
        ]
