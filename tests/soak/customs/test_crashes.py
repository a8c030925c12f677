"""A load of customs data that dies at any moment leaves all of its rows or none."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.soak.customs.crew import ROWS

KILLS = 12


def test_a_load_killed_at_any_line_is_there_wholly_or_not_at_all(tmp_path):
    found = _shoot_at(tmp_path)

    assert sum(left.get("died", False) for left in found["left"]) >= KILLS - 1
    for left in [*found["left"], found["at_last"]]:
        told = f"killed at line {left['line']}"
        assert left["folders"] == left["loads"], told
        assert set(left["rows"]) <= {ROWS}, told
    assert len(found["at_last"]["loads"]) == len(found["left"])  # each was loaded in the end


def _shoot_at(folder: Path) -> dict:
    (folder / "files").mkdir()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MUNIMENT_")} | {
        "DJANGO_SETTINGS_MODULE": "muniment.site.settings",
        "MUNIMENT_DATA": str(folder / "data"),
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }
    (folder / "data").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak.customs.crew", str(KILLS), str(folder / "files")],
        env=environment, cwd=Path(__file__).parents[3], capture_output=True, text=True,
        check=False, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict = json.loads(done.stdout.splitlines()[-1])
    return found
