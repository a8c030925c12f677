"""Looks of eight processes over PostgreSQL, in turns with bare commits; prints the measurements.

One more process is the sequencer, as the house's worker would be.
"""

import json
import multiprocessing
import sys
import time
from multiprocessing.connection import Connection
from uuid import UUID

from benchmarks import house
from benchmarks.house import House
from benchmarks.parts import looks

CLIENTS = 8
CUSTOMERS = 1_000
SECONDS = 1.5
TURNS = 8
SEQUENCER_PAUSE = 0.25


def main() -> None:
    house.set_up()
    people = house.found()
    dossiers = house.fill(people, CUSTOMERS)
    looks.give_orders(people, dossiers)
    looks.make_bare_table()
    from django.db import connections

    connections.close_all()
    print(json.dumps(_measured(people, dossiers)))


def _measured(people: House, dossiers: list[UUID]) -> dict[str, float]:
    spawning = multiprocessing.get_context("spawn")
    pipes, clients = [], []
    for seed in range(CLIENTS + 1):
        ours, theirs = spawning.Pipe()
        work = _sequence if seed == CLIENTS else _client
        client = spawning.Process(target=work, args=(theirs, people, dossiers, seed), daemon=True)
        client.start()
        pipes.append(ours)
        clients.append(client)
    try:
        return _in_turns(pipes[:CLIENTS])
    finally:
        for pipe in pipes:
            pipe.send("")
        for client in clients:
            client.join(20)


def _in_turns(pipes: list[Connection]) -> dict[str, float]:
    """Alternate bare commits and looks, each at its best: the rest of the machine only disturbs."""
    for job in ("look", "bare"):
        _together(pipes, job)  # warm up
    turns = [(_together(pipes, "bare"), _together(pipes, "look")) for _ in range(TURNS)]
    print(f"  {turns}", file=sys.stderr)
    bare, seen = (max(turn[n] for turn in turns) for n in range(2))
    return {"bare_per_second": bare, "looks_per_second": seen, "ratio": seen / bare}


def _together(pipes: list[Connection], job: str) -> float:
    """Let all clients do one job for a while; how many a second all together did."""
    for pipe in pipes:
        pipe.send(job)
    done: int = sum(pipe.recv() for pipe in pipes)
    return done / SECONDS


def _client(pipe: Connection, people: House, dossiers: list[UUID], seed: int) -> None:
    house.set_up()
    jobs = {"bare": looks.bare, "look": looks.Reader(people, dossiers, seed).look}
    while job := pipe.recv():
        done, ends = 0, time.monotonic() + SECONDS
        while time.monotonic() < ends:
            jobs[job]()
            done += 1
        pipe.send(done)


def _sequence(pipe: Connection, *_: object) -> None:
    house.set_up()
    from muniment.ledger.services import drain

    while not pipe.poll(SEQUENCER_PAUSE):
        drain()


if __name__ == "__main__":
    main()
