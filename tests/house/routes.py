"""Every address of the house, read from the URL conf, with something to put into each gap."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern, URLPattern, URLResolver

_GAP: Final = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
_GROUP: Final = re.compile(r"\(\?P<(?P<name>\w+)>(?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True)
class Route:
    """One pattern of the URL conf.

    Attributes:
        pattern: as it stands there, from the root: `customers/<uuid:dossier_id>/`.
        gaps: the names of its parameters, in their order.
        said: what the view says of who may call it, or None.
    """

    pattern: str
    gaps: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def said(self) -> str | None:
        return getattr(self.view, "muniment_access", None)

    @property
    def is_api(self) -> bool:
        return self.pattern.startswith("api/")

    def filled(self, told: Mapping[str, str]) -> str:
        """The address with the gaps filled."""
        path = _GAP.sub(lambda gap: told[gap["name"]], self.pattern)
        path = _GROUP.sub(lambda gap: told[gap["name"]], path)
        return "/" + re.sub(r"[\^$]|\\(?=[/.-])", "", path)

    def __str__(self) -> str:
        return self.pattern


class GapUnknown(AssertionError):
    """A route has a parameter for which these tests know no value."""


def routes() -> list[Route]:
    """All routes of the house, pages and API; static files have none."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: Iterable[Any], before: str) -> Iterator[Route]:
    for entry in patterns:
        text = before + _text_of(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, text)
        elif isinstance(entry, URLPattern):
            gaps = [gap["name"] for gap in _GAP.finditer(_GROUP.sub("", text))]
            gaps += [gap["name"] for gap in _GROUP.finditer(text)]
            yield Route(text, tuple(gaps), entry.callback)


def _text_of(pattern: object) -> str:
    if isinstance(pattern, RoutePattern):
        return str(pattern._route)
    assert isinstance(pattern, RegexPattern)
    return str(pattern._regex)


def addresses(route: Route, values: Mapping[str, Sequence[str]], most: int = 60) -> list[str]:
    """The addresses of a route with everything known put into its gaps, at most `most`.

    Raises:
        GapUnknown: name the parameter and a few values in `tests/house/visiting.py`.
    """
    for gap in route.gaps:
        if gap not in values:
            raise GapUnknown(
                f"The route {route} has a parameter “{gap}”. Add values for it to `_values` in "
                "tests/house/visiting.py: ids of other people's things above all."
            )
    combined = itertools.product(*(values[gap] for gap in route.gaps))
    told = (dict(zip(route.gaps, one, strict=True)) for one in combined)
    return [route.filled(one) for one in itertools.islice(told, most)]
