"""The exposure room as Django sees it."""

from django.apps import AppConfig


class ExposureConfig(AppConfig):
    """Tables live under the label `exposure`."""

    name = "muniment.exposure"
    label = "exposure"
    verbose_name = "Exposure"
