"""How an empty house opens: with the demonstration company, or with a first-run link."""

import importlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

from muniment.core.config import Config
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop

Progress = Callable[[int, int, str], None]
_PLANTING = "planting"


class PlantingInterrupted(MunimentError):
    """The demonstration was being planted in a PostgreSQL database when it was cut off."""

    code = "run.demo.interrupted"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("The demonstration company was left half planted.")
    next_step = gettext_noop("Give Muniment an empty database, then start it again.")


def clear_half_planted(config: Config) -> bool:
    """Remove a demonstration that was cut off while it was planted; say whether there was one.

    The mark is made only in an empty house before its doors open, so nothing else is lost.
    Call it before Django loads: the database file must not be open.

    Raises:
        PlantingInterrupted: the database is PostgreSQL; dropping it is the owner's business.
    """
    mark = _mark(config)
    if not mark.exists():
        return False
    if config.database_url:
        raise PlantingInterrupted
    for path in config.data.glob("muniment.sqlite3*"):
        path.unlink()
    # The ledger's signer remembers what it signed and would refuse a database that starts over;
    # rows of customs data that no load names any more would count twice.
    for folder in (config.data / "keys", *(config.data / "customs_data").glob("*/")):
        shutil.rmtree(folder, ignore_errors=True)
    mark.unlink()
    return True


def is_empty() -> bool:
    """Whether nobody has founded a company here yet."""
    from muniment.people import queries  # Django stands only now

    return not queries.company().is_founded


def plant(config: Config, progress: Progress) -> bool:
    """Plant the demonstration company; say whether this installation has one to plant."""
    demo = _demo()
    if not hasattr(demo, "plant"):
        return False
    _mark(config).touch()
    demo.plant(progress)
    _mark(config).unlink()
    return True


def sign_ins() -> list[str]:
    """Tell, a line each, how the people of the demonstration sign in; empty without one."""
    told: Iterable[str] = getattr(_demo(), "sign_ins", list)()
    return list(told)


def first_run_link(config: Config) -> str | None:
    """Make the one-time link to the first-run page, or None when the house has an owner."""
    from muniment.people import services  # Django stands only now

    token = services.first_run_token()
    return None if token is None else f"{config.url}/first-run/{token}/"


def _demo() -> ModuleType:
    # By name: the demonstration stands above us and uses every room.
    return importlib.import_module("muniment.demo")


def _mark(config: Config) -> Path:
    return config.data / "run" / _PLANTING
