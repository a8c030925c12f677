"""A provider's file for a question that is asked once: read, not loaded, not recorded."""

from pathlib import Path

from muniment.core.ids import new_id
from muniment.customs_data import store
from muniment.customs_data.loading import examine, open_source, running
from muniment.customs_data.loading.running import Progress
from muniment.customs_data.services import ColumnsUnclear, NothingToLoad, RowsBad


def read_aside(
    *, path: Path, folder: Path, skip_bad: bool = False,
    progress: Progress = lambda _words, _done, _total: None,
) -> Path:  # fmt: skip
    """Bring one file into the one shape in an empty folder of the caller; give its Parquet file.

    Raises:
        ColumnsUnclear, RowsBad, NothingToLoad, FileUnreadable: as in `services.load`.
    """
    source = open_source(path)
    layout = examine(source)
    unclear = [it for it in layout.questions if it.code != "currency"]
    if unclear:
        told = (f"{it.code} {it.role.value if it.role else ''}".strip() for it in unclear)
        raise ColumnsUnclear(questions=", ".join(told))
    outcome = running.run(
        source, layout, str(new_id()), skip_bad=skip_bad, rates=store.rates_file(), aside=folder,
        progress=progress,
    )  # fmt: skip
    if outcome.bad and not skip_bad:
        raise RowsBad(bad=outcome.bad)
    if not outcome.rows:
        raise NothingToLoad
    return folder / running.PART
