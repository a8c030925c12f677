"""Plain Python agrees with OpenSSL, and the RFC with both."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment_verify import ed25519, signatures

# RFC 8032, section 7.1: public key, message, signature.
PUBLISHED = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
]
ORDER = 2**252 + 27742317777372353535851937790883648493


@pytest.mark.parametrize(("public", "message", "signature"), PUBLISHED)
def test_the_published_signatures_hold(public, message, signature):
    told = [bytes.fromhex(part) for part in (public, signature, message)]

    assert ed25519.verify(*told)
    assert signatures.verify_ed25519(*told)


def both(public, signature, message):
    plain = ed25519.verify(public, signature, message)
    assert plain == signatures.verify_ed25519(public, signature, message)
    return plain


@settings(deadline=None, max_examples=30)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=50), st.integers(0, 95))
def test_both_accept_what_is_signed_and_refuse_what_was_changed(seed, message, at):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert both(public, signature, message)

    bent = bytearray(public + signature)
    bent[at] ^= 1
    assert not both(bytes(bent[:32]), bytes(bent[32:]), message)


@settings(deadline=None, max_examples=60)
@given(st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64))
def test_both_agree_on_noise(public, signature):
    assert not both(public, signature, b"")


def test_both_refuse_a_signature_written_in_a_second_way():
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"x")
    number = int.from_bytes(signature[32:], "little") + ORDER
    again = signature[:32] + number.to_bytes(32, "little")

    assert not both(public, again, b"x")


@pytest.mark.parametrize(
    ("public", "signature"), [(b"", bytes(64)), (bytes(32), b""), (bytes(33), bytes(64))]
)
def test_both_refuse_other_lengths(public, signature):
    assert not both(public, signature, b"")


@pytest.mark.parametrize("y", [0, 1, 2**255 - 20, 2**255 - 19, 2**255 - 18, 2**255 - 1, 2**255 + 1])
def test_both_agree_on_points_at_the_edge(y):
    public = y.to_bytes(32, "little")
    for r in (public, (1).to_bytes(32, "little"), bytes(32)):
        both(public, r + bytes(32), b"x")
