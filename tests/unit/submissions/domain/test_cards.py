"""Cards and signatures in the languages of the trade, read into their parts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment.submissions.domain.cards import Card, Number, read_card

GERMAN = """Maria Lund
Purchasing Manager
Nordlicht Handels GmbH
Hafenstraße 12, 20457 Hamburg, Germany
Tel: +49 40 555 0123 | Mobile: +49 171 555 1234
Fax: +49 40 555 0199
maria.lund@nordlicht-handel.de
www.nordlicht-handel.de"""
CHINESE = """杭州远航贸易有限公司
王小明 采购经理
地址：浙江省杭州市西湖区文三路123号
手机：138 0571 1234
电话：0571-87654321 传真：0571-87654322
邮箱：wang@yuanhang.com.cn
微信：wangxm88"""
GULF = """Best regards,

Ahmed Al-Farsi | Sourcing Director
Al Noor General Trading LLC
P.O. Box 1234, Deira, Dubai, UAE
T +971 4 222 3344 M +971 50 123 4567
E ahmed@alnoor.ae W www.alnoor.ae"""
RUSSIAN = """С уважением,
Иван Петров
Менеджер по закупкам
ООО «Северный Ветер»
ул. Ленина 5, Москва, 101000, Россия
тел. +7 495 123-45-67
petrov@sv-trade.ru"""
JAPANESE = """田中 太郎
購買部長
株式会社山田商事
〒150-0001 東京都渋谷区神宮前1-2-3
TEL 03-1234-5678 携帯 090-1234-5678
tanaka@yamada.co.jp"""
VCARD = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8:Ruiz;Ana;;;
ORG:Importadora Sol S.A.;Compras
TITLE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Jefa de compras =E2=80=93 =
M=C3=A9xico
TEL;CELL:600 123 456
EMAIL;INTERNET:ana@sol.es
URL:https://sol.es
ADR;WORK:;;Calle Mayor 1;Madrid;;28001;España
NOTE:met at the fair\\, hall 3
PHOTO:AAAA
END:VCARD"""


@pytest.mark.parametrize(
    ("text", "name", "post", "company", "phone"),
    [
        (GERMAN, "Maria Lund", "Purchasing Manager", "Nordlicht Handels GmbH", "+49405550123"),
        (CHINESE, "王小明", "采购经理", "杭州远航贸易有限公司", "+8657187654321"),
        (GULF, "Ahmed Al-Farsi", "Sourcing Director", "Al Noor General Trading LLC",
         "+97142223344"),
        (RUSSIAN, "Иван Петров", "Менеджер по закупкам", "ООО «Северный Ветер»", "+74951234567"),
        (JAPANESE, "田中 太郎", "購買部長", "株式会社山田商事", "+81312345678"),
    ],
    ids=["german", "chinese", "gulf", "russian", "japanese"],
)  # fmt: skip
def test_a_card_is_read_in_its_own_language(text, name, post, company, phone):
    card = read_card(text)

    assert (card.name, card.post, card.company) == (name, post, company)
    assert phone in [one.number for one in card.numbers]
    assert card.address
    assert not card.rest


def test_numbers_keep_what_they_are_for():
    kinds = {one.number: one.kind for one in read_card(GERMAN).numbers}

    assert kinds == {
        "+49405550123": "phone", "+491715551234": "mobile", "+49405550199": "fax",
    }  # fmt: skip


def test_a_messenger_without_a_number_is_kept_by_its_name():
    assert read_card(CHINESE).messengers == ("微信: wangxm88",)


def test_a_number_belongs_to_the_country_that_the_reader_knows():
    assert read_card("Ana Ruiz\n600 123 456", country="es").numbers == (Number("+34600123456"),)


def test_no_country_is_guessed_for_a_number_that_names_none():
    assert read_card("Ana Ruiz\n503-833-4350").numbers == (Number("503-833-4350"),)


@pytest.mark.parametrize(
    "text", ["Thanks,  David Poston", "Thanks,\nDavid Poston"], ids=["one line", "two lines"]
)
def test_a_closing_word_is_no_part_of_the_name(text):
    assert read_card(text).name == "David Poston"


def test_a_first_name_alone_is_proposed_when_nothing_better_is_there():
    assert read_card("Regards,\nKim").name == "Kim"
    assert read_card("Kim\nKim Ward").name == "Kim Ward"


def test_a_whole_letter_gives_its_signature_alone():
    letter = "\n".join(
        ["Dear Sirs,", *(f"We write line {number} of this letter here." for number in range(15)),
         "", GULF]
    )  # fmt: skip

    card = read_card(letter)

    assert card.name == "Ahmed Al-Farsi"
    assert not any("letter" in line for line in card.rest)


def test_a_vcard_of_an_old_telephone_is_read():
    card = read_card(VCARD)

    assert (card.name, card.company) == ("Ana Ruiz", "Importadora Sol S.A.")
    assert card.post == "Jefa de compras – México"
    assert card.numbers == (Number("+34600123456", "mobile"),)
    assert (card.emails, card.web) == (("ana@sol.es",), "https://sol.es")
    assert card.rest == ("met at the fair, hall 3",)


def test_a_free_mailbox_is_no_site_of_the_company():
    assert read_card("Ana Ruiz\nana.ruiz@gmail.com").web == ""


def test_what_fits_nowhere_is_handed_back():
    card = read_card("Maria Lund\n+49 40 555 0123\nmet her at the stand of the dyers in hall three")

    assert card.rest == ("met her at the stand of the dyers in hall three",)


def test_an_empty_text_gives_an_empty_card():
    assert read_card(" \n ") == Card()
    assert Card().is_empty


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_text_brings_the_reader_down(text):
    read_card(text)
    read_card("BEGIN:VCARD\n" + text)


@given(st.lists(st.sampled_from([*GERMAN.split("\n"), *CHINESE.split("\n"), "", ",", ":"])))
@settings(max_examples=100, deadline=None)
def test_lines_in_any_order_lose_no_address_and_no_number(lines):
    card = read_card("\n".join(lines[:14]))
    written = "\n".join(lines[:14])

    assert ("maria.lund@nordlicht-handel.de" in card.emails) == ("maria.lund@" in written)
    assert ("+49 171" in written) == ("+491715551234" in [one.number for one in card.numbers])
