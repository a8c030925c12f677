"""The memory of the web process in use: a real house, started by `muniment up`, under load."""

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import house
from benchmarks.results import Result

BROWSERS = 8
SECONDS = 30
START_SECONDS = 90
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def run() -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="muniment-bench-") as folder:
        data = Path(folder)
        port = _free_port()
        told = house.elsewhere("memory_house", data=data)
        with _up(data, port) as web:
            served = _load(port, told["session"], told["paths"])
            worker, all_ = _memory(web)
    return [
        Result("memory: web process in use, peak", worker, 250, "MB", "low"),
        Result("memory: web server with its parent process", all_, 350, "MB", "low"),
        Result("memory: pages served meanwhile", served / SECONDS, 5, "/s", "high"),
    ]


@contextmanager
def _up(data: Path, port: int) -> Iterator[int]:
    """Start the house and give the process id of its web server."""
    environ = house.environment(data, {"MUNIMENT_PORT": str(port)})
    with subprocess.Popen(
        [sys.executable, "-m", "muniment", "up", "--empty"],
        env=environ, stdout=subprocess.DEVNULL, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            yield _web_of(process, data, port)
        finally:
            process.send_signal(signal.SIGINT)


def _web_of(house_: subprocess.Popen[bytes], data: Path, port: int) -> int:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and house_.poll() is None:
        time.sleep(0.2)
        try:
            _get(port, "/healthz", "")
            break
        except OSError:
            continue
    told = subprocess.run(
        [sys.executable, "-m", "muniment", "status", "--json"],
        env=house.environment(data, {}), stdout=subprocess.PIPE, check=False,
    )  # fmt: skip
    [web] = [one for one in json.loads(told.stdout)["children"] if one["name"] == "web"]
    return int(web["pid"])


def _load(port: int, session: str, paths: list[str]) -> int:
    """Let eight browsers turn pages at once; how many pages they got."""
    ends, served = time.monotonic() + SECONDS, [0] * BROWSERS

    def browse(number: int) -> None:
        place = number
        while time.monotonic() < ends:
            place += 1
            answer = _get(port, paths[place % len(paths)], session)
            assert answer == 200, f"{paths[place % len(paths)]}: {answer}"
            served[number] += 1

    threads = [threading.Thread(target=browse, args=(n,)) for n in range(BROWSERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(served)


def _get(port: int, path: str, session: str) -> int:
    """Ask for a page; a path with `#` opens that compartment for a purpose."""
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    page, _, compartment = path.partition("#")
    headers = {"Cookie": f"sessionid={session}"}
    connection.request("GET", page, headers=headers)
    answer = connection.getresponse()
    text, status = answer.read().decode(), answer.status
    if compartment and status == 200:
        status = _open(connection, f"{page}in/{compartment}/", text, answer, headers)
    connection.close()
    return status


def _open(
    connection: http.client.HTTPConnection, path: str, text: str,
    page: http.client.HTTPResponse, headers: dict[str, str],
) -> int:  # fmt: skip
    token, cookie = _TOKEN.search(text), page.getheader("Set-Cookie") or ""
    assert token, "the page has no form"
    secret = cookie.partition(";")[0]
    form = {
        "csrfmiddlewaretoken": token[1], "purpose": "quote the second colour",
        "reference_kind": "inquiry", "reference": "INQ-208",
    }  # fmt: skip
    told = {
        "Cookie": f"{headers['Cookie']}; {secret}", "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    connection.request("POST", path, body=urlencode(form), headers=told)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _memory(web: int) -> tuple[float, float]:
    """Peak megabytes of the largest web process, and of all of them with their parent now."""
    pids = [web, *_children(web)]
    peaks = [_status(pid, "VmHWM") for pid in pids]
    return max(peaks), sum(_status(pid, "VmRSS") for pid in pids)


def _children(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in told.split()]


def _status(pid: int, name: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
