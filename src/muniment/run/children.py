"""One child process: started, watched by its heartbeat, started again, stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog

from muniment.run.parenthood import as_parent
from muniment.run.restarting import Backoff

log = structlog.get_logger(__name__)

GRACE_SECONDS = 90.0  # a child may take this long to its first beat
SILENCE_SECONDS = 60.0  # and this long between two beats


@dataclass(slots=True)
class Child:
    """A process that should always be there.

    Attributes:
        module: what `python -m` runs, with its arguments.
        beat: tells the moment (`time.time()`) of its last sign of life, or 0.0.
    """

    name: str
    module: list[str]
    beat: Callable[[], float]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    last_beat: float = 0.0
    restarts: int = -1
    last_exit: int | None = None
    _backoff: Backoff = field(default_factory=Backoff)
    _start_at: float = 0.0

    @property
    def is_well(self) -> bool:
        """Whether it runs and has given a sign of life in this life."""
        return self.process is not None and self.last_beat >= self.started_at

    def tend(self) -> None:
        """Start it if it is due, notice its death or its silence."""
        if self.process is None:
            if time.time() >= self._start_at:
                self.start()
        elif (code := self.process.poll()) is not None:
            self._died(code)
        else:
            self._listen()

    def start(self) -> None:
        """Begin a new life."""
        self.restarts += 1
        self.started_at, self.last_beat = time.time(), 0.0
        # A session of its own: Ctrl-C reaches the supervisor alone, which stops us in order.
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module names
            [sys.executable, "-m", *self.module],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env=as_parent(dict(os.environ)),
        )
        log.info("child.started", child=self.name, pid=self.process.pid, restarts=self.restarts)

    def ask_to_stop(self) -> None:
        """Send SIGTERM; returns at once."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait_or_kill(self, deadline: float) -> None:
        """Wait until `deadline` (`time.time()`), then kill it with everything it started."""
        if self.process is None:
            return
        try:
            self.last_exit = self.process.wait(max(0.05, deadline - time.time()))
        except subprocess.TimeoutExpired:
            log.warning("child.killed", child=self.name, pid=self.process.pid)
            self._kill()
        self.process = None

    def told(self) -> dict[str, Any]:
        """Describe it for the state file."""
        return {
            "name": self.name,
            "pid": self.process.pid if self.process else None,
            "well": self.is_well,
            "started_at": self.started_at,
            "last_beat": self.last_beat,
            "restarts": max(0, self.restarts),
            "last_exit": self.last_exit,
        }

    def _died(self, code: int) -> None:
        wait = self._backoff.wait_after_death(time.time() - self.started_at)
        log.warning("child.died", child=self.name, exit=code, wait_seconds=wait)
        self.process, self.last_exit = None, code
        self._start_at = time.time() + wait

    def _listen(self) -> None:
        self.last_beat = max(self.last_beat, self.beat())
        patience = SILENCE_SECONDS if self.is_well else GRACE_SECONDS
        if time.time() - max(self.started_at, self.last_beat) > patience:
            log.warning("child.silent", child=self.name, silent_seconds=int(patience))
            self._kill()

    def _kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.last_exit = self.process.wait()
