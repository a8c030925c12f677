"""What a web process carries while it waits for pages."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from muniment.run.collecting import NEWBORN

_ASK = """
import gc
import sys
import muniment.run.wsgi
from django.urls import get_resolver
print(gc.get_freeze_count(), gc.get_threshold()[0])
get_resolver()._populate()  # every page and every operation there is
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder: Path = tmp_path_factory.mktemp("house")
    settings = {"MUNIMENT_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "muniment.site.settings"}
    asked = subprocess.run(
        [sys.executable, "-c", _ASK], env=os.environ | settings,
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    return asked.stdout.splitlines()


def test_what_was_loaded_at_the_start_is_not_looked_through_for_garbage(told: list[str]) -> None:
    frozen, newborn = map(int, told[0].split())

    assert frozen > 10_000
    assert newborn == NEWBORN


@pytest.mark.parametrize("heavy", ["duckdb", "ibis", "pyarrow", "scipy.optimize", "scipy.stats"])
def test_engines_that_few_pages_need_wait_until_one_does(told: list[str], heavy: str) -> None:
    assert heavy not in told[1].split()
