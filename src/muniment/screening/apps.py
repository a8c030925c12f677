"""The screening room as Django sees it."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """Tables live under the label `screening`."""

    name = "muniment.screening"
    label = "screening"
    verbose_name = "Screening"
