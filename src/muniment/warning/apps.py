"""The warning room as Django sees it."""

from django.apps import AppConfig


class WarningConfig(AppConfig):
    """Tables live under the label `warning`."""

    name = "muniment.warning"
    label = "warning"
    verbose_name = "Warning"

    def ready(self) -> None:
        """Die with an erased dossier."""
        from muniment.vault import erasure
        from muniment.warning.erasing import on_erased  # models are ready only now

        erasure.on_erased(on_erased)
