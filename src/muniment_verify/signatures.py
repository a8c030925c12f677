"""Who signed a checkpoint. OpenSSL checks when `cryptography` is installed, else plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass

from muniment_verify import ed25519
from muniment_verify.errors import Misuse, Untrusted
from muniment_verify.forms import LARGEST, LOG_KEY, WITNESS_KEY, Checkpoint, Key, Line

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    _WITH_OPENSSL = False
else:
    _WITH_OPENSSL = True


@dataclass(frozen=True)
class Mark:
    """A signature that holds; `time` in seconds since 1970 when a witness states one."""

    name: str
    kind: int
    time: int | None


def check_signatures(checkpoint: Checkpoint, keys: Sequence[Key]) -> list[Mark]:
    """Check that every key given signed the checkpoint; lines of other keys are passed over.

    Raises:
        Untrusted: `signature`, when one of the keys did not sign or its line does not fit.
        Misuse: a key of kind 6 and no library here that can check it.
    """
    return [_mark(checkpoint, key) for key in keys]


def verify_ed25519(public: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether the signature fits, with OpenSSL when it is there."""
    if not _WITH_OPENSSL:
        return ed25519.verify(public, signature, message)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _mark(checkpoint: Checkpoint, key: Key) -> Mark:
    mine = [line for line in checkpoint.lines if (line.name, line.key_id) == (key.name, key.key_id)]
    if not mine:
        raise Untrusted("signature", "unsigned")
    held = [_checked(checkpoint, key, line) for line in mine]  # one bad line spoils them all
    return held[0]


def _checked(checkpoint: Checkpoint, key: Key, line: Line) -> Mark:
    if key.kind == LOG_KEY:
        fits = verify_ed25519(key.public, line.payload, checkpoint.text.encode())
        time = None
    else:
        time, bare = int.from_bytes(line.payload[:8], "big"), line.payload[8:]
        fits = time <= LARGEST and _verify_witness(checkpoint, key, time, bare)
    if not fits:
        raise Untrusted("signature", "does_not_fit")
    return Mark(key.name, key.kind, time)


def _verify_witness(checkpoint: Checkpoint, key: Key, time: int, bare: bytes) -> bool:
    if key.kind == WITNESS_KEY:
        message = f"cosignature/v1\ntime {time}\n{checkpoint.text}".encode()
        return verify_ed25519(key.public, bare, message)
    return _verify_quantum_safe(key.public, bare, _subtree(checkpoint, key, time))


def _subtree(checkpoint: Checkpoint, key: Key, time: int) -> bytes:
    name, origin = key.name.encode(), checkpoint.origin.encode()
    if max(len(name), len(origin)) > 255:
        raise Untrusted("signature", "does_not_fit")
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


def _verify_quantum_safe(public: bytes, signature: bytes, message: bytes) -> bool:
    """Check ML-DSA-44, which only a recent `cryptography` can."""
    try:
        from cryptography.hazmat.primitives.asymmetric import mldsa  # late: often missing
    except ImportError:
        raise Misuse("key_kind_here") from None
    try:
        mldsa.MLDSA44PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
