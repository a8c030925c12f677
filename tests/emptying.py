"""Empty the tables between tests that commit, past the triggers that forbid just that.

Append-only tables refuse DELETE and TRUNCATE by design; a test suite must start afresh all the
same. Only the tests can do this: they own the database.
"""

from typing import Any

from django.db import connection
from django.test import TransactionTestCase


def install() -> None:
    """Let TransactionTestCase empty the tables our way instead of by Django's flush."""
    TransactionTestCase._fixture_teardown = _empty  # type: ignore[attr-defined]


def _empty(_case: Any) -> None:
    tables = [
        table
        for table in connection.introspection.django_table_names(only_existing=True)
        if table not in {"django_migrations", "django_content_type", "auth_permission"}
    ]
    if connection.vendor == "sqlite":
        _empty_sqlite(tables)
    else:
        _empty_postgres(tables)
    for hook in _AFTER:
        hook()


_AFTER: list[Any] = []


def afterwards(hook: Any) -> Any:
    """Call `hook` after each emptying: for rooms that keep rows or state from their migrations."""
    _AFTER.append(hook)
    return hook


def _empty_sqlite(tables: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        cursor.execute("PRAGMA foreign_keys=OFF")
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        for table in tables:
            cursor.execute(f'DELETE FROM "{table}"')
        for _, sql in triggers:
            cursor.execute(sql)
        cursor.execute("PRAGMA foreign_keys=ON")


def _empty_postgres(tables: list[str]) -> None:
    names = ", ".join(f'"{table}"' for table in tables)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
        cursor.execute("SET session_replication_role = origin")
