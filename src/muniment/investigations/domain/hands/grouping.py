"""From weighed pairs to groups of companies, and paths through them."""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from muniment.investigations.domain.hands.joining import Merger
from muniment.investigations.domain.hands.ties import Group, Link


def grouped(links: Sequence[Link], size: int) -> Merger:
    """Join companies along their links, strongest first."""
    merger = Merger(size)
    for link in sorted(links, key=lambda one: (-one.weight, one.company_a, one.company_b)):
        merger.join(link.company_a, link.company_b)
    return merger


def groups_of(links: Sequence[Link], merger: Merger) -> tuple[Group, ...]:
    """The groups of two companies and more, largest first, each with its links."""
    inside: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        if merger.root(link.company_a) == merger.root(link.company_b):
            inside[merger.root(link.company_a)].append(link)
    groups = [
        Group(tuple(sorted(merger.members(root))), tuple(own)) for root, own in inside.items()
    ]
    return tuple(sorted(groups, key=lambda group: (-len(group.companies), group.companies)))


def path(links: Iterable[Link], start: int, end: int) -> tuple[Link, ...]:
    """The fewest links that lead from one company to another; empty when none do."""
    beside: dict[int, list[tuple[int, Link]]] = defaultdict(list)
    for link in sorted(links, key=lambda one: -one.weight):
        beside[link.company_a].append((link.company_b, link))
        beside[link.company_b].append((link.company_a, link))
    reached: dict[int, tuple[int, Link] | None] = {start: None}
    queue = deque([start])
    while queue and end not in reached:
        here = queue.popleft()
        for there, link in beside[here]:
            if there not in reached:
                reached[there] = (here, link)
                queue.append(there)
    return _steps_back(reached, end)


def _steps_back(reached: dict[int, tuple[int, Link] | None], end: int) -> tuple[Link, ...]:
    steps: list[Link] = []
    while (step := reached.get(end)) is not None:
        end, link = step
        steps.append(link)
    return tuple(reversed(steps))
