"""The whole check, in the order in which a stranger would make it."""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from muniment_verify.entry import read_entry
from muniment_verify.errors import Misuse, Untrusted
from muniment_verify.forms import LOG_KEY, Key, parse_key, parse_proof
from muniment_verify.openings import Opening, check_openings
from muniment_verify.signatures import Mark, check_signatures
from muniment_verify.tree import leaf_hash, root_above


@dataclass(frozen=True)
class Finding:
    """What was proven.

    Attributes:
        origin: the log's name; `size` entries were in it when the checkpoint was signed.
        index: the entry's place, from 0.
        marks: the signatures that hold, one for each key asked about.
        entry: what the entry says, when it is one of Muniment; else None.
        opened: values behind commitments, proven to be what was committed to.
    """

    origin: str
    size: int
    index: int
    leaf: bytes
    marks: tuple[Mark, ...]
    entry: Mapping[str, Any] | None
    opened: Mapping[str, str]


def verify(
    proof: bytes, entry: bytes, keys: Iterable[str], openings: Sequence[Opening] = ()
) -> Finding:
    """Check that the exact bytes of `entry` are in the log that these keys speak for.

    Args:
        proof: text of a C2SP tlog-proof.
        keys: verifier keys, `name+hex8+base64`, at least one; each must have signed.

    Raises:
        Untrusted: it does not hold; `part` says where.
        Misuse: no key, or a key that cannot be read.
    """
    trusted = [parse_key(text) for text in keys]
    if not trusted:
        raise Misuse("no_key")
    found = parse_proof(proof)
    checkpoint = found.checkpoint
    marks = check_signatures(checkpoint, trusted)
    leaf = leaf_hash(entry)
    root = root_above(leaf, found.index, checkpoint.size, found.path)
    if not hmac.compare_digest(root, checkpoint.root):
        raise Untrusted("inclusion", "root_differs")
    says = read_entry(entry)
    if says:
        _check_origin(says["log"], checkpoint.origin, trusted)
    opened = check_openings(says, list(openings))
    return Finding(
        checkpoint.origin, checkpoint.size, found.index, leaf, tuple(marks), says, opened
    )


def _check_origin(log: str, origin: str, keys: Sequence[Key]) -> None:
    """An entry of Muniment names its log; neither another log nor another key will do."""
    if log != origin:
        raise Untrusted("origin", "entry_of_another_log")
    if any(key.kind == LOG_KEY and key.name != origin for key in keys):
        raise Untrusted("origin", "key_of_another_log")
