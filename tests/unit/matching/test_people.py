import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.matching import people


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mikhail Kuznetsov", "KUZNECOV, Mihail"),
        ("Mikhail Kuznetsov", "Михаил Кузнецов"),
        ("Huang Jianguo", "HWANG, Chien-Kuo"),
        ("Fatima El Sayed", "Al Sayyid Fatimah"),
        ("Robert Hughes", "Bob Hughs"),
        ("Lê Quốc Anh", "LE QUOC ANH"),
        ("Liu Guoqing", "Guo Qing Lau"),
        ("Mohammad Rafiq Islam", "Md. Rafiqul Islam"),
        ("Hussein Nasser", "NASSER, حسين"),
        ("Mehmet Güneş", "Gunes Mehmet"),
    ],
)
def test_one_person_written_in_two_ways_agrees_and_shares_a_key(one: str, other: str) -> None:
    assert people.likeness(one, other) >= 0.9
    assert set(people.keys(one)) & set(people.keys(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zhou Wei", "Zhao Wei"),
        ("Deepak Sharma", "Deepak Gupta"),
        ("Ahmed Al Zaabi", "Khaled Al Zaabi"),
        ("Wei", "Wei"),
        ("", "Deepak Sharma"),
    ],
)
def test_different_people_and_single_words_do_not_agree(one: str, other: str) -> None:
    expected = people.likeness(one, other)
    assert expected < 0.9 or one == other


def test_an_initial_says_less_than_a_name() -> None:
    assert people.likeness("Iyer D.", "Deepak Iyer") == 0.6
    assert people.likeness("Iyer R.", "Deepak Iyer") == 0.0


def test_a_middle_initial_does_not_count() -> None:
    assert people.likeness("Nikolay T. Vasilyev", "Vasiliev Nikolai") == 1.0


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_the_same_from_both_sides(one: str, other: str) -> None:
    assert people.likeness(one, other) == people.likeness(other, one)
    assert 0.0 <= people.likeness(one, other) <= 1.0
