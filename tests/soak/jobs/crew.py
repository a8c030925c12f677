"""What the crash test runs in processes of their own: `python -m tests.soak.jobs.crew WORD FILE`.

`queue` makes the tables and queues the jobs, `work` is a worker, `left` prints how many jobs wait
or run and how many did not end well.
"""

import sys
import time
from pathlib import Path

import django

import muniment  # noqa: F401 - the sound SQLite first

JOBS = 40


def main(word: str, file: Path) -> None:
    django.setup()
    from muniment.jobs import registry
    from muniment.jobs.running import Run

    @registry.job("soak.note", attempts=50)
    def note(run: Run, *, number: int) -> str:
        run.progress(0, 1)
        time.sleep(0.05)
        with file.open("a") as notes:
            notes.write(f"{number}\n")
        return "noted"

    {"queue": _queue, "work": _work, "left": _left}[word]()


def _queue() -> None:
    from django.core.management import call_command

    from muniment.jobs import services

    call_command("migrate", verbosity=0)
    for number in range(JOBS):
        services.enqueue("soak.note", {"number": number})


def _work() -> None:
    from muniment.jobs.worker import Worker

    Worker("w1").run()


def _left() -> None:
    from django_tasks_db.models import DBTaskResult

    from muniment.jobs import queries

    well = DBTaskResult.objects.filter(status="SUCCESSFUL").count()
    sys.stdout.write(f"{len(queries.open_jobs())} {JOBS - well}\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
