"""The ledger room, as Django knows it."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class LedgerConfig(AppConfig):
    """Registers the room's tables under the label `ledger`, and the check of each connection."""

    name = "muniment.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Refuse every connection that could lose a commit."""
        from muniment.ledger import durability

        connection_created.connect(durability.on_connection, dispatch_uid="ledger.durability")
