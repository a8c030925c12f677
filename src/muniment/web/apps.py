"""The web door, as Django knows it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """A door: it has no tables of its own."""

    name = "muniment.web"
    label = "web"
