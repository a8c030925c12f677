"""Signed notes: a text, a blank line, and one line for each signature.

Source: https://c2sp.org/signed-note
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Protocol, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger.domain import written

ED25519: Final = 1
COSIGNATURE: Final = 4
ML_DSA_44: Final = 6
PUBLIC_SIZES: Final = {ED25519: 32, COSIGNATURE: 32, ML_DSA_44: 1312}

LONGEST_NOTE: Final = 1_000_000
MOST_SIGNATURES: Final = 100
# Unicode white space, written out: languages disagree on what their own `\s` covers.
_NAME = re.compile(r"[^\x00-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000+]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_SIGNATURE = re.compile(r"\u2014 ([^ ]+) ([A-Za-z0-9+/=]+)")
_VKEY = re.compile(r"([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)")


class NoteInvalid(MunimentError):
    """These bytes are not a signed note; `why` is a short code."""

    code = "ledger.note.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("This is not a signed note ({why}).")
    next_step = gettext_noop("Send the file exactly as it was given to you.")


class KeyInvalid(MunimentError):
    """The text is not a verifier key; `why` is a short code."""

    code = "ledger.key.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("This is not a verifier key ({why}).")
    next_step = gettext_noop("Copy the whole line: a name, eight hex digits, base64, joined by +.")


class SignatureInvalid(MunimentError):
    """A trusted key did not sign this note, or its signature does not fit the text."""

    code = "ledger.signature.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("The note is not signed by the expected key ({why}).")
    next_step = gettext_noop("Check that the key is the one agreed in writing; then trust neither.")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name: `name+hex8+base64`, printed in contracts.

    Attributes:
        name: who signs; for a log its origin.
        kind: 1 Ed25519, 4 Ed25519 cosignature, 6 ML-DSA-44 cosignature.
        public: 32 bytes, for ML-DSA-44 1,312.
    """

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        if not is_name(self.name):
            raise KeyInvalid(why="name")
        if self.kind not in PUBLIC_SIZES:
            raise KeyInvalid(why="kind")
        if len(self.public) != PUBLIC_SIZES[self.kind]:
            raise KeyInvalid(why="length")

    @property
    def key_id(self) -> bytes:
        """Four bytes that, with the name, say which key made a signature."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        payload = written.encode(bytes([self.kind]) + self.public)
        return f"{self.name}+{self.key_id.hex()}+{payload}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a verifier key.

        Raises:
            KeyInvalid: not of the form, an unknown kind, or the id is not that of the key.
        """
        found = _VKEY.fullmatch(text)
        payload = written.decode(found[3]) if found else None
        if not found or not payload:
            raise KeyInvalid(why="form")
        key = cls(found[1], payload[0], payload[1:])
        if key.key_id.hex() != found[2]:
            raise KeyInvalid(why="id")
        return key


class Signer(Protocol):
    """Whoever holds a private key: a file, another process, a smart card."""

    @property
    def key(self) -> VerifierKey:
        """The public half, with its name and kind."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Sign these exact bytes with the bare algorithm: 64 bytes for Ed25519."""
        ...


@dataclass(frozen=True, slots=True)
class Ed25519Signer:
    """A private key in memory; `kind` is `ED25519` for a log, `COSIGNATURE` for a witness."""

    name: str
    private: Ed25519PrivateKey
    kind: int = ED25519

    @property
    def key(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self.kind, self.private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """Sign these exact bytes; 64 bytes."""
        return self.private.sign(message)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who, which key, and what follows the key id."""

    name: str
    key_id: bytes
    payload: bytes

    @property
    def line(self) -> str:
        """The line as it stands in a note, with its line feed."""
        return f"\u2014 {self.name} {written.encode(self.key_id + self.payload)}\n"

    def is_by(self, key: VerifierKey) -> bool:
        """Say whether the line claims to be made by `key`; proves nothing."""
        return self.name == key.name and self.key_id == key.key_id

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read one line, without its line feed.

        Raises:
            NoteInvalid: it has not the form of a signature line.
        """
        found = _SIGNATURE.fullmatch(line)
        blob = written.decode(found[2]) if found else None
        if not found or not is_name(found[1]) or not blob or len(blob) < 5:
            raise NoteInvalid(why="signature_line")
        return cls(found[1], blob[:4], blob[4:])


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a line feed, and its signatures, one or more."""

    text: str
    signatures: tuple[Signature, ...]

    def to_bytes(self) -> bytes:
        """Write the note; `parse` reads the same note again."""
        return (self.text + "\n" + "".join(s.line for s in self.signatures)).encode()

    def with_signature(self, signature: Signature) -> "Note":
        """Give the note one more signature line, at the end."""
        return Note(self.text, (*self.signatures, signature))

    @classmethod
    def sign(cls, text: str, signer: Signer) -> Self:
        """Sign a text with an Ed25519 log key (kind 1).

        Raises:
            NoteInvalid: the text does not end in a line feed or holds control characters.
            KeyInvalid: the signer is not of kind 1.
        """
        if not text.endswith("\n") or not is_text(text):
            raise NoteInvalid(why="text")
        if signer.key.kind != ED25519:
            raise KeyInvalid(why="kind")
        made = Signature(signer.key.name, signer.key.key_id, signer.sign(text.encode()))
        return cls(text, (made,))

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read a signed note; the text ends at the last blank line. Checks no signature.

        Raises:
            NoteInvalid: anything that is not a note, or is too long to be one.
        """
        if len(data) > LONGEST_NOTE:
            raise NoteInvalid(why="too_long")
        try:
            whole = data.decode("utf-8")
        except UnicodeDecodeError:
            raise NoteInvalid(why="utf8") from None
        text, blank, lines = whole.rpartition("\n\n")
        if not blank or not lines.endswith("\n") or not is_text(whole):
            raise NoteInvalid(why="form")
        signatures = lines[:-1].split("\n")
        if len(signatures) > MOST_SIGNATURES:
            raise NoteInvalid(why="too_many_signatures")
        return cls(text + "\n", tuple(Signature.parse(line) for line in signatures))


def verify_ed25519(public: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether the 64 bytes are this key's signature of the message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_name(text: str) -> bool:
    """Say whether a key may have this name: not empty, no white space, no plus."""
    return bool(_NAME.fullmatch(text)) and is_text(text)


def is_text(text: str) -> bool:
    """Say whether a note may hold this: UTF-8, no control characters but the line feed."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return not _CONTROL.search(text)
