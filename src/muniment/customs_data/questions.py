"""What a case may ask of the customs data, by the names that its world gives the questions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, Protocol

from muniment.customs_data.domain.plausibility import Point, plausibility
from muniment.customs_data.domain.plausibility_inquiry import Inquiry
from muniment.customs_data.profile import CodeInvalid, customs_profile, hs_codes


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


def plausibility_of(*, subject: Asked, files: Sequence[Path] | None = None) -> tuple[Point, ...]:
    """Hold the inquiry of a case against the history of its company.

    Args:
        files: Parquet files to read instead of every load.

    Raises:
        NoCustomsData, BuyerNameless: see `customs_data.profile`.
    """
    facts = subject.facts
    name, *also = facts.get("company.name", ()) or ("",)
    profile = customs_profile(
        name=name,
        also=also,
        country=next(iter(facts.get("company.country", ())), ""),
        our_codes=readable_codes(facts.get("deal.hs_code", ())),
        near=False,
        files=files,
    )
    return plausibility(profile, Inquiry.of(facts, subject.today))


QUESTIONS: Final[Mapping[str, Callable[..., object]]] = {
    "customs_profile": customs_profile,
    "plausibility": plausibility_of,
}
"""Question → what answers it: a `Profile`, and a tuple of `Point`.

With nothing loaded both raise `NoCustomsData`: nobody can answer, which is not a good sign either.
"""
