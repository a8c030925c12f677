"""Search directives: ready queries for a person's own browser. Nothing here asks an engine."""

from muniment.investigations.domain.search.directives import Directive, directives, shortlist
from muniment.investigations.domain.search.engines import Engine, Engines, SearchBroken, engines
from muniment.investigations.domain.search.goals import Goal

__all__ = [
    "Directive",
    "Engine",
    "Engines",
    "Goal",
    "SearchBroken",
    "directives",
    "engines",
    "shortlist",
]
