from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from muniment.investigations.domain.rating import (
    TRUST_LIMIT,
    Aside,
    Finding,
    Letter,
    State,
    rate,
)
from muniment.investigations.domain.signals import Dimension, Direction

TODAY = date(2026, 11, 22)


def finding(number, weight, direction=Direction.RISK, dimension=Dimension.IDENTITY, **more):
    return Finding(f"f{number}", f"s.{number}", direction, dimension, weight, **more)


@st.composite
def findings(draw, direction=None):
    numbers = draw(st.lists(st.integers(0, 60), unique=True, max_size=14))
    return [
        finding(
            number,
            draw(st.integers(0, 100)),
            direction or draw(st.sampled_from(Direction)),
            draw(st.sampled_from(list(Dimension)[:3])),
            confidence=draw(st.integers(0, 100)),
            state=draw(st.sampled_from(State)),
            evidence=tuple(draw(st.lists(st.sampled_from("abcde"), unique=True, max_size=3))),
            hard_stop=draw(st.booleans()),
        )
        for number in numbers
    ]


@given(findings(), st.integers(0, 100), st.lists(st.sampled_from("abcde"), max_size=3))
def test_one_more_risk_never_improves_a_rating(known, weight, evidence):
    for dimension in list(Dimension)[:3]:
        more = finding("new", weight, dimension=dimension, evidence=tuple(evidence))
        before, after = rate(known, today=TODAY), rate([*known, more], today=TODAY)

        assert after.score >= before.score
        assert after.letter >= before.letter


@given(findings(), st.integers(0, 100), st.lists(st.sampled_from("abcde"), max_size=3))
def test_one_more_trust_never_worsens_a_rating(known, weight, evidence):
    more = finding("new", weight, Direction.TRUST, evidence=tuple(evidence))
    before, after = rate(known, today=TODAY), rate([*known, more], today=TODAY)

    assert after.score <= before.score
    assert after.letter <= before.letter


@given(findings(), st.randoms())
def test_the_order_of_findings_does_not_matter(known, random):
    mixed = list(known)
    random.shuffle(mixed)

    assert rate(mixed, today=TODAY) == rate(known, today=TODAY)


@given(st.integers(1, 50), st.integers(2, 40))
def test_many_weak_copies_never_outweigh_one_strong_finding(weak, copies):
    many = rate([finding(number, weak) for number in range(copies)], today=TODAY)
    one = rate([finding(0, 2 * weak)], today=TODAY)

    assert many.score <= one.score


def test_the_strongest_counts_fully_the_next_half_then_a_quarter():
    rated = rate([finding(1, 40), finding(2, 20), finding(3, 20)], today=TODAY)

    assert [one.points for one in rated.contributions] == [4000, 1000, 500]
    assert rated.score == 55


def test_findings_of_the_same_evidence_count_once():
    known = [finding(1, 40, evidence=("page",)), finding(2, 30, evidence=("page",))]
    rated = rate(known, today=TODAY)

    assert rated.score == 40
    assert rated.aside == (("f2", Aside.SAME_EVIDENCE),)


def test_a_finding_with_two_pieces_of_evidence_does_not_silence_two_others():
    known = [finding(1, 50, evidence=("a", "b")), finding(2, 40, evidence=("a",))]

    assert rate(known, today=TODAY).score == 70


def test_what_was_dismissed_or_has_expired_does_not_count():
    known = [
        finding(1, 80, state=State.DISMISSED),
        finding(2, 80, state=State.DUPLICATE),
        finding(3, 80, expires_on=TODAY),
        finding(4, 80, Direction.NEUTRAL),
    ]
    rated = rate(known, today=TODAY)

    assert (rated.letter, rated.score) == (Letter.C, 0)
    assert {reason for _, reason in rated.aside} == set(Aside) - {Aside.SAME_EVIDENCE}


def test_an_unconfirmed_finding_counts_by_its_confidence():
    open_one = finding(1, 60, confidence=50)

    assert rate([open_one], today=TODAY).score == 30
    assert rate([replace(open_one, state=State.CONFIRMED)], today=TODAY).score == 60


def test_a_confirmed_hard_stop_ends_at_e_whatever_speaks_for_the_customer():
    trusts = [finding(i, 100, Direction.TRUST, part) for i, part in enumerate(Dimension)]
    hit = finding(90, 55, dimension=Dimension.SANCTIONS, hard_stop=True)

    assert rate([*trusts, hit], today=TODAY).letter is not Letter.E
    stopped = rate([*trusts, replace(hit, state=State.CONFIRMED)], today=TODAY)
    assert (stopped.letter, stopped.hard_stops) == (Letter.E, ("f90",))


def test_a_stranger_is_neither_good_nor_bad():
    assert rate([], today=TODAY).letter is Letter.C


def test_trust_of_one_dimension_is_limited():
    rated = rate([finding(i, 100, Direction.TRUST) for i in range(8)], today=TODAY)

    assert rated.score == -TRUST_LIMIT
    assert rated.letter is Letter.B


def test_other_dimensions_do_not_buy_off_a_bad_one():
    trusts = [finding(i, 100, Direction.TRUST, part) for i, part in enumerate(Dimension)]
    bad = finding(90, 100, dimension=Dimension.SANCTIONS, confidence=100)
    good = [one for one in trusts if one.dimension is not Dimension.SANCTIONS]

    assert rate(good, today=TODAY).letter is Letter.A
    assert rate([*good, bad], today=TODAY).letter is Letter.D


def test_every_number_opens_to_its_finding():
    rated = rate([finding(1, 40), finding(2, 30, Direction.TRUST)], today=TODAY)

    assert {(one.finding, one.points) for one in rated.contributions} == {
        ("f1", 4000),
        ("f2", -3000),
    }
