"""The verifier that imports nothing of ours: what it accepts and what it refuses."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tlog_scales import signing
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader
from tlog_scales.writer import TilesWriter

import muniment_verify
from muniment.ledger.domain.checkpoint import Checkpoint
from muniment.ledger.domain.cosign import cosign
from muniment_verify import (
    Misuse,
    Untrusted,
    load_openings,
    parse_opening,
    signatures,
    verify,
    words,
)
from muniment_verify.entry import read_entry
from muniment_verify.forms import parse_key, parse_proof
from muniment_verify.tree import leaf_hash
from tests.unit.ledger.domain.test_checkpoint import QUANTUM
from tests.unit.verify import corpus

GOOD = corpus.good()
BAD = corpus.bad()


def check(case):
    openings = load_openings(case.openings) if case.openings is not None else []
    return verify(case.proof, case.entry, case.keys, openings)


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_good_evidence_is_good(case):
    found = check(case)

    assert found.index < found.size
    assert found.marks[0].name in case.keys[0]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name[:40])
def test_bad_evidence_is_refused(case):
    with pytest.raises((Untrusted, Misuse)):
        check(case)


def refusal(case):
    try:
        check(case)
    except (Untrusted, Misuse) as no:
        return no
    return None


def test_each_way_to_fail_is_met_and_has_its_sentence():
    refusals = [refusal(case) for case in BAD]
    untrusted = [no for no in refusals if isinstance(no, Untrusted)]
    codes = {f"{no.part}.{no.why}" for no in untrusted}
    plain = {"entry" if code.startswith("entry.") else code for code in codes}

    misuses = {no.why for no in refusals if isinstance(no, Misuse)}
    assert plain | misuses | {"entry.canonical"} == words.WHY.keys() - {"key_kind_here"}
    assert "entry.canonical" in codes
    assert {no.part for no in untrusted} == words.PART.keys()
    assert not any("{" in words.why(no.part, no.why) for no in untrusted)


def test_an_entry_of_muniment_is_read_with_its_witness_and_what_was_disclosed():
    found = verify(
        GOOD[0].proof,
        GOOD[0].entry,
        [str(corpus.LOG.key), str(corpus.WITNESS.key)],
        load_openings(corpus.opening()),
    )

    assert (found.origin, found.index, found.size) == ("example.com/log", 4, 13)
    assert found.entry["type"] == "vault.consultation.opened"
    assert [mark.time for mark in found.marks] == [None, 1_777_800_000]
    assert found.opened == {"purpose": "报价 17"}


def test_the_proof_of_another_implementation_is_good(tmp_path):
    signers = [
        signing.PlainEd25519Signer("another.example/log", b"a" * 32),
        signing.MLDSA44CosignatureSigner("witness.example/w2", bytes(range(32))),
    ]
    writer = TilesWriter.create(tmp_path / "log", "another.example/log")
    for n in range(700):
        writer.add_leaf(b"their entry %d" % n)
    writer.commit(signers)
    reader = TilesReader(LocalBackend(tmp_path / "log"))
    checkpoint = reader.get_checkpoint()
    steps = reader.get_inclusion_proof(650, 700).node_hashes
    path = "".join(f"{signing.b64enc(step)}\n" for step in steps)
    proof = f"c2sp.org/tlog-proof@v1\nindex 650\n{path}\n{checkpoint.serialize()}".encode()
    keys = [signer.vkey.serialize() for signer in signers]

    found = verify(proof, reader.get_entry(650), keys)

    assert keys[1] == str(QUANTUM.key)
    assert (found.origin, found.index, found.entry) == ("another.example/log", 650, None)
    assert [mark.kind for mark in found.marks] == [1, 6]
    with pytest.raises(Untrusted):
        verify(proof, b"their entry 651", keys)


def test_a_quantum_safe_signature_that_was_changed_is_refused(tmp_path):
    signer = signing.MLDSA44CosignatureSigner("w" * 255, b"a" * 32)
    writer = TilesWriter.create(tmp_path / "log", "log")
    writer.add_leaf(b"x")
    writer.commit([signer])
    note = (tmp_path / "log" / "checkpoint").read_bytes()
    proof = b"c2sp.org/tlog-proof@v1\nindex 0\n\n" + note
    verify(proof, b"x", [signer.vkey.serialize()])

    longer = signing.Vkey("w" * 256, None, 6, signer.vkey.pubkey)
    mark = signing.NoteSignature(longer.name, longer.key_id, bytes(8 + 2420)).serialize()
    body = proof.rpartition(b"\n\n")[0] + b"\n\n"
    bent = signing.NoteSignature(signer.vkey.name, signer.vkey.key_id, bytes(2428)).serialize()
    for line, key in [(mark, longer), (bent, signer.vkey)]:
        with pytest.raises(Untrusted) as refusal:
            verify(body + line.encode() + b"\n", b"x", [key.serialize()])
        assert (refusal.value.part, refusal.value.why) == ("signature", "does_not_fit")


@pytest.mark.parametrize(
    "text", ["", "purpose", "purpose=x", "purpose=x:y", "Purpose=" + "A" * 43 + ":y"]
)
def test_an_opening_written_otherwise_is_misuse(text):
    with pytest.raises(Misuse):
        parse_opening(text)


def test_an_opening_may_hold_colons_and_equals_signs():
    assert parse_opening("note=" + "A" * 43 + ":a=b:c") == ("note", bytes(32), "a=b:c")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    for read in (parse_proof, read_entry):
        for claim in (data, b"c2sp.org/tlog-proof@v1\nindex 1\n" + data):
            with suppress(Untrusted):
                read(claim)


@given(st.binary(max_size=200))
def test_any_bytes_that_claim_to_be_an_entry_are_refused(data):
    with pytest.raises(Untrusted):
        read_entry(b'{"subject_seq"' + data)


@given(st.text(max_size=100))
def test_any_text_is_a_key_or_misuse(text):
    for asked in (text, f"name+00000000+{text}", GOOD[0].keys[0].replace("example", "\ud800")):
        with pytest.raises(Misuse):
            parse_key(asked)


@given(st.binary(max_size=100))
def test_any_file_holds_openings_or_is_misuse(data):
    with suppress(Misuse):
        load_openings(data)


def test_verdicts_are_the_same_without_openssl(monkeypatch):
    def verdicts():
        return [str(refusal(case)) for case in [*GOOD, *BAD]]

    with_openssl = verdicts()
    monkeypatch.setattr(signatures, "_WITH_OPENSSL", False)

    assert verdicts() == with_openssl


@pytest.fixture
def run_bare(tmp_path):
    """Run the package with no other package to be found, as on a stranger's machine."""
    (tmp_path / "muniment_verify").symlink_to(Path(muniment_verify.__file__).parent)
    # -I leaves the environment out, -S every installed package.
    run = f"import sys, runpy; sys.path.insert(0, {str(tmp_path)!r}); sys.argv[0] = 'verify'; "
    run += "runpy.run_module('muniment_verify', run_name='__main__')"
    command = [sys.executable, "-I", "-S", "-B", "-c", run, "proof", "--entry", "entry", "--key"]

    def run_bare(proof, entry, key):
        (tmp_path / "proof").write_bytes(proof)
        (tmp_path / "entry").write_bytes(entry)
        return subprocess.run(
            [*command, key], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    return run_bare


def test_the_verifier_runs_where_nothing_else_is_installed(run_bare):
    done = run_bare(GOOD[0].proof, GOOD[0].entry, GOOD[0].keys[0])

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("GOOD: entry 4 (counted from 0) of 13 in example.com/log\n")
    assert run_bare(GOOD[0].proof, b"x", GOOD[0].keys[0]).returncode == 1


def test_a_key_that_needs_a_library_says_so_where_there_is_none(run_bare):
    note = Checkpoint("log", 1, leaf_hash(b"x")).body()
    line = cosign(note, QUANTUM, time=5).line
    proof = f"c2sp.org/tlog-proof@v1\nindex 0\n\n{note}\n{line}".encode()

    assert verify(proof, b"x", [str(QUANTUM.key)]).marks[0].time == 5
    done = run_bare(proof, b"x", str(QUANTUM.key))
    assert (done.returncode, done.stdout.split(".")[0]) == (2, "Not checked")
