"""One mutation each, past the guards: the deep check names the damaged row."""

import json

import pytest
from django.db import IntegrityError, connection, transaction

from muniment.core.canonical import dump
from muniment.core.ids import new_id
from muniment.ledger import queries, signer
from muniment.ledger.domain.hashing import leaf_hash
from muniment.ledger.services import checkpoint, drain, fsck
from muniment.ledger.services.fsck.report import SENTENCES
from muniment.ledger.signer import Signed
from tests.app.ledger.acts import HERON, NOON, look, rows
from tests.app.ledger.mutations import unguarded


@pytest.fixture
def log():
    """Six hundred entries about three subjects, signed at 300 and at 600; give their rows."""
    owl, fox = new_id(), new_id()
    for round_ in range(2):
        for turn in range(100):
            look(HERON, sealed={"address": "203.0.113.7"} if turn < 2 else {})
            look(owl)
            look(fox)
        drain()
        checkpoint(reason="asked", at=NOON)
        assert round_ < 2
    return rows(
        "SELECT l.idx, e.number, l.log_id FROM ledger_entry e"
        " JOIN ledger_leaf l ON l.entry_number = e.number ORDER BY l.idx"
    )


def named(*, deep: bool = True) -> set[tuple[str, str, str]]:
    report = fsck(deep=deep)
    assert all(damage.what in SENTENCES for damage in report.damages)
    return {(it.table.removeprefix("ledger_"), it.row, it.what) for it in report.damages}


def change(statement: str, *values: object) -> None:
    with unguarded() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount != 0


def body_of(number: int) -> bytes:
    return bytes(rows("SELECT body FROM ledger_entry WHERE number = %s", number)[0][0])


def test_a_whole_ledger_is_found_whole(log):
    told = []
    report = fsck(deep=True, progress=lambda done, total: told.append((done, total)))

    assert report.damages == ()
    assert (report.entries, report.leaves, report.waiting) == (600, 600, 0)
    assert report.openings == 4
    assert told[-1] == (1200, 1200)
    assert fsck(deep=False).is_good


def test_an_empty_ledger_is_whole():
    assert fsck(deep=True).is_good
    assert fsck(deep=False).is_good


def test_an_edited_entry_is_named(log):
    number = log[4][1]
    forged = body_of(number).replace(b'"fields":3', b'"fields":1')
    change("UPDATE ledger_entry SET body = %s WHERE number = %s", forged, number)

    assert named() == {("entry", str(number), "entry.body_changed")}


def test_an_entry_that_was_edited_with_its_hash_is_named(log):
    number = log[4][1]
    forged = body_of(number).replace(b'"fields":3', b'"fields":1')
    change(
        "UPDATE ledger_entry SET body = %s, leaf_hash = %s WHERE number = %s",
        forged, leaf_hash(forged), number,
    )  # fmt: skip

    assert ("entry", str(number), "entry.replaced") in named()


def test_bytes_that_are_no_entry_are_named(log):
    number = log[4][1]
    change("UPDATE ledger_entry SET body = %s WHERE number = %s", b"{}", number)

    assert ("entry", str(number), "entry.unreadable") in named()


@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "vault.nothing.happened"), ("actor", "house"), ("at", "2020-01-01 00:00:00+00:00")],
)
def test_an_edited_column_is_named(log, column, value):
    number = log[4][1]
    if column == "at":
        from muniment.ledger import sql

        value = sql.moment(NOON.replace(year=2020))
    change(f"UPDATE ledger_entry SET {column} = %s WHERE number = %s", value, number)

    assert named() == {("entry", str(number), "entry.column_changed")}


def test_a_deleted_entry_is_named(log):
    idx, number, log_id = log[4]
    change("DELETE FROM ledger_entry WHERE number = %s", number)

    assert ("leaf", f"{log_id}/{idx}", "leaf.entry_gone") in named()
    assert fsck(deep=False).damages[0].what == "count.differs"


def test_a_look_that_was_cut_out_whole_is_named(log):
    idx, number, log_id = log[4]
    change("DELETE FROM ledger_entry WHERE number = %s", number)
    change("DELETE FROM ledger_leaf WHERE entry_number = %s", number)

    found = named()
    assert ("leaf", f"{log_id}/{idx}", "leaf.gone") in found
    assert ("entry", str(log[7][1]), "chain.gap") in found


def test_the_newest_look_that_was_cut_off_is_named(log):
    idx, number, log_id = log[-3]
    change("DELETE FROM ledger_entry WHERE number = %s", number)
    change("DELETE FROM ledger_leaf WHERE entry_number = %s", number)

    found = named()
    assert ("leaf", f"{log_id}/{idx}", "leaf.gone") in found
    assert ("subject", f"{log_id}/{HERON}", "chain.cut") in found


def test_two_entries_that_changed_places_are_named(log):
    (one, first, log_id), (two, second, _) = log[3], log[8]
    hashes = dict(rows("SELECT entry_number, leaf_hash FROM ledger_leaf WHERE idx IN (3, 8)"))
    change("DELETE FROM ledger_leaf WHERE idx IN (3, 8)")
    for idx, number in ((one, second), (two, first)):
        change(
            "INSERT INTO ledger_leaf (log_id, idx, entry_number, leaf_hash)"
            " VALUES (%s, %s, %s, %s)",
            log_id, idx, number, hashes[number],
        )  # fmt: skip

    assert {row for row in named() if row[2] == "leaf.out_of_place"} == {
        ("leaf", f"{log_id}/3", "leaf.out_of_place"),
        ("leaf", f"{log_id}/8", "leaf.out_of_place"),
    }


def test_an_entry_that_was_replaced_is_named(log):
    number = log[4][1]
    columns = "number, log_id, uuid, kind, at, actor, subject, subject_seq"
    forged = body_of(number).replace(b'"fields":3', b'"fields":2')
    with unguarded() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f"REPLACE INTO ledger_entry ({columns}, body, leaf_hash) SELECT {columns}, %s, %s"
                " FROM ledger_entry WHERE number = %s",
                [forged, leaf_hash(forged), number],
            )
        else:
            cursor.execute(
                f"INSERT INTO ledger_entry ({columns}, body, leaf_hash) SELECT {columns}, %s, %s"
                " FROM ledger_entry WHERE number = %s ON CONFLICT (number) DO UPDATE"
                " SET body = excluded.body, leaf_hash = excluded.leaf_hash",
                [forged, leaf_hash(forged), number],
            )

    assert ("entry", str(number), "entry.replaced") in named()


def test_an_emptied_table_of_entries_is_named(log):
    truncate = "DELETE FROM" if connection.vendor == "sqlite" else "TRUNCATE"
    with unguarded() as cursor:
        cursor.execute(f"{truncate} ledger_entry")

    found = named()
    assert ("leaf", f"{log[0][2]}/0", "leaf.entry_gone") in found
    assert ("subject", f"{log[0][2]}/{HERON}", "chain.cut") in found


def test_an_emptied_table_of_leaves_is_named(log):
    with unguarded() as cursor:
        cursor.execute("DELETE FROM ledger_leaf")

    report = fsck(deep=True)
    assert len(report.damages) == 1000
    assert report.more == 200


@pytest.mark.parametrize(("level", "n"), [(0, 0), (0, 2), (1, 0)])
def test_an_edited_tile_is_named(log, level, n):
    (hashes,) = rows("SELECT hashes FROM ledger_tile WHERE level = %s AND n = %s", level, n)[0]
    forged = b"\x07" * 32 + bytes(hashes)[32:]
    change(
        "UPDATE ledger_tile SET hashes = %s WHERE level = %s AND n = %s", forged, level, n
    )  # fmt: skip

    found = named() - {("head", signer.origin(), "signer.forked")}
    assert found == {("tile", f"{log[0][2]}/{level}/{n}", "tile.changed")}


@pytest.mark.parametrize(("level", "n"), [(0, 1), (1, 0)])
def test_a_missing_tile_is_named(log, level, n):
    change("DELETE FROM ledger_tile WHERE level = %s AND n = %s", level, n)

    assert ("tile", f"{log[0][2]}/{level}/{n}", "tile.gone") in named()


def test_a_tile_too_many_is_named(log):
    change(
        "INSERT INTO ledger_tile (log_id, level, n, hashes) VALUES (%s, 2, 0, %s)",
        log[0][2], b"\x07" * 32,
    )  # fmt: skip

    assert named() == {("tile", f"{log[0][2]}/2/0", "tile.extra")}


def test_a_removed_queue_row_is_named(log):
    ref = look()
    number = queries.entry(ref.id).number
    change("DELETE FROM ledger_pending WHERE entry_number = %s", number)

    assert named() == {("entry", str(number), "entry.not_queued")}


def test_a_queue_row_without_its_entry_is_named(log):
    ref = look(None)
    number = queries.entry(ref.id).number
    change("DELETE FROM ledger_entry WHERE number = %s", number)

    assert named() == {("pending", str(number), "pending.entry_gone")}


def test_a_queue_row_that_is_done_already_is_named(log):
    number = log[4][1]
    change(
        "INSERT INTO ledger_pending (entry_number, log_id, queued_ms) VALUES (%s, %s, 0)",
        number, log[4][2],
    )  # fmt: skip

    assert named() == {("pending", str(number), "pending.done_already")}


def test_an_edited_head_is_named(log):
    change("UPDATE ledger_head SET root = %s", b"\x07" * 32)

    assert ("head", str(log[0][2]), "head.changed") in named()
    assert ("head", str(log[0][2]), "head.changed") in named(deep=False)


def test_a_missing_head_is_named(log):
    change("DELETE FROM ledger_head")

    assert ("head", str(log[0][2]), "head.gone") in named()


def test_a_moved_tip_of_a_chain_is_named(log):
    change("UPDATE ledger_subject SET seq = 3")

    assert ("subject", f"{log[0][2]}/{HERON}", "chain.tip") in named()


def test_an_edited_checkpoint_is_named(log):
    change("UPDATE ledger_checkpoint SET root = %s WHERE size = 300", b"\x07" * 32)
    name = f"{log[0][2]}/300"

    assert named() == {
        ("checkpoint", name, "checkpoint.changed"),
        ("checkpoint", name, "checkpoint.contradicted"),
    }


def test_a_forged_signature_is_named(log):
    change("UPDATE ledger_checkpoint SET note = replace(note, '300', '301') WHERE size = 300")

    assert named() == {("checkpoint", f"{log[0][2]}/300", "checkpoint.signature")}


def test_a_missing_value_behind_a_commitment_is_named(log):
    change("DELETE FROM ledger_opening WHERE entry_number = %s", log[0][1])

    assert named() == {("opening", f"{log[0][1]}/address", "opening.gone")}


def test_a_value_moved_to_another_entry_is_named(log):
    (sealed,) = rows("SELECT sealed FROM ledger_opening WHERE entry_number = %s", log[0][1])[0]
    change("UPDATE ledger_opening SET sealed = %s WHERE entry_number = %s", sealed, log[3][1])

    assert named() == {("opening", f"{log[3][1]}/address", "opening.changed")}


def test_an_entry_smuggled_past_the_chain_is_named(log):
    told = json.loads(body_of(log[-1][1]))
    told |= {"id": str(new_id()), "subject_seq": told["subject_seq"] + 1}
    told["prev"] = "A" * 43
    body = dump(told)
    change(
        "INSERT INTO ledger_entry (log_id, uuid, kind, at, actor, subject, subject_seq, body,"
        " leaf_hash) SELECT log_id, %s, kind, at, actor, subject, subject_seq + 1, %s, %s"
        " FROM ledger_entry WHERE number = %s",
        told["id"].replace("-", ""), body, leaf_hash(body), log[-1][1],
    )  # fmt: skip

    found = {what for _, _, what in named()}
    assert {"chain.broken", "chain.tip", "entry.not_queued"} <= found


def test_more_signed_than_there_is_is_named(log):
    head = queries.head()
    assert head is not None
    signer.remember(Signed(head.origin, 900, b"\x09" * 32))

    assert named(deep=False) == {("head", signer.origin(), "signer.behind")}


def test_a_guard_that_was_taken_away_is_named():
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON ledger_entry"
        cursor.execute(f"DROP TRIGGER ledger_entry_no_update{on}")

    assert named(deep=False) == {("trigger", "ledger_entry_no_update", "trigger.missing")}


GUARDED = ["entry", "leaf", "opening", "checkpoint", "head", "tile", "log", "pending", "subject"]


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.parametrize("verb", ["DELETE FROM", "TRUNCATE"])
def test_no_row_of_the_ledger_can_be_removed(table, verb):
    look(sealed={"address": "203.0.113.7"})
    drain()
    checkpoint(reason="asked", at=NOON)
    look()
    if verb == "TRUNCATE" and connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{verb} ledger_{table}")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET actor = 'house'",
        "UPDATE ledger_leaf SET idx = idx + 1",
        "UPDATE ledger_opening SET field = 'x'",
        "UPDATE ledger_checkpoint SET note = 'x'",
        "UPDATE ledger_head SET size = size - 1",
        "UPDATE ledger_tile SET n = n + 1",
        "UPDATE ledger_log SET origin = 'x'",
        "UPDATE ledger_pending SET queued_ms = 9e15",
    ],
)
def test_no_row_of_the_ledger_can_be_edited(statement):
    look(sealed={"address": "203.0.113.7"})
    drain()
    checkpoint(reason="asked", at=NOON)
    look()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_replacing_a_row_is_refused_too():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE")
    look()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("REPLACE INTO ledger_entry SELECT * FROM ledger_entry")


def test_an_edited_tile_is_noticed_by_the_quick_check_too(log):
    change("UPDATE ledger_tile SET hashes = %s WHERE level = 1", b"\x07" * 64)

    assert ("head", str(log[0][2]), "head.changed") in named(deep=False)


def test_a_missing_tile_is_noticed_by_the_quick_check_too(log):
    change("DELETE FROM ledger_tile WHERE level = 1")

    assert "tile.gone" in {what for _, _, what in named(deep=False)}


def test_a_head_whose_frontier_was_edited_is_named(log):
    change("UPDATE ledger_head SET frontier = %s", b"\x00" * 8)

    assert ("head", str(log[0][2]), "head.changed") in named()


def test_a_log_signed_beyond_its_end_is_named(log):
    with unguarded() as cursor:
        for table, place in (("leaf", "idx"), ("entry", "number - 1")):
            cursor.execute(f"DELETE FROM ledger_{table} WHERE {place} >= 299")
        cursor.execute("DELETE FROM ledger_tile")
        cursor.execute("DELETE FROM ledger_head")

    found = named()
    assert ("checkpoint", f"{log[0][2]}/600", "checkpoint.contradicted") in found
    assert ("head", str(log[0][2]), "head.gone") in found


def test_an_entry_that_claims_another_log_is_named(log):
    number = log[-1][1]
    forged = body_of(number).replace(signer.origin().encode(), b"another.example/log")
    change(
        "UPDATE ledger_entry SET body = %s, leaf_hash = %s WHERE number = %s",
        forged, leaf_hash(forged), number,
    )  # fmt: skip

    assert ("entry", str(number), "entry.other_log") in named()


def test_values_are_left_alone_without_the_key_ring(log, house):
    (house / "keys" / "master.key").unlink()

    report = fsck(deep=True)
    assert report.is_good
    assert report.openings == 4


def test_an_erased_value_is_no_damage(log):
    from muniment.keys import ring

    ring.destroy(HERON, "_record", at=NOON)
    assert fsck(deep=True).is_good
    look(HERON, sealed={"address": "198.51.100.1"})  # filled again under a new key

    assert fsck(deep=True).is_good


def test_a_memory_that_cannot_be_read_is_named(log, house):
    (house / "keys" / "ledger.state").write_text("scribble")

    assert ("head", "ledger.state", "signer.broken") in named(deep=False)
