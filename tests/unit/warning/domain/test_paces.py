"""Learning how a book's customers buy, without one curve for all."""

import numpy as np
import pytest

from muniment.warning.domain.paces import (
    RATE,
    SHAPE,
    Spells,
    fit_paces,
    log_bought,
    log_silent,
    log_stopped,
)


def _spells(rng: np.random.Generator, *, shape: float, gap: float, customers: int) -> Spells:
    gaps = rng.gamma(shape, gap / shape, size=(customers, 15))
    silent = rng.uniform(0, gap, customers)
    return Spells(np.full(customers, 15.0), np.log(gaps).sum(1), gaps.sum(1), silent)


def _joined(*parts: Spells) -> Spells:
    return Spells(
        *(np.concatenate([getattr(it, name) for it in parts]) for name in Spells.__slots__)
    )


def test_two_kinds_of_buyer_give_two_hills():
    rng = np.random.default_rng(1)
    fast = _spells(rng, shape=2.5, gap=10, customers=200)
    slow = _spells(rng, shape=2.5, gap=120, customers=200)
    weight = np.exp(fit_paces(_joined(fast, slow)).weights)

    assert weight[RATE > 1 / 20].sum() == pytest.approx(0.5, abs=0.08)
    assert weight[(RATE < 1 / 70) & (RATE > 1 / 220)].sum() == pytest.approx(0.5, abs=0.1)


def test_regular_buyers_are_told_from_random_ones():
    rng = np.random.default_rng(2)

    def regularity(shape: float) -> float:
        learnt = fit_paces(_spells(rng, shape=shape, gap=30, customers=300))
        return float((np.exp(learnt.weights) * SHAPE).sum())

    assert regularity(4.0) > 2.5
    assert regularity(1.0) < 1.5


def test_many_who_fell_silent_make_a_high_risk_of_stopping():
    rng = np.random.default_rng(3)
    loyal = _spells(rng, shape=2.0, gap=20, customers=200)
    lost = Spells(loyal.gaps, loyal.log_gaps, loyal.all_gaps, loyal.silent + 300)

    assert fit_paces(lost).risk > fit_paces(loyal).risk


def test_a_book_without_customers_gives_the_general_shape():
    nobody = np.zeros(0)
    weight = np.exp(fit_paces(Spells(nobody, nobody, nobody, nobody)).weights)

    assert weight.sum() == pytest.approx(1.0)


def test_a_silence_grows_unlikelier_and_stopping_likelier_with_every_day():
    days = np.array([0.0, 10.0, 50.0, 300.0])
    quiet, gone = log_silent(days), log_stopped(days, 1 / 800)

    assert (np.diff(quiet, axis=0) <= 0).all()
    assert (np.diff(gone, axis=0) >= 0).all()
    assert np.allclose(quiet[0], 0.0, atol=1e-3)


def test_random_gaps_have_the_density_of_the_exponential():
    gap = Spells(np.array([1.0]), np.log([12.0]), np.array([12.0]), np.array([0.0]))
    random = SHAPE == 1.0

    assert np.allclose(log_bought(gap)[0, random], np.log(RATE[random]) - RATE[random] * 12.0)
