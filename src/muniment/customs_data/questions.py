"""What a case may ask of the customs data, by the names that its world gives the questions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, Protocol

from muniment.customs_data import queries
from muniment.customs_data.domain.plausibility import Point, plausibility
from muniment.customs_data.domain.plausibility_inquiry import Inquiry
from muniment.customs_data.domain.profile import Profile
from muniment.customs_data.profile import (
    CodeInvalid,
    NoCustomsData,
    customs_profile,
    hs_codes,
)
from muniment.customs_data.rates import rate_on


class Asked(Protocol):
    """What is known of a case: facts by code, and the day of the question."""

    @property
    def facts(self) -> Mapping[str, Sequence[str]]:
        """Code → values, `company.name`, `deal.hs_code` …; best first."""
        ...

    @property
    def today(self) -> date:
        """The day on which the question is asked."""
        ...


def readable_codes(given: Iterable[str]) -> tuple[str, ...]:
    """Keep the HS codes that can be read: what a mail calls a code may be anything."""
    found: list[str] = []
    for one in given:
        try:
            found.extend(hs_codes([one]))
        except CodeInvalid:
            continue
    return tuple(dict.fromkeys(found))


def profile_of(
    *, our_codes: Iterable[str] = (), files: Sequence[Path] | None = None, **asked: Any
) -> Profile:
    """Profile a buyer; our codes are those of the inquiry and those that the house keeps.

    Raises:
        NoCustomsData, BuyerNameless, CodeInvalid: see `customs_data.profile`.
    """
    return customs_profile(our_codes=_with_kept(our_codes, files), files=files, **asked)


def _with_kept(codes: Iterable[str], files: Sequence[Path] | None) -> tuple[str, ...]:
    """Add what the house says it sells; files of somebody else are no matter of the house."""
    kept = queries.our_codes() if files is None else ()
    return tuple(dict.fromkeys([*codes, *kept]))


def spellings_of(facts: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Every name of the company that a person has accepted: as registered, then as it trades."""
    told = (*facts.get("company.name", ()), *facts.get("company.trading_name", ()))
    return tuple(dict.fromkeys(told))


def plausibility_of(*, subject: Asked, files: Sequence[Path] | None = None) -> tuple[Point, ...]:
    """Hold the inquiry of a case against the history of its company.

    Args:
        files: Parquet files to read instead of every load.

    Raises:
        NoCustomsData, BuyerNameless: see `customs_data.profile`.
    """
    facts = subject.facts
    name, *also = spellings_of(facts) or ("",)
    profile = customs_profile(
        name=name,
        also=also,
        country=next(iter(facts.get("company.country", ())), ""),
        our_codes=_with_kept(readable_codes(facts.get("deal.hs_code", ())), files),
        near=False,
        files=files,
    )
    inquiry = Inquiry.of(facts, subject.today, rate=rate_on)
    if inquiry.says_nothing:  # a sum in a currency that nobody here knows the rate of
        raise NoCustomsData
    return plausibility(profile, inquiry)


QUESTIONS: Final[Mapping[str, Callable[..., object]]] = {
    "customs_profile": profile_of,
    "plausibility": plausibility_of,
}
"""Question → what answers it: a `Profile`, and a tuple of `Point`.

With nothing loaded both raise `NoCustomsData`: nobody can answer, which is not a good sign either.
"""
