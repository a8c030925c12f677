"""Codes of the lists in the reader's words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from muniment.screening.domain.hits import Strength, Verdict
from muniment.screening.domain.parties import DateSource, PartyKind

Words = str | Promise

KINDS: Mapping[PartyKind, Words] = {
    PartyKind.UNKNOWN: gettext_lazy("anybody"),
    PartyKind.ENTITY: gettext_lazy("a company"),
    PartyKind.PERSON: gettext_lazy("a person"),
    PartyKind.VESSEL: gettext_lazy("a ship"),
    PartyKind.AIRCRAFT: gettext_lazy("an aircraft"),
}
DATE_SOURCES: Mapping[DateSource, Words] = {
    DateSource.FILE: gettext_lazy("says the file"),
    DateSource.GIVEN: gettext_lazy("says who loaded it"),
    DateSource.FILE_NAME: gettext_lazy("says its name"),
    DateSource.FILE_TIME: gettext_lazy("day of the file, for want of a better one"),
    DateSource.LIVING: gettext_lazy("always of today"),
}
STRENGTHS: Mapping[Strength, tuple[Words, str]] = {
    Strength.STRONG: (gettext_lazy("strong"), "bad"),
    Strength.POSSIBLE: (gettext_lazy("possible"), "warn"),
    Strength.WEAK: (gettext_lazy("weak"), ""),
}
VERDICTS: Mapping[Verdict, tuple[Words, Words, str, str]] = {
    Verdict.HITS: (
        gettext_lazy("Somebody of such a name is listed"),
        gettext_lazy("Compare what stands beside the name before you decide anything."),
        "alert-triangle",
        "bad",
    ),
    Verdict.NO_HIT: (
        gettext_lazy("Nobody of such a name is on the lists of these days"),
        gettext_lazy("That is all it says: the lists below, as they stood then."),
        "circle-check",
        "good",
    ),
    Verdict.LIST_TOO_OLD: (
        gettext_lazy("The lists are too old to say “no hit”"),
        gettext_lazy("Nobody was found, and that means nothing until newer lists are loaded."),
        "clock",
        "warn",
    ),
    Verdict.NO_LIST: (
        gettext_lazy("No list is loaded"),
        gettext_lazy("Nothing can be said until an owner or compliance loads the lists."),
        "database",
        "warn",
    ),
}
"""Verdict → what is the case, what it means, icon, tone."""
EVIDENCE: Mapping[str, Words] = {
    "name": gettext_lazy("name"),
    "birth_date": gettext_lazy("date of birth"),
    "country": gettext_lazy("country"),
    "identifier": gettext_lazy("number"),
    "weak_alias": gettext_lazy("the list itself calls this name weak"),
}
