"""The three hashes of an RFC 6962 tree, and the errors of everything built on them."""

from hashlib import sha256
from typing import Final

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop

HASH_SIZE: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()
LARGEST_SIZE: Final = 2**63 - 1


class ProofInvalid(MunimentError):
    """The proof does not hold, or is not a proof at all; `why` is a short code."""

    code = "ledger.proof.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("The proof does not hold ({why}).")
    next_step = gettext_noop("Ask for the proof again; if it fails again, trust neither.")


class TileInvalid(MunimentError):
    """A tile, a tile path, an entry bundle or a stored frontier is damaged; `why` is a code."""

    code = "ledger.tile.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("A stored piece of the tree is damaged ({why}).")
    next_step = gettext_noop("Run the deep check of the ledger; it names the damaged row.")


def leaf_hash(entry: bytes) -> bytes:
    """Hash the exact bytes of an entry to its leaf: SHA-256(0x00 || entry)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two children to their parent: SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def pair_up(hashes: list[bytes]) -> list[bytes]:
    """Hash neighbours to their parents; an odd last one is left out. Time O(n)."""
    hash_of = sha256  # a local name: this loop is the hashing speed of the whole ledger
    return [
        hash_of(b"\x01" + left + right).digest()
        for left, right in zip(hashes[::2], hashes[1::2], strict=False)
    ]
