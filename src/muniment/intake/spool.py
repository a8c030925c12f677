"""The spool: files on their way in, and reports on their way out, sealed from the first byte.

A file is cut into chunks of 64 KiB, each sealed under the data key of its owner. The binding
holds the owner, the part, the number of the chunk and whether it is the last, so chunks
cannot be changed, moved, repeated or cut off unnoticed. Reading can start anywhere.
"""

import hashlib
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.keys import ring

CHUNK = 64 * 1024
_OVERHEAD = 1 + 16 + 12 + 16  # format, key id, nonce, tag: see keys.domain.sealing
_SEALED = CHUNK + _OVERHEAD


class SpoolMissing(MunimentError):
    """The file is no longer there: it was loaded, given up, or its time ran out."""

    code = "intake.spool.missing"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("This file is not kept any more.")
    next_step = gettext_noop("Upload it again if you still need it.")


@dataclass(frozen=True, slots=True)
class Spooled:
    """A file that lies sealed in the spool.

    Attributes:
        size: bytes in the clear.
        sha256: of the bytes in the clear, 32 bytes.
    """

    owner: UUID
    part: str
    size: int
    sha256: bytes


class Writer:
    """Seals bytes as they come; nothing ever lies on disk in the clear.

    Memory is bounded by two chunks. Use as a context manager: leaving by an exception
    takes the half-written file away.
    """

    def __init__(self, owner: UUID, part: str) -> None:
        self._owner, self._part = owner, part
        self._key = ring.ensure_data_keys([(owner, part)])[owner, part]
        self._waiting = bytearray()
        self._count = self._size = 0
        self._digest = hashlib.sha256()
        path = path_of(owner, part)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(descriptor, "wb")

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self.discard()
        elif not self._file.closed:
            self.finish()

    def write(self, data: bytes) -> int:
        """Take bytes in; they reach the disk in whole chunks."""
        self._digest.update(data)
        self._size += len(data)
        self._waiting += data
        while len(self._waiting) > CHUNK:  # one chunk waits: it may be the last
            self._put(bytes(self._waiting[:CHUNK]), is_last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def finish(self) -> Spooled:
        """Write what waits, mark the end, and make it durable."""
        self._put(bytes(self._waiting), is_last=True)
        self._waiting.clear()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return Spooled(self._owner, self._part, self._size, self._digest.digest())

    def discard(self) -> None:
        """Take the unfinished file away."""
        self._file.close()
        path_of(self._owner, self._part).unlink(missing_ok=True)

    def _put(self, plain: bytes, *, is_last: bool) -> None:
        binding = _binding(self._owner, self._part, self._count, is_last=is_last)
        self._file.write(self._key.seal(plain, binding=binding))
        self._count += 1


class _SealedFile(io.RawIOBase):
    """The bytes of a sealed file in the clear, from any place; one chunk in memory."""

    def __init__(self, owner: UUID, part: str, key: ring.SealingKey, file: BinaryIO) -> None:
        super().__init__()
        self._owner, self._part, self._key, self._file = owner, part, key, file
        length = file.seek(0, io.SEEK_END)
        self._chunks = max(1, -(-length // _SEALED))
        self._size = max(0, length - self._chunks * _OVERHEAD)
        self._place = 0
        self._held: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, base + offset)
        return self._place

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        number, start = divmod(self._place, CHUNK)
        if number >= self._chunks:
            return 0
        piece = self._chunk(number)[start : start + len(buffer)]
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _chunk(self, number: int) -> bytes:
        if self._held[0] != number:
            self._file.seek(number * _SEALED)
            is_last = number == self._chunks - 1
            binding = _binding(self._owner, self._part, number, is_last=is_last)
            self._held = (number, self._key.open(self._file.read(_SEALED), binding=binding))
        return self._held[1]


def open_sealed(owner: UUID, part: str) -> io.BufferedReader:
    """Open a spooled file for reading in the clear; seekable, about 128 KiB of memory.

    The caller has decided that the reader may; nobody else can find the way here, because
    the owner's id never leaves the rows that the caller may read.

    Raises:
        SpoolMissing: the file or its key is gone.
        SealBroken: (while reading) bytes were changed, moved or cut off.
    """
    key = ring.data_keys([(owner, part)]).get((owner, part))
    try:
        file = path_of(owner, part).open("rb")
    except FileNotFoundError:
        raise SpoolMissing from None
    if key is None:
        file.close()
        raise SpoolMissing
    return io.BufferedReader(_SealedFile(owner, part, key, file), CHUNK)


def erase(owner: UUID, part: str, *, at: datetime) -> None:
    """Forget a file for good: its key first, then its bytes."""
    ring.destroy(owner, part, at=at)
    path_of(owner, part).unlink(missing_ok=True)


def strays(*, before: datetime) -> Iterator[tuple[UUID, str]]:
    """Name the files that nobody has touched since `before`: uploads that broke off, mostly."""
    folder = path_of(UUID(int=0), "x").parent
    for path in sorted(folder.glob("*.*")) if folder.is_dir() else []:
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        if changed < before:
            yield UUID(hex=path.stem), path.suffix[1:]


def path_of(owner: UUID, part: str) -> Path:
    """Say where a part of an owner lies in the spool."""
    return Path(settings.DATA_DIR) / "spool" / f"{owner.hex}.{part}"


STRAY_AFTER = timedelta(days=1)


def _binding(owner: UUID, part: str, number: int, *, is_last: bool) -> bytes:
    tail = number.to_bytes(8, "big") + (b"\1" if is_last else b"\0")
    return b"muniment/spool/v1\0" + owner.bytes + part.encode() + b"\0" + tail
