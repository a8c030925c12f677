"""The data folder belongs to one running house at a time, and says how that one fares."""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop

STATE = "state.json"
LOCK = "lock"


class AlreadyRunning(MunimentError):
    """Another process runs on this data folder; nothing was touched."""

    code = "run.folder.already_running"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("Muniment already runs on {folder} (process {pid}).")
    next_step = gettext_noop("Open {url}, stop that process first, or choose another data folder.")


class FolderUnusable(MunimentError):
    """The data folder cannot be made or written."""

    code = "run.folder.unusable"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The data folder {folder} cannot be written.")
    next_step = gettext_noop("Give this account the right to write there, or set MUNIMENT_DATA.")


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Hold the data folder for this process.

    The kernel frees the lock when the process ends, however it ends, so a lock is never stale.

    Raises:
        AlreadyRunning: another process holds it.
        FolderUnusable: it cannot be made or written.
    """
    descriptor = _open_lock(data)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            told = read_state(data)
            raise AlreadyRunning(
                folder=str(data), pid=told.get("pid", 0), url=told.get("url", "")
            ) from None
        yield
    finally:
        os.close(descriptor)


def is_running(data: Path) -> bool:
    """Say whether some process holds the data folder."""
    try:
        descriptor = os.open(data / "run" / LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def write_state(data: Path, state: Mapping[str, Any]) -> None:
    """Replace the state file; readers see the old one or the new one, whole."""
    path = data / "run" / STATE
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(state, indent=1), encoding="utf-8")
    fresh.replace(path)


def read_state(data: Path) -> dict[str, Any]:
    """Read what the running house last said of itself; empty when it said nothing."""
    try:
        told = json.loads((data / "run" / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _open_lock(data: Path) -> int:
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        (data / "run").mkdir(exist_ok=True, mode=0o700)
        return os.open(data / "run" / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        raise FolderUnusable(folder=str(data)) from None
