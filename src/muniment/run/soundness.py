"""What could be wrong with an installation, found without changing anything."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.core import checks
from django.db import Error, connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muniment.core.errors import MunimentError, fill
from muniment.keys import ring
from muniment.ledger import durability, health
from muniment.run import preparing


def findings() -> list[str]:
    """List what needs attention, a sentence each; empty when all is sound."""
    return [*_database(), *_told(ring.require_ring), *_ledger(), *_django(), *_exposure()]


def _database() -> Iterator[str]:
    try:
        connection.ensure_connection()
        durability.demand(connection)
        if count := preparing.pending_migrations():
            yield ngettext(
                "The database lacks {count} migration; run “muniment migrate”.",
                "The database lacks {count} migrations; run “muniment migrate”.",
                count,
            ).format(count=count)
    except MunimentError as error:
        yield _in_words(error)
    except Error as error:
        yield _("The database cannot be reached ({error}).").format(error=type(error).__name__)


def _ledger() -> Iterator[str]:
    if "ledger_pending" in _tables():
        yield from _told(health.require_readable)


def _tables() -> list[str]:
    try:
        return connection.introspection.table_names()
    except (Error, MunimentError):
        return []


def _django() -> Iterator[str]:
    for message in checks.run_checks():
        yield f"{message.msg} ({message.id})"


def _exposure() -> Iterator[str]:
    config = settings.CONFIG
    is_local = config.host in {"127.0.0.1", "::1", "localhost"}
    if not is_local and not config.url.startswith("https://"):
        yield _(
            "Pages are served to the network without TLS; put a reverse proxy in front "
            "and set public_url (docs/operating.md)."
        )


def _told(check: Callable[[], None]) -> Iterator[str]:
    try:
        check()
    except MunimentError as error:
        yield _in_words(error)


def _in_words(error: MunimentError) -> str:
    return fill(f"{_(error.title)} {_(error.next_step)}", error.facts)
