"""The touches room as Django sees it."""

from django.apps import AppConfig


class TouchesConfig(AppConfig):
    """Tables live under the label `touches`."""

    name = "muniment.touches"
    label = "touches"
    verbose_name = "Touches"

    def ready(self) -> None:
        """Have the words about a customer die with its identity or contacts."""
        from muniment.touches.sealing import on_erased  # models are ready only now
        from muniment.vault import erasure

        erasure.on_erased(on_erased)
