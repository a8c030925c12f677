from muniment.investigations.checks.numbers import NumberCheck
from muniment.investigations.domain.checks import Outcome
from muniment.investigations.domain.signals import catalogue
from tests.unit.investigations.memory_world import MemoryWorld, subject


def seen(**facts):
    result = NumberCheck().run(subject(**facts), MemoryWorld())
    for one in result.found:
        assert catalogue()[one.signal].places <= set(one.facts), one.signal
    return [one.signal for one in result.found]


def test_a_right_check_digit_is_weak_trust():
    assert seen(company__lei="213800KUD8LAJWSQ9D15") == ["number.valid_format"]
    assert catalogue()["number.valid_format"].weight < 10


def test_a_wrong_check_digit_is_a_risk():
    assert seen(bank__account="GB82 WEST 1234 5698 7654 33") == ["number.wrong_check_digit"]


def test_a_tax_number_of_another_country_is_seen():
    assert seen(company__tax_number="DE136695976", company__country="FR") == [
        "number.other_country"
    ]


def test_a_strange_register_number_says_nothing_but_a_strange_tax_number_does():
    assert seen(company__registration_number="HRB 1234", company__country="BR") == []
    assert seen(company__tax_number="12", company__country="BR") == ["number.wrong_format"]


def test_where_no_rule_is_known_the_question_does_not_arise():
    unruled = subject(company__registration_number="CN-1234567", company__country="AE")

    assert NumberCheck().not_applicable(unruled) == "no_rule"
    assert NumberCheck().not_applicable(subject(company__lei="x")) == ""
    assert NumberCheck().not_applicable(subject()) == ""
    assert NumberCheck().run(unruled, MemoryWorld()).outcome is Outcome.NOTHING_FOUND
