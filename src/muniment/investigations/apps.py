"""The investigations room as Django sees it."""

from datetime import datetime
from uuid import UUID

from django.apps import AppConfig


class InvestigationsConfig(AppConfig):
    """Tables live under the label `investigations`."""

    name = "muniment.investigations"
    label = "investigations"
    verbose_name = "Investigations"

    def ready(self) -> None:
        """Answer the questions of checks; die with an erased dossier; watch each load."""
        from muniment.customs_data import loaded
        from muniment.investigations import questions
        from muniment.investigations.erasing import on_erased  # models are ready only now
        from muniment.vault import erasure

        questions.at_first_question(_begin)
        erasure.on_erased(on_erased)
        loaded.on_loaded(_look_through)


def _begin() -> None:
    """Register the answers when the first is wanted: their libraries take a second to load."""
    from muniment.investigations import answering

    answering.register()


def _look_through(_load_id: UUID, at: datetime) -> None:
    """Look for watched parties once new records are here."""
    from muniment.investigations.services.tripwires import look_through

    look_through(at=at)
