"""Files that are whole or absent, and stay after a power cut."""

import os
import threading
from pathlib import Path


def write_durably(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Replace a file by new bytes: fsync, rename, fsync of the folder.

    Whoever reads sees the old bytes or the new ones, never a part; after return the new
    ones survive a power cut. Folders are made at need, closed to other accounts.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = _unused_name(path)
    _write(fresh, data, mode)
    fresh.replace(path)
    _fsync_folder(path.parent)


def create_durably(path: Path, data: bytes, *, mode: int = 0o600) -> bool:
    """Make a file that must not exist yet; say whether this call made it.

    Two processes that race end up with one whole file.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = _unused_name(path)
    _write(fresh, data, mode)
    try:
        os.link(fresh, path)
    except FileExistsError:
        return False
    finally:
        fresh.unlink()
    _fsync_folder(path.parent)
    return True


def _unused_name(path: Path) -> Path:
    """Name a file beside `path` that no other process or thread writes meanwhile."""
    return path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.new")


def _write(path: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
