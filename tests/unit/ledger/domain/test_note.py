"""Signed notes: the vectors of the Go implementation and of the specification."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from muniment.ledger.domain import written
from muniment.ledger.domain.cosign import verify_note
from muniment.ledger.domain.note import (
    Ed25519Signer,
    KeyInvalid,
    Note,
    NoteInvalid,
    Signature,
    SignatureInvalid,
    VerifierKey,
)

# golang.org/x/mod/sumdb/note, its example.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_SEED = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
GO_NOTE = (
    GO_TEXT
    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngo"
    "tpRZb6KE6RyyBwJnAM=\n"
)
LOG = Ed25519Signer("example.com/log", Ed25519PrivateKey.from_private_bytes(bytes(32)))
NOTE = Note.sign("one\n\ntwo\n", LOG)


def test_the_note_of_the_go_implementation_holds():
    note = Note.parse(GO_NOTE.encode())

    assert note.text == GO_TEXT
    assert verify_note(note, [VerifierKey.parse(GO_KEY)])[0].key.name == "PeterNeumann"


def test_signing_again_gives_the_same_bytes_as_the_go_implementation():
    seed = written.decode(GO_SEED)
    signer = Ed25519Signer("PeterNeumann", Ed25519PrivateKey.from_private_bytes(seed[1:]))

    assert Note.sign(GO_TEXT, signer).to_bytes() == GO_NOTE.encode()
    assert str(signer.key) == GO_KEY


def test_the_text_ends_at_the_last_blank_line():
    assert Note.parse(NOTE.to_bytes()) == NOTE
    assert Note.parse(NOTE.to_bytes()).text == "one\n\ntwo\n"


def test_a_line_of_an_unknown_key_is_passed_over():
    stranger = Ed25519Signer("stranger", Ed25519PrivateKey.from_private_bytes(b"s" * 32))
    namesake = Ed25519Signer(LOG.name, stranger.private)
    mixed = Note(
        NOTE.text, (Note.sign("x\n", stranger).signatures[0], *NOTE.signatures)
    ).with_signature(Note.sign("x\n", namesake).signatures[0])

    assert [mark.key for mark in verify_note(mixed, [LOG.key])] == [LOG.key]
    with pytest.raises(SignatureInvalid):
        verify_note(Note.parse(mixed.to_bytes()), [namesake.key])


def test_one_bad_line_of_a_known_key_spoils_the_note():
    good = NOTE.signatures[0]
    bad = Signature(good.name, good.key_id, bytes(64))
    short = Signature(good.name, good.key_id, b"x")

    for spoilt in (bad, short):
        with pytest.raises(SignatureInvalid):
            verify_note(NOTE.with_signature(spoilt), [LOG.key])


def test_a_note_that_no_known_key_signed_is_refused():
    with pytest.raises(SignatureInvalid):
        verify_note(NOTE, [])


@pytest.mark.parametrize("position", range(len(NOTE.to_bytes())))
def test_no_byte_of_a_note_can_be_changed(position):
    data = bytearray(NOTE.to_bytes())
    data[position] ^= 1
    try:
        note = Note.parse(bytes(data))
    except NoteInvalid:
        return
    with pytest.raises(SignatureInvalid):
        verify_note(note, [LOG.key])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"text\n",
        b"text\n\n",
        b"text\n\nno dash\n",
        "text\n\n— name\n".encode(),
        "text\n\n— name AAAAAA==".encode(),
        "text\n\n— name AAAAAA==\n".encode(),
        "text\n\n— na+me AAAAAAA=\n".encode(),
        "text\n\n— na\u2003me AAAAAAA=\n".encode(),
        "text\n\n— name AAAAAAB=\n".encode(),
        "text\n\n— name  AAAAAAA=\n".encode(),
        "te\txt\n\n— name AAAAAAA=\n".encode(),
        "te\r\n\n— name AAAAAAA=\n".encode(),
        b"\xff\n\n\xe2\x80\x94 name AAAAAAA=\n",
        ("text\n\n" + "— name AAAAAAA=\n" * 101).encode(),
        ("t" * 1_000_001 + "\n\n— name AAAAAAA=\n").encode(),
    ],
)
def test_what_is_not_a_note_is_refused(data):
    with pytest.raises(NoteInvalid):
        Note.parse(data)


def test_sixteen_signatures_and_more_are_read():
    data = ("text\n\n" + "— name AAAAAAA=\n" * 100).encode()

    assert len(Note.parse(data).signatures) == 100


@pytest.mark.parametrize("text", ["", "no end", "tab\there\n", "\ud800\n"])
def test_a_text_that_cannot_be_a_note_is_not_signed(text):
    with pytest.raises(NoteInvalid):
        Note.sign(text, LOG)


def test_a_witness_key_signs_no_plain_note():
    with pytest.raises(KeyInvalid):
        Note.sign("text\n", Ed25519Signer("w", LOG.private, kind=4))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        GO_KEY.replace("c74f20a3", "c74f20a4"),
        GO_KEY.replace("c74f20a3", "c74f20a"),
        GO_KEY.replace("PeterNeumann", "Peter"),
        GO_KEY.replace("PeterNeumann", "Peter Neumann"),
        GO_KEY + "=",
        GO_KEY + "\n",
        GO_KEY[:-4],
        "PeterNeumann+c74f20a3+",
        "name+00000000+AA==",
        "name+00000000+/w==",
    ],
)
def test_what_is_not_a_key_is_refused(text):
    with pytest.raises(KeyInvalid):
        VerifierKey.parse(text)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_note_or_refused(data):
    try:
        note = Note.parse(data)
    except NoteInvalid:
        return
    assert note.to_bytes() == data


@given(st.text(max_size=100))
def test_any_text_is_a_key_or_refused(text):
    try:
        key = VerifierKey.parse(text)
    except KeyInvalid:
        return
    assert str(key) == text
