"""Read histories that were summed up elsewhere: customer, frequency, recency, T."""

from pathlib import Path

import numpy as np

from muniment.core.errors import gettext_noop
from muniment.warning.domain.models import Histories, histories
from muniment.warning.files.tables import BadRow, Table, Tell, number_of

IMPOSSIBLE = gettext_noop("no buying history has these numbers")
_COLUMNS = ("frequency", "recency", "age")


def holds_sums(file: Path) -> bool:
    """Say whether a file holds one line a customer rather than one an order."""
    with Table.opened(file, "orders") as table:
        return table.has(*_COLUMNS) and not table.has("date")


def read_sums(
    file: Path, *, unit_days: float = 7, tell: Tell | None = None
) -> tuple[Histories, tuple[BadRow, ...]]:
    """Read one history a line; times stand in the file in units of `unit_days` days.

    Raises:
        ColumnMissing, FileUnreadable: the file is no such table.
    """
    bad: list[BadRow] = []
    sound: list[list[float]] = []
    with Table.opened(file, "orders") as table:
        table.require(*_COLUMNS)
        for line, row in table.rows(bad, tell):
            numbers = [number_of(row[name]) for name in _COLUMNS]
            if not _is_history(*numbers):
                bad.append(BadRow("orders", line, IMPOSSIBLE))
            else:
                sound.append([number for number in numbers if number is not None])
    x, last, age = np.array(sound).reshape(-1, 3).T
    return histories(x, last, age, unit_days=unit_days), tuple(bad)


def _is_history(x: float | None, last: float | None, age: float | None) -> bool:
    if x is None or last is None or age is None:
        return False
    return x >= 0 and x == int(x) and 0 <= last <= age and (x > 0) == (last > 0)
