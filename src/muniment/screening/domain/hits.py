"""What is asked of the lists, and what they answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from muniment.screening.domain.parties import DateSource, ListDate, ListedParty, PartyKind


class Verdict(StrEnum):
    """The only answers that a screening may give: an old list never says “no hit”."""

    HITS = "hits"
    NO_HIT = "no_hit"
    LIST_TOO_OLD = "list_too_old"
    NO_LIST = "no_list"


class Strength(StrEnum):
    """How a hit should be read once the evidence beside the name is weighed."""

    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"  # the name fits, something else speaks against it: a person decides


@dataclass(frozen=True, slots=True)
class Question:
    """Whom to look for. What is left empty is not known and counts neither way.

    Attributes:
        names: every spelling known; a hit on one is a hit.
        countries: ISO alpha-2.
        birth_dates: ISO days, months or years.
        identifiers: numbers of passports, registrations, ships, as written.
    """

    names: tuple[str, ...]
    kind: PartyKind = PartyKind.UNKNOWN
    countries: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing beside or behind the score.

    Attributes:
        code: `name`, `birth_date`, `country`, `identifier`, `weak_alias`, …
        asked, listed: both sides as written.
        effect: what it did to the score, in hundredths.
    """

    code: str
    asked: str
    listed: str
    effect: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One listed party that may be the one asked for.

    Attributes:
        score: 0 to 100, with the evidence beside the name; hits are ordered by it.
        name_score: 0 to 100, of the best pair of names alone.
        asked_name, listed_name: that pair.
        evidence: why, strongest first.
        why: the same in plain English.
    """

    party: ListedParty
    list_date: ListDate
    score: int
    name_score: int
    asked_name: str
    listed_name: str
    strength: Strength
    evidence: tuple[Evidence, ...]
    why: str

    def facts(self) -> Mapping[str, Any]:
        """Everything that a report or a program needs to show the hit."""
        return {
            "score": self.score,
            "name_score": self.name_score,
            "strength": self.strength.value,
            "asked_name": self.asked_name,
            "listed_name": self.listed_name,
            "primary_name": self.party.name,
            "list": self.party.list_id,
            "list_date": self.list_date.on.isoformat(),
            "list_date_source": self.list_date.source.value,
            "uid": self.party.uid,
            "kind": self.party.kind.value,
            "programmes": list(self.party.programmes),
            "countries": list(self.party.countries),
            "birth_dates": list(self.party.birth_dates),
            "why": self.why,
            "evidence": [[it.code, it.asked, it.listed, it.effect] for it in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class ListState:
    """A list that was asked, and how old it was when it was asked."""

    list_id: str
    title: str
    on: date
    source: DateSource
    age_days: int
    too_old: bool
    parties: int

    def facts(self) -> dict[str, str | int | bool]:
        """What is told of the list beside an answer: id, title, date and where it is from, age."""
        return {
            "list": self.list_id, "title": self.title, "date": self.on.isoformat(),
            "date_source": self.source.value, "age_days": self.age_days, "too_old": self.too_old,
            "parties": self.parties,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Screened:
    """The answer to one question, with the lists on which it rests."""

    hits: tuple[Hit, ...]
    lists: tuple[ListState, ...]
    verdict: Verdict


def verdict_of(hits: tuple[Hit, ...], lists: tuple[ListState, ...]) -> Verdict:
    """Say what may be said: hits always; “no hit” only when every list asked is fresh."""
    if hits:
        return Verdict.HITS
    dated = [it for it in lists if it.source is not DateSource.LIVING]
    if not dated:
        return Verdict.NO_LIST
    return Verdict.LIST_TOO_OLD if any(it.too_old for it in dated) else Verdict.NO_HIT
