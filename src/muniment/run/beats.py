"""Signs of life: the worker touches a file, the web server answers."""

import http.client
import time
from collections.abc import Callable
from pathlib import Path

from muniment.core.config import Config

ASK_EVERY = 2.0  # seconds between two questions to a web server that has answered
ANSWER_WITHIN = 3.0


def beat_file(data: Path, name: str) -> Path:
    """The file that a child touches while it lives."""
    return data / "run" / f"{name}.beat"


def of_file(path: Path) -> Callable[[], float]:
    """Read the last sign of life from a file's time."""

    def beat() -> float:
        try:
            return path.stat().st_mtime
        except OSError:
            return 0.0

    return beat


def of_web(config: Config) -> Callable[[], float]:
    """Ask the web server whether it is there; any answer is a sign of life."""
    last = asked = 0.0

    def beat() -> float:
        nonlocal last, asked
        # Until the first answer we ask at every turn, so that the start shows at once.
        if last and time.time() - asked < ASK_EVERY:
            return last
        asked = time.time()
        if answers(config):
            last = time.time()
        return last

    return beat


def answers(config: Config) -> bool:
    """Ask `/healthz` once."""
    host = config.host if config.host not in {"0.0.0.0", "::"} else "127.0.0.1"  # noqa: S104 - compared, not bound
    connection = http.client.HTTPConnection(host, config.port, timeout=ANSWER_WITHIN)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
