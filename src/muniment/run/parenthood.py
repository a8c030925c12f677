"""Children die with their parent, also when the parent is killed without warning."""

import ctypes
import os
import signal
import sys

PARENT = "MUNIMENT_PARENT_PID"
_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask the kernel to kill this process the moment its parent ends.

    SIGKILL, not SIGTERM: a child without supervisor must not linger on the port and the
    database while a new supervisor starts. Nothing is lost by it; what was committed is on
    disk. On other systems than Linux the children outlive a killed supervisor.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    told = os.environ.get(PARENT)
    if told is not None and os.getppid() != int(told):
        os._exit(1)  # the parent died before we asked


def as_parent(environ: dict[str, str]) -> dict[str, str]:
    """Copy an environment for a child of this process."""
    return environ | {PARENT: str(os.getpid())}
