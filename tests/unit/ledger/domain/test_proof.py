"""Proof texts: what is read, what is refused, and that no byte can be changed."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from muniment.core.errors import MunimentError
from muniment.ledger.domain import merkle
from muniment.ledger.domain.checkpoint import Checkpoint, CheckpointInvalid
from muniment.ledger.domain.note import Ed25519Signer, NoteInvalid, SignatureInvalid
from muniment.ledger.domain.proof import Proof, ProofInvalid
from tests.unit.ledger.domain.trees import tree_of

LOG = Ed25519Signer("example.com/log", Ed25519PrivateKey.from_private_bytes(bytes(32)))
ENTRIES = [b"entry %d" % n for n in range(21)]
TREE = tree_of(ENTRIES)


def prove(index: int, size: int = 21, extra: bytes | None = None) -> Proof:
    checkpoint = Checkpoint("example.com/log", size, merkle.root(size, TREE)).signed_by(LOG)
    path = tuple(merkle.inclusion(index, size, TREE))
    return Proof(index, path, checkpoint.to_bytes(), extra)


@pytest.mark.parametrize(("index", "size", "extra"), [(0, 1, None), (13, 21, b""), (20, 21, b"x")])
def test_a_proof_is_written_read_and_holds(index, size, extra):
    proof = Proof.parse(prove(index, size, extra).to_bytes())

    assert proof == prove(index, size, extra)
    assert proof.verify(ENTRIES[index], [LOG.key]).size == size


def test_a_proof_reads_as_the_specification_shows_it():
    lines = prove(13, extra=b"hi").to_bytes().decode().split("\n")

    assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra aGk=", "index 13"]
    assert lines[lines.index("") + 1 :][:2] == ["example.com/log", "21"]


def test_a_place_that_cannot_be_makes_no_proof():
    for index, path in [(-1, ()), (2**63, ()), (0, (b"short",)), (0, (bytes(32),) * 64)]:
        with pytest.raises(ProofInvalid):
            Proof(index, path, b"")


def test_a_proof_of_another_entry_or_another_key_does_not_hold():
    stranger = Ed25519Signer("example.com/log", Ed25519PrivateKey.from_private_bytes(b"s" * 32))
    with pytest.raises(ProofInvalid):
        prove(13).verify(ENTRIES[12], [LOG.key])
    with pytest.raises(SignatureInvalid):
        prove(13).verify(ENTRIES[13], [stranger.key])
    with pytest.raises(NoteInvalid):
        Proof(0, (), b"nothing").verify(b"", [LOG.key])
    with pytest.raises(CheckpointInvalid):
        Proof(0, (), "text\n\n— name AAAAAAA=\n".encode()).verify(b"", [LOG.key])


WHOLE = prove(13).to_bytes()


@pytest.mark.parametrize("position", range(len(WHOLE)))
def test_no_byte_of_a_proof_can_be_changed(position):
    bent = bytearray(WHOLE)
    bent[position] ^= 1

    with pytest.raises(MunimentError):
        Proof.parse(bytes(bent)).verify(ENTRIES[13], [LOG.key])


STEP = "A" * 43 + "="


@pytest.mark.parametrize(
    "head",
    [
        "",
        "c2sp.org/tlog-proof@v2\nindex 0",
        "c2sp.org/tlog-proof@v1",
        "c2sp.org/tlog-proof@v1\nindex",
        "c2sp.org/tlog-proof@v1\nindex ",
        "c2sp.org/tlog-proof@v1\nindex 00",
        "c2sp.org/tlog-proof@v1\nindex -1",
        "c2sp.org/tlog-proof@v1\nindex 9223372036854775808",
        "c2sp.org/tlog-proof@v1\nindex 1\nAAAA",
        "c2sp.org/tlog-proof@v1\nindex 1\n" + "A" * 42 + "B=",
        "c2sp.org/tlog-proof@v1\nindex 1\nextra aGk=",
        "c2sp.org/tlog-proof@v1\nextra aGl=\nindex 1",
        "c2sp.org/tlog-proof@v1\nextra aGk=\nextra aGk=\nindex 1",
        "c2sp.org/tlog-proof@v1\nindex 1" + f"\n{STEP}" * 64,
        "c2sp.org/tlog-proof@v1\r\nindex 1",
        "c2sp.org/tlog-proof@v1\nindex ١",
    ],
)
def test_what_is_not_a_proof_is_refused(head):
    with pytest.raises(ProofInvalid):
        Proof.parse(head.encode() + b"\n\nlog")


def test_a_proof_beyond_all_size_is_refused():
    with pytest.raises(ProofInvalid):
        Proof.parse(b"c2sp.org/tlog-proof@v1\nindex 0\n\n" + bytes(2_000_000))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_proof_or_refused(tail):
    for data in (tail, b"c2sp.org/tlog-proof@v1\nindex 1\n" + tail):
        try:
            proof = Proof.parse(data)
        except ProofInvalid:
            continue
        assert proof.to_bytes() == data
