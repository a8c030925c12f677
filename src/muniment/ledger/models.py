"""Tables of the ledger. Append-only ones are guarded by triggers (`triggers.py`).

Rows name each other by number without foreign keys: a foreign key would lock and rewrite
the entry that the sequencer points at. `services.fsck` checks what a key would have.
"""

from django.db import models
from django.db.models import Q


class Log(models.Model):
    """One life of the ledger under one origin; a declared loss ends it and begins the next."""

    origin = models.CharField(max_length=255, unique=True)
    state = models.CharField(max_length=8, choices=[("active", "active"), ("frozen", "frozen")])
    predecessor = models.CharField(max_length=255, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="active"), name="ledger_log_one_active"
            )
        ]


class Entry(models.Model):
    """One act, written in the act's own transaction and never touched again.

    `body` is the leaf, byte for byte; the other columns repeat parts of it for searching.
    """

    number = models.BigAutoField(primary_key=True)
    log_id = models.BigIntegerField()
    uuid = models.UUIDField(unique=True)
    kind = models.CharField(max_length=100)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    subject = models.UUIDField(null=True)
    subject_seq = models.BigIntegerField(null=True)
    body = models.BinaryField()
    leaf_hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "log_id", "subject_seq"], name="ledger_entry_one_chain"
            )
        ]
        indexes = [
            models.Index(fields=["kind", "number"], name="ledger_entry_by_kind"),
            models.Index(fields=["actor", "number"], name="ledger_entry_by_actor"),
        ]


class Subject(models.Model):
    """The tip of one subject's chain: how many entries, and the leaf hash of the newest."""

    pk = models.CompositePrimaryKey("log_id", "ref")
    log_id = models.BigIntegerField()
    ref = models.UUIDField()
    seq = models.BigIntegerField()
    last_leaf = models.BinaryField(max_length=32, null=True)


class Opening(models.Model):
    """What one commitment hides: salt and value, sealed under a data key that can be destroyed."""

    pk = models.CompositePrimaryKey("entry_number", "field")
    entry_number = models.BigIntegerField()
    field = models.CharField(max_length=64)
    owner = models.UUIDField()
    compartment = models.CharField(max_length=48)
    sealed = models.BinaryField()


class Pending(models.Model):
    """An entry that waits for its index; filled by a trigger, emptied by the sequencer.

    `queued_ms` is the database's own clock, Unix milliseconds, whatever `at` says.
    """

    entry_number = models.BigIntegerField(primary_key=True)
    log_id = models.BigIntegerField()
    queued_ms = models.BigIntegerField()


class Leaf(models.Model):
    """The index that an entry got, counted from 0 without a gap."""

    pk = models.CompositePrimaryKey("log_id", "idx")
    log_id = models.BigIntegerField()
    idx = models.BigIntegerField()
    entry_number = models.BigIntegerField(unique=True)
    leaf_hash = models.BinaryField(max_length=32)


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree, 32 bytes each; only ever grows."""

    pk = models.CompositePrimaryKey("log_id", "level", "n")
    log_id = models.BigIntegerField()
    level = models.SmallIntegerField()
    n = models.BigIntegerField()
    hashes = models.BinaryField()


class Head(models.Model):
    """Where the tree stands; moved by compare-and-set on `size`. `drained_ms` is Unix time."""

    log_id = models.BigIntegerField(primary_key=True)
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    frontier = models.BinaryField()
    drained_ms = models.BigIntegerField()


class Checkpoint(models.Model):
    """A signed tree head. `published_at` moves when a heartbeat signs the same size again."""

    pk = models.CompositePrimaryKey("log_id", "size")
    log_id = models.BigIntegerField()
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    vkey = models.CharField(max_length=400)
    reason = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField()


class Incident(models.Model):
    """Something that must be explained: a ledger that does not fit its signer, and its way back."""

    kind = models.CharField(max_length=64)
    at = models.DateTimeField()
    detail = models.JSONField()
