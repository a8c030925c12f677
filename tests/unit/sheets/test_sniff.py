"""Guessing how a text table is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.sheets.lines import FileEmpty, FileUnreadable, OldWorkbook, PageNotTable
from muniment.sheets.sniff import (
    DELIMITERS,
    decoded,
    delimiter_of,
    encoding_of,
    refuse_non_tables,
)

SIMPLIFIED = "客户编号,客户名称,国家,联系人\n1001,北京东方进出口有限公司,中国,王小明\n"
TRADITIONAL = "客戶編號,客戶名稱,國家,聯絡人\n1001,臺北東方貿易股份有限公司,臺灣,陳小姐\n"
WESTERN = (
    "Kunde;Straße;Ort\nMüller & Söhne;Königsallee 5;Düsseldorf\nCafé Crème;Rue de l'Été;Orléans\n"
)
RUSSIAN = (
    "Клиент;Город;Страна\nООО Ромашка;Екатеринбург;Россия\nЗАО Восток;Владивосток;Россия\n" * 4
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"), (SIMPLIFIED, "utf-8-sig"), (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "utf-16-le"), (SIMPLIFIED, "utf-16-be"), (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "gbk"), (TRADITIONAL, "big5"), (WESTERN, "cp1252"), (WESTERN, "latin-1"),
        (WESTERN, "utf-8"), (RUSSIAN, "cp1251"), ("a,b\n1,2\n", "ascii"),
    ],
)  # fmt: skip
def test_a_file_is_read_in_its_own_encoding(text, encoding):
    data = text.encode(encoding)
    assert decoded(data, encoding_of(data)).lstrip("\ufeff") == text


def test_a_sample_that_ends_inside_a_letter_is_still_utf_8():
    data = SIMPLIFIED.encode()
    assert encoding_of(data[:10]) == "utf-8"


@pytest.mark.parametrize("mark", DELIMITERS)
def test_the_separator_is_the_mark_that_cuts_all_lines_alike(mark):
    text = f"Report of May\n\nname{mark}price{mark}note\nA{mark}1,5{mark}x; y\nB{mark}2,5{mark}\n"
    assert delimiter_of(text) == mark


def test_separators_inside_quotes_do_not_count():
    assert delimiter_of('a;b\n"x, y, z";1\n"u, v, w";2\n') == ";"


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", FileEmpty),
        (b"\xef\xbb\xbf \r\n", FileEmpty),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, OldWorkbook),
        (b"%PDF-1.7 ...", PageNotTable),
        (b"\n <!DOCTYPE html><table>", PageNotTable),
        (bytes(range(1, 32)) * 40, PageNotTable),
    ],
)
def test_a_file_that_is_no_table_says_what_it_is(data, trouble):
    with pytest.raises(trouble):
        refuse_non_tables(data)


@given(st.binary(max_size=600))
def test_any_bytes_get_an_encoding_that_can_read_them(data):
    text = decoded(data, encoding_of(data))
    assert delimiter_of(text) in DELIMITERS


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_our_own_error(data):
    try:
        refuse_non_tables(data)
    except FileUnreadable as trouble:
        assert trouble.next_step  # noqa: PT017 - the other outcome is fine too


def test_an_encoding_that_does_not_fit_at_all_gives_no_text():
    assert decoded(b"no mark here", "utf-16") == ""
