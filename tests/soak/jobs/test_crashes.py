"""A worker that is killed in the middle of its jobs: every job is done all the same."""

import os
import random
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests import postgres
from tests.soak.jobs.crew import JOBS


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_jobs_of_killed_workers_are_all_done_in_the_end(engine, tmp_path):
    server = postgres.server() if engine == "postgres" else nullcontext("")
    with server as address:
        crew = Crew(tmp_path, address)
        crew.run("queue")
        for _ in range(6):
            crew.work_and_die(after=random.uniform(0.8, 1.6))
        worker = crew.start("work")
        try:
            _soon(lambda: crew.run("left").split() == ["0", "0"])
        finally:
            worker.kill()
            worker.communicate()

    noted = (tmp_path / "notes").read_text().split()
    assert set(noted) == {str(number) for number in range(JOBS)}


class Crew:
    """Starts processes over one database."""

    def __init__(self, folder: Path, address: str) -> None:
        self._notes = folder / "notes"
        self._environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.soak.jobs.settings",
            "MUNIMENT_DATA": str(folder / "data"),
            "MUNIMENT_DATABASE_URL": address,
            "PYTHONPATH": os.pathsep.join(["src", "."]),
        }
        (folder / "data").mkdir()

    def start(self, word: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.soak.jobs.crew", word, str(self._notes)],
            env=self._environment, cwd=Path(__file__).parents[3], stdout=subprocess.PIPE,
        )  # fmt: skip

    def run(self, word: str) -> str:
        with self.start(word) as process:
            said, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        return said.decode()

    def work_and_die(self, *, after: float) -> None:
        with self.start("work") as process:
            time.sleep(after)
            process.kill()


def _soon(condition, seconds: float = 240.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the jobs were not done in time"
        time.sleep(1)
