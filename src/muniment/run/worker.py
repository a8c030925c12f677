"""The worker child: `python -m muniment.run.worker`."""

import os
import signal
import socket
from pathlib import Path

from muniment.core import config as configuration
from muniment.core import logs
from muniment.run import beats, preparing
from muniment.run.collecting import collect_seldom
from muniment.run.parenthood import die_with_parent

NAME = "worker"


def main() -> None:
    """Tend the ledger and run jobs until SIGTERM."""
    die_with_parent()
    config = configuration.load()
    logs.configure(config.data / "logs", process=NAME, level=config.log_level, console=False)
    preparing.set_up_django()
    # Rooms can be imported only now that Django stands.
    from muniment.jobs.worker import Worker
    from muniment.ledger import sql
    from muniment.ledger.tasks import tend

    collect_seldom()
    beat = beats.beat_file(config.data, NAME).touch
    worker = Worker(_name(config.data), steps=[beat, tend], channels=[sql.WAKE_CHANNEL])
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop.set())
    worker.run()
    os._exit(0)  # a job that would not stop must not keep the process; its lease is given back


def _name(data: Path) -> str:
    """Name this worker after its machine and data folder: the same over restarts."""
    return f"{socket.gethostname()[:40]}:{data.name[:30]}"


if __name__ == "__main__":
    main()
