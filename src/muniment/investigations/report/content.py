"""What a report tells, in words: plain data that a page and a PDF are set from.

The short form is for other people's eyes: no name of a person or company, no number, address or
mailbox, no excerpt, no source; findings keep their sentence with “…” in the place of such facts.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from muniment.core.errors import fill
from muniment.investigations.casefile import CaseFile, DecisionRow, EvidenceRow, FindingRow, Shown
from muniment.investigations.domain import advice, wording
from muniment.investigations.domain.checks import Outcome
from muniment.investigations.domain.signals import Dimension, Direction, signal
from muniment.investigations.domain.telling import fact_value
from muniment.investigations.report.drawn import Pictures, pictures_of
from muniment.investigations.report.front import ASIDE, head, moment, numbers, summary, words
from muniment.investigations.report.glossary import glossary

HIDDEN = "…"
SAFE_PLACES = frozenset({"list", "list_date", "register", "day", "oldest", "date"})
"""Places of a sentence whose text names nobody."""


class Form(StrEnum):
    """How much is told."""

    FULL = "full"
    SHORT = "short"


class Language(StrEnum):
    """In which language."""

    ENGLISH = "en"
    CHINESE = "zh-hans"


@dataclass(frozen=True, slots=True)
class Copy:
    """This very copy: its number, when it was made, and by whom (a name, or a role)."""

    number: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class Section:
    """Findings about one thing."""

    title: str
    risk: int
    trust: int
    findings: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is told, worded in `language`.

    Attributes:
        data: plain JSON: texts, numbers, lists; what the templates read.
        pictures: SVG by name.
    """

    language: Language
    form: Form
    data: Mapping[str, Any]
    pictures: Pictures


def content_of(
    case: CaseFile, *, language: Language, form: Form, copy: Copy, house: str = "",
    people: Mapping[UUID, str] | None = None,
) -> Report:  # fmt: skip
    """Word a report from what the gate gave this reader; nothing else is read.

    Args:
        house: the company's name; people: names of those who decided.
    """
    with translation.override(language.value):
        return _worded(case, language, form, copy, _Names(house, people or {}))


@dataclass(frozen=True, slots=True)
class _Names:
    house: str
    people: Mapping[UUID, str]


def _worded(case: CaseFile, language: Language, form: Form, copy: Copy, names: _Names) -> Report:
    standing = [row for row in case.findings if row.state not in ASIDE]
    aside = [row for row in case.findings if row.state in ASIDE]
    teller = _Teller(case, language, form, names.people)
    data: dict[str, Any] = {
        "words": words(short=form is Form.SHORT),
        "title": _("Background report"),
        "house": names.house,
        "language": language.value,
        "form": form.value,
        "copy": {"number": copy.number, "by": copy.made_by, "at": moment(copy.made_at)},
        "head": head(case),
        "numbers": numbers(case),
        "summary": summary(case),
        "unchecked": teller.unchecked(),
        "verdict": teller.verdict(case.decision),
        "facts": teller.facts() if form is Form.FULL else [],
        "sections": [_plain(section) for section in teller.sections(standing)],
        "aside": [teller.finding(row) for row in aside],
        "timeline": teller.timeline(),
        "evidence": [teller.evidence(row) for row in case.evidence],
        "chain": case.evidence[-1].chain if case.evidence else "",
        "lists": teller.lists(),
        "glossary": glossary(),
        "shaded": case.shaded,
    }
    return Report(language, form, data, pictures_of(case, form is Form.FULL))


class _Teller:
    """Words the parts of one case in one form."""

    def __init__(
        self, case: CaseFile, language: Language, form: Form, people: Mapping[UUID, str]
    ) -> None:
        self._people = people
        self._case, self._language, self._full = case, language.value, form is Form.FULL
        self._numbers = {row.id: row.number for row in case.evidence}

    def unchecked(self) -> list[dict[str, str]]:
        return [
            {
                "title": _(one.title),
                "step": _(_step_title(self._case, one.step.value)),
                "why": _(wording.say(wording.REASONS, one.why)),
            }
            for one in self._case.assessment.coverage.unchecked
        ]

    def facts(self) -> list[dict[str, str]]:
        rows = [row for row in self._case.facts if row.state == "adopted" and row.value]
        order = {code: place for place, code in enumerate(wording.FACTS)}
        rows.sort(key=lambda row: (order.get(row.code, len(order)), row.code))
        return [
            {
                "label": _(wording.say(wording.FACTS, row.code)),
                "value": _cut(fact_value(row.code, row.value, self._language, _), 400),
                "source": row.check or row.source,
                "shown": row.shown.value,
            }
            for row in rows
            if row.shown is not Shown.WITHHELD
        ]

    def sections(self, rows: Iterable[FindingRow]) -> Iterable[Section]:
        rows = list(rows)
        scores = {one.dimension: one for one in self._case.assessment.rating.dimensions}
        for dimension in Dimension:
            inside = sorted((row for row in rows if row.dimension is dimension), key=_heaviest)
            if inside:
                score = scores.get(dimension)
                yield Section(
                    _(wording.say(wording.DIMENSIONS, dimension.value)),
                    score.risk if score else 0, score.trust if score else 0,
                    tuple(self.finding(row) for row in inside),
                )  # fmt: skip

    def finding(self, row: FindingRow) -> dict[str, Any]:
        about = signal(row.signal)
        facts = dict(row.facts) if self._full else _without_names(row.facts, about.places)
        sentence = about.say(facts, self._language)
        if row.withheld or not row.facts:
            sentence = about.say(dict.fromkeys(about.places, HIDDEN), self._language)
        return {
            "sentence": sentence,
            "direction": row.direction.value,
            "direction_word": _(wording.say(wording.DIRECTIONS, row.direction.value)),
            "weight": row.weight,
            "confidence": row.confidence,
            "state": _(wording.say(wording.FINDING_STATES, row.state.value)),
            "reason": row.reason if self._full else "",
            "excerpt": _cut(row.excerpt, 300) if self._full else "",
            "evidence": [self._numbers[one] for one in row.evidence if one in self._numbers],
            "found": timezone.localdate(row.found_at).isoformat(),
            "lists": list(about.lists),
            "article": about.article,
        }

    def verdict(self, row: DecisionRow | None) -> dict[str, Any] | None:
        if row is None or not row.verdict:
            return None
        return {
            "verdict": _("Declined") if row.verdict == "declined" else _("Accepted on these terms"),
            "declined": row.verdict == "declined",
            "terms": _terms_sentence(_loaded(row.terms)),
            "advised": [_terms_sentence(one) for one in row.advice.get("terms", [])],
            "conditions": [
                _(wording.say(advice.CONDITIONS, code)) for code in row.advice.get("conditions", [])
            ],
            "reason": row.reason if self._full else "",
            "is_override": row.is_override,
            "by": self._who(row.decided_by),
            "at": moment(row.decided_at),
            "second": self._who(row.second_by) if row.second_by else "",
            "second_at": moment(row.second_at) if row.second_at else "",
            "digest": row.digest,
            "deposit": _deposit(row.advice.get("deposit")),
        }

    def timeline(self) -> list[dict[str, str]]:
        """What happened when: opening, runs, verdicts; runs of one minute are one line."""
        case = self._case
        told = [(case.head.opened_at, _("Case opened"))]
        runs: dict[datetime, int] = {}
        for check in case.checks:
            if check.run and check.run.outcome is not Outcome.NOT_APPLICABLE:
                minute = check.run.ended_at.replace(second=0, microsecond=0)
                runs[minute] = runs.get(minute, 0) + 1
        told += [(at, _("Checks run: %(n)d") % {"n": count}) for at, count in runs.items()]
        told += [(row.decided_at, _("Verdict given")) for row in case.decisions]
        told += [
            (row.second_at, _("Second person answered")) for row in case.decisions if row.second_at
        ]
        if case.head.closed_at:
            told.append((case.head.closed_at, _("Case closed")))
        return [{"at": moment(at), "what": what} for at, what in sorted(told)]

    def evidence(self, row: EvidenceRow) -> dict[str, Any]:
        return {
            "number": row.number,
            "kind": _(wording.say(wording.EVIDENCE_KINDS, row.kind)),
            "source": _cut(_source(row.source), 160) if self._full else "",
            "sha256": row.sha256,
            "at": moment(row.at),
            "size": row.size,
        }

    def lists(self) -> list[dict[str, str]]:
        """Each list that was asked, with its date: an old list proves little."""
        told: dict[str, str] = {}
        for check in self._case.checks:
            for one in check.run.detail.get("lists", []) if check.run else []:
                if isinstance(one, Mapping) and one.get("title"):
                    told[str(one["title"])] = str(one.get("date", ""))
        return [{"name": name, "date": date} for name, date in sorted(told.items())]

    def _who(self, person: UUID) -> str:
        return self._people.get(person, "–") if self._full else "–"


def _without_names(facts: Mapping[str, str | int], places: frozenset[str]) -> dict[str, str | int]:
    """Keep numbers, days and names of lists; everything else may name somebody."""
    return {
        place: facts[place]
        if place in facts and (isinstance(facts[place], int) or place in SAFE_PLACES)
        else HIDDEN
        for place in places
    }


def _heaviest(row: FindingRow) -> tuple[bool, int, str]:
    return row.direction is not Direction.RISK, -row.weight * row.confidence, str(row.id)


def _step_title(case: CaseFile, step: str) -> str:
    return next((box.title for box in case.assessment.flow.steps if box.step.value == step), step)


def _terms_sentence(terms: Mapping[str, Any]) -> str:
    try:
        way = advice.Way(terms.get("way", ""))
        low, high = (int(part) for part in terms.get("deposit", (0, 0)))
    except (ValueError, TypeError):
        return "–"
    chosen = advice.Terms(way, (low, high), int(terms.get("days") or 0), bool(terms.get("insured")))
    return fill(_(chosen.sentence), chosen.facts)


def _loaded(terms: str) -> Mapping[str, Any]:
    loaded = json.loads(terms or "{}")
    return loaded if isinstance(loaded, dict) else {}


def _deposit(told: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The working of the deposit, line by line, as the verdict froze it."""
    if not told:
        return None
    lines = [
        {
            "sentence": fill(_(line["sentence"]), line["facts"]),
            "amount": line["amount"] or "?",
        }
        for line in told["lines"]
    ]
    return {"lines": lines, "total": told["total"], "percent": told["percent"]}


def _plain(section: Section) -> dict[str, Any]:
    return {
        "title": section.title, "risk": section.risk, "trust": section.trust,
        "findings": list(section.findings),
    }  # fmt: skip


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _source(told: str) -> str:
    return _(wording.EVIDENCE_SOURCES[told]) if told in wording.EVIDENCE_SOURCES else told
