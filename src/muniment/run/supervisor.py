"""The supervisor: starts the children, keeps them there, stops them in order."""

import signal
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from muniment.run import folder, rotation
from muniment.run.children import Child

TURN_SECONDS = 0.2
TELL_SECONDS = 2.0
STOP_SECONDS = 8.0


class Supervisor:
    """Runs until SIGINT, SIGTERM or SIGHUP; a second signal kills instead of asking."""

    def __init__(self, data: Path, children: Sequence[Child], *, about: dict[str, Any]) -> None:
        """Make a supervisor for children that are started by `run`.

        Args:
            about: what the state file tells beside the children: pid, address, version.
        """
        self._data = data
        self._children = children
        self._about = about
        self._stop = threading.Event()
        self._in_haste = False
        self._next_tell = 0.0
        self._last_told: list[tuple[bool, int]] = []

    def run(self, *, watch: Callable[[Sequence[Child]], None]) -> None:
        """Keep the children going; `watch` sees them once a turn, for the screen."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._signalled)
        try:
            while not self._stop.is_set():
                self.turn()
                watch(self._children)
                self._stop.wait(TURN_SECONDS)
        finally:
            self.stop()

    def turn(self) -> None:
        """Tend each child; tell how they fare, at once if that changed."""
        for child in self._children:
            child.tend()
        now = [(child.is_well, child.restarts) for child in self._children]
        if now != self._last_told or time.monotonic() >= self._next_tell:
            self._last_told = now
            self._next_tell = time.monotonic() + TELL_SECONDS
            self._tell("running")
            rotation.rotate(self._data / "logs")

    def stop(self) -> None:
        """Ask every child to stop, then see that it did."""
        for child in self._children:
            child.ask_to_stop()
        deadline = time.time() + STOP_SECONDS
        for child in self._children:
            child.wait_or_kill(0.0 if self._in_haste else deadline)
        self._tell("stopped")

    def _signalled(self, _number: int, _frame: FrameType | None) -> None:
        self._in_haste = self._stop.is_set()
        self._stop.set()

    def _tell(self, state: str) -> None:
        children = [child.told() for child in self._children]
        told = self._about | {"state": state, "told_at": time.time(), "children": children}
        folder.write_state(self._data, told)
