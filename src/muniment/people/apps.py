"""The people room, as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the room's tables under the label `people`."""

    name = "muniment.people"
    label = "people"
