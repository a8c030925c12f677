"""What the house imports it asks for by name: nothing comes along by chance."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OURS = {"muniment", "muniment_verify"}
DISTRIBUTIONS = packages_distributions()


def _named(requirement: str) -> str:
    """The name of a requirement as registries compare it (PEP 503)."""
    return _plain(re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0])


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


EXTRA = {_named(one) for some in PROJECT["optional-dependencies"].values() for one in some}
DECLARED = {_named(one) for one in PROJECT["dependencies"]} | EXTRA


def _imported(package: str) -> Iterator[str]:
    """The first names of all modules that a package imports, at whatever place."""
    for path in (ROOT / "src" / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (one.name.partition(".")[0] for one in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def _foreign(package: str) -> list[str]:
    return sorted(set(_imported(package)) - OURS - sys.stdlib_module_names)


@pytest.mark.parametrize("package", sorted(OURS))
def test_every_import_is_a_declared_requirement(package):
    undeclared = {
        name: DISTRIBUTIONS.get(name, ["not installed"])
        for name in _foreign(package)
        if not {_plain(one) for one in DISTRIBUTIONS.get(name, [name])} & DECLARED
    }

    assert undeclared == {}


@pytest.mark.parametrize(("extra", "file"), [(False, "run.in"), (True, "spark.in")])
def test_what_is_locked_is_what_is_declared(extra, file):
    lines = (ROOT / "requirements" / file).read_text(encoding="utf-8").splitlines()
    asked = {line for line in lines if line and not line.startswith(("#", "-r"))}
    declared = PROJECT["optional-dependencies"]["spark"] if extra else PROJECT["dependencies"]

    assert asked == set(declared)
