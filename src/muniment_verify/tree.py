"""From one entry up to the root of the log.

Source: RFC 9162, section 2.1.3.2.
"""

from collections.abc import Sequence
from hashlib import sha256

from muniment_verify.errors import Untrusted


def leaf_hash(entry: bytes) -> bytes:
    """Hash the exact bytes of an entry."""
    return sha256(b"\x00" + entry).digest()


def root_above(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Climb to the root that the leaf belongs to, if the path is true.

    Raises:
        Untrusted: `inclusion`, when there is no such leaf or the path has another length.
    """
    if index >= size:
        raise Untrusted("inclusion", "no_such_entry")
    last, climbed = size - 1, leaf
    for sibling in path:
        if last == 0:
            raise Untrusted("inclusion", "path_length")
        if index & 1 or index == last:
            climbed = sha256(b"\x01" + sibling + climbed).digest()
            while not index & 1:
                index, last = index >> 1, last >> 1
        else:
            climbed = sha256(b"\x01" + climbed + sibling).digest()
        index, last = index >> 1, last >> 1
    if last:
        raise Untrusted("inclusion", "path_length")
    return climbed
