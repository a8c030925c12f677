"""How the house fares: processes, jobs, keys, versions, and the settings without secrets."""

import platform
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext

from muniment import __version__
from muniment.core.config import Config
from muniment.keys import ring
from muniment.run import folder
from muniment.web.errors import Refusal

SILENT_SECONDS: Final = 60
_ADDRESSES: Final = frozenset({"database_url", "mail_url"})  # may hold a password
_FILES: Final = frozenset({"key_passphrase_file"})
_ENGINES: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Process:
    """One process of the house: `beat_seconds` since its last sign of life, None when there is
    none yet."""

    name: str
    is_well: bool
    beat_seconds: int | None
    restarts: int


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it may be shown."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Whether the key ring opens, and whether a passphrase locks its file."""

    trouble: Refusal | None
    is_locked: bool


def is_supervised() -> bool:
    """Say whether a supervisor of this house runs on this machine; looks at one lock."""
    return folder.is_running(settings.DATA_DIR)


def processes() -> list[Process]:
    """List the processes as the supervisor last told; empty without one."""
    told = folder.read_state(settings.DATA_DIR)
    if told.get("state") != "running" or not is_supervised():
        return []
    return [_process(child) for child in told.get("children", [])]


def started_at() -> datetime | None:
    """When the supervisor started, or None."""
    told = folder.read_state(settings.DATA_DIR).get("started_at")
    return datetime.fromtimestamp(told, UTC) if isinstance(told, int | float) else None


def key_ring() -> KeyRing:
    """Open the key ring, as a look would."""
    trouble = None
    try:
        ring.require_ring()
    except (ring.KeyRingMissing, ring.KeyRingLocked, ring.KeyRingBroken) as error:
        trouble = Refusal.of(error)
    return KeyRing(trouble, bool(settings.CONFIG.key_passphrase_file))


def versions() -> list[Setting]:
    """Name what runs here."""
    engine = _ENGINES.get(connection.vendor, connection.vendor)
    return [
        Setting("Muniment", __version__),
        Setting(engine, _engine_version()),
        Setting("Python", platform.python_version()),
        Setting("Django", django.get_version()),
    ]


def configuration() -> Iterator[Setting]:
    """List every setting; of addresses only the host is shown, of secret files that they are."""
    config: Config = settings.CONFIG
    for known in fields(Config):
        yield Setting(known.name, _shown(known.name, getattr(config, known.name)))


def _shown(name: str, value: Any) -> str:
    if value == "":
        return "–"
    if name in _FILES:
        return gettext("set")
    if name in _ADDRESSES:
        told = urlsplit(str(value))
        return f"{told.scheme}://{told.hostname or ''}{told.path}"
    return str(value)


def _engine_version() -> str:
    return ".".join(str(part) for part in connection.get_database_version())


def _process(child: dict[str, Any]) -> Process:
    beat = float(child.get("last_beat") or 0)
    seconds = max(0, int(time.time() - beat)) if beat else None
    is_well = bool(child.get("well")) and seconds is not None and seconds < SILENT_SECONDS
    return Process(str(child.get("name", "")), is_well, seconds, int(child.get("restarts") or 0))
