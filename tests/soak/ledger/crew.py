"""A crew that writes and sequences, and is shot at: `python -m tests.soak.ledger.crew`.

The master loads Django once and forks; it never touches the database while a child lives.
Each child dies by SIGKILL at a random moment, like a power cut of one process.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid5

import django

SUBJECTS = [uuid5(UUID(int=0), str(number)) for number in range(5)]


def main(kills: int, writers: int, folder: Path, seed: int) -> None:
    django.setup()
    prepare()
    dice = random.Random(seed)
    jobs = [write] * writers + [sequence, sequence]
    crew = [start(job, folder) for job in jobs]
    for _ in range(kills):
        time.sleep(dice.uniform(0.02, 0.15))
        which = dice.randrange(len(crew))
        kill(crew[which])
        crew[which] = start(jobs[which], folder)
    for child in crew:
        kill(child)
    sys.stdout.write(json.dumps(judge(folder)) + "\n")


def prepare() -> None:
    from django.core.management import call_command
    from django.db import connection

    from muniment.keys import ring

    call_command("migrate", verbosity=0)
    ring.create()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE soak_act (id varchar(40) PRIMARY KEY, entry varchar(40))")
    connection.close()


def start(job: Callable[[Path], None], folder: Path) -> int:
    child = os.fork()
    if child == 0:
        try:
            job(folder)
        finally:
            os._exit(1)  # a child never ends by itself: `judge` finds what went wrong
    return child


def kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def complain(folder: Path) -> None:
    """Keep what went wrong in a child, for the judge."""
    import traceback

    with (folder / "complaints").open("a") as file:
        file.write(traceback.format_exc())


def write(folder: Path) -> None:
    """Act for ever; every tenth act is undone, and each commit is told to a file."""
    told = os.open(folder / "told", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    dice = random.Random(os.urandom(8))
    try:
        while True:
            if act := one_act(dice):
                os.write(told, f"{act}\n".encode())
    except Exception:
        complain(folder)


def one_act(dice: random.Random) -> str | None:
    from django.db import connection, transaction

    from muniment.core import clock
    from muniment.core.actor import HOUSE
    from muniment.core.ids import new_id
    from muniment.ledger.services import append_entry

    act, subject = str(new_id()), dice.choice([*SUBJECTS, None])
    with transaction.atomic(durable=True):
        entry = append_entry(
            kind="soak.act.done",
            subject=subject,
            by=HOUSE,
            at=clock.now(),
            facts={"act": act},
            sealed={"address": "203.0.113.7"} if dice.random() < 0.2 else {},
            seal_under=(SUBJECTS[0], "soak"),
        )
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO soak_act VALUES (%s, %s)", [act, str(entry.id)])
        if undone := dice.random() < 0.1:
            transaction.set_rollback(True)
    return None if undone else act


def sequence(folder: Path) -> None:
    """Tend the ledger as the worker does, and sign far more often."""
    from muniment.core import clock
    from muniment.ledger import services, tasks

    try:
        while True:
            tasks.tend()
            time.sleep(0.01)
            if clock.now().microsecond % 5 == 0:
                try:
                    services.checkpoint(reason="asked", at=clock.now())
                except services.NothingToSign:
                    continue
    except Exception:
        complain(folder)


def judge(folder: Path) -> dict[str, object]:
    """Hold acts, entries and leaves against each other, and check everything deeply."""
    from django.db import connection

    from muniment.core import clock
    from muniment.ledger import services

    services.drain()
    services.check(clock.now())
    report = services.fsck(deep=True)
    told = (folder / "told").read_text().split()
    complaints = folder / "complaints"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.id, e.number, l.idx FROM soak_act a"
            f" LEFT JOIN ledger_entry e ON e.uuid = {_as_uuid(connection.vendor)}"
            " LEFT JOIN ledger_leaf l ON l.entry_number = e.number"
        )
        acts = cursor.fetchall()
    indexes = sorted(idx for _, _, idx in acts if idx is not None)
    return {
        "acts": len(acts),
        "entries": report.entries,
        "lost": len(set(told) - {act for act, _, _ in acts}),
        "without_leaf": sum(idx is None for _, _, idx in acts),
        "gap": indexes != list(range(len(indexes))),
        "damages": [str(damage) for damage in report.damages],
        "complaints": complaints.read_text() if complaints.exists() else "",
    }


def _as_uuid(vendor: str) -> str:
    return "replace(a.entry, '-', '')" if vendor == "sqlite" else "a.entry::uuid"


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
