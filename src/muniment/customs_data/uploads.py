"""Files on their way in from a page: kept beside the loads until the worker has read them."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from muniment.core.ids import new_id
from muniment.customs_data import store
from muniment.customs_data.domain.dates import DateForm
from muniment.customs_data.domain.layouts import Wishes
from muniment.customs_data.domain.roles import Direction, Role
from muniment.customs_data.domain.shipments import SourceKind

_CHUNK = 1024 * 1024
_FILE, _TOLD, _PREFIX = "file", "told.json", ".upload-"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the worker did not load it: the code of the error, and the facts of its sentence."""

    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file received, and what its sender said of it.

    Attributes:
        trouble: what stopped the last attempt and can be put right, or None.
    """

    id: UUID
    path: Path
    name: str
    provider: str
    as_of: date | None
    skip_bad: bool
    accept_guesses: bool
    wishes: Wishes
    trouble: Trouble | None = None

    @property
    def kept_at(self) -> datetime:
        """When it arrived."""
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)


def keep(stream: BinaryIO, *, name: str, provider: str = "") -> UUID:
    """Copy a file in, readable by the house's account only; return the id of the upload.

    What else somebody says of it comes by `revise`. Nothing of it stays when the stream breaks off.
    """
    upload_id = new_id()
    folder = _folder(upload_id)
    folder.mkdir(parents=True, mode=0o700)
    try:
        with (folder / _FILE).open("wb") as target:
            shutil.copyfileobj(stream, target, _CHUNK)
    except BaseException:
        drop(upload_id)
        raise
    _write(
        Upload(
            upload_id, folder / _FILE, name, provider, as_of=None, skip_bad=False,
            accept_guesses=False, wishes=Wishes(),
        )
    )  # fmt: skip
    return upload_id


def revise(
    upload_id: UUID, *, wishes: Wishes, provider: str, as_of: date | None, skip_bad: bool,
    accept_guesses: bool,
) -> Upload | None:  # fmt: skip
    """Write down what somebody now says of an upload; None when it is not here any more."""
    upload = kept(upload_id)
    if upload is None:
        return None
    told = replace(
        upload, wishes=wishes, provider=provider, as_of=as_of, skip_bad=skip_bad,
        accept_guesses=accept_guesses, trouble=None,
    )  # fmt: skip
    _write(told)
    return told


def stopped(upload_id: UUID, trouble: Trouble) -> None:
    """Keep an upload that could not be loaded, with the reason, until somebody puts it right."""
    if (upload := kept(upload_id)) is not None:
        _write(replace(upload, trouble=trouble))


def kept(upload_id: UUID) -> Upload | None:
    """Give an upload; None when it was read already."""
    folder = _folder(upload_id)
    if not (folder / _TOLD).is_file():
        return None
    told = json.loads((folder / _TOLD).read_text(encoding="utf-8"))
    trouble = Trouble(**told["trouble"]) if told.get("trouble") else None
    return Upload(
        upload_id, folder / _FILE, told["name"], told["provider"],
        date.fromisoformat(told["as_of"]) if told["as_of"] else None, told["skip_bad"],
        told["accept_guesses"], _wishes(told), trouble,
    )  # fmt: skip


def waiting() -> list[Upload]:
    """List the uploads that are not loaded yet, newest first."""
    if not store.root().is_dir():
        return []
    names = sorted((it.name for it in store.root().glob(f"{_PREFIX}*")), reverse=True)
    found = [kept(UUID(name.removeprefix(_PREFIX))) for name in names]
    return [upload for upload in found if upload is not None]


def drop_before(at: datetime) -> int:
    """Forget the uploads that arrived before a moment; count them."""
    old = [upload for upload in waiting() if upload.kept_at < at]
    for upload in old:
        drop(upload.id)
        report_of(upload.id).unlink(missing_ok=True)
    return len(old)


def drop(upload_id: UUID) -> None:
    """Forget an upload; nothing happens when there is none."""
    shutil.rmtree(_folder(upload_id), ignore_errors=True)


def report_of(upload_id: UUID) -> Path:
    """Give the place of the bad rows of an upload."""
    return store.root() / f".report-{upload_id}.csv"


def _folder(upload_id: UUID) -> Path:
    return store.root() / f"{_PREFIX}{upload_id}"


def _write(upload: Upload) -> None:
    wishes = upload.wishes
    told: dict[str, Any] = {
        "name": upload.name, "provider": upload.provider,
        "as_of": upload.as_of.isoformat() if upload.as_of else "",
        "skip_bad": upload.skip_bad, "accept_guesses": upload.accept_guesses,
        "currency": wishes.currency, "direction": wishes.direction.value,
        "reporting_country": wishes.reporting_country, "header_row": wishes.header_row,
        "date_form": wishes.date_form.value if wishes.date_form else "",
        "source_kind": wishes.source_kind.value if wishes.source_kind else "",
        "columns": {role.value: place for role, place in wishes.columns.items()},
    }  # fmt: skip
    if upload.trouble is not None:
        told["trouble"] = {"code": upload.trouble.code, "facts": dict(upload.trouble.facts)}
    fresh = upload.path.with_name(f".{_TOLD}")
    fresh.write_text(json.dumps(told), encoding="utf-8")
    fresh.replace(upload.path.with_name(_TOLD))  # a reader sees the old words or the new ones


def _wishes(told: Mapping[str, Any]) -> Wishes:
    return Wishes(
        columns={Role(role): place for role, place in told["columns"].items()},
        direction=Direction(told["direction"]),
        reporting_country=told["reporting_country"],
        source_kind=SourceKind(told["source_kind"]) if told["source_kind"] else None,
        date_form=DateForm(told["date_form"]) if told["date_form"] else None,
        currency=told["currency"],
        header_row=told["header_row"],
    )
