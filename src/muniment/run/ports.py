"""Find out before the start whether the port is free, and say it plainly when it is not."""

import errno
import socket
import time

from muniment.core.config import Config
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop


class PortInUse(MunimentError):
    """Another program listens where the web server should."""

    code = "run.port.in_use"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("Another program already listens on {host}, port {port}.")
    next_step = gettext_noop("Stop it, or choose another port: muniment up --port {other}.")


class AddressUnusable(MunimentError):
    """The machine does not have the address, or the port needs more rights."""

    code = "run.port.unusable"
    kind = ErrorKind.INVALID
    title = gettext_noop("This machine cannot listen on {host}, port {port}.")
    next_step = gettext_noop("Use an address of this machine and a port above 1023.")


def require_free(config: Config, *, patience: float = 5.0) -> None:
    """Wait until the port is free; a predecessor that was killed needs a moment to let go.

    Raises:
        PortInUse: something still listens after `patience` seconds.
        AddressUnusable: no program could listen there.
    """
    deadline = time.monotonic() + patience
    while (reason := _taken(config.host, config.port)) is not None:
        if not isinstance(reason, BlockingIOError):
            raise AddressUnusable(host=config.host, port=config.port)
        if time.monotonic() > deadline:
            raise PortInUse(host=config.host, port=config.port, other=config.port + 1)
        time.sleep(0.1)


def _taken(host: str, port: int) -> OSError | None:
    """None: free. BlockingIOError: somebody listens. Another error: nobody can."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        return BlockingIOError() if error.errno == errno.EADDRINUSE else error
    return None
