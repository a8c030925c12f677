"""The check of the ledger as work in the background; its newest report is kept beside the data.

Like the halt it lies in a file: a report that says the database is damaged does not belong
into that database.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from muniment.core import canonical, clock
from muniment.core.files import write_durably
from muniment.ledger.services.fsck import Damage, Progress, Report, fsck

FILE_NAME: Final = "ledger.report"


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A finished check and when it ended."""

    at: datetime
    report: Report


def check_up(*, deep: bool, at: datetime, progress: Progress) -> Report:
    """Check the ledger and keep the report; the one before it is replaced.

    Costs what `fsck` costs, and one fsync.
    """
    report = fsck(deep=deep, progress=progress)
    write_durably(_path(), canonical.dump(_told(report, at)))
    return report


def newest_report() -> KeptReport | None:
    """Read the newest report; None when there is none that can be read."""
    try:
        told = canonical.load(_path().read_bytes())
        return KeptReport(datetime.fromisoformat(told["at"]), _report(told))
    except (FileNotFoundError, canonical.NotCanonical, KeyError, TypeError, ValueError):
        return None


def _told(report: Report, at: datetime) -> dict[str, Any]:
    return {
        "at": clock.rfc3339(at),
        "damages": [[it.table, it.row, it.what, it.detail] for it in report.damages],
        "deep": report.deep,
        "entries": report.entries,
        "leaves": report.leaves,
        "more": report.more,
        "openings": report.openings,
        "waiting": report.waiting,
    }


def _report(told: dict[str, Any]) -> Report:
    damages = tuple(Damage(*row) for row in told["damages"])
    counts = {name: told[name] for name in ("entries", "leaves", "waiting", "openings", "more")}
    return Report(deep=told["deep"], damages=damages, **counts)


def _path() -> Path:
    return Path(settings.DATA_DIR) / FILE_NAME
