"""The submissions room as Django sees it."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    """Tables live under the label `submissions`."""

    name = "muniment.submissions"
    label = "submissions"
    verbose_name = "Submissions"

    def ready(self) -> None:
        """Hear of merged customers."""
        from muniment.submissions.joining import on_merged  # models are ready only now
        from muniment.vault import joining

        joining.on_merged(on_merged)
