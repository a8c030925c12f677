"""Cosignatures: what a witness says about somebody else's log, and when; and who signed a note.

A cosignature says: at this time, this was the largest tree of that log that I have seen,
and it contained every earlier one. Source: https://c2sp.org/tlog-cosignature
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

from muniment.ledger.domain.checkpoint import Checkpoint, CheckpointInvalid
from muniment.ledger.domain.hashing import LARGEST_SIZE
from muniment.ledger.domain.note import (
    COSIGNATURE,
    ED25519,
    ML_DSA_44,
    KeyInvalid,
    Note,
    Signature,
    SignatureInvalid,
    Signer,
    VerifierKey,
    verify_ed25519,
)

_TIME_SIZE: Final = 8
SIGNATURE_SIZES: Final = {ED25519: 64, COSIGNATURE: 8 + 64, ML_DSA_44: 8 + 2420}


@dataclass(frozen=True, slots=True)
class Mark:
    """A signature that holds.

    Attributes:
        time: seconds since 1970 that a cosigner states; None for the log's own signature.
    """

    key: VerifierKey
    time: int | None


def cosign(text: str, signer: Signer, *, time: int) -> Signature:
    """Cosign the text of a checkpoint; whoever calls has checked its consistency.

    Args:
        time: seconds since 1970.

    Raises:
        CheckpointInvalid: the text is not a checkpoint.
        KeyInvalid: the signer is not a cosigner (kind 4 or 6).
    """
    key = signer.key
    message = cosigned_message(key, text, time)
    return Signature(key.name, key.key_id, time.to_bytes(_TIME_SIZE, "big") + signer.sign(message))


def cosigned_message(key: VerifierKey, text: str, time: int) -> bytes:
    """Write the exact bytes that a cosigner of this kind signs.

    Raises:
        CheckpointInvalid: the text is not a checkpoint, or its origin is too long for kind 6.
        KeyInvalid: a key of kind 1 makes no cosignatures, or its name is too long for kind 6.
    """
    checkpoint = Checkpoint.parse(text)
    if key.kind == COSIGNATURE:
        return f"cosignature/v1\ntime {time}\n{text}".encode()
    if key.kind != ML_DSA_44:
        raise KeyInvalid(why="kind")
    name, origin = key.name.encode(), checkpoint.origin.encode()
    if len(name) > 255:
        raise KeyInvalid(why="name")
    if len(origin) > 255:
        raise CheckpointInvalid(why="line")
    return b"".join(
        (
            b"subtree/v1\n\0",
            bytes([len(name)]) + name,
            time.to_bytes(8, "big"),
            bytes([len(origin)]) + origin,
            (0).to_bytes(8, "big"),
            checkpoint.size.to_bytes(8, "big"),
            checkpoint.root,
        )
    )


def verify_cosignature(text: str, signature: Signature, key: VerifierKey) -> int:
    """Check one cosignature (kind 4 or 6) over the text of a checkpoint; gives its time.

    Raises:
        SignatureInvalid: it is not by this key, or does not fit the text.
        CheckpointInvalid, KeyInvalid: as `cosigned_message`.
    """
    payload = signature.payload
    time = int.from_bytes(payload[:_TIME_SIZE], "big")
    if not signature.is_by(key):
        raise SignatureInvalid(why="another_key")
    if len(payload) != SIGNATURE_SIZES[key.kind] or time > LARGEST_SIZE:
        raise SignatureInvalid(why="form")
    message, bare = cosigned_message(key, text, time), payload[_TIME_SIZE:]
    verify = verify_ed25519 if key.kind == COSIGNATURE else _verify_ml_dsa
    if not verify(key.public, bare, message):
        raise SignatureInvalid(why="does_not_fit")
    return time


def verify_note(note: Note, keys: Iterable[VerifierKey]) -> list[Mark]:
    """Check every signature by the given keys; those by unknown keys are passed over.

    Returns:
        What holds, in the order of the lines: at least one mark.

    Raises:
        SignatureInvalid: none of the keys signed, or a signature of one of them does not
            fit: then the whole note is refused.
        CheckpointInvalid, KeyInvalid: a cosigner's line stands under something else.
    """
    known = {(key.name, key.key_id): key for key in keys}
    claimed = [(line, known.get((line.name, line.key_id))) for line in note.signatures]
    marks = [_mark(note.text, line, key) for line, key in claimed if key]
    if not marks:
        raise SignatureInvalid(why="unsigned")
    return marks


def _mark(text: str, signature: Signature, key: VerifierKey) -> Mark:
    if key.kind != ED25519:
        return Mark(key, verify_cosignature(text, signature, key))
    if not verify_ed25519(key.public, signature.payload, text.encode()):
        raise SignatureInvalid(why="does_not_fit")
    return Mark(key, None)


def _verify_ml_dsa(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        MLDSA44PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
