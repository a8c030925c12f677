"""The key ring: key-encryption keys that wrap data keys, and the secret of the blind indexes.

The ring is one small JSON file outside the database, optionally locked by a passphrase
(scrypt). One key-encryption key is active and wraps; all of them can unwrap, so the ring
can be rotated without touching a single value.
"""

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from functools import cached_property, lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from muniment.core.canonical import NotCanonical, b64, unb64
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.ids import new_id
from muniment.keys.domain.sealing import KEY_BYTES, NONCE_BYTES, SealBroken

BLIND_BYTES = 16
# scrypt: 64 MiB and a quarter of a second, once a process. OWASP, 2024: N=2^16, r=8, p=2.
SCRYPT = {"n": 2**16, "r": 8, "p": 2}


class KeyRingLocked(MunimentError):
    """The ring is locked and the passphrase is missing or wrong; nothing was opened."""

    code = "keys.ring.locked"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The key ring is locked.")
    next_step = gettext_noop(
        "Set key_passphrase_file to a file with the right passphrase and start again."
    )


class KeyRingBroken(MunimentError):
    """The file is no key ring; nothing was opened."""

    code = "keys.ring.broken"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The key ring file cannot be read.")
    next_step = gettext_noop("Put the backup of the key ring back with “muniment keys restore”.")


@dataclass(frozen=True)
class KeyRing:
    """Key-encryption keys by id, the active one, and the secret of the blind indexes."""

    keys: dict[UUID, bytes]
    active: UUID
    index_secret: bytes

    def __repr__(self) -> str:
        return f"KeyRing(active={self.active}, keys={len(self.keys)})"

    @classmethod
    def fresh(cls) -> "KeyRing":
        """Make a new ring with one key."""
        first = new_id()
        return cls({first: os.urandom(KEY_BYTES)}, first, os.urandom(KEY_BYTES))

    def rotated(self) -> "KeyRing":
        """Add a key and make it the active one; old keys still unwrap."""
        fresh = new_id()
        return KeyRing({**self.keys, fresh: os.urandom(KEY_BYTES)}, fresh, self.index_secret)

    def wrap(self, data_key: bytes, *, binding: bytes) -> bytes:
        """Wrap a data key under the active key for one owner and compartment."""
        nonce = os.urandom(NONCE_BYTES)
        cipher = AESGCM(self.keys[self.active])
        return self.active.bytes + nonce + cipher.encrypt(nonce, data_key, binding)

    def unwrap(self, wrapped: bytes, *, binding: bytes) -> bytes:
        """Unwrap a data key.

        Raises:
            SealBroken: wrapped under a key that this ring does not hold, or changed.
        """
        cipher = self._ciphers.get(wrapped[:16]) if len(wrapped) > 28 else None
        if cipher is None:
            raise SealBroken
        try:
            return cipher.decrypt(wrapped[16:28], wrapped[28:], binding)
        except InvalidTag:
            raise SealBroken from None

    @cached_property
    def _ciphers(self) -> dict[bytes, AESGCM]:
        """The keys made ready, by the bytes that name them in what they wrapped."""
        return {key_id.bytes: AESGCM(key) for key_id, key in self.keys.items()}

    def blind(self, index: str, token: str) -> bytes:
        """Hash one search token for one index: equal tokens meet, nothing can be read back.

        Each index has a key of its own, so the same word in two indexes gives two hashes.
        """
        key = _index_key(self.index_secret, index)
        return hmac.new(key, token.encode(), hashlib.sha256).digest()[:BLIND_BYTES]


@lru_cache(maxsize=256)
def _index_key(secret: bytes, index: str) -> bytes:
    return hmac.new(secret, b"muniment/blind/v1\0" + index.encode(), hashlib.sha256).digest()


def dump(ring: KeyRing, passphrase: str | None) -> bytes:
    """Write the ring as a file's bytes, locked when there is a passphrase."""
    body = {
        "keys": {str(name): b64(key) for name, key in ring.keys.items()},
        "active": str(ring.active),
        "index_secret": b64(ring.index_secret),
    }
    if passphrase is None:
        return json.dumps({"muniment_key_ring": 1, "open": body}, indent=1).encode()
    return json.dumps(
        {"muniment_key_ring": 1, "locked": lock(json.dumps(body).encode(), passphrase)}, indent=1
    ).encode()


def load(data: bytes, passphrase: str | None) -> KeyRing:
    """Read a ring from a file's bytes.

    Raises:
        KeyRingLocked: it is locked and the passphrase is missing or wrong.
        KeyRingBroken: the bytes are no key ring.
    """
    try:
        told = json.loads(data)
        if told["muniment_key_ring"] != 1:
            raise KeyRingBroken
        body = told.get("open") or json.loads(unlock(told["locked"], passphrase))
        keys = {UUID(name): unb64(key) for name, key in body["keys"].items()}
        ring = KeyRing(keys, UUID(body["active"]), unb64(body["index_secret"]))
    except (ValueError, KeyError, TypeError, AttributeError, NotCanonical):
        raise KeyRingBroken from None
    if ring.active not in keys or any(len(key) != KEY_BYTES for key in keys.values()):
        raise KeyRingBroken
    return ring


def lock(plain: bytes, passphrase: str) -> dict[str, str]:
    """Encrypt bytes under a passphrase: scrypt, then AES-256-GCM."""
    salt, nonce = os.urandom(16), os.urandom(NONCE_BYTES)
    cipher = AESGCM(_stretched(passphrase, salt))
    return {
        "salt": b64(salt),
        "nonce": b64(nonce),
        "sealed": b64(cipher.encrypt(nonce, plain, b"muniment/lock/v1")),
    }


def unlock(locked: dict[str, str], passphrase: str | None) -> bytes:
    """Decrypt what `lock` made.

    Raises:
        KeyRingLocked: no passphrase, or a wrong one.
    """
    if passphrase is None:
        raise KeyRingLocked
    cipher = AESGCM(_stretched(passphrase, unb64(locked["salt"])))
    try:
        return cipher.decrypt(unb64(locked["nonce"]), unb64(locked["sealed"]), b"muniment/lock/v1")
    except InvalidTag:
        raise KeyRingLocked from None


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        passphrase.encode(), salt=salt, dklen=KEY_BYTES, maxmem=256 * 1024 * 1024, **SCRYPT
    )
