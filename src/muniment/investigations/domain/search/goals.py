"""What a person looks for with search engines, and the recipes for it (`search_goals.toml`)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from muniment.core.errors import gettext_noop
from muniment.investigations.domain.search.engines import SearchBroken


class Goal(StrEnum):
    """One thing to find out, in the order in which it is worth looking."""

    OFFICIAL_SITE = "official_site"
    REGISTRY = "registry"
    DECISION_MAKER = "decision_maker"
    CONTACTS = "contacts"
    COMPLAINTS = "complaints"
    COURT = "court"
    SOCIAL = "social"
    TRADE_DATA = "trade_data"
    EXHIBITIONS = "exhibitions"
    MARKETPLACES = "marketplaces"
    REPORTS = "reports"
    FILES = "files"


TITLES: Mapping[Goal, str] = {
    Goal.OFFICIAL_SITE: gettext_noop("Official site"),
    Goal.REGISTRY: gettext_noop("Company register"),
    Goal.DECISION_MAKER: gettext_noop("Who decides"),
    Goal.CONTACTS: gettext_noop("Telephone and e-mail elsewhere"),
    Goal.COMPLAINTS: gettext_noop("Complaints"),
    Goal.COURT: gettext_noop("Court and insolvency"),
    Goal.SOCIAL: gettext_noop("Social networks"),
    Goal.TRADE_DATA: gettext_noop("Import and export data"),
    Goal.EXHIBITIONS: gettext_noop("Trade fairs"),
    Goal.MARKETPLACES: gettext_noop("B2B market places"),
    Goal.REPORTS: gettext_noop("Reports about the company"),
    Goal.FILES: gettext_noop("Files: PDF, tables, documents"),
}


class About(StrEnum):
    """Whose spellings a recipe asks for."""

    COMPANY = "company"
    PERSON = "person"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to ask for a goal; the fields are those of `search_goals.toml`."""

    goal: Goal
    about: About
    words: Mapping[str, tuple[str, ...]]
    sites: tuple[str, ...]
    files: tuple[str, ...]
    engines: tuple[str, ...]
    also: str


@cache
def recipes() -> tuple[Recipe, ...]:
    """Read the shipped recipes, once a process."""
    file = files("muniment.investigations") / "data" / "search_goals.toml"
    return recipes_of(tomllib.loads(file.read_text(encoding="utf-8")))


def recipes_of(content: Mapping[str, Any]) -> tuple[Recipe, ...]:
    """Read recipes from the content of the file.

    Raises:
        SearchBroken: an unknown goal, subject or key.
    """
    try:
        return tuple(_recipe(**table) for table in content["recipe"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise SearchBroken(file="search_goals.toml", engine="") from None


def _recipe(
    *,
    goal: str,
    about: str,
    engines: list[str],
    words: dict[str, list[str]] | None = None,
    sites: list[str] | None = None,
    files: list[str] | None = None,
    also: str = "",
) -> Recipe:
    told = {language: tuple(some) for language, some in (words or {}).items()}
    sought = (tuple(sites or ()), tuple(files or ()), tuple(engines))
    return Recipe(Goal(goal), About(about), told, *sought, also)
