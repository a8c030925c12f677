"""Authenticated sealing of one value under one data key.

A sealed value is `0x01 | key id (16) | nonce (12) | ciphertext and tag`. The associated
data are the key id and the caller's *binding* (dossier, compartment, field, version), so
a value cannot be moved to another place. The nonce is random: with one data key a
(dossier, compartment) the 2^32 bound of NIST SP 800-38D, section 8.3, is out of reach.
"""

import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop

FORMAT = b"\x01"
KEY_BYTES = 32
NONCE_BYTES = 12
HEAD = len(FORMAT) + 16


class SealBroken(MunimentError):
    """The bytes were changed, moved or cut; nothing was read."""

    code = "keys.seal.broken"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("A sealed value does not fit its place any more.")
    next_step = gettext_noop(
        "Ask your administrator to run “muniment check” and compare with a backup."
    )


class KeyDestroyed(MunimentError):
    """The data key of the value was destroyed; the value is gone for good."""

    code = "keys.key.destroyed"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("This was erased: its key has been destroyed.")
    next_step = gettext_noop("The ledger still proves that it existed and who erased it.")


@dataclass(frozen=True, slots=True)
class SealingKey:
    """An unwrapped data key: seals and opens values; never printed."""

    key_id: UUID
    cipher: AESGCM

    def __repr__(self) -> str:
        return f"SealingKey({self.key_id})"

    def seal(self, plaintext: bytes, *, binding: bytes) -> bytes:
        """Seal one value for one place; every call gives other bytes."""
        nonce = os.urandom(NONCE_BYTES)
        head = FORMAT + self.key_id.bytes
        return head + nonce + self.cipher.encrypt(nonce, plaintext, self.key_id.bytes + binding)

    def open(self, sealed: bytes, *, binding: bytes) -> bytes:
        """Open one value at its place.

        Raises:
            KeyDestroyed: it was sealed under an earlier key of this compartment.
            SealBroken: bytes or place differ from when it was sealed.
        """
        if sealed[:1] != FORMAT or len(sealed) < HEAD + NONCE_BYTES:
            raise SealBroken
        if sealed[1:HEAD] != self.key_id.bytes:
            raise KeyDestroyed
        nonce, body = sealed[HEAD : HEAD + NONCE_BYTES], sealed[HEAD + NONCE_BYTES :]
        try:
            return self.cipher.decrypt(nonce, body, self.key_id.bytes + binding)
        except InvalidTag:
            raise SealBroken from None
