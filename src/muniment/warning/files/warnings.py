"""Warnings into a file: date, customer, score, reason; a row a customer, week and reason."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from muniment.warning.domain.score import Scored

COLUMNS = ("date", "customer", "score", "reason")


def write_warnings(
    file: Path, names: Sequence[str], days: Iterable[Sequence[Scored]], *, least: float = 0.0
) -> tuple[int, int]:
    """Write the rows with a score of `least` or more; give how many, and how many are alarms.

    The file appears when it is whole: an interrupted run leaves the former one untouched.
    """
    unfinished = file.with_name(f".{file.name}.unfinished")
    rows = alarms = 0
    try:
        with unfinished.open("w", newline="", encoding="utf-8") as stream:
            table = csv.writer(stream, lineterminator="\n")
            table.writerow(COLUMNS)
            for day in days:
                for it in day:
                    if it.score >= least:
                        table.writerow(_row(it, names))
                        rows += 1
                        alarms += it.is_alarm
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return rows, alarms


def _row(it: Scored, names: Sequence[str]) -> tuple[str, str, str, str]:
    """Round down, so that no row below the alarm is written as one."""
    score = int(it.score * 10**6) / 10**6
    return date.fromordinal(it.day).isoformat(), names[it.customer], f"{score:.6f}", it.reason
