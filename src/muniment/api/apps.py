"""The api door, as Django knows it."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """A door; its one table remembers answers to requests that carry a key."""

    name = "muniment.api"
    label = "api"
