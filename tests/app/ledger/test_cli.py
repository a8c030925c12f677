import json

import pytest
from click.testing import CliRunner

from muniment.cli.ledger import ledger
from muniment.ledger import health, signer
from muniment.ledger.services import checkpoint, drain
from muniment.ledger.signer import Signed
from muniment_verify.cli import main as verify
from tests.app.ledger.acts import NOON, look, looks
from tests.app.ledger.mutations import unguarded


def _run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(ledger, words, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.stdout


def test_a_look_is_proved_on_the_terminal_and_checked_by_the_verifier(tmp_path):
    ref = looks(3)[1]
    proof, entry = str(tmp_path / "look.proof"), str(tmp_path / "look.json")

    _run("prove", str(ref.id), "--proof", proof, "--entry", entry)
    vkey = _run("key").strip()

    assert verify([proof, "--entry", entry, "--key", vkey]) == 0
    (tmp_path / "look.json").write_bytes(b"{}")
    assert verify([proof, "--entry", entry, "--key", vkey]) == 1


def test_a_checkpoint_is_printed_as_it_is_signed():
    looks(2)

    note = _run("checkpoint")

    assert note.startswith(f"{signer.origin()}\n2\n")
    assert json.loads(_run("checkpoint", "--json"))["note"] == note


def test_the_ledger_is_exported_into_a_folder(tmp_path):
    looks(300)

    told = json.loads(_run("export", str(tmp_path), "--json"))

    assert told["size"] == 300
    assert (tmp_path / "tile/0/001.p/44").exists()
    assert "300" in _run("export", str(tmp_path))


def test_a_whole_ledger_is_checked_with_exit_code_nought():
    looks(3)

    assert "Everything is as it was written." in _run("fsck", "--deep")
    assert json.loads(_run("fsck", "--json"))["is_good"]


def test_a_damaged_row_is_named_with_exit_code_one():
    looks(3)
    with unguarded() as cursor:
        cursor.execute("UPDATE ledger_entry SET actor = 'house' WHERE subject_seq = 2")

    told = _run("fsck", "--deep", code=1)

    assert "ledger_entry" in told
    assert "A column says something else than the bytes. (actor)" in told


def test_the_status_is_told_in_words_and_in_json():
    looks(3)

    assert "waiting for an index: 3" in _run("status")
    assert json.loads(_run("status", "--json"))["waiting"] == 3


@pytest.fixture
def halted():
    looks(5)
    drain()
    checkpoint(reason="asked", at=NOON)
    signer.remember(Signed(signer.origin(), 8, b"\x08" * 32))
    health.compare_again()


def test_a_halt_is_explained_with_its_ways_back(halted):
    told = _run("explain", code=1)

    assert "an older copy was put back" in told
    assert "signed_size: 8" in told
    assert "found_size: 5" in told
    assert "incarnate" in told
    assert "Halted since" in _run("status", code=1)
    assert json.loads(_run("explain", "--json", code=1))["halt"]["why"] == "behind"


def test_a_loss_is_declared_on_the_terminal(halted):
    _run("explain", code=1)
    origin = signer.origin()

    told = _run("incarnate", "--yes", "--reason", "The disk died; Saturday's copy was put back.")

    assert f"{origin}/2" in told
    assert "nothing to explain" in _run("explain")
    look()
    assert _run("checkpoint").startswith(f"{origin}/2\n2\n")


def test_a_loss_is_not_declared_by_accident(halted):
    _run("explain", code=1)

    result = CliRunner().invoke(ledger, ["incarnate", "--reason", "An accident"], input="n\n")

    assert result.exit_code == 1
    assert health.status().halt is not None
