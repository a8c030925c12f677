"""Facts of a case as a reader wants them: no codes of the checks, countries by name."""

from collections.abc import Callable
from typing import Final

from muniment.investigations.domain.search.goals import TITLES, Goal
from muniment.matching.countries import countries

_COUNTRIES: Final = frozenset(
    {"company.country", "bank.country", "deal.destination", "deal.origin"}
)


def fact_value(code: str, value: str, language: str, translate: Callable[[str], str]) -> str:
    """Write the value of a fact in words; what is no code stays as it was told."""
    if code in _COUNTRIES and (known := countries().get(value)):
        return f"{known.name(language)} ({value})"
    if code == "search.captured" and value in set(Goal):
        return translate(TITLES[Goal(value)])
    return value
