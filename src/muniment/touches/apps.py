"""The touches room as Django sees it."""

from django.apps import AppConfig


class TouchesConfig(AppConfig):
    """Tables live under the label `touches`."""

    name = "muniment.touches"
    label = "touches"
    verbose_name = "Touches"

    def ready(self) -> None:
        """Have the words about a customer die with it, and follow it when it is merged."""
        from muniment.touches.joining import on_merged  # models are ready only now
        from muniment.touches.sealing import on_erased
        from muniment.vault import erasure, joining

        erasure.on_erased(on_erased)
        joining.on_merged(on_merged)
