"""The door to the keys: sealing for the rooms above, and the ring's own file.

Nothing here decides who may read; the gate asks first and comes here last.
"""

import os
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection, transaction

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.files import write_durably
from muniment.core.ids import new_id
from muniment.keys.domain import keyring
from muniment.keys.domain.keyring import KeyRing, KeyRingBroken, KeyRingLocked
from muniment.keys.domain.sealing import KEY_BYTES, KeyDestroyed, SealBroken, SealingKey
from muniment.keys.models import DataKey

__all__ = [
    "KeyDestroyed",
    "KeyRingBroken",
    "KeyRingLocked",
    "KeyRingMissing",
    "SealBroken",
    "SealingKey",
    "blind",
    "bury_destroyed",
    "create",
    "data_keys",
    "destroy",
    "ensure_data_keys",
    "require_ring",
    "rotate",
    "seal",
]

Pair = tuple[UUID, str]
_Stamp = tuple[int, int]
FILE_NAME = "master.key"
DESTROYED = "destroyed.list"
_BATCH = 400  # pairs in one query: below SQLite's and PostgreSQL's parameter limits


class KeyRingMissing(MunimentError):
    """There is no key ring file; nothing can be sealed or opened."""

    code = "keys.ring.missing"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The key ring is missing, so nothing sealed can be read.")
    next_step = gettext_noop("Put the backup of the key ring back with “muniment keys restore”.")


def create() -> bool:
    """Make the key ring of a new installation; say whether one was made.

    An installation that already holds data keys never gets a second ring: that would hide
    the loss of the first.

    Raises:
        KeyRingMissing: the database holds data keys but the ring's file is gone.
    """
    if _path().exists():
        return False
    if DataKey.objects.exists():
        raise KeyRingMissing
    _write(KeyRing.fresh())
    return True


def require_ring() -> None:
    """Open the ring now, so that trouble shows at start and not at the first look.

    Raises:
        KeyRingMissing, KeyRingLocked, KeyRingBroken: as the names say.
    """
    _ring()


def seal(owner: UUID, compartment: str, plaintext: bytes, *, binding: bytes) -> bytes:
    """Seal one value under the data key of its compartment, which is made at need."""
    return ensure_data_keys([(owner, compartment)])[owner, compartment].seal(
        plaintext, binding=binding
    )


def data_keys(pairs: Iterable[Pair]) -> dict[Pair, SealingKey]:
    """Unwrap the living data keys of many compartments; missing and destroyed ones are absent.

    One query for each 400 owners. Destruction counts at once in every process: rows are read
    each time, only the unwrapping of the very same wrapped bytes is remembered.
    """
    wanted = set(pairs)
    owners = sorted({owner for owner, _ in wanted})
    compartments = sorted({compartment for _, compartment in wanted})
    found: dict[Pair, SealingKey] = {}
    for start in range(0, len(owners), _BATCH):
        found.update(_load(owners[start : start + _BATCH], compartments, wanted))
    return found


def ensure_data_keys(pairs: Iterable[Pair]) -> dict[Pair, SealingKey]:
    """Unwrap data keys and make the missing ones; two writers racing end with the same key."""
    wanted = list(dict.fromkeys(pairs))
    found = data_keys(wanted)
    missing = [pair for pair in wanted if pair not in found]
    if missing:
        with transaction.atomic():
            DataKey.objects.bulk_create(
                [_fresh(owner, compartment) for owner, compartment in missing],
                ignore_conflicts=True,
            )
        found.update(data_keys(missing))
    return found


def destroy(owner: UUID, compartment: str, *, at: datetime) -> bool:
    """Forget a data key for good; say whether there was one.

    Everything sealed under it is erased. Its id goes onto a list beside the ring, so that a
    database put back from an older copy loses the key again (`bury_destroyed`).
    """
    living = DataKey.objects.filter(owner=owner, compartment=compartment, destroyed_at=None)
    ids = list(living.values_list("id", flat=True))
    living.update(wrapped=None, destroyed_at=at)
    transaction.on_commit(lambda: _remember_destroyed(ids))
    return bool(ids)


def bury_destroyed(*, at: datetime) -> int:
    """Destroy again what an older copy of the database brought back; say how many keys.

    Called at every start. The list is also completed from the database, in case a process
    died between an erasure and its note.
    """
    listed = _destroyed_ids()
    known = set(DataKey.objects.exclude(destroyed_at=None).values_list("id", flat=True))
    _remember_destroyed(sorted(known - listed))
    risen = DataKey.objects.filter(id__in=listed - known, destroyed_at=None)
    return risen.update(wrapped=None, destroyed_at=at)


def blind(index: str, token: str) -> bytes:
    """Hash one search token for one index; 16 bytes."""
    return _ring().blind(index, token)


def rotate() -> int:
    """Add a key-encryption key and wrap every living data key under it; return how many.

    The old key stays on the ring, so a process that dies half-way leaves nothing unreadable.
    """
    fresh = _ring().rotated()
    _write(fresh)
    count = 0
    for row in DataKey.objects.filter(destroyed_at=None).iterator(chunk_size=500):
        binding = _binding(row.owner, row.compartment)
        plain = fresh.unwrap(bytes(row.wrapped or b""), binding=binding)
        row.wrapped = fresh.wrap(plain, binding=binding)
        row.save(update_fields=["wrapped"])
        count += 1
    return count


def _load(owners: list[UUID], compartments: list[str], wanted: set[Pair]) -> dict[Pair, SealingKey]:
    # Raw SQL: this runs on every look, and building the query costs more than running it.
    marks = ",".join(["%s"] * len(owners)), ",".join(["%s"] * len(compartments))
    ids = [owner.hex for owner in owners] if connection.vendor == "sqlite" else owners
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, owner, compartment, wrapped FROM keys_datakey "  # noqa: S608 - marks only
            f"WHERE destroyed_at IS NULL AND owner IN ({marks[0]}) AND compartment IN ({marks[1]})",
            [*ids, *compartments],
        )
        rows = cursor.fetchall()
    if not rows:
        return {}
    # One look at the ring's file for all keys of a batch.
    found, stamp, asked = {}, _ring_stamp(), dict(zip(ids, owners, strict=True))
    for key_id, owner, compartment, wrapped in rows:
        pair = (asked[owner], compartment)
        if pair in wanted:
            known = key_id if isinstance(key_id, UUID) else UUID(key_id)
            found[pair] = SealingKey(known, _unwrapped(stamp, bytes(wrapped), *pair))
    return found


@lru_cache(maxsize=8192)
def _unwrapped(stamp: _Stamp, wrapped: bytes, owner: UUID, compartment: str) -> AESGCM:
    return AESGCM(_read(stamp).unwrap(wrapped, binding=_binding(owner, compartment)))


def _fresh(owner: UUID, compartment: str) -> DataKey:
    wrapped = _ring().wrap(os.urandom(KEY_BYTES), binding=_binding(owner, compartment))
    return DataKey(id=new_id(), owner=owner, compartment=compartment, wrapped=wrapped)


def _binding(owner: UUID, compartment: str) -> bytes:
    return b"muniment/data-key/v1\0" + owner.bytes + compartment.encode()


def _path() -> Path:
    return Path(settings.DATA_DIR) / "keys" / FILE_NAME


def _destroyed_path() -> Path:
    return _path().with_name(DESTROYED)


def _destroyed_ids() -> set[UUID]:
    try:
        lines = _destroyed_path().read_text(encoding="ascii").split()
    except FileNotFoundError:
        return set()
    return {UUID(line) for line in lines}


def _remember_destroyed(ids: Iterable[UUID]) -> None:
    added = list(ids)
    if added:
        every = sorted(_destroyed_ids() | set(added))
        write_durably(_destroyed_path(), "".join(f"{one}\n" for one in every).encode())


def _passphrase() -> str | None:
    file = settings.CONFIG.key_passphrase_file
    if not file:
        return None
    try:
        return Path(file).read_text(encoding="utf-8").rstrip("\r\n")
    except OSError:
        raise KeyRingLocked from None


def _ring_stamp() -> _Stamp:
    """Name the ring's file as it is now, so that a restored or rotated ring is read again."""
    try:
        # A plain string, because building a `Path` costs more than looking.
        told = os.stat(os.path.join(settings.DATA_DIR, "keys", FILE_NAME))  # noqa: PTH116, PTH118
    except FileNotFoundError:
        raise KeyRingMissing from None
    return told.st_mtime_ns, told.st_ino


def _ring() -> KeyRing:
    return _read(_ring_stamp())


@lru_cache(maxsize=1)
def _read(_stamp: _Stamp) -> KeyRing:
    return keyring.load(_path().read_bytes(), _passphrase())


def _write(ring: KeyRing) -> None:
    write_durably(_path(), keyring.dump(ring, _passphrase()))
