"""The customs data room as Django sees it."""

from django.apps import AppConfig


class CustomsDataConfig(AppConfig):
    """Tables live under the label `customs_data`."""

    name = "muniment.customs_data"
    label = "customs_data"
    verbose_name = "Customs data"
