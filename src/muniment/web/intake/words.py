"""Codes of the import in the reader's words."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from muniment.core.errors import MunimentError
from muniment.intake.domain.headings import How
from muniment.intake.domain.plan import Kind

KINDS: dict[Kind, str | Promise] = {
    Kind.CUSTOMERS: gettext_lazy("Customers"),
    Kind.ORDERS: gettext_lazy("Orders"),
}
STATES: dict[str, tuple[str | Promise, str]] = {
    "received": (gettext_lazy("waits for its check"), ""),
    "checking": (gettext_lazy("is being checked"), ""),
    "checked": (gettext_lazy("checked, not loaded"), "warn"),
    "loading": (gettext_lazy("is being loaded"), ""),
    "loaded": (gettext_lazy("loaded"), "good"),
    "failed": (gettext_lazy("stopped"), "bad"),
    "given_up": (gettext_lazy("given up"), ""),
}
SURE: dict[How, str | Promise] = {
    How.HEADING: gettext_lazy("known heading"),
    How.SIMILAR: gettext_lazy("similar heading"),
    How.CONTENT: gettext_lazy("by its content"),
    How.REMEMBERED: gettext_lazy("as last time"),
    How.CHOSEN: gettext_lazy("your choice"),
    How.NONE: gettext_lazy("not used"),
}
OUTCOMES: dict[str, tuple[str | Promise, str | Promise]] = {
    "new": (gettext_lazy("new"), gettext_lazy("not in the house yet")),
    "changed": (gettext_lazy("changed"), gettext_lazy("known, with something different")),
    "unchanged": (gettext_lazy("unchanged"), gettext_lazy("known, exactly so")),
    "clashing": (gettext_lazy("clashing"), gettext_lazy("may belong to somebody else")),
    "refused": (gettext_lazy("refused"), gettext_lazy("something in them is wrong")),
}


def failure_words(code: str) -> str:
    """Say in a sentence or two why a run stopped."""
    for kind in _kinds(MunimentError):
        if kind.code == code:
            return f"{gettext(kind.title)} {gettext(kind.next_step)}"
    return gettext("The work stopped unexpectedly. Start it again.")


def _kinds(base: type[MunimentError]) -> Iterator[type[MunimentError]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _kinds(kind)
