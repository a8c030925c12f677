import numpy as np
import pytest
from benchmarks.parts.buyers import Buyers, buyers, fitted_as
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import hyp2f1

from muniment.warning.domain.models import (
    Fitted,
    Model,
    alive,
    expected,
    gap_quantiles,
    gap_survival,
    log_likelihoods,
    silent,
)

HALF_YEAR = 26
LAWS = [
    fitted_as(Model.NBD, 0.8, 6),
    fitted_as(Model.BG_NBD, 0.5, 4, 0.8, 2.5),
    fitted_as(Model.MBG_NBD, 0.8, 5, 0.7, 2),
    fitted_as(Model.PARETO_NBD, 0.6, 8, 0.6, 12),
    fitted_as(Model.MBG_CNBD, 1.3, 2.8, 0.42, 0.79, k=2),
    fitted_as(Model.MBG_CNBD, 1.3, 1.2, 0.42, 2, k=4),
]


def _named(law: Fitted) -> str:
    return f"{law.model}-{law.k}"


@pytest.fixture(scope="module", params=LAWS, ids=_named)
def lived(request: pytest.FixtureRequest) -> tuple[Fitted, Buyers]:
    """A law and 60,000 buyers who followed it, the half year after included."""
    return request.param, buyers(request.param, 60_000, age=(4, 60), horizon=HALF_YEAR, seed=11)


def test_among_customers_said_silent_with_a_chance_that_share_stays_silent(
    lived: tuple[Fitted, Buyers],
) -> None:
    law, seen = lived
    said = silent(law, seen.x, seen.last, seen.age, HALF_YEAR)
    for low in np.arange(0, 1, 0.1):
        group = (said >= low) & (said < low + 0.1)
        if group.sum() < 500:
            continue
        share, spread = (seen.later[group] == 0).mean(), 0.5 / np.sqrt(group.sum())
        assert share == pytest.approx(said[group].mean(), abs=4 * spread)


def test_the_orders_expected_come_on_average(lived: tuple[Fitted, Buyers]) -> None:
    law, seen = lived
    said = expected(law, seen.x, seen.last, seen.age, HALF_YEAR)
    for group in (seen.x == 0, (seen.x > 0) & (seen.x < 4), seen.x >= 4):
        error = 4 * seen.later[group].std() / np.sqrt(group.sum())
        assert said[group].mean() == pytest.approx(seen.later[group].mean(), abs=error)


def test_the_chance_of_being_there_is_the_share_that_is(lived: tuple[Fitted, Buyers]) -> None:
    law, seen = lived
    said = alive(law, seen.x, seen.last, seen.age)
    assert said.mean() == pytest.approx(seen.stays.mean(), abs=0.01)
    quiet = seen.age - seen.last > 20
    assert said[quiet].mean() == pytest.approx(seen.stays[quiet].mean(), abs=0.015)


@pytest.mark.parametrize("law", LAWS, ids=_named)
def test_a_silence_may_be_asked_in_two_steps(law: Fitted) -> None:
    x, last, age = np.array([0, 1, 3, 12]), np.array([0, 9, 4, 30]), np.array([30, 10, 8, 31])
    whole = silent(law, x, last, age, 20)
    steps = silent(law, x, last, age, 8) * silent(law, x, last, age + 8, 12)
    assert whole == pytest.approx(steps, rel=1e-9)
    assert silent(law, x, last, age, 0) == pytest.approx(1)


def test_time_already_passed_within_a_regular_gap_counts() -> None:
    """A rhythm of four weeks, three of them over: an order within two weeks is likelier then."""
    law = fitted_as(Model.MBG_CNBD, 400, 400, 0.01, 10, k=4)  # a stage a week, everybody alike
    fresh, due = silent(law, 20, 80, [80, 83], 2)
    assert due < fresh / 1.5
    chance = fitted_as(Model.MBG_CNBD, 400, 1600, 0.01, 10)  # the same speed without rhythm
    fresh, due = silent(chance, 20, 80, [80, 83], 2)
    assert due == pytest.approx(fresh, rel=0.01)


@pytest.mark.parametrize("law", LAWS, ids=_named)
def test_the_band_of_the_next_order_holds_its_share_of_gaps(law: Fitted) -> None:
    levels = (0.05, 0.25, 0.75, 0.95)
    x, last = np.array([0, 2, 9]), np.array([0, 7, 40])
    gaps = gap_quantiles(law, x, last, levels)
    assert gaps.shape == (3, 4)
    assert (np.diff(gaps, axis=1) > 0).all()
    for column, level in enumerate(levels):
        assert gap_survival(law, x, last, gaps[:, column]) == pytest.approx(1 - level)


@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_a_gap_survives_as_a_history_without_leaving_does(k: int) -> None:
    law = fitted_as(Model.MBG_CNBD, 1.2, 3, 1e-12, 5, k=k)
    assert gap_survival(law, 4, 20, 6) == pytest.approx(silent(law, 4, 20, 20, 6), rel=1e-6)


def test_the_forecast_of_bg_nbd_is_the_printed_formula() -> None:
    """Fader, Hardie and Lee 2005, equation 10; x = 2, t = 30.43, T = 38.86, 39 weeks on."""
    r, alpha, a, b = 0.243, 4.414, 0.793, 2.426
    x, last, age, ahead = 2, 30.43, 38.86, 39
    curve = hyp2f1(r + x, b + x, a + b + x - 1, ahead / (alpha + age + ahead))
    top = (a + b + x - 1) / (a - 1)
    top *= 1 - ((alpha + age) / (alpha + age + ahead)) ** (r + x) * curve
    bottom = 1 + a / (b + x - 1) * ((alpha + age) / (alpha + last)) ** (r + x)
    found = expected(fitted_as(Model.BG_NBD, r, alpha, a, b), x, last, age, ahead)
    assert found[0] == pytest.approx(top / bottom, rel=1e-8)
    assert found[0] == pytest.approx(1.226, abs=5e-4)


@given(
    law=st.sampled_from(LAWS),
    x=st.integers(0, 3000),
    share=st.floats(0, 1),
    age=st.floats(0, 3000),
    ahead=st.floats(0, 500),
)
def test_answers_are_chances_whatever_the_history(
    law: Fitted, x: int, share: float, age: float, ahead: float
) -> None:
    last = share * age if x else 0.0
    assert np.isfinite(log_likelihoods(law, x, last, age)).all()
    for chance in (alive(law, x, last, age), silent(law, x, last, age, ahead)):
        assert 0 <= chance[0] <= 1
    assert 0 <= expected(law, x, last, age, min(ahead, 5))[0] < np.inf


@pytest.mark.parametrize("s", [0.999999, 1.0, 1.000001])
def test_pareto_has_no_hole_where_its_formula_divides_by_nothing(s: float) -> None:
    law = fitted_as(Model.PARETO_NBD, 0.6, 8, s, 12)
    near = fitted_as(Model.PARETO_NBD, 0.6, 8, 1.001, 12)
    args = (3, 20, 30, 26)
    assert expected(law, *args)[0] == pytest.approx(expected(near, *args)[0], rel=2e-3)
