"""The submissions room as Django sees it."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    """Tables live under the label `submissions`."""

    name = "muniment.submissions"
    label = "submissions"
    verbose_name = "Submissions"
