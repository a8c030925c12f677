"""Logs: JSON lines in the data folder, one short line on the console; ids, never values.

What people typed and what the vault holds must not end in a log. So only what looks like an
id, a code, a number or a place in the code is written, and an error's own words are not:
its class and where it was raised are enough to find it.
"""

import json
import logging
import logging.handlers
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

from muniment.core.clock import now, rfc3339

WITHHELD = "[withheld]"
LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}
_ID_OR_CODE = re.compile(r"[A-Za-z0-9_.:+/<>\-\[\]]{0,200}")
# These write finished sentences about themselves; everybody else's text may quote a value.
_SPEAK_OF_THEMSELVES = ("_granian", "muniment")

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def configure(folder: Path, *, process: str, level: str = "info", console: bool = True) -> None:
    """Send this process's logs to `<folder>/<process>.log` and, if wished, to standard error.

    The file may be renamed at any time; the next line opens a new one.

    Args:
        level: debug, info, warning or error; anything else counts as info.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = logging.handlers.WatchedFileHandler(folder / f"{process}.log", encoding="utf-8")
    file.setFormatter(_Lines(process))
    handlers: list[logging.Handler] = [file]
    if console:
        screen = logging.StreamHandler(sys.stderr)
        screen.setFormatter(_Console(process))
        handlers.append(screen)
    # `force` closes the handlers of an earlier call.
    logging.basicConfig(handlers=handlers, level=LEVELS.get(level, logging.INFO), force=True)
    logging.captureWarnings(True)
    _configure_structlog()


def _configure_structlog() -> None:
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, _hand_over],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,  # modules made their loggers before this call
    )


def _hand_over(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> tuple[tuple[str], dict[str, Any]]:
    """Give an event to the standard library with its facts beside it, not in its text."""
    name, exc_info = str(event.pop("event")), event.pop("exc_info", None)
    return (name,), {"extra": {"facts": dict(event)}, "exc_info": exc_info}


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """Say what may be said about one log record."""
    told: dict[str, Any] = {"event": _event(record)}
    for name, value in getattr(record, "facts", {}).items():
        told[name] = cleaned(value)
    told |= _request_facts(record)
    if record.exc_info and record.exc_info[0] is not None:
        told |= _error_facts(record.exc_info)
    return told


def cleaned(value: Any) -> Any:
    """Let an id, a code or a number through; withhold everything else."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [cleaned(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): cleaned(item) for key, item in value.items()}
    text = str(value)
    return text if _ID_OR_CODE.fullmatch(text) else WITHHELD


def _event(record: logging.LogRecord) -> str:
    """Take the sentence without its fillings; those are where values hide."""
    if record.name.startswith(_SPEAK_OF_THEMSELVES):
        return record.getMessage()
    if record.args or record.name.startswith("django."):
        return str(record.msg)
    return WITHHELD


def _request_facts(record: logging.LogRecord) -> dict[str, Any]:
    """Name the route, never the path: a path may hold what somebody searched for."""
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    told = {"method": getattr(request, "method", None), "route": getattr(match, "route", None)}
    told["status"] = getattr(record, "status_code", None)
    return {name: value for name, value in told.items() if value is not None}


def _error_facts(exc_info: _ExcInfo) -> dict[str, Any]:
    kind, _, trace = exc_info
    frames = traceback.extract_tb(trace)[-12:]
    where = [f"{Path(f.filename).name}:{f.lineno}:{f.name}" for f in frames]
    return {"error": kind.__name__, "where": where}


class _Lines(logging.Formatter):
    """One JSON object a line."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        head = {
            "at": rfc3339(now()),
            "level": record.levelname.lower(),
            "process": self._process,
            "logger": record.name,
        }
        return json.dumps(head | facts_of(record), ensure_ascii=False)


class _Console(logging.Formatter):
    """One line that a person reads while the house runs."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        told = facts_of(record)
        event = told.pop("event")
        facts = "  ".join(f"{name}={value}" for name, value in told.items())
        clock = now().astimezone().strftime("%H:%M:%S")
        return (
            f"{clock}  {self._process:<8} {record.levelname.lower():<8} {event}  {facts}".rstrip()
        )
