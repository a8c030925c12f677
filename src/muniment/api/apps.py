"""The api door, as Django knows it."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """A door: it has no tables of its own."""

    name = "muniment.api"
    label = "api"
