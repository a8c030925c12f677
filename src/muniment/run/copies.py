"""Copy the database while the house runs, and put a copy back while it does not.

A copy holds everything but the keys: without them it shows no customer. It is a plain
SQLite file, or what `pg_dump` writes, so other tools can look after it.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop

_SQLITE_MARK = b"SQLite format 3\0"
_POSTGRES_MARK = b"PGDMP"


class CopyExists(MunimentError):
    """The file is there already; it was not touched."""

    code = "run.copy.exists"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("{file} exists already.")
    next_step = gettext_noop("Choose another name; copies are never overwritten.")


class CopyUnreadable(MunimentError):
    """The file is no sound copy of a database like this one; nothing was changed."""

    code = "run.copy.unreadable"
    kind = ErrorKind.INVALID
    title = gettext_noop("{file} is no sound copy for this installation.")
    next_step = gettext_noop("Take another copy; it must come from the same kind of database.")


class CopyFailed(MunimentError):
    """The database's own tool did not manage."""

    code = "run.copy.failed"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("{tool} failed.")
    next_step = gettext_noop("Its last words were: {words}")


class ToolMissing(MunimentError):
    """PostgreSQL's own tools are needed and not installed."""

    code = "run.copy.tool_missing"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The program {tool} is not installed.")
    next_step = gettext_noop("Install PostgreSQL's client, on Debian: apt-get install postgresql-client")  # fmt: skip  # noqa: E501


def take(target: Path) -> int:
    """Write one moment of the database to a file that must not exist; give its size in octets.

    People go on working meanwhile: both engines copy a snapshot.

    Raises:
        CopyExists, ToolMissing, CopyFailed: as the names say; no half-written file is left.
    """
    if target.exists():
        raise CopyExists(file=str(target))
    fresh = target.with_name(f".{target.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        _copy_sqlite(fresh) if connection.vendor == "sqlite" else _copy_postgres(fresh)
        _sync(fresh)
        fresh.rename(target)
    finally:
        fresh.unlink(missing_ok=True)
    return target.stat().st_size


def put_back(source: Path, *, at: datetime) -> Path | None:
    """Replace the database by a copy; give where the old one was put aside (SQLite), or None.

    The house must not run. The ledger compares the database with what it signed last; a copy
    older than that halts reading until somebody explains it (`muniment ledger explain`).

    Raises:
        CopyUnreadable: not a sound copy, or one of the other engine; nothing was changed.
        ToolMissing, CopyFailed: the database is as it was.
    """
    if connection.vendor != "sqlite":
        _require_mark(source, _POSTGRES_MARK)
        _restore_postgres(source)
        return None
    _require_mark(source, _SQLITE_MARK)
    _require_sound(source)
    return _restore_sqlite(source, at)


def _copy_sqlite(fresh: Path) -> None:
    # VACUUM INTO reads one snapshot and leaves out what was deleted.
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(fresh)])
    fresh.chmod(0o600)


def _restore_sqlite(source: Path, at: datetime) -> Path | None:
    connections.close_all()
    place = Path(str(settings.DATABASES["default"]["NAME"]))
    incoming, aside = place.with_name(f".{place.name}.incoming"), None
    shutil.copyfile(source, incoming)
    incoming.chmod(0o600)
    _sync(incoming)
    if place.exists():
        aside = place.with_name(f"{place.name}.before-{at:%Y%m%dT%H%M%S}")
        for ending in ("", "-wal", "-shm"):
            part = place.with_name(place.name + ending)
            if part.exists():
                part.rename(aside.with_name(aside.name + ending))
    incoming.rename(place)
    return aside


def _require_sound(source: Path) -> None:
    import sqlite3  # the sound one, that `muniment` put in place

    try:
        # `immutable`: looking at a copy must not leave files beside it.
        check = sqlite3.connect(f"file:{source.resolve()}?mode=ro&immutable=1", uri=True)
        try:
            verdict = check.execute("PRAGMA quick_check").fetchone()[0]
            check.execute("SELECT 1 FROM django_migrations LIMIT 1").fetchone()
        finally:
            check.close()
    except sqlite3.DatabaseError:
        verdict = ""
    if verdict != "ok":
        raise CopyUnreadable(file=str(source))


def _require_mark(source: Path, mark: bytes) -> None:
    try:
        with source.open("rb") as file:
            found = file.read(len(mark))
    except OSError:
        found = b""
    if found != mark:
        raise CopyUnreadable(file=str(source))


def _copy_postgres(fresh: Path) -> None:
    fresh.touch(mode=0o600)
    _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={fresh}"])


def _restore_postgres(source: Path) -> None:
    connections.close_all()
    _run(
        ["pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges",
         "--single-transaction", "--exit-on-error", f"--dbname={_settings()['NAME']}", str(source)]
    )  # fmt: skip


def _run(command: Sequence[str]) -> None:
    tool = command[0]
    if shutil.which(tool) is None:
        raise ToolMissing(tool=tool)
    done = subprocess.run(  # noqa: S603 - fixed words and file names, no shell
        command, env=os.environ | _address(), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:]
        raise CopyFailed(tool=tool, words=last[0][:200] if last else "")


def _address() -> dict[str, str]:
    """Through the environment: a password among the arguments is seen by every account."""
    told = _settings()
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    address = {variable: str(told[name]) for variable, name in named.items() if told[name]}
    return address | {"PGDATABASE": str(told["NAME"])}


def _settings() -> dict[str, Any]:
    return connection.settings_dict


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
