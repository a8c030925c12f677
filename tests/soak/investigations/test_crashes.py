"""A run of checks that dies at any moment: what came in is kept, nothing is half written."""

import pytest
from django.db import connection, connections

from muniment.core.clock import frozen
from muniment.investigations import checks as registry
from muniment.investigations import gate, services
from muniment.investigations.checks import Registry
from muniment.investigations.domain.checks import Found, Outcome, Result
from muniment.investigations.runner import run_checks
from muniment.ledger.services import drain
from muniment.ledger.services.fsck import fsck
from tests.app.investigations.cases import Scripted
from tests.soak.forking import killed_at, lines_of
from tests.world import NOON, World
from tests.world import world as build

pytestmark = pytest.mark.django_db(transaction=True)

ANSWER = b"what the register answered"
WATCHED = (
    "investigations/runner.py", "investigations/evidence.py", "investigations/world.py",
    "investigations/runs.py", "investigations/services/facts.py", "ledger/services/append.py",
)  # fmt: skip
KILLS = 60  # an engine


@pytest.fixture
def world() -> World:
    with frozen(NOON):
        made = build()
        drain()
    return made


@pytest.fixture
def case_id(world, monkeypatch):
    """A case whose one check keeps an answer, reads it, sees something and learns something."""

    def look(_, here):
        sha = here.keep(ANSWER, kind="http", source="https://register.example")
        seen = Found("conduct.refused_at_port", facts={"times": 2}, evidence=(sha,))
        return Result(Outcome.DONE, found=(seen,), learnt={"company.lei": ("529900",)})

    made = Registry({Scripted.id: Scripted(act=look)}, ())
    monkeypatch.setattr(registry, "registry", lambda: made)
    told = {"contact.email": ["a@b.example"]}
    return services.open_case(facts=told, by=world.actor("ada"), at=NOON)


def _read(world: World, case_id):
    return gate.read_case(reader=world.actor("ada"), case_id=case_id, at=NOON)


def test_a_run_killed_at_any_line_loses_no_answer_and_leaves_nothing_half_written(world, case_id):
    def run() -> object:
        return run_checks(case_id=case_id, ids=[Scripted.id], by=world.actor("ada"), at=NOON)

    connections.close_all()
    lines = lines_of(run, WATCHED)
    kept = len(_read(world, case_id).evidence)
    for line in range(1, lines + 1, max(1, lines // KILLS)):
        connections.close_all()
        assert killed_at(line, run, WATCHED), line
        file = _read(world, case_id)
        assert kept <= len(file.evidence) <= kept + 1, f"killed at line {line}"
        kept = len(file.evidence)
        assert gate.verify_evidence(reader=world.actor("ada"), case_id=case_id, at=NOON).is_whole, (
            f"killed at line {line}"
        )
        assert [row.signal for row in file.findings] == ["conduct.refused_at_port"]
        assert len([row for row in file.facts if row.code == "company.lei"]) == 1
    _demand_one_entry_a_run(world)
    drain()
    assert fsck(deep=True).is_good


def test_a_run_killed_between_evidence_and_reading_keeps_the_answer(world, case_id, monkeypatch):
    def dies(_, here):
        import os
        import signal

        here.keep(ANSWER, kind="http", source="https://register.example")
        os.kill(os.getpid(), signal.SIGKILL)

    made = Registry({Scripted.id: Scripted(act=dies)}, ())
    monkeypatch.setattr(registry, "registry", lambda: made)
    connections.close_all()

    assert killed_at(0, lambda: run_checks(case_id=case_id, by=world.actor("ada"), at=NOON), ())

    file = _read(world, case_id)
    assert [check.run for check in file.checks] == [None]
    [piece] = file.evidence
    kept = gate.read_evidence(
        reader=world.actor("ada"), case_id=case_id, evidence_id=piece.id, at=NOON
    )
    assert kept.content == ANSWER
    assert gate.verify_evidence(reader=world.actor("ada"), case_id=case_id, at=NOON).is_whole


def _demand_one_entry_a_run(world: World) -> None:
    entries = {entry.facts["run"] for entry in world.entries("investigations.check.ran")}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM investigations_checkrun")
        [runs] = cursor.fetchone()
    assert len(entries) == runs
