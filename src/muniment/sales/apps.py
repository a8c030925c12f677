"""The sales room, as Django knows it."""

from django.apps import AppConfig


class SalesConfig(AppConfig):
    """Registers the room's tables under the label `sales`."""

    name = "muniment.sales"
    label = "sales"
