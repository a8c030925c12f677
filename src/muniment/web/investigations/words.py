"""Codes of a case in the reader's words; who may come to these pages at all."""

from collections.abc import Mapping

from django.utils.translation import get_language, gettext, ngettext

from muniment.core.errors import fill, gettext_noop
from muniment.investigations.casefile import FindingRow
from muniment.investigations.domain import duties, wording
from muniment.investigations.domain.checks import Mode, Outcome
from muniment.investigations.domain.coverage import MISSING_INPUT, CheckState
from muniment.investigations.domain.rating import State
from muniment.investigations.domain.signals import Direction, Signal, catalogue
from muniment.people.domain.roles import Role

CASE_ROLES = tuple(role for role in Role if duties.reach(role) is not duties.Reach.NONE)
"""Who has cases; everybody else has no business on these pages."""
HIDDEN = "•••"
RISKS = ("A", "B", "C", "D", "E", "insufficient")

STATE_TONES = {"open": "", "decided": "good", "closed": "", "erased": ""}
FINDING_TONES = {
    State.OPEN: "", State.CONFIRMED: "good", State.DISMISSED: "", State.DUPLICATE: "",
}  # fmt: skip
DIRECTION_ICONS = {
    Direction.RISK: "alert-triangle", Direction.TRUST: "circle-check",
    Direction.NEUTRAL: "info-circle",
}  # fmt: skip
MODE_ICONS = {Mode.LIVE: "globe", Mode.OFFLINE: "database", Mode.MANUAL: "user"}
OUTCOME_TONES = {
    Outcome.DONE: "good", Outcome.NOTHING_FOUND: "good", Outcome.UNAVAILABLE: "warn",
    Outcome.FAILED: "bad", Outcome.NEEDS_PERSON: "warn", Outcome.NOT_APPLICABLE: "",
}  # fmt: skip


def say(table: Mapping[str, str], code: str) -> str:
    """A code in the reader's language."""
    return gettext(wording.say(table, code))


def mode_word(mode: Mode) -> str:
    """How a check works."""
    words = {
        Mode.LIVE: gettext("asks over the network"),
        Mode.OFFLINE: gettext("asks what lies in the house"),
        Mode.MANUAL: gettext("a person does this"),
    }
    return words[mode]


def letter(risk: str) -> str:
    """What stands in the square: the letter, a question mark, or a dash before any rating."""
    return risk if len(risk) == 1 else "?" if risk else "–"


def reading(risk: str) -> str:
    """The words beside the letter."""
    return say(wording.READINGS, risk) if risk else gettext("not rated yet")


def outcome_of(state: CheckState) -> tuple[str, str]:
    """How a check stands, as words and as a tone of `m-tag`."""
    if state.stale:
        return say(wording.REASONS, "stale"), "warn"
    if state.outcome is None:
        return say(wording.REASONS, "not_run"), ""
    if state.reason == MISSING_INPUT:
        return gettext("lacks something"), "warn"
    return say(wording.REASONS, state.outcome.value), OUTCOME_TONES[state.outcome]


def minutes_word(minutes: int) -> str:
    """What a step costs a person."""
    if not minutes:
        return gettext("runs by itself")
    return ngettext("about %(n)d minute", "about %(n)d minutes", minutes) % {"n": minutes}


def sentence(row: FindingRow) -> str:
    """A finding in one sentence; what is withheld from the reader stays dots."""
    about = catalogue().get(row.signal)
    if about is None:
        return wording.say({}, row.signal).capitalize()
    told: dict[str, str | int] = dict.fromkeys(about.places, HIDDEN)
    if not row.withheld:
        told |= row.facts
    return about.say(told, get_language() or "en")


def pattern(about: Signal) -> str:
    """A signal as the catalogue lists it: its sentence with named gaps."""
    gaps = {name: f"[{place_word(name)}]" for name in about.places}
    return fill(_source(about), gaps)


def _source(about: Signal) -> str:
    return about.sentence_zh if (get_language() or "en").startswith("zh") else about.sentence


def place_word(name: str) -> str:
    """The name of a gap in a sentence."""
    return gettext(PLACES[name]) if name in PLACES else name.replace("_", " ")


PLACES: Mapping[str, str] = {
    "name": gettext_noop("name"),
    "where": gettext_noop("where"),
    "value": gettext_noop("value"),
    "what": gettext_noop("what"),
    "known": gettext_noop("what we know"),
    "times": gettext_noop("how often"),
    "words": gettext_noop("words"),
    "country": gettext_noop("country"),
    "business": gettext_noop("line of business"),
    "party": gettext_noop("who"),
    "company": gettext_noop("company"),
    "count": gettext_noop("how many"),
}
"""Gaps of the sentences that people fill in."""


def source_word(source: str) -> str:
    """Where a piece of evidence is from: in words, or the address as it was asked."""
    told = wording.EVIDENCE_SOURCES.get(source)
    return gettext(told) if told else source.removeprefix("dns:").replace("?type=", " · ")
