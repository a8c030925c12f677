"""The investigations room as Django sees it."""

from django.apps import AppConfig


class InvestigationsConfig(AppConfig):
    """Tables live under the label `investigations`."""

    name = "muniment.investigations"
    label = "investigations"
    verbose_name = "Investigations"
