"""The halt: a marker file that stops signing, sequencing and reading until somebody explains.

It lies beside the database and not in it, because it says that the database cannot be right.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from django.conf import settings

from muniment.core import canonical, clock
from muniment.core.files import create_durably
from muniment.ledger.models import Incident

FILE_NAME = "ledger.halted"
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Halt:
    """Why the ledger stands still.

    Attributes:
        why: stable code: `behind`, `forked`, `other_origin`, `state_missing`, `damaged`.
        at: when it was noticed, RFC 3339.
        facts: sizes, roots (hex) and origins, of the signer and of the database.
    """

    why: str
    at: str
    facts: dict[str, str | int]


def is_halted() -> bool:
    """Say whether the ledger stands still; one look at the file system."""
    # Asked before each look: a plain string, because building a `Path` costs more than looking.
    return os.path.exists(os.path.join(settings.DATA_DIR, FILE_NAME))  # noqa: PTH110, PTH118


def current() -> Halt | None:
    """Read the marker; None when the ledger runs."""
    try:
        told = canonical.load(_path().read_bytes())
        return Halt(told["why"], told["at"], told["facts"])
    except FileNotFoundError:
        return None
    except (canonical.NotCanonical, KeyError, TypeError):
        return Halt("damaged", "", {})


def halt(why: str, facts: dict[str, str | int], *, at: datetime) -> None:
    """Stop the ledger and record an incident; a halt that stands already is kept."""
    marker = {"why": why, "at": clock.rfc3339(at), "facts": facts}
    if create_durably(_path(), canonical.dump(marker)):
        _log.error("ledger.halted", why=why, **facts)
    put_on_record()


def put_on_record() -> None:
    """Make sure that the incident of a standing halt is in the database.

    A halt is often noticed in a transaction that is undone because of it; the marker stays and
    the worker comes here again.
    """
    stands = current()
    if stands is None:
        return
    kind, told = f"ledger.halted.{stands.why}", {"noticed": stands.at, **stands.facts}
    newest = Incident.objects.filter(kind=kind).order_by("-id").first()
    if newest is None or newest.detail != told:
        Incident.objects.create(kind=kind, at=clock.now(), detail=told)


def lift(how: str, facts: dict[str, str | int], *, at: datetime) -> None:
    """Let the ledger run again and record how it came to that."""
    Incident.objects.create(kind=f"ledger.resumed.{how}", at=at, detail=facts)
    _path().unlink(missing_ok=True)
    _log.warning("ledger.resumed", how=how, **facts)


def _path() -> Path:
    return Path(settings.DATA_DIR) / FILE_NAME
