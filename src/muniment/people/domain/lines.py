"""Reporting lines: who stands above whom, and why nobody may stand above herself."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key")


def chain_above(person: Key, manager_of: Mapping[Key, Key | None]) -> list[Key]:
    """List everybody above `person`, nearest first; stops before anybody comes twice."""
    above: list[Key] = []
    seen = {person}
    manager = manager_of.get(person)
    while manager is not None and manager not in seen:
        above.append(manager)
        seen.add(manager)
        manager = manager_of.get(manager)
    return above


def closes_circle(person: Key, manager: Key | None, manager_of: Mapping[Key, Key | None]) -> bool:
    """Say whether `person` under `manager` would end up above herself."""
    if manager is None:
        return False
    return manager == person or person in chain_above(manager, manager_of)


def closure(manager_of: Mapping[Key, Key | None]) -> set[tuple[Key, Key]]:
    """List all pairs (manager, report) at any depth. Time O(people x depth)."""
    return {(above, person) for person in manager_of for above in chain_above(person, manager_of)}


def tree(manager_of: Mapping[Key, Key | None]) -> dict[Key | None, list[Key]]:
    """Group people under their manager; None holds those with no manager in sight."""
    below: dict[Key | None, list[Key]] = {}
    for person, manager in manager_of.items():
        below.setdefault(manager if manager in manager_of else None, []).append(person)
    return below


def below(person: Key, pairs: Iterable[tuple[Key, Key]]) -> set[Key]:
    """Name everybody under `person` in a closure."""
    return {report for manager, report in pairs if manager == person}
