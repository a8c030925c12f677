"""The warning room as Django sees it."""

from django.apps import AppConfig


class WarningConfig(AppConfig):
    """Tables live under the label `warning`."""

    name = "muniment.warning"
    label = "warning"
    verbose_name = "Warning"
