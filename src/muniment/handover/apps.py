"""The handover room as Django sees it."""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    """Tables live under the label `handover`."""

    name = "muniment.handover"
    label = "handover"
    verbose_name = "Handover"
