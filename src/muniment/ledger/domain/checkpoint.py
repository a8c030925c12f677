"""Checkpoints: what a log says about itself, its name, its size and its root.

Source: https://c2sp.org/tlog-checkpoint
"""

from dataclasses import dataclass
from typing import Self

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger.domain import written
from muniment.ledger.domain.hashing import HASH_SIZE, LARGEST_SIZE
from muniment.ledger.domain.note import Note, Signer, is_text


class CheckpointInvalid(MunimentError):
    """The text of the note is not a checkpoint; `why` is a short code."""

    code = "ledger.checkpoint.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("This is not a checkpoint ({why}).")
    next_step = gettext_noop("Send the file exactly as it was given to you.")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a log: `root` is the Merkle root of its first `size` entries.

    Attributes:
        origin: the log's name, one line.
        extensions: further lines of other people's logs; ours has none.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for line in (self.origin, *self.extensions):
            if not line or "\n" in line or not is_text(line):
                raise CheckpointInvalid(why="line")
        if not 0 <= self.size <= LARGEST_SIZE:
            raise CheckpointInvalid(why="size")
        if len(self.root) != HASH_SIZE:
            raise CheckpointInvalid(why="root")

    def body(self) -> str:
        """Write the text that is signed: origin, size, root, each with a line feed."""
        lines = (self.origin, str(self.size), written.encode(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    def signed_by(self, signer: Signer) -> Note:
        """Sign it with the log's key (kind 1)."""
        return Note.sign(self.body(), signer)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a note as a checkpoint.

        Raises:
            CheckpointInvalid: fewer than three lines, an empty one, or one of another form.
        """
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop():
            raise CheckpointInvalid(why="form")
        size, root = written.decimal(lines[1]), written.decode(lines[2])
        if size is None:
            raise CheckpointInvalid(why="size")
        return cls(lines[0], size, root or b"", tuple(lines[3:]))
