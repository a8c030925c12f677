"""The front of a report: fixed words, head, the two numbers, the summary."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from muniment.investigations.casefile import CaseFile
from muniment.investigations.domain import wording
from muniment.investigations.domain.rating import State
from muniment.investigations.domain.signals import Direction

ASIDE = frozenset({State.DISMISSED, State.DUPLICATE})
"""Findings that count for nothing and are told apart from the others."""


def words(*, short: bool) -> dict[str, str]:
    """The fixed words of a report, in the language in force."""
    return {
        "kind": _("Short form, without personal data") if short else _("Full form"),
        "copy": _("Copy no."), "case": _("Case"), "opened": _("Opened on"),
        "about": _("Opened for"),
        "at_risk": _("At risk"), "state": _("State"), "made": _("Made"), "by": _("by"),
        "summary": _("Summary"), "risk": _("Risk"), "coverage": _("Coverage"),
        "needed": _("needed"), "unchecked": _("What was not checked"),
        "all_checked": _("Everything that applies was checked."),
        "verdict": _("Verdict and payment"), "no_verdict": _("No verdict has been given yet."),
        "terms": _("Terms"), "conditions": _("Conditions"), "reason": _("Reason"),
        "advised": _("Advised"), "deposit": _("The deposit, worked out"),
        "override": _("These terms are milder than the advice; a second person agreed."),
        "facts": _("What is known"), "findings": _("Findings"), "flow": _("The strategy"),
        "customs": _("Customs data"), "hands": _("Same hands"), "aside": _("Set aside"),
        "timeline": _("Timeline"), "evidence": _("Evidence"), "lists": _("Lists asked"),
        "glossary": _("Words"), "no_evidence": _("There is no evidence yet."),
        "number": _("No."), "kind_of": _("Kind"), "source": _("Source"),
        "hash": _("SHA-256"), "at": _("When (UTC)"), "size": _("Bytes"),
        "confidence": _("confidence"), "weight": _("signal weight"),
        "sources": _("Published red flags"),
        "shaded": _("Parts of this case are not open to the person who made this copy."),
        "check": _(
            "How a stranger checks this: take the file of a piece of evidence, compute its SHA-256 "
            "and compare it with the list. Each line of the list is chained to the one before it; "
            "the last link stands below and in the company's ledger, which can be proved."
        ),
        "chain": _("Last link of the chain"),
        "page": _("Page"),
        "responsibility": _(
            "Two numbers stand side by side on purpose: how risky what was found is, and how much "
            "could be checked. What could not be reached is not a good sign."
        ),
    }  # fmt: skip


def head(case: CaseFile) -> dict[str, str]:
    """What the case is: number, codename, what it was opened for."""
    return {
        "number": case.head.number,
        "codename": case.head.codename,
        "trigger": _(wording.say(wording.TRIGGERS, case.head.trigger)),
        "state": _(wording.say(wording.CASE_STATES, case.head.state)),
        "opened": moment(case.head.opened_at),
        "at_risk": str(case.at_risk) if case.at_risk else "–",
    }


def numbers(case: CaseFile) -> dict[str, Any]:
    """Risk and coverage, side by side."""
    found = case.assessment
    return {
        "reading": found.reading.value,
        "letter": found.reading.value if len(found.reading.value) == 1 else "?",
        "word": _(wording.say(wording.READINGS, found.reading.value)),
        "score": found.rating.score,
        "coverage": found.coverage.percent,
        "floor": found.coverage.floor,
        **_checks(case),
        "hard_stops": len(found.rating.hard_stops),
    }


def summary(case: CaseFile) -> list[str]:
    """Four sentences that a boss reads first."""
    rows = [row for row in case.findings if row.state not in ASIDE]
    risks = sum(row.direction is Direction.RISK for row in rows)
    trusts = sum(row.direction is Direction.TRUST for row in rows)
    found, checks = case.assessment.coverage, _checks(case)
    told = [
        _("Findings against this customer: %(risks)d. Findings for it: %(trusts)d.")
        % {"risks": risks, "trusts": trusts},
        _("Checks that reached an outcome: %(reached)d of %(all)d. Coverage: %(percent)d %%.")
        % {"percent": found.percent, "reached": checks["reached"], "all": checks["applicable"]},
    ]
    if case.assessment.reading.value == "insufficient":
        told.append(
            _("The amount at risk needs %(floor)d %%: too little is known to call it good.")
            % {"floor": found.floor}
        )
    if case.assessment.rating.hard_stops:
        told.append(_("A confirmed finding ends the rating: it outweighs everything else."))
    return told


def _checks(case: CaseFile) -> dict[str, int]:
    """How many checks apply, and how many of them reached an outcome; coverage weighs them."""
    boxes = case.assessment.flow.steps
    return {
        "reached": sum(box.reached for box in boxes),
        "applicable": sum(box.checks for box in boxes),
    }


def moment(at: datetime) -> str:
    """A moment as the report writes it, in UTC."""
    return at.strftime("%Y-%m-%d %H:%M")
