"""Wait until there may be something to do, without asking all the time."""

import threading
from collections.abc import Sequence

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import Error

LOOK_EVERY = 0.25  # seconds between looks on the embedded engine
LONGEST_WAIT = 1.0  # seconds; leases and the ledger need a turn each second


class Waker:
    """Sleeps until a NOTIFY on PostgreSQL, a quarter second on SQLite, or the stop."""

    def __init__(self, channels: Sequence[str], stop: threading.Event) -> None:
        self._channels = channels
        self._stop = stop
        self._listening: BaseDatabaseWrapper | None = None

    def wait(self) -> bool:
        """Wait; say whether somebody called, so that even the once-a-second steps are due."""
        if connection.vendor != "postgresql":
            self._stop.wait(LOOK_EVERY)
            return False
        try:
            return self._wait_for_call()
        except Error:
            self.close()  # the server went away; the next wait listens again
            self._stop.wait(LONGEST_WAIT)
            return False

    def close(self) -> None:
        """Stop listening."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None

    def _wait_for_call(self) -> bool:
        listening = self._listening or self._listen()
        # Django passes psycopg's own errors through untranslated here.
        with listening.wrap_database_errors:
            calls = listening.connection.notifies(timeout=LONGEST_WAIT, stop_after=1)
            return any(True for _ in calls)

    def _listen(self) -> BaseDatabaseWrapper:
        # A connection of its own: the worker's would mix calls with transactions.
        self._listening = connection.copy()
        with self._listening.cursor() as cursor:
            for channel in self._channels:
                cursor.execute(f'LISTEN "{channel}"')
        return self._listening
