"""Checkpoints and cosignatures, held against the specification and another implementation."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from tlog_scales import signing
from tlog_scales.tlog import Checkpoint as TheirCheckpoint

from muniment.ledger.domain.checkpoint import Checkpoint, CheckpointInvalid
from muniment.ledger.domain.cosign import cosign, verify_cosignature, verify_note
from muniment.ledger.domain.note import (
    COSIGNATURE,
    ML_DSA_44,
    Ed25519Signer,
    KeyInvalid,
    Note,
    Signature,
    SignatureInvalid,
    VerifierKey,
)

SPECIFIED = """\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGz\
Ggku9nTo+zyWE+xeMcTOAYQ8=
"""
SEED = bytes(range(32))
LOG = Ed25519Signer("example.com/log", Ed25519PrivateKey.from_private_bytes(SEED))
WITNESS = Ed25519Signer("witness.example/w1", LOG.private, kind=COSIGNATURE)
CHECKPOINT = Checkpoint("example.com/log", 70_000, bytes(32))


class QuantumWitness:
    """A witness with a key that a quantum computer does not break."""

    private = MLDSA44PrivateKey.from_seed_bytes(SEED)
    key = VerifierKey("witness.example/w2", ML_DSA_44, private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)


QUANTUM = QuantumWitness()


def fully_signed() -> Note:
    note = CHECKPOINT.signed_by(LOG)
    for witness in (WITNESS, QUANTUM):
        note = note.with_signature(cosign(note.text, witness, time=1_700_000_000))
    return note


def test_the_specified_example_is_read():
    note = Note.parse(SPECIFIED.replace("Ggku9", "Gku9").encode())
    checkpoint = Checkpoint.parse(note.text)

    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.body() == note.text


def test_another_implementation_accepts_all_three_signatures():
    theirs = TheirCheckpoint.from_text(fully_signed().to_bytes().decode())

    for key in (LOG.key, WITNESS.key, QUANTUM.key):
        theirs.verify(signing.Vkey.from_string(str(key)))
    keys = [signing.Vkey.from_string(str(k)) for k in (LOG.key, WITNESS.key, QUANTUM.key)]
    assert len(signing.VkeySet(*keys).verify(theirs.signatures, theirs)) == 3


def test_we_accept_the_signatures_of_another_implementation():
    signers = [
        signing.PlainEd25519Signer("example.com/log", SEED),
        signing.MLDSA44CosignatureSigner("witness.example/w2", SEED),
    ]
    theirs = TheirCheckpoint.make_signed("example.com/log", 7, bytes(32), signers)

    marks = verify_note(Note.parse(theirs.serialize().encode()), [LOG.key, QUANTUM.key])

    assert [mark.key for mark in marks] == [LOG.key, QUANTUM.key]
    assert marks[0].time is None
    assert marks[1].time > 1_700_000_000


def test_a_full_set_of_signatures_is_as_long_as_the_specification_says():
    sizes = [len(line.line.split()[2]) for line in fully_signed().signatures]

    assert sizes == [92, 104, 3244]


def test_cosignatures_carry_their_time():
    marks = verify_note(fully_signed(), [WITNESS.key, QUANTUM.key])

    assert [mark.time for mark in marks] == [1_700_000_000] * 2


@pytest.mark.parametrize("witness", [WITNESS, QUANTUM])
@pytest.mark.parametrize("position", [0, 7, 8, 40, 71])
def test_neither_time_nor_signature_of_a_witness_can_be_changed(witness, position):
    text = CHECKPOINT.body()
    made = cosign(text, witness, time=5)
    payload = bytearray(made.payload)
    payload[position] ^= 0x80

    with pytest.raises(SignatureInvalid):
        verify_cosignature(text, Signature(made.name, made.key_id, bytes(payload)), witness.key)


def test_a_cosignature_is_refused_for_another_key_another_length_and_another_tree():
    made = cosign(CHECKPOINT.body(), WITNESS, time=5)
    cut = Signature(made.name, made.key_id, made.payload[:-1])
    grown = Checkpoint(CHECKPOINT.origin, CHECKPOINT.size + 1, CHECKPOINT.root).body()

    for text, signature, key in [
        (CHECKPOINT.body(), made, QUANTUM.key),
        (CHECKPOINT.body(), cut, WITNESS.key),
        (grown, made, WITNESS.key),
    ]:
        with pytest.raises(SignatureInvalid):
            verify_cosignature(text, signature, key)


def test_a_log_key_makes_no_cosignatures():
    with pytest.raises(KeyInvalid):
        cosign(CHECKPOINT.body(), LOG, time=5)


def test_names_too_long_for_the_quantum_safe_form_are_refused():
    long = Checkpoint("o" * 256, 1, bytes(32)).body()
    with pytest.raises(CheckpointInvalid):
        cosign(long, QUANTUM, time=5)
    witness = QuantumWitness()
    witness.key = VerifierKey("w" * 256, ML_DSA_44, QUANTUM.key.public)
    with pytest.raises(KeyInvalid):
        cosign(CHECKPOINT.body(), witness, time=5)


ROOT = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "log\n1\n",
        f"log\n1\n{ROOT}",
        f"\n1\n{ROOT}\n",
        f"log\n01\n{ROOT}\n",
        f"log\n-1\n{ROOT}\n",
        f"log\n+1\n{ROOT}\n",
        f"log\n1 \n{ROOT}\n",
        f"log\n١\n{ROOT}\n",
        f"log\n{2**63}\n{ROOT}\n",
        f"log\n1\n{ROOT[:-1]}\n",
        f"log\n1\n{ROOT[:-2]}B=\n",
        "log\n1\nAAAA\n",
        "log\n1\n\n",
        f"log\n1\n{ROOT}\n\n",
        f"lo\tg\n1\n{ROOT}\n",
    ],
)
def test_what_is_not_a_checkpoint_is_refused(text):
    with pytest.raises(CheckpointInvalid):
        Checkpoint.parse(text)


def test_extension_lines_of_other_logs_are_kept():
    checkpoint = Checkpoint.parse(f"log\n0\n{ROOT}\nextra one\ntwo\n")

    assert checkpoint.extensions == ("extra one", "two")
    assert checkpoint.body() == f"log\n0\n{ROOT}\nextra one\ntwo\n"


def test_a_root_or_size_out_of_range_makes_no_checkpoint():
    for size, root in [(-1, bytes(32)), (2**63, bytes(32)), (1, bytes(31))]:
        with pytest.raises(CheckpointInvalid):
            Checkpoint("log", size, root)


@given(st.text(max_size=120))
def test_any_text_is_a_checkpoint_or_refused(text):
    try:
        checkpoint = Checkpoint.parse(text)
    except CheckpointInvalid:
        return
    assert checkpoint.body() == text
