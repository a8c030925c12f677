"""Lists as they lie in a folder, asked without loading them into the house."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.screening.domain.hits import ListState, Question, Screened, verdict_of
from muniment.screening.domain.lists import ReadList, RowsUnreadable, SourceFile, dates_of
from muniment.screening.domain.reading import read_lists
from muniment.screening.domain.screener import Screener

_NO_LISTS = frozenset({".md", ".json", ".jsonl"})


class FolderEmpty(MunimentError):
    """There is nothing to screen against."""

    code = "screening.folder.empty"
    kind = ErrorKind.INVALID
    title = gettext_noop("There is no list in the folder {folder}.")
    next_step = gettext_noop("Put the governments' files there, packed or not.")


@dataclass(frozen=True, slots=True)
class Folder:
    """The lists of one folder, ready to be asked."""

    states: tuple[ListState, ...]
    screener: Screener

    def screen(self, question: Question) -> Screened:
        """Answer one question; an old list never says “no hit”."""
        hits = self.screener.screen(question)
        return Screened(hits, self.states, verdict_of(hits, self.states))


def open_folder(
    folder: Path, *, today: date, max_age_days: int, left_out: Callable[[str], None] | None = None
) -> Folder:
    """Read every list of a folder; one that cannot be read in full stops the whole.

    Args:
        left_out: is told of a file, or `file:line`, that is left out, instead of the error.

    Raises:
        FolderEmpty, ListUnreadable, RowsUnreadable: as the names say; nobody can be cleared
            by what could not be read.
    """
    sources = [source_of(path) for path in list_files(folder)]
    if not sources:
        raise FolderEmpty(folder=folder.name)
    unreadable = (lambda file: left_out(file.name)) if left_out else None
    held = read_lists(sources, today=today, unreadable=unreadable)
    for row in (row for one in held for row in one.bad):
        if left_out is None:
            raise RowsUnreadable(rows=sum(len(it.bad) for it in held), file=row.file, line=row.line)
        left_out(f"{row.file}:{row.line}")
    parties = [party for one in held for party in one.parties]
    states = tuple(state_of(one, today=today, max_age_days=max_age_days) for one in held)
    return Folder(states, Screener(parties, dates_of(held)))


def list_files(folder: Path) -> list[Path]:
    """Name the files of a folder that may be lists: no notes, no hidden files."""
    return [path for path in sorted(folder.iterdir()) if path.is_file() and _may_be_list(path)]


def source_of(path: Path) -> SourceFile:
    """Read one file as it lies there."""
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    return SourceFile(path.name, path.read_bytes(), modified)


def state_of(held: ReadList, *, today: date, max_age_days: int) -> ListState:
    """Say how old a list is on a day, and whether it is too old to clear anybody."""
    age = held.date.age_days(today)
    return ListState(
        list_id=held.list_id,
        title=held.title,
        on=held.date.on,
        source=held.date.source,
        age_days=age,
        too_old=age > max_age_days,
        parties=len(held.parties),
    )


def _may_be_list(path: Path) -> bool:
    return not path.name.startswith(".") and path.suffix.lower() not in _NO_LISTS
