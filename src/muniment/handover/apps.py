"""The handover room as Django sees it."""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    """Tables live under the label `handover`."""

    name = "muniment.handover"
    label = "handover"
    verbose_name = "Handover"

    def ready(self) -> None:
        """Die with an erased dossier: letters and answers hold what it held."""
        from muniment.handover.sealing import forget  # the key ring's tables are ready only now
        from muniment.vault import erasure

        erasure.on_erased(forget)
