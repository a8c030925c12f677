"""The web child: granian serving the WSGI application; `python -m muniment.run.web`."""

import os

from granian import Granian
from granian.constants import HTTPModes, Interfaces

from muniment.core import config as configuration
from muniment.core import logs
from muniment.run.parenthood import PARENT, die_with_parent


def main() -> None:
    """Serve until SIGTERM."""
    die_with_parent()
    # Granian forks its workers: each asks for itself, with this process as its parent.
    os.environ[PARENT] = str(os.getpid())
    config = configuration.load()
    server = Granian(
        "muniment.run.wsgi:application",
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        workers=config.web_workers,
        blocking_threads=config.web_threads,
        http=HTTPModes.http1,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=4,
        log_dictconfig={"handlers": {}, "loggers": {"_granian": {"propagate": True}}},
    )
    # After granian, which sets up logging of its own when it is made.
    logs.configure(config.data / "logs", process="web", level=config.log_level, console=False)
    server.serve()


if __name__ == "__main__":
    main()
