"""What differs between the engines: how a worker is woken."""

from django.db import connection

CHANNEL = "muniment_jobs"


def wake_workers() -> None:
    """Tell listening workers, when the transaction commits, that there is something to do.

    Only PostgreSQL can; on the embedded engine the worker looks every quarter second.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")
