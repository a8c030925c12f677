"""Files on their way in from a page: kept beside the loads until the worker has read them."""

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from muniment.core.ids import new_id
from muniment.customs_data import store
from muniment.customs_data.domain.layouts import Wishes
from muniment.customs_data.domain.roles import Direction, Role

_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file received, and what its sender said of it."""

    id: UUID
    path: Path
    name: str
    provider: str
    as_of: date | None
    skip_bad: bool
    accept_guesses: bool
    wishes: Wishes


def keep(
    stream: BinaryIO,
    *,
    name: str,
    provider: str = "",
    as_of: date | None = None,
    skip_bad: bool = False,
    accept_guesses: bool = False,
    wishes: Wishes | None = None,
) -> UUID:
    """Copy a file in, readable by the house's account only; return the id of the upload."""
    upload_id, wishes = new_id(), wishes or Wishes()
    folder = _folder(upload_id)
    folder.mkdir(parents=True, mode=0o700)
    with (folder / "file").open("wb") as target:
        shutil.copyfileobj(stream, target, _CHUNK)
    told = {
        "name": name, "provider": provider, "as_of": as_of.isoformat() if as_of else "",
        "skip_bad": skip_bad, "accept_guesses": accept_guesses, "currency": wishes.currency,
        "direction": wishes.direction.value, "reporting_country": wishes.reporting_country,
        "columns": {role.value: place for role, place in wishes.columns.items()},
    }  # fmt: skip
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")
    return upload_id


def kept(upload_id: UUID) -> Upload | None:
    """Give an upload; None when it was read already."""
    folder = _folder(upload_id)
    if not (folder / "told.json").is_file():
        return None
    told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    wishes = Wishes(
        columns={Role(role): place for role, place in told["columns"].items()},
        direction=Direction(told["direction"]),
        reporting_country=told["reporting_country"],
        currency=told["currency"],
    )
    as_of = date.fromisoformat(told["as_of"]) if told["as_of"] else None
    return Upload(
        upload_id, folder / "file", told["name"], told["provider"], as_of, told["skip_bad"],
        told["accept_guesses"], wishes,
    )  # fmt: skip


def drop(upload_id: UUID) -> None:
    """Forget an upload; nothing happens when there is none."""
    shutil.rmtree(_folder(upload_id), ignore_errors=True)


def report_of(upload_id: UUID) -> Path:
    """Give the place of the bad rows of an upload."""
    return store.root() / f".report-{upload_id}.csv"


def _folder(upload_id: UUID) -> Path:
    return store.root() / f".upload-{upload_id}"
