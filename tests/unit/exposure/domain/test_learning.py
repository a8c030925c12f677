"""Learning the weights from departures."""

import random
from dataclasses import replace
from math import log
from uuid import UUID

import pytest

from muniment.exposure.domain.learning import (
    CERTAIN,
    MOST_EVIDENCE,
    TENDENCY,
    Lesson,
    evidence_of,
    learn,
)
from muniment.exposure.domain.weights import SIGNS, START, Signs, Weights, follow

TRUE = Weights(start=0.3, share=2.0, others=0.8, unchecked=1.6, private=3.0, years=1.0, deputy=0.4)


def departures(leavers, customers, *, sure=True, seed=5):
    """Invented ones, by the true weights; where nobody found out, a noisy but honest witness."""
    dice = random.Random(seed)
    return [
        _lesson(dice, UUID(int=number + 1), tendency, sure=sure)
        for number in range(leavers)
        for tendency in [dice.gauss(0, TENDENCY)]
        for _ in range(customers)
    ]


def _lesson(dice, leaver, tendency, *, sure):
    signs = Signs(
        share=dice.random(), others=dice.randrange(5), unchecked_days=dice.randrange(400),
        private=dice.random(), years=6 * dice.random(), deputy=dice.random() < 0.4,
    )  # fmt: skip
    likely = follow(replace(TRUE, start=_shifted(tendency)), signs)
    side = 1 if dice.random() < likely else -1
    if sure:
        return Lesson(leaver, signs, side * CERTAIN)
    return Lesson(leaver, signs, dice.gauss(side * 1.5, 3**0.5))


def _shifted(tendency):
    odds = TRUE.start / (1 - TRUE.start) * 2.718281828459045**tendency
    return min(max(odds / (1 + odds), 0.01), 0.9)


def test_without_departures_nothing_moves():
    told = learn(Weights(), [])

    assert told.sheet() == Weights().sheet()
    assert all(one.low < one.before < one.high for one in told.weights)
    assert (told.leavers, told.customers, told.taken) == (0, 0, 0)


@pytest.mark.parametrize("sure", [True, False], ids=["found out", "by the models alone"])
def test_many_departures_teach_the_true_weights_whatever_was_set_by_hand(sure):
    found = learn(Weights(), departures(250, 24, sure=sure))

    for one in found.weights:
        true = getattr(TRUE, one.name)
        # Two intervals of four in five hold it in ninety-nine cases of a hundred.
        assert abs(log(one.after / true)) < log(one.high / one.low) + 0.001, one
        assert log(one.high / one.low) < (0.5 if one.name == "private" else 0.35)
    assert found.leavers == 250


def test_how_many_went_along_is_what_was_found_out_or_else_what_is_likely():
    told = departures(40, 20)
    silent = [replace(one, evidence=0.0) for one in told]

    assert learn(Weights(), told).taken == pytest.approx(sum(one.evidence > 0 for one in told))
    assert learn(Weights(), silent).taken == pytest.approx(
        sum(follow(Weights(), one.signs) for one in told)
    )


def test_one_departure_hardly_moves_a_weight():
    found = learn(Weights(), departures(1, 15, sure=False))

    for one in found.weights:
        assert abs(log(one.after / one.before)) < 0.2, one
        assert one.low < one.before < one.high


def test_forty_customers_of_one_person_teach_less_than_one_of_forty_people():
    def gone(person):
        return Lesson(person, Signs(share=0.5, unchecked_days=182, years=2.0), CERTAIN)

    hers = learn(Weights(), [gone(UUID(int=1))] * 40)
    theirs = learn(Weights(), [gone(UUID(int=n)) for n in range(40)])

    assert hers.weights[0].name == START
    assert 0.15 < hers.weights[0].after < 0.6 * theirs.weights[0].after


def test_a_customer_in_whom_the_models_saw_nothing_teaches_nothing():
    silent = [replace(one, evidence=0.0) for one in departures(5, 20)]
    found = learn(Weights(), silent)

    assert found.sheet() == Weights().sheet()


def test_what_somebody_found_out_counts_more_than_the_word_of_the_models():
    signs = Signs(share=1.0)
    told = learn(Weights(), [Lesson(UUID(int=1), signs, -CERTAIN)])
    thought = learn(Weights(), [Lesson(UUID(int=1), signs, -0.5)])

    assert (told.told, thought.told) == (1, 0)
    assert told.sheet()["share"] < thought.sheet()["share"] < 4.0


def test_the_same_departures_give_the_same_weights_in_any_order():
    told = departures(12, 9, sure=False)

    assert learn(Weights(), told) == learn(Weights(), told)
    assert learn(Weights(), told[::-1]).sheet() == learn(Weights(), told).sheet()


def test_weights_stay_within_their_bounds_however_one_sided_the_departures():
    signs = Signs(share=1.0, others=4, years=9.0, deputy=True, private=1.0)
    for side in (CERTAIN, -CERTAIN):
        told = [Lesson(UUID(int=n), signs, side) for n in range(500)]
        found = learn(Weights(share=10.0, others=0.1, deputy=0.1), told)

        assert Weights.of(found.sheet()).sheet() == found.sheet()
        assert set(found.sheet()) == {START, *SIGNS}


def test_evidence_is_what_a_chance_says_beyond_what_is_usual_for_the_leaver():
    assert evidence_of(0.4, 0.4) == 0
    assert evidence_of(0.8, 0.2) == pytest.approx(log(16))
    assert evidence_of(1.0, 0.1) == MOST_EVIDENCE
    assert evidence_of(0.0, 0.5) == -MOST_EVIDENCE
