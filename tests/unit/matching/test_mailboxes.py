import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.matching.mailboxes import Fault, Mailbox, read_mailbox


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("m.lopez@firm.com", "m.lopez@firm.com"),
        ('"Lopez, M" <m.lopez@Firm.com>', "m.lopez@firm.com"),
        ("mailto:m.lopez@firm.com?subject=x", "m.lopez@firm.com"),
        ("o'neil+orders@firm.co.uk", "o'neil+orders@firm.co.uk"),
        ('"odd name"@firm.com', '"odd name"@firm.com'),
        ("maría@münchen.de", "maría@xn--mnchen-3ya.de"),
        ("采购@公司.cn", "采购@xn--55qx5d.cn"),
    ],
)
def test_an_address_is_read(text, address):
    found = read_mailbox(text)

    assert isinstance(found, Mailbox)
    assert found.address == address
    assert not found.odd


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.NO_AT),
        ("firm.com", Fault.NO_AT),
        ("@firm.com", Fault.LOCAL),
        (".a@firm.com", Fault.LOCAL),
        ("a..b@firm.com", Fault.LOCAL),
        ("a b@firm.com", Fault.LOCAL),
        ("a@b@firm.com", Fault.LOCAL),
        ("a@firm", Fault.DOMAIN),
        ("a@-firm.com", Fault.DOMAIN),
        ("a@fi rm.com", Fault.DOMAIN),
        ("a@[10.0.0.1]", Fault.DOMAIN),
        ("a@firm.com/path", Fault.DOMAIN),
        ("a" * 65 + "@firm.com", Fault.TOO_LONG),
        ("a@" + "x" * 2000, Fault.TOO_LONG),
    ],
)
def test_what_is_no_address_is_refused_with_the_place_of_its_fault(text, fault):
    assert read_mailbox(text) == fault


def test_the_name_beside_the_address_is_kept_apart():
    assert read_mailbox('"Maria Lopez" <m@firm.com>').display == "Maria Lopez"


@pytest.mark.parametrize(
    "text", ["sales@exаmple.com", "sаles@example.com", "sa\u200bles@example.com"]
)
def test_a_hidden_letter_of_another_alphabet_is_noticed(text):
    assert read_mailbox(text).odd


@given(st.text(max_size=200))
def test_any_text_is_an_address_or_has_a_fault(text):
    assert isinstance(read_mailbox(text), Mailbox | Fault)
