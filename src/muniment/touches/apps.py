"""The touches room as Django sees it."""

from django.apps import AppConfig


class TouchesConfig(AppConfig):
    """Tables live under the label `touches`."""

    name = "muniment.touches"
    label = "touches"
    verbose_name = "Touches"
