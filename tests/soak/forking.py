"""Acts in child processes that die by SIGKILL before a chosen line, like a power cut."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any


def lines_of(act: Callable[[], object], watched: tuple[str, ...]) -> int:
    """Run an act in a child to its end; count the lines of the watched files that it ran.

    Raises:
        AssertionError: the act raised an error in the child.
    """
    told, says = os.pipe()
    child = os.fork()
    if child == 0:
        _run(act, watched, 0, says)
    os.close(says)
    with os.fdopen(told, "rb") as pipe:
        heard = pipe.read()
    os.waitpid(child, 0)
    assert heard, "the act failed in its child: see the output above"
    return int(heard)


def killed_at(line: int, act: Callable[[], object], watched: tuple[str, ...]) -> bool:
    """Run an act in a child that dies before so many lines; say whether it died of that."""
    child = os.fork()
    if child == 0:
        _run(act, watched, line, None)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _run(
    act: Callable[[], object], watched: tuple[str, ...], kill_at: int, says: int | None
) -> None:
    count = 0

    def line(_frame: Any, event: str, _arg: Any) -> Any:
        nonlocal count
        if event == "line":
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return line

    def call(frame: Any, _event: str, _arg: Any) -> Any:
        return line if frame.f_code.co_filename.endswith(watched) else None

    try:
        sys.settrace(call)
        act()
        sys.settrace(None)
        if says is not None:
            os.write(says, str(count).encode())
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(0)
