"""The signer: the one private key, and a memory of its own of what it has signed.

It signs a checkpoint only when a consistency proof leads there from the last one, so it is the
ledger's first witness: whoever takes the application over can append but not rewrite, and a
database put back to yesterday is noticed.
"""

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from muniment.core import canonical
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.files import create_durably, write_durably
from muniment.ledger.domain.checkpoint import Checkpoint
from muniment.ledger.domain.hashing import EMPTY_ROOT, ProofInvalid
from muniment.ledger.domain.merkle import verify_consistency
from muniment.ledger.domain.note import Ed25519Signer, KeyInvalid, Note, VerifierKey, is_name

KEY_FILE: Final = "ledger.key"
STATE_FILE: Final = "ledger.state"
ORIGIN_FILE: Final = "origin"
LOCK_FILE: Final = "ledger.lock"

# Given a signed size, proves the way from there to where the database stands.
Prove = Callable[[int], Sequence[bytes]]


class SignerRefuses(MunimentError):
    """The database does not continue what was signed; nothing was signed.

    `why` is `behind`, `forked`, `other_origin` or `state_missing`.
    """

    code = "ledger.signer.refuses"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The database does not continue what the ledger has signed ({why}).")
    next_step = gettext_noop("Ask an administrator to run “muniment ledger explain”.")


class SignerLocked(MunimentError):
    """The signing key is encrypted and the passphrase does not open it."""

    code = "ledger.signer.locked"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The signing key of the ledger is locked.")
    next_step = gettext_noop("Check the file that the setting key_passphrase_file names.")


class SignerBroken(MunimentError):
    """A file of the signer is not what it should be; nothing was signed."""

    code = "ledger.signer.broken"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The file {file} of the ledger's signer is damaged.")
    next_step = gettext_noop("Put the backup of the keys back with “muniment keys restore”.")


@dataclass(frozen=True, slots=True)
class Signed:
    """The newest checkpoint that the signer remembers: `root` is 32 bytes, `size` counts leaves."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the database stands.

    Attributes:
        prove: makes the consistency proof from a smaller size; not called without need.
        has_signed: whether the database holds checkpoints, so that a memory must exist.
    """

    statement: Checkpoint
    prove: Prove
    has_signed: bool


Look = Callable[[], Standing]


def origin() -> str:
    """Name this installation's ledger; made at first use, then kept for good.

    Raises:
        KeyInvalid: the setting `origin` holds white space or a plus; no name was made.
    """
    path = _folder() / ORIGIN_FILE
    if not path.exists():
        create_durably(path, _new_origin().encode())
    return path.read_text(encoding="utf-8").strip()


def verifier_key(name: str) -> VerifierKey:
    """Give the public key under which checkpoints of the origin `name` verify."""
    return _signer(name).key


def remembered() -> Signed | None:
    """Read what was signed last; None when the signer has no memory.

    Raises:
        SignerBroken: the file is there and says nothing that can be understood.
    """
    try:
        told = canonical.load((_folder() / STATE_FILE).read_bytes())
        return Signed(told["origin"], told["size"], canonical.unb64(told["root"]))
    except FileNotFoundError:
        return None
    except (canonical.NotCanonical, KeyError, TypeError):
        raise SignerBroken(file=STATE_FILE) from None


def check(look: Look) -> Checkpoint:
    """Check that the database continues what was signed, and say where it stands.

    Args:
        look: reads the database; called under the signer's lock, so that nobody signs between
            the memory and the look. It may read, but not wait for another writer.

    Raises:
        SignerRefuses: it does not.
        SignerBroken: the memory cannot be read.
    """
    with _alone():
        found = look()
        demand_continues(remembered(), found)
        return found.statement


def sign(look: Look) -> tuple[Checkpoint, Note]:
    """Sign where the database stands, and remember it before the signature leaves.

    The memory is on disk when the signature is returned, so a crash can lose a signature that
    nobody saw but never forget one that somebody did. One signer at a time signs.

    Raises:
        SignerRefuses: the database does not continue what was signed; nothing was signed.
        SignerLocked, SignerBroken: as the names say.

    Costs one fsync of a small file, when the size grew.
    """
    with _alone():
        found = look()
        demand_continues(remembered(), found)
        statement = found.statement
        signer = _signer(statement.origin)
        remember(Signed(statement.origin, statement.size, statement.root))
        return statement, statement.signed_by(signer)


def demand_continues(signed: Signed | None, found: Standing) -> None:
    """Hold a memory against a later look at the database.

    Raises:
        SignerRefuses: the database does not continue what was signed.
    """
    if signed is None:
        if found.has_signed:
            raise SignerRefuses(why="state_missing")
        return
    if signed.origin != found.statement.origin:
        raise SignerRefuses(why="other_origin")
    if signed.size > found.statement.size:
        raise SignerRefuses(why="behind")
    if signed.size > 0:
        _demand_proof(signed, found)


def remember(signed: Signed) -> None:
    """Write the signer's memory durably; what stands there already is not written again."""
    if signed != remembered():
        told = {"origin": signed.origin, "size": signed.size, "root": canonical.b64(signed.root)}
        write_durably(_folder() / STATE_FILE, canonical.dump(told))


def start_again(name: str) -> None:
    """Forget the old origin for a declared new one; only an incarnation calls this."""
    with _alone():
        remember(Signed(name, 0, EMPTY_ROOT))


def _demand_proof(signed: Signed, found: Standing) -> None:
    statement = found.statement
    try:
        path = [] if signed.size == statement.size else found.prove(signed.size)
        verify_consistency(signed.size, statement.size, path, signed.root, statement.root)
    except ProofInvalid:
        raise SignerRefuses(why="forked") from None


def _signer(name: str) -> Ed25519Signer:
    path = _folder() / KEY_FILE
    if not path.exists():
        create_durably(path, _fresh_key())
    told = path.stat()
    return Ed25519Signer(name, _read_key(path, _passphrase(), (told.st_mtime_ns, told.st_ino)))


@lru_cache(maxsize=1)  # opening an encrypted key is slow on purpose
def _read_key(path: Path, passphrase: bytes | None, _stamp: tuple[int, int]) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), passphrase)
    except TypeError:  # encrypted without a passphrase, or the other way round
        raise SignerLocked from None
    except ValueError:
        raise (SignerLocked if passphrase else SignerBroken(file=KEY_FILE)) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise SignerBroken(file=KEY_FILE)
    return key


def _fresh_key() -> bytes:
    passphrase = _passphrase()
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase)
        if passphrase
        else serialization.NoEncryption(),
    )


def _passphrase() -> bytes | None:
    file = settings.CONFIG.key_passphrase_file
    if not file:
        return None
    try:
        return Path(file).read_text(encoding="utf-8").rstrip("\r\n").encode()
    except OSError:
        raise SignerLocked from None


def _new_origin() -> str:
    """Make a name that nobody else has; it carries the house's address when it has one."""
    host = urlsplit(settings.CONFIG.public_url).hostname or "muniment"
    name = settings.CONFIG.origin or f"{host}/{secrets.token_hex(6)}"
    if not is_name(name):
        raise KeyInvalid(why="name")
    return name


@contextmanager
def _alone() -> Iterator[None]:
    """Keep every other process from signing meanwhile; the lock ends with the process."""
    _folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(_folder() / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "keys"
