"""What customs records say: the buyer's history, and whether the inquiry fits it.

Both ask what is loaded in the house; nothing goes out. Records are never the whole trade, so an
empty history is `NOTHING_FOUND` with a neutral remark, and no data at all is unavailable.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar, Final

from muniment.core.errors import gettext_noop
from muniment.customs_data.domain.plausibility import Point
from muniment.customs_data.domain.plausibility_history import history_points
from muniment.customs_data.domain.plausibility_inquiry import Inquiry
from muniment.customs_data.domain.profile import Profile, as_json
from muniment.customs_data.questions import readable_codes, spellings_of
from muniment.investigations.checks.base import HouseCheck
from muniment.investigations.domain.checks import (
    Found,
    Outcome,
    Result,
    Source,
    Step,
    Subject,
    World,
)
from muniment.matching import names

RECORDS: Final = Source(
    name="Customs records loaded in this house",
    home="",
    terms=gettext_noop("Use the records within the contract with the provider they come from."),
)
_VALID_DAYS: Final = 90
_NAMED: Final = frozenset({"company.name", "company.trading_name"})
_DEAL: Final = frozenset(
    {"deal.hs_code", "deal.amount", "deal.unit_price", "deal.origin", "deal.port",
     "deal.consignee"}
)  # fmt: skip


class CustomsProfile(HouseCheck):
    """Is this a buyer, since when, of what, from whom?"""

    id: ClassVar[str] = "customs.profile"
    version: ClassVar[int] = 2
    title: ClassVar[str] = gettext_noop("Import history")
    step: ClassVar[Step] = Step.CUSTOMS
    needs: ClassVar[Sequence[frozenset[str]]] = (_NAMED,)
    sources: ClassVar[tuple[Source, ...]] = (RECORDS,)
    weight: ClassVar[int] = 4
    timeout_s: ClassVar[float] = 60.0
    max_age_days: ClassVar[int] = 30

    def not_applicable(self, subject: Subject) -> str:
        """Arise for every company whose name has something to compare."""
        return "" if _is_named(subject) else "missing_input"

    def run(self, subject: Subject, world: World) -> Result:
        """Profile the company under every spelling that the case knows.

        When only similar names are on record a person must say whether one is this buyer.
        """
        profile = _profile(subject, world)
        found = _found(history_points(profile, today=subject.today))
        detail = {"profile": as_json(profile)}
        if not profile.is_empty:
            return Result(Outcome.DONE, found, detail=detail)
        if profile.near or profile.elsewhere:
            task = gettext_noop(
                "No import is on record under this name, but under similar ones. Look at the list; "
                "if one of them is this buyer, add it to the case as another name."
            )
            return Result(Outcome.NEEDS_PERSON, found, task=task, detail=detail)
        return Result(Outcome.NOTHING_FOUND, found, detail=detail)


class CustomsPlausibility(HouseCheck):
    """Does the inquiry fit what this buyer has bought so far?"""

    id: ClassVar[str] = "customs.plausibility"
    version: ClassVar[int] = 3
    title: ClassVar[str] = gettext_noop("The inquiry against the import history")
    step: ClassVar[Step] = Step.CUSTOMS
    needs: ClassVar[Sequence[frozenset[str]]] = (_NAMED, _DEAL)
    sources: ClassVar[tuple[Source, ...]] = (RECORDS,)
    weight: ClassVar[int] = 3
    timeout_s: ClassVar[float] = 60.0
    max_age_days: ClassVar[int] = 30

    def not_applicable(self, subject: Subject) -> str:
        """Arise when the inquiry says something that records can speak to."""
        inquiry = Inquiry.of(subject.facts, subject.today, rate=_any_currency)
        said_nothing = inquiry.says_nothing
        return "missing_input" if said_nothing or not _is_named(subject) else ""

    def run(self, subject: Subject, world: World) -> Result:
        """Hold the inquiry against the history; without a history there is nothing to hold."""
        told = world.ask("plausibility", subject=subject)
        points = tuple(point for point in _each(told) if isinstance(point, Point))
        outcome = Outcome.DONE if points else Outcome.NOTHING_FOUND
        return Result(outcome, _found(points))


def _any_currency(_currency: str, _on: date) -> float:
    """Whether something was said does not depend on knowing the rate."""
    return 1.0


def _is_named(subject: Subject) -> bool:
    return any(map(names.key, spellings_of(subject.facts)))


def _profile(subject: Subject, world: World) -> Profile:
    name, *also = spellings_of(subject.facts)
    told = world.ask(
        "customs_profile",
        name=name,
        also=also,
        country=subject.one("company.country"),
        our_codes=readable_codes(subject.all("deal.hs_code")),
    )
    if not isinstance(told, Profile):
        raise TypeError(f"customs_profile answered {type(told).__name__}")
    return told


def _each(told: object) -> Iterable[object]:
    if not isinstance(told, Iterable):
        raise TypeError(f"plausibility answered {type(told).__name__}")
    return told


def _found(points: Iterable[Point]) -> tuple[Found, ...]:
    return tuple(
        Found(
            signal=point.signal,
            key=point.key,
            facts=dict(point.facts),
            excerpt=point.excerpt,
            confidence=point.confidence,
            fingerprint=point.mark,
            valid_days=_VALID_DAYS,
        )
        for point in points
    )
