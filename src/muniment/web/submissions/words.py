"""Rhythms and days in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from muniment.submissions.domain.rhythm import Beat, Lateness
from muniment.vault.catalogue import Catalogue
from muniment.web.vault.words import language

WEEKDAYS: Mapping[int, str | Promise] = {
    0: gettext_lazy("Monday"),
    1: gettext_lazy("Tuesday"),
    2: gettext_lazy("Wednesday"),
    3: gettext_lazy("Thursday"),
    4: gettext_lazy("Friday"),
    5: gettext_lazy("Saturday"),
    6: gettext_lazy("Sunday"),
}


def beat_word(beat: Beat) -> str:
    """A rhythm in words."""
    if not beat.asks:
        return gettext("nothing is asked")
    told = ngettext("every week, due on %(day)s", "every %(n)d weeks, due on %(day)s", beat.weeks)
    return told % {"n": beat.weeks, "day": WEEKDAYS[beat.weekday]}


def lateness_word(late: Lateness) -> str:
    """How somebody stands with handing in, in a few words."""
    if late.period is None:
        return gettext("nothing is asked")
    if late.days_late:
        told = ngettext("%(n)d day late", "%(n)d days late", late.days_late)
        return told % {"n": late.days_late}
    if late.is_done:
        return gettext("handed in")
    return gettext("due %(day)s") % {"day": f"{late.period.due_on:%Y-%m-%d}"}


def code_word(catalogue: Catalogue, code: str) -> str:
    """Name a field with its compartment, or a compartment; a retired one keeps its code."""
    field = catalogue.fields.get(code)
    found = catalogue.compartment(field.compartment if field else code)
    if found is None:
        return code
    label = found.label(language())
    return f"{label}: {field.label(language())}" if field else label
