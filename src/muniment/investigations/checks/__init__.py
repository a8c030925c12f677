"""The registry: the checks of the house and those of plug-ins.

A plug-in is a class with the attributes and methods of `domain.checks.Check`, made known as an
entry point of the group `muniment.checks`. One that cannot be loaded, or that takes an id in
use, is reported and left out; it never stops the house.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType

import structlog

from muniment.investigations.domain.checks import Check, Mode, Source, Step

GROUP = "muniment.checks"
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Refused:
    """A plug-in that was left out, and why (a code)."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Registry:
    """The checks in use by id, and what was left out."""

    checks: Mapping[str, Check]
    refused: tuple[Refused, ...]


_ATTRIBUTES: Mapping[str, type | tuple[type, ...]] = {
    "id": str, "version": int, "title": str, "step": Step, "mode": Mode, "weight": int,
    "timeout_s": (int, float), "max_age_days": int, "minutes": int, "needs_key": tuple,
    "sources": tuple,
}  # fmt: skip


@cache
def registry() -> Registry:
    """Load all checks, once a process."""
    return collect(_built_in(), entry_points(group=GROUP))


def checks() -> Mapping[str, Check]:
    """The checks in use by id, in the order of the flow chart."""
    return registry().checks


def collect(built_in: Iterable[type], plugins: Iterable[EntryPoint]) -> Registry:
    """Bring classes and entry points together; built-in checks cannot be replaced."""
    found: dict[str, Check] = {}
    refused: list[Refused] = []
    for made in built_in:
        _take(made, made.__name__, found, refused)
    for plugin in sorted(plugins, key=lambda one: one.name):
        loaded = _loaded(plugin, refused)
        if loaded is not None:
            _take(loaded, plugin.name, found, refused)
    for one in refused:
        log.warning("check_left_out", check=one.name, why=one.why)
    steps = list(Step)
    ordered = sorted(found.values(), key=lambda one: (steps.index(one.step), one.id))
    return Registry(MappingProxyType({one.id: one for one in ordered}), tuple(refused))


def _built_in() -> list[type]:
    """Every class of this package's modules that has an `id` and can `run`."""
    found: list[type] = []
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda one: one.name):
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        found += [made for made in vars(loaded).values() if _is_check(made, loaded.__name__)]
    return found


def _is_check(made: object, module: str) -> bool:
    return (
        isinstance(made, type)
        and made.__module__ == module
        and isinstance(getattr(made, "id", None), str)
        and callable(getattr(made, "run", None))
    )


def _loaded(plugin: EntryPoint, refused: list[Refused]) -> type | None:
    try:
        made = plugin.load()
    except Exception:
        refused.append(Refused(plugin.name, "not_loadable"))
        return None
    return made if isinstance(made, type) else None


def _take(made: type, name: str, found: dict[str, Check], refused: list[Refused]) -> None:
    try:
        check: Check = made()
        fault = _fault(check, found)
    except Exception:
        fault = "not_loadable"
    if fault:
        refused.append(Refused(name, fault))
    else:
        found[check.id] = check


def _fault(check: Check, found: Mapping[str, Check]) -> str:
    for name, kind in _ATTRIBUTES.items():
        if not isinstance(getattr(check, name, None), kind):
            return f"attribute_{name}"
    if not all(isinstance(one, Source) for one in check.sources):
        return "attribute_sources"
    if not all(map(_is_group, check.needs)):
        return "attribute_needs"
    if not callable(getattr(check, "run", None)) or not callable(
        getattr(check, "not_applicable", None)
    ):
        return "no_method"
    if not 1 <= check.weight <= 5 or len(check.id) > 64:
        return "attribute_weight"
    return "id_in_use" if check.id in found else ""


def _is_group(group: object) -> bool:
    return isinstance(group, frozenset) and bool(group)
