"""Writers, rollbacks and sequencers, killed at random: nothing is lost, nothing doubled."""

import json
import os
import random
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests import postgres

ENGINES = ["sqlite", "postgres"]


def _shoot_at(engine: str, folder: Path, *, kills: int) -> dict[str, object]:
    seed = random.SystemRandom().randrange(2**32)
    server = postgres.server() if engine == "postgres" else nullcontext("")
    with server as address:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.soak.ledger.settings",
            "MUNIMENT_DATA": str(folder / "data"),
            "MUNIMENT_DATABASE_URL": address,
            "PYTHONPATH": os.pathsep.join(["src", ".", os.environ.get("PYTHONPATH", "")]),
        }
        command = [sys.executable, "-m", "tests.soak.ledger.crew"]
        done = subprocess.run(
            [*command, str(kills), "4", str(folder), str(seed)],
            env=environment, cwd=Path(__file__).parents[3], capture_output=True, text=True,
            check=False, timeout=1800,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def _demand_whole(found: dict[str, object]) -> None:
    assert found.pop("acts") == found.pop("entries")
    assert found == {
        "lost": 0,
        "without_leaf": 0,
        "gap": False,
        "damages": [],
        "complaints": "",
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_processes_killed_at_random_lose_no_committed_act(engine, tmp_path):
    _demand_whole(_shoot_at(engine, tmp_path, kills=30))


@pytest.mark.soak
@pytest.mark.parametrize("engine", ENGINES)
def test_hundreds_of_kills_lose_no_committed_act(engine, tmp_path):
    if engine != os.environ.get("MUNIMENT_TEST_ENGINE", "sqlite"):
        pytest.skip("the run of the other engine does this")
    found = _shoot_at(engine, tmp_path, kills=300)

    assert isinstance(found["acts"], int)
    assert found["acts"] > 500
    _demand_whole(found)
