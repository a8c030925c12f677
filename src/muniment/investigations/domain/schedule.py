"""The rule by which the house opens cases by itself, for customers who have none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

MONTHS: Final = range(1, 61)
A_WEEK: Final = range(1, 51)
_DAYS_OF_MONTH: Final = 365 / 12
WEEK: Final = timedelta(days=7)


class First(StrEnum):
    """Which customers come first."""

    MONEY = "money"  # the largest expected money; whoever has no forecast follows, newest first
    NEWEST = "newest"


class Lead(StrEnum):
    """Who leads a case that the house opened."""

    KEEPER = "keeper"
    COMPLIANCE = "compliance"


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of the rule.

    Attributes:
        months: a customer whose last case is younger than this has no need of another.
        a_week: the most cases that the rule opens within seven days.
    """

    is_on: bool = False
    months: int = 12
    a_week: int = 5
    first: First = First.MONEY
    lead: Lead = Lead.KEEPER

    @property
    def is_sound(self) -> bool:
        """Whether both numbers lie within their bounds."""
        return self.months in MONTHS and self.a_week in A_WEEK

    def since(self, at: datetime) -> datetime:
        """The moment from which on a case counts as recent."""
        return at - timedelta(days=round(self.months * _DAYS_OF_MONTH))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer as the rule sees her.

    Attributes:
        last_case_at: when her newest case was opened; None when she never had one.
        is_in_hand: one of her cases is open, or comes back by itself.
        worth: expected money of the next year; None when nobody can tell.
    """

    dossier_id: UUID
    codename: str
    opened_at: datetime
    keeper_id: UUID | None = None
    last_case_at: datetime | None = None
    is_in_hand: bool = False
    worth: float | None = None


def in_need(customers: Iterable[Candidate], rule: Rule, *, at: datetime) -> list[Candidate]:
    """Those who want a case by the rule, the first to get one first; ties by codename."""
    since = rule.since(at)
    wanting = [one for one in customers if not one.is_in_hand and _is_before(one, since)]
    return sorted(wanting, key=_by_money if rule.first is First.MONEY else _by_age)


def _is_before(one: Candidate, since: datetime) -> bool:
    return one.last_case_at is None or one.last_case_at < since


def _by_age(one: Candidate) -> tuple[float, str]:
    return -one.opened_at.timestamp(), one.codename


def _by_money(one: Candidate) -> tuple[bool, float, float, str]:
    return one.worth is None, -(one.worth or 0.0), *_by_age(one)
