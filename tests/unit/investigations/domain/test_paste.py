import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.investigations.domain import paste
from muniment.investigations.domain.paste import Kind, Verdict
from muniment.investigations.domain.signals import catalogue
from tests.unit.investigations.memory_world import subject

PAGE = """Al Noor Ceramics Trading L.L.C
Contact person: Ahmed Mansoori  Tel: +971 50 123 4567 Email: sales@alnoor-ceramics.ae
www.alnoor-ceramics.ae  founded 12 March 2011, moved 2020-01-05, fair 13/4/2019, 3/4/2020
Mr. John Smith, Guangzhou Haitian Co., Ltd. | agent
"""
CASE = subject(
    company__name="Al Noor Ceramics Trading LLC",
    company__country="AE",
    contact__email="sales@alnoor-ceramics.ae",
    contact__phone="00971 50 123 4567",
    person__name="Ahmed Mansoori",
)


def judged(text, case=CASE):
    found = paste.compare(paste.read(text, "AE"), case, text)
    return {(one.kind, one.value): one.verdict for one in found}


def test_a_page_gives_phones_mails_names_domains_and_dates():
    read = paste.read(PAGE, "AE")

    assert read.phones == ("+971501234567",)
    assert read.mails == ("sales@alnoor-ceramics.ae",)
    assert read.domains == ("alnoor-ceramics.ae",)
    assert read.companies == ("Al Noor Ceramics Trading L.L.C", "Guangzhou Haitian Co., Ltd")
    assert read.persons == ("Ahmed Mansoori", "John Smith")
    assert set(read.dates) == {"2011-03-12", "2020-01-05", "2019-04-13"}


def test_what_the_case_knows_is_the_same_however_it_is_written():
    found = judged(PAGE)

    assert found[Kind.PHONE, "+971501234567"] is Verdict.SAME
    assert found[Kind.MAIL, "sales@alnoor-ceramics.ae"] is Verdict.SAME
    assert found[Kind.DOMAIN, "alnoor-ceramics.ae"] is Verdict.SAME
    assert found[Kind.COMPANY, "Al Noor Ceramics Trading L.L.C"] is Verdict.SAME
    assert found[Kind.PERSON, "Ahmed Mansoori"] is Verdict.SAME
    assert found[Kind.PERSON, "John Smith"] is Verdict.NEW


def test_a_page_of_the_customer_with_another_number_contradicts():
    page = PAGE.replace("+971 50 123 4567", "+971 4 222 3344")

    assert judged(page)[Kind.PHONE, "+97142223344"] is Verdict.CONTRADICTS


def test_a_page_about_somebody_else_contradicts_nothing():
    page = "Osprey Foods, Tel +971 4 222 3344, mail info@osprey.ae"

    assert set(judged(page).values()) == {Verdict.NEW}


def test_a_further_number_beside_the_known_one_is_only_new():
    page = PAGE + "\nTel: +971 4 222 3344"

    assert judged(page)[Kind.PHONE, "+97142223344"] is Verdict.NEW


def test_dates_that_are_none_and_people_that_are_numbers_are_left_out():
    read = paste.read("2024-13-40, 31 February 2024, May 5, 2020; Contact: a1b2; 5/13/2021", "")

    assert set(read.dates) == {"2020-05-05", "2021-05-13"}
    assert read.persons == ()


def test_each_thing_says_which_fact_it_would_be():
    (phone, *_) = paste.compare(paste.read(PAGE, "AE"), CASE, PAGE)

    assert phone.fact == "contact.phone"
    assert paste.Compared(Kind.DATE, "2020-01-05", Verdict.NEW).fact == ""


def test_a_capture_proposes_findings_that_the_catalogue_knows():
    page = PAGE.replace("+971 50 123 4567", "+971 4 222 3344")
    found = paste.findings(paste.compare(paste.read(page, "AE"), CASE, page), "hash")

    assert [one.signal for one in found] == ["search.phone_contradicts", "search.mail_same"]
    for one in found:
        assert catalogue()[one.signal].places <= set(one.facts)
        assert one.evidence == ("hash",)


@given(st.text())
def test_any_text_can_be_pasted(text):
    for one in paste.compare(paste.read(text, "CN"), CASE, text):
        assert one.value


@pytest.mark.parametrize(
    "part", ["a.", "1-", "a@", "a@b.", "mr ", "西", "a-", "+1 ", "contact: ", "Co., Ltd. ", "1/"]
)
def test_a_hostile_paste_does_not_hold_the_reader_up(part):
    began = time.process_time()
    paste.read(part * 20_000)

    assert time.process_time() - began < 10


def test_a_day_written_in_words_is_no_telephone_number():
    found = paste.read("Founded 12 March 2009, listed since March 4, 2011.", "DE")
    assert found.phones == ()
    assert found.dates == ("2009-03-12", "2011-03-04")
