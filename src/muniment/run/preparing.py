"""What has to stand before the first child starts; only the supervisor does it.

The children never migrate, so two processes cannot race for the tables of one data folder;
over PostgreSQL, where several machines may share a database, an advisory lock sees to it.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from muniment.core import files
from muniment.core.config import Config

Tell = Callable[[str], None]
_MIGRATING = 0x6D756E69  # "muni": the advisory lock's number
_STAMP = ".stamp"


def set_up_django() -> None:
    """Load Django with the house's settings; once a process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muniment.site.settings")
    import django  # not before `muniment` put the sound SQLite in place

    django.setup()


def prepare(config: Config, *, tell: Tell) -> None:
    """Bring database, keys, ledger and static files to this version; quick when nothing changed.

    Args:
        tell: hears one sentence for each step that takes time.

    Raises:
        KeyRingMissing, KeyRingLocked, KeyRingBroken, DatabaseNotDurable: as the names say.
    """
    from django.utils.translation import gettext as _

    if pending_migrations():
        tell(_("Bringing the database to this version …"))
        migrate()
    make_keys()
    furnish()
    if _static_stamp() != _kept_stamp(config):
        tell(_("Laying out the pages' styles and pictures …"))
        lay_out_static(config)


def pending_migrations() -> int:
    """Count the migrations that this database still lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    """Apply the missing migrations; waits for another machine that does the same."""
    from django.core.management import call_command

    with _only_one_migrates():
        call_command("migrate", interactive=False, verbosity=0)


def make_keys() -> None:
    """Make the key ring and the ledger's origin at first start; open the ring at every start."""
    from muniment.keys import ring
    from muniment.ledger.services import beginning

    ring.create()
    ring.require_ring()
    beginning.begin()


def furnish() -> None:
    """Lay the first access table, and erase again what an older database brought back."""
    from muniment.core import clock
    from muniment.keys import ring
    from muniment.vault import services as vault

    ring.bury_destroyed(at=clock.now())
    vault.furnish(at=clock.now())


def lay_out_static(config: Config) -> None:
    """Copy, compress and name by content all files that browsers load."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    files.write_durably(config.data / "static" / _STAMP, _static_stamp().encode())


@contextmanager
def _only_one_migrates() -> Iterator[None]:
    from django.db import connection

    if connection.vendor != "postgresql":
        yield  # the data folder's lock already sees to it
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATING])


def _static_stamp() -> str:
    """Fingerprint of all static sources by name, size and time; a few milliseconds."""
    from django.contrib.staticfiles.finders import get_finders

    print_of = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            print_of.update(f"{name}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return print_of.hexdigest()


def _kept_stamp(config: Config) -> str:
    try:
        return (config.data / "static" / _STAMP).read_text(encoding="ascii")
    except OSError:
        return ""
