"""No log, no look: nothing is decrypted before its record is durable, whatever goes wrong."""

import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from muniment.investigations import gate as cases
from muniment.investigations import services as investigations
from muniment.investigations.tripping import read_tripwire
from muniment.keys import ring
from muniment.ledger import halt
from muniment.ledger import queries as ledger
from muniment.ledger.health import LedgerUnavailable
from muniment.ledger.services import drain
from muniment.ledger.services.fsck import fsck
from muniment.screening.domain.parties import PartyKind
from muniment.screening.services import enter_own, read_own
from muniment.touches import gate as touches
from muniment.touches import services as touching
from muniment.touches.domain.kinds import Kind
from muniment.vault import gate, sealing
from muniment.vault.gate import ListFilter
from muniment.vault.models import Consultation
from muniment.warning import services as warning
from muniment.warning.reading import read_winback
from tests.app.ledger.mutations import unguarded
from tests.app.touches.letters import mail
from tests.house.planting import NOON
from tests.world import IDENTITY, World
from tests.world import world as build

pytestmark = pytest.mark.django_db(transaction=True)

NAME = IDENTITY["identity.legal_name"]
KILLS = 120  # per engine; every line when there are fewer
WATCHED = (
    "vault/gate/consulting.py", "vault/gate/standing.py", "ledger/recording.py",
    "vault/gate/opened.py", "vault/sealing.py", "ledger/services/append.py", "ledger/health.py",
    "keys/ring.py", "django/db/transaction.py",
)  # fmt: skip


@pytest.fixture
def world() -> World:
    made = build()
    drain()
    return made


@pytest.fixture
def heron(world):
    dossier_id = world.dossier()
    world.look("ada", dossier_id)  # opens a sitting, for reading again and for former values
    world.look("ada", dossier_id, "contacts")
    _investigate(world)
    _be_in_touch(world, dossier_id)
    drain()
    return dossier_id


def _be_in_touch(world: World, dossier_id: UUID) -> None:
    """A touch with a name, a mail in Ada's tray, and a case to win the customer back."""
    ada = {"dossier_id": dossier_id, "by": world.actor("ada"), "at": NOON}
    told = touching.NewTouch(kind=Kind.CALL, happened_on=NOON.date(), contacts="Maria")
    touching.log_touch(touch=told, **ada)
    touching.take_mail(raw=mail(to="lee@unknown.example"), envelope_from="", at=NOON)
    warning.open_winback(
        person_id=world.id("ada"), why="No order since March.", last_words="", offer="", **ada
    )


def _investigate(world: World) -> None:
    """A case with evidence that Ada reads, somebody watched, somebody on the own list."""
    case_id = investigations.open_case(
        facts={"company.name": ["Nordlicht"]}, mail=b"From: a@b.example\n\nHello",
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    cases.read_case(reader=world.actor("ada"), case_id=case_id, at=NOON)  # opens a sitting
    investigations.watch_party(
        traces=investigations.Traces("Lee", phones=["+49 30 1234567"]), reason="Left in March.",
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip
    enter_own(
        names=["Dusk Ltd"], kind=PartyKind.ENTITY, reason="Refused.", by=world.actor("kai"),
        at=NOON,
    )  # fmt: skip


READERS: dict[str, Callable[[World, Any], object]] = {
    "consult": lambda world, heron: world.look("ada", heron),
    "read again": lambda world, heron: gate.read_again(
        reader=world.actor("ada"), dossier_id=heron, compartment="identity", at=NOON
    ),
    "list": lambda world, _: gate.glance(reader=world.actor("ada"), filters=ListFilter(), at=NOON),
    "search": lambda world, _: gate.glance(
        reader=world.actor("ada"), filters=ListFilter(search="Nordlicht"), at=NOON
    ),
    "former values": lambda world, heron: gate.history(
        reader=world.actor("ada"), dossier_id=heron, field="identity.legal_name", at=NOON
    ),
    "who looked": lambda world, heron: gate.timeline(
        reader=world.actor("olga"), dossier_id=heron, at=NOON
    ),
    "sealed parts of an entry": lambda world, _: gate.read_openings(
        reader=world.actor("olga"),
        at=NOON,
        entry_id=world.entries("vault.consultation.given")[0].id,
    ),
    "case": lambda world, _: cases.read_case(
        reader=world.actor("kai"), case_id=the_case(world), at=NOON
    ),
    "case read again": lambda world, _: cases.read_case(
        reader=world.actor("ada"), case_id=the_case(world), at=NOON
    ),
    "evidence": lambda world, _: cases.read_evidence(
        reader=world.actor("ada"), case_id=the_case(world), evidence_id=the_evidence(world),
        at=NOON,
    ),
    "tripwire": lambda world, _: read_tripwire(reader=world.actor("mia"), at=NOON),
    "own list": lambda world, _: read_own(by=world.actor("kai"), at=NOON),
    "words of touches": lambda world, heron: touches.read_contact(
        reader=world.actor("ada"), dossier_id=heron, at=NOON
    ),
    "tray": lambda world, _: touches.read_tray(reader=world.actor("ada"), at=NOON),
    "win-back": lambda world, _: read_winback(
        reader=world.actor("ada"), case_id=the_winback(world), at=NOON
    ),
}  # fmt: skip
RECORDING = {name: read for name, read in READERS.items() if not name.endswith("again")}


def the_case(world: World) -> UUID:
    return world.entries("investigations.case.opened")[0].subject


def the_evidence(world: World) -> UUID:
    return UUID(world.entries("investigations.evidence.kept")[0].facts["evidence"])


def the_winback(world: World) -> UUID:
    return UUID(world.entries("warning.winback.opened")[0].facts["case"])


@pytest.fixture
def decrypted(monkeypatch):
    """Count what is decrypted, and see that no transaction is open that could undo the record."""
    seen: list[bool] = []
    real = ring.SealingKey.open

    def watched(self: Any, *args: Any, **told: Any) -> bytes:
        seen.append(connection.in_atomic_block)
        return real(self, *args, **told)

    monkeypatch.setattr(ring.SealingKey, "open", watched)
    return seen


def test_the_record_is_committed_before_the_first_byte_is_decrypted(world, heron, decrypted):
    for name, read in READERS.items():
        assert read(world, heron) is not None
        assert decrypted, name
        assert not any(decrypted), f"{name}: decrypted inside a transaction"
        decrypted.clear()


def test_nobody_reads_inside_a_transaction_that_could_take_the_record_back(world, heron, decrypted):
    for name, read in RECORDING.items():
        with pytest.raises(RuntimeError), transaction.atomic():
            read(world, heron)
        assert decrypted == [], name


def _halted() -> None:
    halt.halt("behind", {}, at=NOON)


def _old_queue() -> None:
    """An entry waits for its index since more than the minute that is allowed."""
    with transaction.atomic():
        from muniment.core.actor import HOUSE
        from muniment.ledger.services import append_entry

        append_entry(kind="test.entry.waiting", subject=None, by=HOUSE, at=NOON, facts={})
        with unguarded() as cursor:
            moment = int((time.time() - 61) * 1000)
            cursor.execute("UPDATE ledger_pending SET queued_ms = %s", [moment])
        connection.run_on_commit.clear()


def _read_only() -> None:
    with connection.cursor() as cursor:
        is_sqlite = connection.vendor == "sqlite"
        cursor.execute(
            "PRAGMA query_only = ON" if is_sqlite else "SET default_transaction_read_only = on"
        )


@pytest.fixture
def mended():
    yield
    connections.close_all()


@pytest.mark.usefixtures("mended")
@pytest.mark.parametrize("trouble", [_halted, _old_queue, _read_only])
def test_a_ledger_that_takes_nothing_lets_nobody_read(world, heron, decrypted, trouble):
    # Reading on adds nothing to the record, so a read-only database does not stop it.
    readers = RECORDING if trouble is _read_only else READERS
    asked = {name: partial(read, world, heron) for name, read in readers.items()}
    del asked["sealed parts of an entry"]  # it looks its entry up first: asked below
    entry = world.entries("vault.consultation.given")[0].id
    asked["sealed parts"] = partial(
        gate.read_openings, reader=world.actor("olga"), entry_id=entry, at=NOON
    )
    trouble()

    for name, read in asked.items():
        with pytest.raises(LedgerUnavailable):
            read()
        assert decrypted == [], name


@pytest.mark.usefixtures("mended")
@pytest.mark.skipif(settings.ENGINE != "sqlite", reason="the size of the file is SQLite’s own")
def test_a_full_disk_lets_nobody_read(world, heron, decrypted):
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    given = 0
    while not _is_full(world, heron):
        given += 1
        decrypted.clear()

    assert decrypted == []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert Consultation.objects.filter(compartment="identity").count() == 1 + given


def _is_full(world: World, heron: UUID) -> bool:
    try:
        world.look("ada", heron)
    except LedgerUnavailable:
        return True
    return False


@pytest.mark.skipif(settings.ENGINE != "sqlite", reason="a limit of our process, not the server’s")
def test_a_file_that_may_not_grow_lets_nobody_read(world, heron):
    def read() -> bytes:
        ledger.entries(limit=1)  # the files are open, and small
        resource.setrlimit(resource.RLIMIT_FSIZE, (36_864, 36_864))
        try:
            return _shown(world.look("ada", heron))
        except LedgerUnavailable:
            return b"unavailable"

    assert _in_child(read).told == b"unavailable"
    assert Consultation.objects.filter(compartment="identity").count() == 1


@dataclass(frozen=True)
class Death:
    """What a child left behind: what it told, whether it began to decrypt, lines it ran."""

    told: bytes
    decrypted: bool
    lines: int
    was_killed: bool


def test_a_process_killed_between_any_two_steps_has_shown_nothing_that_is_not_on_record(
    world, heron
):
    def read() -> bytes:
        return _shown(world.look("ada", heron))

    whole = _in_child(read)
    assert NAME.encode() in whole.told
    assert whole.decrypted
    before = _looks()
    for line in range(1, whole.lines + 1, max(1, whole.lines // KILLS)):
        death = _in_child(read, kill_at=line)
        after = _looks()
        assert death.was_killed
        assert death.told == b"", f"killed at line {line}, it had told something"
        assert after[0] == after[1], f"killed at line {line}: a look without an entry, or reversed"
        if death.decrypted:
            assert after[0] == before[0] + 1, f"decrypted before line {line} without a record"
        before = after
    drain()
    assert fsck(deep=True).is_good


def _looks() -> tuple[int, int]:
    given = Consultation.objects.filter(outcome="given").count()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM ledger_entry WHERE kind = %s", ["vault.consultation.given"]
        )
        return given, cursor.fetchone()[0]


def _shown(opened: Any) -> bytes:
    return "\n".join(field.text for field in opened.fields).encode()


def _in_child(act: Callable[[], bytes], *, kill_at: int = 0) -> Death:
    """Run `act` in a child that dies by SIGKILL before its line number `kill_at`."""
    connections.close_all()
    told, says = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        _run(act, says, kill_at)
    os.close(says)
    with os.fdopen(told, "rb") as pipe:
        heard = pipe.read()
    _, status = os.waitpid(child, 0)
    text, _, lines = heard.replace(b"\0", b"").rpartition(b"\1")
    return Death(
        text, b"\0" in heard, int(lines or 0),
        os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL,
    )  # fmt: skip


def _run(act: Callable[[], bytes], says: int, kill_at: int) -> None:
    """Count lines of the gate and what it stands on; die at the chosen one."""
    count = 0

    def line(frame: Any, event: str, _: Any) -> Any:
        nonlocal count
        if event == "line":
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return line

    def call(frame: Any, event: str, arg: Any) -> Any:
        if frame.f_code is sealing.open_value.__code__:
            os.write(says, b"\0")
        return line if frame.f_code.co_filename.endswith(WATCHED) else None

    try:
        sys.settrace(call)
        text = act()
        sys.settrace(None)
        os.write(says, text + b"\1" + str(count).encode())
    finally:
        os._exit(0)
