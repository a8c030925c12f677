import pytest
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader

from muniment.core.ids import new_id
from muniment.ledger import queries, signer, tree
from muniment.ledger.domain import proof
from muniment.ledger.domain.hashing import TileInvalid
from muniment.ledger.domain.note import VerifierKey
from muniment.ledger.queries import EntryNotFound
from muniment.ledger.services import EntryNotSequenced, checkpoint, drain, export_tiles, prove
from tests.app.ledger.acts import NOON, look, looks
from tests.app.ledger.mutations import unguarded


def _holds(made, vkey: str) -> int:
    read = proof.Proof.parse(made.text.encode())
    return read.verify(made.leaf, [VerifierKey.parse(vkey)]).size


def test_a_stranger_with_the_key_can_check_the_proof_of_a_look():
    refs = looks(300)
    vkey = str(signer.verifier_key(signer.origin()))

    assert {_holds(prove(ref.id), vkey) for ref in refs[::37]} == {300}
    assert prove(refs[0].id).leaf == queries.entry(refs[0].id).leaf


def test_a_proof_of_another_entry_does_not_hold():
    first, second = looks(2)
    made = prove(first.id)

    with pytest.raises(proof.ProofInvalid):
        proof.Proof.parse(made.text.encode()).verify(
            prove(second.id).leaf, [signer.verifier_key(signer.origin())]
        )


def test_a_proof_is_made_under_the_newest_checkpoint_that_is_there():
    ref = look()
    drain()
    checkpoint(reason="asked", at=NOON)
    look()
    drain()

    assert "\n1\n" in prove(ref.id).text
    checkpoint(reason="asked", at=NOON)
    assert "\n2\n" in prove(ref.id).text


def test_a_cached_proof_costs_three_queries(django_assert_num_queries):
    refs = looks(300)
    prove(refs[1].id)

    with django_assert_num_queries(3):
        prove(refs[2].id)


def test_an_unknown_entry_cannot_be_proved():
    with pytest.raises(EntryNotFound):
        prove(new_id())


def test_an_entry_without_an_index_is_not_proved(house):
    ref = look()
    (house / "ledger.halted").write_text("{}")

    with pytest.raises(EntryNotSequenced):
        prove(ref.id)


def test_a_damaged_tree_gives_no_wrong_proof():
    refs = looks(3)
    prove(refs[0].id)
    tree.forget()
    with unguarded() as cursor:
        cursor.execute("UPDATE ledger_tile SET hashes = %s", [b"\x00" * 96])

    with pytest.raises(TileInvalid):
        prove(refs[0].id)


def test_a_stale_cache_is_thrown_away():
    refs = looks(3)
    prove(refs[0].id)
    cache = tree.cached(1, signer.origin())
    cache._kept.clear()
    pyramid = [b"\x00" * 96, b"\x00" * 32]
    for log_id in {row.log_id for row in queries.checkpoints()}:
        tree.cached(log_id, signer.origin())._kept[0, 0] = pyramid

    assert _holds(prove(refs[0].id), str(signer.verifier_key(signer.origin()))) == 3


def test_the_exported_tiles_are_read_by_other_peoples_tools(tmp_path):
    refs = looks(600)
    folder = tmp_path / "log"

    made = export_tiles(folder, at=NOON)

    assert made.size == 600
    assert (folder / "tile/0/000").stat().st_size == 8192
    assert (folder / "tile/0/002.p/88").stat().st_size == 88 * 32
    assert (folder / "tile/1/000.p/2").stat().st_size == 64
    bundle = (folder / "tile/entries/002.p/88").read_bytes()
    assert queries.entry(refs[512].id).leaf in bundle
    assert (folder / "checkpoint").read_text().startswith(f"{signer.origin()}\n600\n")
    reader = TilesReader(LocalBackend(folder))
    reader.set_size(600)
    head = queries.head()
    assert head is not None
    assert reader.calculate_root_hash() == head.root
    assert reader.get_entry(512) == queries.entry(refs[512].id).leaf


def test_exporting_again_writes_the_new_tiles_only(tmp_path):
    looks(600)
    folder, told = tmp_path / "log", []
    export_tiles(folder, at=NOON)
    looks(10)

    made = export_tiles(folder, lambda done, total: told.append((done, total)), at=NOON)

    assert (made.files, made.written) == (8, 4)
    assert told[-1] == (7, 7)


def test_an_entry_that_is_gone_is_not_exported(tmp_path):
    looks(3)
    drain()
    with unguarded() as cursor:
        cursor.execute("DELETE FROM ledger_entry WHERE subject_seq = 2")

    with pytest.raises(TileInvalid):
        export_tiles(tmp_path / "log", at=NOON)
