"""The vault room, as Django knows it."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Registers the room's tables under the label `vault`."""

    name = "muniment.vault"
    label = "vault"
