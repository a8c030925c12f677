"""The keys room, as Django knows it."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """Registers the room's tables under the label `keys`."""

    name = "muniment.keys"
    label = "keys"
