"""Exposure in words: signs, rules, money."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from muniment.exposure.domain.reach import Fall, Figures, RuleKind
from muniment.exposure.domain.weights import START, Factor
from muniment.people.domain.roles import Role
from muniment.vault.catalogue import Catalogue
from muniment.vault.domain.cells import COLUMN_BY_CODE, RELATION_LABELS, ROLE_LABELS
from muniment.web.vault.words import language

SIGNS: Mapping[str, str | Promise] = {
    "start": gettext_lazy("Start"),
    "share": gettext_lazy("Touches go through this person"),
    "others": gettext_lazy("Others whom the customer knows"),
    "unchecked": gettext_lazy("No contact by a manager"),
    "private": gettext_lazy("Touches past the company"),
    "years": gettext_lazy("Years with this customer"),
    "deputy": gettext_lazy("A deputy is named"),
}
MEANINGS: Mapping[str, str | Promise] = {
    "start": gettext_lazy("How likely a customer follows before any sign is read."),
    "share": gettext_lazy(
        "Multiplies the odds when all touches of 12 months go through this person; divides them "
        "when none do. A touch without the customer’s own trace counts by half."
    ),
    "others": gettext_lazy("Multiplies the odds once for each other person known, up to four."),
    "unchecked": gettext_lazy(
        "Multiplies the odds when no manager had contact for a year; divides them when one "
        "just had."
    ),
    "private": gettext_lazy(
        "Calls and messages noted by hand, which no mail, calendar or page of the company saw, as "
        "a part of this person’s touches of 12 months: the odds grow by this from none of them to "
        "all. With fewer than three touches it says nothing."
    ),
    "years": gettext_lazy("Multiplies the odds for each year beyond two, up to five years."),
    "deputy": gettext_lazy("Multiplies the odds when a deputy is named."),
}  # fmt: skip


def usd(amount: float) -> str:
    """Write dollars shortly, with at most three digits: $4.21M, $318k, $8k, $940."""
    for size, unit in ((1e9, "bn"), (1e6, "M"), (1e3, "k")):
        if amount >= size * 0.9995:
            told = amount / size
            digits = 0 if told >= 99.95 else 1 if told >= 9.995 else 2
            return f"${_short(told, digits)}{unit}"
    return f"${amount:,.0f}"


def _short(number: float, digits: int) -> str:
    """Round, without the noughts behind the point that say nothing: 4, 1.25, 0.8."""
    told = f"{number:,.{digits}f}"
    return told.rstrip("0").rstrip(".") if "." in told else told


def amount(usd_or_none: float | None) -> str:
    """Write dollars, or the mark of an amount that the access table keeps closed."""
    return CLOSED if usd_or_none is None else usd(usd_or_none)


CLOSED = "–"


def percent(part: float) -> str:
    """Write a share without decimals; a little is not nothing."""
    return "<1 %" if 0 < part < 0.005 else f"{100 * part:.0f} %"


def times(number: float) -> str:
    """What a sign multiplies the odds by: × 1.25."""
    return f"× {_short(number, 2)}"


def weight(name: str, number: float) -> str:
    """A weight as people read it: the start as a share, a sign as what it multiplies."""
    return f"{_short(100 * number, 1)} %" if name == START else times(number)


@dataclass(frozen=True, slots=True)
class FactorWords:
    """One sign in words; `tone` is bad where it speaks for following."""

    what: str
    times: str
    tone: str


def factor_words(factor: Factor) -> FactorWords:
    """“Touches go through this person × 2.4”."""
    tone = "warn" if factor.times > 1 else "good"
    return FactorWords(str(SIGNS[factor.name]), times(factor.times), tone)


@dataclass(frozen=True, slots=True)
class Cause:
    """One rule that causes reach, and what falls without it."""

    text: str
    url: str
    codename: str
    figures: Figures
    share: str


def cause(fall: Fall, whole: Figures, codenames: Mapping[UUID, str], catalogue: Catalogue) -> Cause:
    """Put one rule into words."""
    rule = fall.rule
    part = catalogue.compartment(rule.compartment)
    label = part.label(language()) if part else rule.compartment
    share = percent(fall.figures.secrets / whole.secrets) if whole.secrets else "–"
    codename = codenames.get(rule.dossier_id, "") if rule.dossier_id else ""
    url = reverse("customers:rights", args=[rule.dossier_id]) if codename else ""
    if rule.kind is RuleKind.CELLS:
        column = COLUMN_BY_CODE[rule.column]
        told = gettext("The access table opens “%(part)s” to: %(role)s, %(relation)s.") % {
            "part": label,
            "role": gettext(ROLE_LABELS[column.role]),
            "relation": gettext(RELATION_LABELS[column.relation]),
        }
        return Cause(told, reverse("access:index"), "", fall.figures, share)
    if rule.kind is RuleKind.GRANT:
        told = gettext("A grant for “%(part)s” of one customer.") % {"part": label}
        return Cause(told, url, codename, fall.figures, share)
    told = gettext("The outside company works on a live order of one customer.")
    return Cause(told, url, codename, fall.figures, share)


def role_word(role: Role) -> str:
    """The role as pages call it."""
    return gettext(ROLE_LABELS[role])
