"""Proofs: one text that says where an entry stands, under a signed checkpoint.

Source: https://c2sp.org/tlog-proof
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from muniment.ledger.domain import merkle, written
from muniment.ledger.domain.checkpoint import Checkpoint
from muniment.ledger.domain.cosign import verify_note
from muniment.ledger.domain.hashing import HASH_SIZE, LARGEST_SIZE, ProofInvalid
from muniment.ledger.domain.note import LONGEST_NOTE, Note, VerifierKey

HEADER: Final = "c2sp.org/tlog-proof@v1"
LONGEST_PROOF: Final = 2 * LONGEST_NOTE


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry is number `index` of a log, provable with nothing but the log's key.

    Attributes:
        path: sibling hashes, lowest first.
        checkpoint: the signed note, byte for byte.
        extra: bytes that go along, vouched for by nobody; None when there are none.
    """

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.index <= LARGEST_SIZE:
            raise ProofInvalid(why="index")
        hashes_fit = all(len(step) == HASH_SIZE for step in self.path)
        if not hashes_fit or len(self.path) > merkle.LONGEST_PATH:
            raise ProofInvalid(why="path")

    def to_bytes(self) -> bytes:
        """Write the proof; `parse` reads the same proof again."""
        extra = [] if self.extra is None else [f"extra {written.encode(self.extra)}"]
        path = [written.encode(step) for step in self.path]
        head = [HEADER, *extra, f"index {self.index}", *path, "", ""]
        return "\n".join(head).encode() + self.checkpoint

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read a proof, whoever made it. Checks its form, not that it holds.

        Raises:
            ProofInvalid: it has not the form of a proof.
        """
        head, blank, checkpoint = data.partition(b"\n\n")
        if len(data) > LONGEST_PROOF or not blank or not head.isascii():
            raise ProofInvalid(why="form")
        lines = head.decode("ascii").split("\n")
        if lines.pop(0) != HEADER:
            raise ProofInvalid(why="header")
        extra = _extra(lines.pop(0)) if lines and lines[0].startswith("extra ") else None
        index = _index(lines.pop(0) if lines else "")
        return cls(index, tuple(_step(line) for line in lines), checkpoint, extra)

    def verify(self, entry: bytes, keys: Iterable[VerifierKey]) -> Checkpoint:
        """Check that these exact entry bytes are in the log, and give the checkpoint.

        Raises:
            NoteInvalid, CheckpointInvalid: the checkpoint has not the form of one.
            SignatureInvalid: none of the keys signed it, or a signature does not fit.
            ProofInvalid: the entry does not stand there.
        """
        note = Note.parse(self.checkpoint)
        checkpoint = Checkpoint.parse(note.text)
        verify_note(note, keys)
        leaf = merkle.leaf_hash(entry)
        merkle.verify_inclusion(leaf, self.index, checkpoint.size, self.path, checkpoint.root)
        return checkpoint


def _extra(line: str) -> bytes:
    extra = written.decode(line.removeprefix("extra "))
    if extra is None:
        raise ProofInvalid(why="extra")
    return extra


def _index(line: str) -> int:
    word, _, number = line.partition(" ")
    index = written.decimal(number) if word == "index" and number else None
    if index is None:
        raise ProofInvalid(why="index")
    return index


def _step(line: str) -> bytes:
    step = written.decode(line)
    if step is None or len(step) != HASH_SIZE:
        raise ProofInvalid(why="path")
    return step
