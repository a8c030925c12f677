"""Two names held against each other: the answer, its reasons, and that nothing breaks it."""

import json
import pickle
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment.matching.names import Kind, Strictness, compare, prepare

PAIRS = Path(__file__).parents[5] / "shared/data/names/pairs.jsonl"
ANY_TEXT = st.text(max_size=60) | st.text(
    alphabet="abAB 09.,&-'()éßИванال株式会社김陈\u0301\u200f\ud800", max_size=40
)


def is_match(one, two, kind=Kind.COMPANY, strictness=Strictness.SCREENING):
    return compare(one, two, kind=kind, strictness=strictness).is_match


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Siemens Aktiengesellschaft", "Siemens AG"),
        ("OAO Gazprom", "Open Joint Stock Company Gasprom"),
        ("Öztürk Makina San. ve Tic. Ltd. Şti.", "Ozturk Makina Sanayi ve Ticaret Limited Sirketi"),
        ("Công ty TNHH Hòa Bình", "HOA BINH CO., LTD"),
        ("Delta Foods Pvt. Ltd.", "Delta Foods Private Limited"),
        ("杭州海康威视数字技术有限公司", "杭州海康威视数字技术股份有限公司"),
        ("宁波金丰贸易有限公司", "Ningbo Jinfeng Trading Co., Ltd."),
        ("مؤسسة الفهد للمقاولات", "Al Fahd Contracting Establishment"),
        ("ООО Василёк", "OOO Vasilek"),
        ("대한무역 주식회사", "Daehan Trading Co Ltd"),
        ("Techno Plast Industries", "Technoplast Industries"),
        ("vanderbilt corp", "van der bilt corp"),
        ("Hangzhou Longma Machinery & Equipment", "Hangzhou Longma Mach. and Equip. Co., Ltd."),
        ("HOMEDEP0T Imports LLC", "HOMEDEPOT Imports LLC"),
        ("Tesсo PLC", "Tesco PLC"),  # a Cyrillic letter in the middle
        ("Co Ltd Ruian Hongda Auto Parts", "Ruian Hongda Auto Parts Co., Ltd."),
        ("Chattogram Garments Ltd", "Chittagong Garments Ltd"),
        ("Brigade Forty-Four", "Brigade 44"),
    ],
)
def test_one_company_however_it_is_written(one, two):
    assert is_match(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("East Africa Distributors Ltd", "West Africa Distributors Ltd"),
        ("Ningbo Jinhai Tools Co Ltd", "Qingdao Jinhai Tools Co Ltd"),
        ("Hongda Auto Parts Co Ltd", "Hongda Garments Co Ltd"),
        ("Star 7 Trading FZCO", "Star 9 Trading FZCO"),
        ("Qingdao Yongtai Rubber Products", "Qingdao Yongsheng Rubber Products"),
        ("Al Noor General Trading LLC", "Al Reem General Trading LLC"),
        ("ООО «Техноимпорт»", "Tekhnoexport LLC"),
        ("BELLETECH CORP", "11420 CORP."),
        ("Volkswagen AG", "Siemens AG"),
        ("Bank of the West", "Bank of the East"),
        ("Government of Peru", "Government of Chile"),
    ],
)
def test_a_shared_common_word_makes_no_match(one, two):
    assert not is_match(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Frost, William W.", "William W Frost"),
        ("Robert J. Thompson", "Bob Thompson"),
        ("Osama bin Laden", "Usama ibn Laden"),
        ("Aleksandr Sergeyevich Petrov", "Александр Сергеевич Петров"),
        ("أحمد حسن", "Ahmed Hassan"),
        ("习近平", "Xi Jinping"),
        ("דוד כהן", "David Cohen"),
        ("I9or Sech1n", "Igor Sechin"),
        ("Dr. Rami Makhlouf", "Rami Makhlouf"),
        ("N. Nazarbayev", "Nursultan Nazarbayev"),
        ("マーガレット", "Margaret"),
        ("페르디난트", "Ferdinand"),
    ],
)
def test_one_person_however_it_is_written(one, two):
    assert is_match(one, two, Kind.PERSON)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("AHMAD BIN HASAN AL-UBAIDI", "HASAN BIN AHMAD AL-UBAIDI"),
        ("A. Nazarbayev", "Nursultan Nazarbayev"),
        ("Mohammed Al Suwaidi", "Mohammed Al Shamsi"),
        ("Boris Abramovich", "Roman Abramovich"),
        ("Emeka Okonkwo", "Emeka Okoro"),
        ("Frost, William G.", "William W Frost"),
    ],
)
def test_another_person_with_a_name_in_common(one, two):
    assert not is_match(one, two, Kind.PERSON)


def test_what_is_worth_a_look_is_not_yet_worth_joining():
    one, two = "Trans Global Logistic", "Trans Globe Logistics Ltd"

    assert is_match(one, two)
    assert not is_match(one, two, strictness=Strictness.MERGING)


def test_the_same_company_may_be_joined_without_asking():
    assert is_match("Okafor Brothers Ltd", "OKAFOR BROS. LIMITED", strictness=Strictness.MERGING)


def test_the_answer_says_why():
    told = compare("Deutsche Bank AG", "Deutsche Bank GmbH")

    assert {reason.code for reason in told.reasons} == {"same", "form"}
    assert told.why() == (
        "“deutsche” is in both; “bank” is in both; the legal forms differ (ag, gmbh)."
    )


def test_reasons_keep_left_and_right():
    told = compare("Zebra Trading", "Alfa Trading")

    differs = next(reason for reason in told.reasons if reason.code == "differs")
    assert (differs.left, differs.right) == ("zebra", "alfa")


def test_an_empty_name_matches_nothing():
    assert compare("", "Acme").score == 0.0
    assert compare("", "").score == 0.0
    assert compare("...", "Acme").why() == "The names share nothing."


@given(ANY_TEXT, ANY_TEXT, st.sampled_from(Kind))
@settings(max_examples=150, deadline=None)
def test_any_two_texts_get_the_same_score_both_ways(one, two, kind):
    there, back = compare(one, two, kind=kind), compare(two, one, kind=kind)

    assert 0.0 <= there.score <= 1.0
    assert there.score == back.score
    assert there.why()


@given(ANY_TEXT, st.sampled_from(Kind))
@settings(max_examples=100, deadline=None)
def test_a_name_is_itself(name, kind):
    told = compare(name, name, kind=kind)

    assert told.score == (1.0 if prepare(name, kind).tokens else 0.0)


@pytest.mark.parametrize("text", ["a " * 50_000, "ab " * 50_000, "公司" * 50_000, "é-" * 50_000])
def test_a_very_long_text_takes_no_long_time(text):
    before = time.process_time()

    compare(text, text[::-1], kind=Kind.PERSON)
    compare(text, text[::-1], kind=Kind.COMPANY)

    assert time.process_time() - before < 1.0


def test_a_prepared_name_can_be_sent_to_another_process():
    name = prepare("Müller & Söhne GmbH")

    assert pickle.loads(pickle.dumps(name)) == name  # noqa: S301 - our own bytes


@pytest.mark.skipif(not PAIRS.exists(), reason="the labelled pairs are not beside the repository")
def test_labelled_pairs_are_told_well():
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").strip().split("\n")]
    told = [is_match(p["name1"], p["name2"], Kind.of(p["schema"])) for p in pairs]
    right = sum(t and p["match"] for t, p in zip(told, pairs, strict=True))

    assert 2 * right / (sum(told) + sum(p["match"] for p in pairs)) >= 0.89
