"""The intake room, as Django knows it."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Registers the room's tables under the label `intake`."""

    name = "muniment.intake"
    label = "intake"
