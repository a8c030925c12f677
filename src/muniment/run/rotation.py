"""Keep logs from filling the disk: a big file is put aside, the oldest goes."""

from pathlib import Path

LARGEST = 20 * 1024 * 1024  # octets
KEPT = 5


def rotate(folder: Path, *, largest: int = LARGEST) -> None:
    """Put aside each log above `largest` octets; its writers open a new one by themselves.

    Only the supervisor calls this, so two processes never rename the same file.
    """
    for path in folder.glob("*.log"):
        if path.stat().st_size > largest:
            _put_aside(path)


def _put_aside(path: Path) -> None:
    for number in range(KEPT - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number + 1}"))
    path.replace(path.with_name(f"{path.name}.1"))
