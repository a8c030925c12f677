"""Words for codes of questionnaires."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

STATES: Mapping[str, str | Promise] = {
    "waiting": gettext_lazy("waits for an answer"),
    "overdue": gettext_lazy("overdue"),
    "answered": gettext_lazy("answered"),
    "closed": gettext_lazy("no longer waited for"),
}
TONES: Mapping[str, str] = {"waiting": "warn", "overdue": "bad", "answered": "good", "closed": ""}


def language_here() -> str:
    """The language of the page that is being made."""
    return get_language() or "en"
