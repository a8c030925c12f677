"""The house is started, killed and stopped for real, as a user does it."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import postgres

PATIENCE = 240.0  # seconds; a busy machine may take a minute for a first start


class House:
    """One data folder and the `muniment up` that runs on it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = _free_port()
        self.extra: dict[str, str] = {}
        self.process: subprocess.Popen[bytes] | None = None

    def up(self, *options: str) -> float:
        """Start it and wait until it says that it is ready; give the seconds that took."""
        began = time.monotonic()
        with (self.data.parent / "out.txt").open("w") as out:
            self.process = subprocess.Popen(
                self.command("up", "--empty", *options), env=self.environ(),
                stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        try:
            _soon(lambda: "is ready" in self.said() or self.process.poll() is not None)
        except AssertionError:
            self.kill()
            raise
        assert self.process.poll() is None, self.said()
        return time.monotonic() - began

    def kill(self) -> None:
        """Leave nothing running behind a test that failed."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words), env=self.environ(), text=True, capture_output=True, check=False,
            timeout=PATIENCE,
        )  # fmt: skip

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "muniment", *words]

    def environ(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("MUNIMENT_", "DJANGO_"))}
        source = str(Path(__file__).parents[2] / "src")
        return kept | {
            "MUNIMENT_DATA": str(self.data),
            "MUNIMENT_PORT": str(self.port),
            "PYTHONPATH": source,
            **self.extra,
        }

    def said(self) -> str:
        return (self.data.parent / "out.txt").read_text()

    def get(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(connection):
            connection.request("GET", path, headers={"Host": "localhost"})
            with connection.getresponse() as answer:
                return answer.status

    def child(self, name: str) -> dict[str, object]:
        told = json.loads((self.data / "run" / "state.json").read_text())
        return next(child for child in told["children"] if child["name"] == name)

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _soon(condition, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def _family(pid: int) -> set[int]:
    """All processes below one, at any depth."""
    found = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found |= {child} | _family(child)
    return found


def _alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if _state(pid) not in {"", "Z"}}


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A data folder that has been started once, so that each test need not begin at nothing."""
    house = House(tmp_path_factory.mktemp("house") / "data")
    house.up()
    house.stop()
    return house.data


@pytest.fixture
def house(folder):
    house = House(folder)
    yield house
    house.kill()


def test_an_empty_house_prints_one_address_and_a_first_run_link_that_opens(house):
    house.up()

    assert f"http://localhost:{house.port}" in house.said()
    link = re.search(r"http://localhost:\d+(/first-run/[\w-]+/)", house.said())
    assert link is not None
    assert house.get(link.group(1)) == 200
    assert house.get("/healthz") == 200


def test_the_second_start_takes_less_than_five_seconds(house):
    seconds = house.up()

    crowd = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert seconds < 5 * crowd


def test_ctrl_c_stops_everything_in_a_few_seconds(house):
    house.up()
    family = _family(house.process.pid)
    began = time.monotonic()

    assert house.stop(signal.SIGINT) == 0

    assert time.monotonic() - began < 10
    assert len(family) >= 3
    assert _alive(family) == set()
    assert house.run("status").returncode == 1


def test_children_die_with_a_killed_supervisor_and_the_next_start_finds_no_ruins(house):
    house.up()
    family = _family(house.process.pid)

    house.stop(signal.SIGKILL)

    _soon(lambda: _alive(family) == set(), 5)
    house.up()
    assert house.get("/healthz") == 200


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_child_that_is_killed_is_started_again(house, name):
    house.up()
    first = house.child(name)["pid"]

    os.kill(first, signal.SIGKILL)

    _soon(lambda: house.child(name)["pid"] not in {None, first} and house.child(name)["well"])
    assert house.child(name)["restarts"] == 1
    assert house.get("/healthz") == 200
    assert "started again" in house.said()


def test_a_second_start_on_the_same_folder_is_refused_in_words(house):
    house.up()

    second = house.run("up", "--empty", "--port", str(_free_port()))

    assert second.returncode == 1
    assert "already runs" in second.stderr
    assert f"http://localhost:{house.port}" in second.stderr
    assert house.get("/healthz") == 200


def test_a_port_that_is_taken_is_named_with_the_remedy(house):
    with contextlib.closing(socket.create_server(("127.0.0.1", house.port))):
        refused = house.run("up", "--empty")

    assert refused.returncode == 1
    assert f"port {house.port}" in refused.stderr
    assert "--port" in refused.stderr


def test_status_tells_people_and_programs_how_the_house_fares(house):
    house.up()

    told = json.loads(house.run("status", "--json").stdout)

    assert told["running"] is True
    assert {child["name"]: child["well"] for child in told["children"]} == {
        "web": True,
        "worker": True,
    }


def test_the_house_finds_itself_sound(house):
    checked = house.run("check")

    assert (checked.returncode, checked.stdout) == (0, "All is sound.\n")


def test_a_copy_taken_while_the_house_runs_brings_it_back_on_a_new_machine(house, tmp_path):
    words = tmp_path / "words"
    words.write_text("heron amber quarry lantern\n")
    keys = ("--passphrase-file", str(words))
    house.up()
    assert house.run("backup", str(tmp_path / "copy")).returncode == 0
    assert house.run("keys", "backup", str(tmp_path / "keys"), *keys).returncode == 0
    assert "already runs" in house.run("restore", str(tmp_path / "copy")).stderr
    house.stop()
    (tmp_path / "new").mkdir()

    new = House(tmp_path / "new" / "data")
    assert new.run("keys", "restore", str(tmp_path / "keys"), *keys).returncode == 0
    restored = new.run("restore", str(tmp_path / "copy"))
    assert restored.returncode == 0, restored.stderr
    new.up()

    assert new.get("/healthz") == 200
    assert new.run("check").stdout == "All is sound.\n"
    new.stop()


def test_the_house_runs_on_postgresql_too(tmp_path):
    with postgres.server(fsync="on", full_page_writes="on") as address:
        house = House(tmp_path / "data")
        house.extra = {"MUNIMENT_DATABASE_URL": address}
        house.up()
        family = _family(house.process.pid)

        assert house.get("/healthz") == 200
        assert house.run("check").stdout == "All is sound.\n"
        assert house.stop() == 0
        assert _alive(family) == set()


def test_a_wrong_setting_is_named_and_nothing_starts(house):
    house.extra = {"MUNIMENT_WEB_THREADS": "many"}

    refused = house.run("up", "--empty")

    assert refused.returncode == 2
    assert "web_threads must be a whole number" in refused.stderr


def test_help_is_quick_and_loads_no_django(house):
    asked = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "muniment", "--help"],
        env=house.environ(), text=True, capture_output=True, check=True,
    )  # fmt: skip

    assert "django" not in asked.stderr
    assert "Start everything" in asked.stdout
