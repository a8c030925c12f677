"""The sales room, as Django knows it."""

from django.apps import AppConfig


class SalesConfig(AppConfig):
    """Registers the room's tables under the label `sales`, and the order register it keeps."""

    name = "muniment.sales"
    label = "sales"

    def ready(self) -> None:
        """Tell the gate which order numbers are real."""
        from muniment.sales.queries import order_exists  # models are ready only now
        from muniment.vault import references

        references.register("order", order_exists)
