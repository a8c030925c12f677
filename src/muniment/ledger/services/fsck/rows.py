"""Deep check, first pass: every entry is hashed again, byte for byte, and followed in its chain."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final
from uuid import UUID

from muniment.core import canonical
from muniment.core.errors import MunimentError
from muniment.keys import ring
from muniment.ledger.domain import commitment
from muniment.ledger.domain.entry import Entry as Told
from muniment.ledger.domain.entry import EntryInvalid
from muniment.ledger.domain.hashing import leaf_hash
from muniment.ledger.models import Entry, Leaf, Log, Opening, Pending, Subject
from muniment.ledger.opening import binding
from muniment.ledger.services.fsck.report import Findings

CHUNK: Final = 1000
Chain = tuple[int, UUID]
_COLUMNS: Final = ("kind", "at", "actor", "subject", "subject_seq")


class Rows:
    """Walks the entries in the order of their numbers; memory grows with the subjects only."""

    def __init__(self, findings: Findings) -> None:
        self._found = findings
        self._origins = dict(Log.objects.values_list("pk", "origin"))
        self._tips: dict[Chain, tuple[int, bytes]] = {}

    def check(self, step: Callable[[int], None]) -> None:
        """Check every entry, opening, waiting row and chain; `step` hears how many were done."""
        for chunk in _chunks():
            self._check_chunk(chunk)
            step(len(chunk))
        self._check_tips()

    def _check_chunk(self, chunk: list[Entry]) -> None:
        numbers = [row.number for row in chunk]
        leaves = {leaf.entry_number: leaf for leaf in Leaf.objects.filter(entry_number__in=numbers)}
        waiting = set(
            Pending.objects.filter(entry_number__in=numbers).values_list("entry_number", flat=True)
        )
        told = {row.number: self._check_body(row) for row in chunk}
        for row in chunk:
            self._check_place(row, leaves.get(row.number), row.number in waiting)
            self._check_chain(row, told[row.number])
        self._check_openings(told)

    def _check_body(self, row: Entry) -> Told | None:
        self._found.entries += 1
        body = bytes(row.body)
        if leaf_hash(body) != bytes(row.leaf_hash):
            self._found.add("entry", row.number, "entry.body_changed")
        try:
            told = Told.parse(body)
        except EntryInvalid:
            self._found.add("entry", row.number, "entry.unreadable")
            return None
        if told.log != self._origins.get(row.log_id):
            self._found.add("entry", row.number, "entry.other_log")
        changed = [name for name in _COLUMNS if getattr(told, name) != getattr(row, name)]
        for name in changed + ([] if told.id == row.uuid else ["uuid"]):
            self._found.add("entry", row.number, "entry.column_changed", name)
        return told

    def _check_place(self, row: Entry, leaf: Leaf | None, waits: bool) -> None:
        if leaf is None and not waits:
            self._found.add("entry", row.number, "entry.not_queued")
        if leaf is not None and waits:
            self._found.add("pending", row.number, "pending.done_already")
        if leaf is not None and bytes(leaf.leaf_hash) != bytes(row.leaf_hash):
            self._found.add("entry", row.number, "entry.replaced")

    def _check_chain(self, row: Entry, told: Told | None) -> None:
        if row.subject is None or row.subject_seq is None:
            return
        chain = (row.log_id, row.subject)
        seq, leaf = self._tips.get(chain, (0, None))
        if row.subject_seq != seq + 1:
            missing = f"{seq + 1}-{row.subject_seq - 1}"
            self._found.add("entry", row.number, "chain.gap", missing)
        elif told is not None and told.prev != leaf:
            self._found.add("entry", row.number, "chain.broken")
        self._tips[chain] = (row.subject_seq, bytes(row.leaf_hash))

    def _check_tips(self) -> None:
        for tip in Subject.objects.all().iterator(chunk_size=CHUNK):
            chain = (tip.log_id, tip.ref)
            name = f"{tip.log_id}/{tip.ref}"
            seq, leaf = self._tips.get(chain, (0, b""))
            if tip.seq > seq:
                self._found.add("subject", name, "chain.cut", f"{seq + 1}-{tip.seq}")
            elif tip.seq < seq or bytes(tip.last_leaf or b"") != leaf:
                self._found.add("subject", name, "chain.tip")

    def _check_openings(self, told: dict[int, Told | None]) -> None:
        committed = {number: entry for number, entry in told.items() if entry and entry.commit}
        rows = list(Opening.objects.filter(entry_number__in=list(committed)))
        here = {(row.entry_number, row.field) for row in rows}
        for number, entry in committed.items():
            for field in sorted(entry.commit):
                if (number, field) not in here:
                    self._found.add("opening", f"{number}/{field}", "opening.gone")
        keys = _keys(rows)
        for row in rows:
            key = keys.get((row.owner, row.compartment))
            self._found.openings += 1
            if key is not None and not _fits(row, committed[row.entry_number], key):
                self._found.add("opening", f"{row.entry_number}/{row.field}", "opening.changed")


def check_waiting(findings: Findings) -> None:
    """Find waiting rows whose entry is gone; one query that reads the queue only."""
    numbers = list(Pending.objects.order_by("pk").values_list("pk", flat=True))
    findings.waiting = len(numbers)
    for start in range(0, len(numbers), CHUNK):
        part = numbers[start : start + CHUNK]
        here = set(Entry.objects.filter(pk__in=part).values_list("pk", flat=True))
        for number in part:
            if number not in here:
                findings.add("pending", number, "pending.entry_gone")


def _chunks() -> Iterator[list[Entry]]:
    last = 0
    while chunk := list(Entry.objects.filter(number__gt=last).order_by("number")[:CHUNK]):
        yield chunk
        last = chunk[-1].number


def _keys(rows: Iterable[Opening]) -> dict[tuple[UUID, str], ring.SealingKey]:
    """Unwrap what keys there are; without a key ring the values are simply not looked at."""
    pairs = {(row.owner, row.compartment) for row in rows}
    try:
        return ring.data_keys(pairs) if pairs else {}
    except MunimentError:
        return {}


def _fits(row: Opening, entry: Told, key: ring.SealingKey) -> bool:
    try:
        plain = key.open(bytes(row.sealed), binding=binding(entry.id, row.field))
        told = canonical.load(plain)
        salt = canonical.unb64(told["salt"])
        commitment.check_opening(entry.commit[row.field], salt, row.field, told["value"])
    except ring.KeyDestroyed:
        return True  # erased, and the compartment filled again under a new key
    except (MunimentError, KeyError, TypeError):
        return False
    return True
