"""The handover room as Django sees it."""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    """Tables live under the label `handover`."""

    name = "muniment.handover"
    label = "handover"
    verbose_name = "Handover"

    def ready(self) -> None:
        """Die with an erased dossier, join merged ones, keep a notice while it is needed."""
        from muniment.handover.joining import on_merged
        from muniment.handover.sealing import forget  # the key ring's tables are ready only now
        from muniment.handover.services.withdrawing import refuse_while_running
        from muniment.people import withdrawing
        from muniment.vault import erasure, joining

        erasure.on_erased(forget)
        joining.on_merged(on_merged)
        withdrawing.ask_before(refuse_while_running)
