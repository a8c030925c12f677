"""The jobs room, as Django knows it."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Registers the room's tables under the label `jobs`."""

    name = "muniment.jobs"
    label = "jobs"
