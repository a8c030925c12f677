"""What is cheap enough to check each day: counts, head, signatures, guards, the signer's memory."""

from typing import Final

from django.db import connection

from muniment.ledger import signer, tree, triggers
from muniment.ledger.domain import merkle
from muniment.ledger.domain.checkpoint import Checkpoint as Statement
from muniment.ledger.domain.checkpoint import CheckpointInvalid
from muniment.ledger.domain.cosign import verify_note
from muniment.ledger.domain.hashing import TileInvalid
from muniment.ledger.domain.note import KeyInvalid, Note, NoteInvalid, SignatureInvalid, VerifierKey
from muniment.ledger.models import Checkpoint, Head, Log
from muniment.ledger.services import checkpoints
from muniment.ledger.services.fsck.report import Findings

_COUNTS: Final = {
    "entry": "SELECT count(*) FROM ledger_entry",
    "leaf": "SELECT count(*) FROM ledger_leaf",
    "pending": "SELECT count(*) FROM ledger_pending",
    "head": "SELECT coalesce(sum(size), 0) FROM ledger_head",
}


def check_counts(findings: Findings) -> None:
    """Hold the numbers of rows against each other; names no row."""
    count = {name: _count(query) for name, query in _COUNTS.items()}
    findings.entries, findings.leaves = count["entry"], count["leaf"]
    findings.waiting = count["pending"]
    if count["entry"] != count["leaf"] + count["pending"]:
        findings.add("entry", "*", "count.differs", _told(count))
    if count["leaf"] != count["head"]:
        findings.add("leaf", "*", "count.differs", _told(count))


def check_heads(findings: Findings) -> None:
    """Find the root of each log again from its tiles; reads O(log size) tiles."""
    for head in Head.objects.all():
        try:
            root = merkle.root(head.size, tree.tiles_of(head.log_id))
        except TileInvalid as damage:
            findings.add("tile", f"{head.log_id}/{damage.facts['why']}", "tile.gone")
            continue
        if root != bytes(head.root):
            findings.add("head", head.log_id, "head.changed")


def check_guards(findings: Findings) -> None:
    """Find guards of the tables that were taken away."""
    for name in triggers.missing(connection):
        findings.add("trigger", name, "trigger.missing")


def check_signatures(findings: Findings, *, newest_only: bool) -> None:
    """Check the notes of the checkpoints; about 7,000 a second."""
    chosen = Checkpoint.objects.order_by("-log_id", "-size")
    origins = dict(Log.objects.values_list("pk", "origin"))
    for row in chosen[:1] if newest_only else chosen.iterator(chunk_size=1000):
        name = f"{row.log_id}/{row.size}"
        try:
            told = _verified(row)
        except (NoteInvalid, CheckpointInvalid, SignatureInvalid, KeyInvalid):
            findings.add("checkpoint", name, "checkpoint.signature")
            continue
        if told != Statement(origins.get(row.log_id, "?"), row.size, bytes(row.root)):
            findings.add("checkpoint", name, "checkpoint.changed")


def recall(findings: Findings) -> signer.Signed | None:
    """Read the signer's memory; one that cannot be read is a damage like any other."""
    try:
        return signer.remembered()
    except signer.SignerBroken:
        findings.add("head", signer.STATE_FILE, "signer.broken")
        return None


def check_signer(findings: Findings, signed: signer.Signed | None) -> None:
    """Hold the database against what the signer remembered before; halts nothing."""
    found = checkpoints.standing()
    try:
        signer.demand_continues(signed, found)
    except signer.SignerRefuses as refusal:
        findings.add("head", found.statement.origin, f"signer.{refusal.facts['why']}")
    except TileInvalid:
        findings.add("head", found.statement.origin, "signer.damaged")


def _verified(row: Checkpoint) -> Statement:
    """Read what the note says, if this installation's key has signed it."""
    note = Note.parse(row.note.encode())
    told = Statement.parse(note.text)
    verify_note(note, [signer.verifier_key(VerifierKey.parse(row.vkey).name)])
    return told


def _count(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0])


def _told(count: dict[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in count.items())
