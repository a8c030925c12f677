"""Files of lists on their way in: some lists have several, which are loaded together."""

import shutil
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.ids import new_id
from muniment.screening.domain.lists import SourceFile

KEPT_FOR = timedelta(days=1)
LONGEST_NAME = 120
_PREFIX, _CHUNK = ".upload-", 1024 * 1024


class ListFileGone(MunimentError):
    """A file is not here, or not any more; nothing was loaded."""

    code = "screening.file.gone"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("A file of the list is not here any more.")
    next_step = gettext_noop("Send it again; files wait for a day.")


def keep(stream: BinaryIO, *, name: str, at: datetime) -> UUID:
    """Copy a file in, readable by the house's account only; forgets what waited too long.

    Args:
        name: as its government calls it.
    """
    _tidy(at)
    file_id = new_id()
    folder = _folder(file_id)
    folder.mkdir(parents=True, mode=0o700)
    try:
        with (folder / "file").open("wb") as target:
            shutil.copyfileobj(stream, target, _CHUNK)
        (folder / "name").write_text(_short(name), encoding="utf-8")
    except BaseException:
        drop([file_id])
        raise
    return file_id


def kept(file_ids: Sequence[UUID]) -> list[SourceFile]:
    """Give files in the order asked for, each once.

    Raises:
        ListFileGone: one of them is not here.
    """
    return [_read(_folder(one)) for one in dict.fromkeys(file_ids)]


def drop(file_ids: Iterable[UUID]) -> None:
    """Forget files; nothing happens to those that are not here."""
    for one in file_ids:
        shutil.rmtree(_folder(one), ignore_errors=True)


def _read(folder: Path) -> SourceFile:
    try:
        name = (folder / "name").read_text(encoding="utf-8")
        data = (folder / "file").read_bytes()
    except FileNotFoundError:
        raise ListFileGone from None
    return SourceFile(name, data)


def _tidy(at: datetime) -> None:
    for folder in _root().glob(f"{_PREFIX}*"):
        arrived = datetime.fromtimestamp(folder.stat().st_mtime, UTC)
        if at - arrived > KEPT_FOR:
            shutil.rmtree(folder, ignore_errors=True)


def _root() -> Path:
    return Path(settings.DATA_DIR) / "lists"


def _folder(file_id: UUID) -> Path:
    return _root() / f"{_PREFIX}{file_id}"


def _short(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].lstrip(".")[:LONGEST_NAME] or "list"
