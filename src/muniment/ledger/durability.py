"""Durable or nothing: a connection that could lose a commit is refused.

A checkpoint over data that a power cut takes away would contradict the log that comes back.
"""

import os
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.sqlite import OLDEST_SOUND

# Only the throw-away server of the tests runs without fsync.
UNSAFE_SERVER: Final = "MUNIMENT_TEST_UNSAFE_POSTGRES"
_FULL, _EXTRA = 2, 3


class DatabaseNotDurable(MunimentError):
    """The database could lose what it says is committed; nothing is read or written."""

    code = "ledger.database.not_durable"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The database setting {setting} is {found}; that can lose entries.")
    next_step = gettext_noop("Set {setting} to {wanted} and start again.")


def demand(connection: BaseDatabaseWrapper) -> None:
    """Refuse a connection whose commits are not on disk when they return.

    Raises:
        DatabaseNotDurable: names the setting, what it is and what it must be.

    Costs four pragmas on SQLite, one query on PostgreSQL.
    """
    if connection.vendor == "sqlite":
        _demand_sqlite(connection)
    elif connection.vendor == "postgresql":
        _demand_postgres(connection)
    else:
        _refuse("engine", connection.vendor, "sqlite or postgresql")


def on_connection(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Check a fresh connection, and have the first read over it compare with the signer."""
    from muniment.ledger import health  # the tables are not ready when signals are connected

    try:
        demand(connection)
    except DatabaseNotDurable:
        connection.close()
        raise
    health.compare_again()


def _demand_sqlite(connection: BaseDatabaseWrapper) -> None:
    version = _ask(connection, "SELECT sqlite_version()")
    if tuple(int(part) for part in version.split(".")) < OLDEST_SOUND:
        _refuse("sqlite_version", version, ".".join(str(part) for part in OLDEST_SOUND))
    mode = _ask(connection, "PRAGMA journal_mode")
    if mode != "wal":
        _refuse("journal_mode", mode, "WAL")
    synchronous = _ask(connection, "PRAGMA synchronous")
    if synchronous not in (_FULL, _EXTRA):
        _refuse("synchronous", synchronous, "FULL")
    if _ask(connection, "PRAGMA recursive_triggers") != 1:
        _refuse("recursive_triggers", "OFF", "ON")


def _demand_postgres(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('synchronous_commit'), current_setting('fsync'),"
            " current_setting('full_page_writes')"
        )
        commit, fsync, pages = cursor.fetchone()
    if commit not in ("on", "remote_apply"):
        _refuse("synchronous_commit", commit, "on")
    if os.environ.get(UNSAFE_SERVER) != "1":
        for setting, found in (("fsync", fsync), ("full_page_writes", pages)):
            if found != "on":
                _refuse(setting, found, "on")


def _ask(connection: BaseDatabaseWrapper, question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def _refuse(setting: str, found: object, wanted: str) -> None:
    raise DatabaseNotDurable(setting=setting, found=str(found), wanted=wanted)
