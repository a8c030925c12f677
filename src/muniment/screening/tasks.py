"""Background work: take in lists that were put into the folder for them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from django.conf import settings

from muniment.core import clock
from muniment.core.actor import HOUSE
from muniment.core.errors import MunimentError
from muniment.jobs.registry import job, periodic
from muniment.jobs.running import Run
from muniment.screening import services
from muniment.screening.domain.lists import SourceFile

log = structlog.get_logger(__name__)
INCOMING = "lists/incoming"
"""Where a download script puts files, below the data folder; what was taken is removed."""
RESTING = timedelta(minutes=1)  # a file that was written just now may not be whole


@periodic(every=timedelta(minutes=30))
@job("screening.refresh", attempts=2)
def refresh(run: Run) -> str:  # noqa: ARG001 - every handler takes its run
    """Load the lists that lie in the folder; what changed is told by `queries.changes_since`."""
    folder: Path = settings.DATA_DIR / INCOMING
    now = clock.now()
    files = [it for it in sorted(folder.glob("*")) if _is_whole(it, now)] if folder.exists() else []
    if not files:
        return "nothing_new"
    sources = [
        SourceFile(it.name, it.read_bytes(), datetime.fromtimestamp(it.stat().st_mtime, UTC).date())
        for it in files
    ]
    try:
        services.load_lists(files=sources, by=HOUSE, at=now)
    except MunimentError as trouble:
        log.warning("screening.refresh_refused", code=trouble.code)
        return trouble.code
    for it in files:
        it.unlink()
    return "loaded"


def _is_whole(path: Path, now: datetime) -> bool:
    if not path.is_file() or path.name.startswith("."):
        return False
    return now - datetime.fromtimestamp(path.stat().st_mtime, UTC) >= RESTING
