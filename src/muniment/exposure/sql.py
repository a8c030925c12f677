"""Writing the many rows of a survey: plain inserts, since objects of them take half the time."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

_SURVEYED = (
    "survey_id", "dossier_id", "usd", "usd_low", "usd_high", "turnover", "known", "spread",
)  # fmt: skip
_BOND = (
    "survey_id", "dossier_id", "person_id", "share", "others", "unchecked_days", "private",
    "years", "deputy",
)  # fmt: skip


def insert_surveyed(rows: Iterable[Sequence[Any]]) -> None:
    """Write customers: the columns of `models.Surveyed` in their order."""
    _insert("exposure_surveyed", _SURVEYED, rows)


def insert_bonds(rows: Iterable[Sequence[Any]]) -> None:
    """Write bonds: the columns of `models.Bond` in their order."""
    _insert("exposure_bond", _BOND, rows)


def _insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - ours
    with connection.cursor() as cursor:
        cursor.executemany(statement, [tuple(map(_key, row)) for row in rows])


def _key(value: Any) -> Any:
    """Write an id as the engine keeps it."""
    is_plain = not isinstance(value, UUID) or connection.vendor != "sqlite"
    return value if is_plain else value.hex
