import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.matching import mails


def test_an_address_has_one_form() -> None:
    assert mails.normal("Omar <O.Darwish+china@GoogleMail.com>") == "odarwish@gmail.com"
    assert mails.normal("o.darwish@163.com") == "o.darwish@163.com"
    assert mails.normal("no address here") == ""


@pytest.mark.parametrize("local", ["kuznetsovm786", "kuznetsov.m786", "kuznetsovm786uk"])
def test_separators_and_tails_do_not_make_another_mailbox_name(local: str) -> None:
    part = mails.local_part(f"{local}@mail.ru")
    assert (part.stem, part.digits) == ("kuznetsovm", "786")


def test_a_word_of_the_trade_leaves_a_stem_without_it() -> None:
    assert mails.local_part("saeedabdallah_trade@hotmail.com").stems() == (
        "saeedabdallahtrade",
        "saeedabdallah",
    )


@pytest.mark.parametrize("address", ["info@a.com", "Sales01@a.com", "export.manager@a.com"])
def test_a_desk_is_nobody(address: str) -> None:
    assert mails.is_role(address)


def test_a_name_beside_a_word_of_the_trade_is_somebody() -> None:
    assert not mails.is_role("eze.sales88@gmail.com")


def test_addresses_are_found_in_a_text() -> None:
    assert mails.mails_in("to A@x.com, or (b@y.org); again a@X.com") == ("a@x.com", "b@y.org")


@pytest.mark.parametrize("text", [".@heron.example", "...@gmail.com"])
def test_a_mailbox_of_dots_alone_is_no_address(text: str) -> None:
    assert mails.normal(text) == ""


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    normal = mails.normal(text)
    assert mails.normal(normal) == normal
    assert all("@" in found for found in mails.mails_in(text))
    mails.local_part(text)
    mails.is_role(text)
