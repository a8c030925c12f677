"""The ledger room, as Django knows it."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Registers the room's tables under the label `ledger`."""

    name = "muniment.ledger"
    label = "ledger"
