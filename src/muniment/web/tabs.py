"""The tabs above the pages of a room: which there are, and which one the reader is on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Offered:
    """One tab before it is known where the reader is.

    Attributes:
        route: name of its page; under: how further addresses begin that belong to it.
    """

    label: str
    icon: str
    route: str
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; `here` marks the present page."""

    label: str
    icon: str
    url: str
    here: bool


def tabs_of(offered: Sequence[Offered], path: str) -> list[Tab]:
    """Lay tabs out for the page at `path`: it belongs to the tab with the nearest address above."""
    urls = [(reverse(one.route), *one.under) for one in offered]
    near = [max((len(url) for url in some if path.startswith(url)), default=0) for some in urls]
    return [
        Tab(one.label, one.icon, some[0], length > 0 and length == max(near))
        for one, some, length in zip(offered, urls, near, strict=True)
    ]
