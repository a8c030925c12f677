from datetime import date

import numpy as np
import pytest
from benchmarks.parts.buyers import buyers, fitted_as

from muniment.warning.domain.book import Book
from muniment.warning.domain.models import (
    Fitted,
    GapsUnknown,
    Histories,
    Model,
    NobodyCameBack,
    choose_k,
    fit,
    histories,
    histories_of,
    log_likelihoods,
)
from muniment.warning.domain.models.counted import CountedSum
from muniment.warning.domain.models.pareto import ParetoSum
from muniment.warning.files import read_book, read_sums
from tests.shared import shared_data

NO_BOOK = Book((), np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0))
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


def _seen(law: Fitted, count: int, seed: int) -> Histories:
    made = buyers(law, count, age=(4, 104), horizon=0, seed=seed)
    return Histories(made.x, made.last, made.age, np.ones(count), made.log_gaps)


@pytest.mark.parametrize(
    ("model", "parameters", "log_likelihood"),
    [
        (Model.NBD, (0.385, 12.07), -9763.7),
        (Model.BG_NBD, (0.243, 4.414, 0.793, 2.426), -9582.4),
        (Model.MBG_NBD, (0.525, 6.183, 0.891, 1.614), -9582.1),
        (Model.PARETO_NBD, (0.553, 10.578, 0.606, 11.668), -9595.0),
    ],
)
def test_the_printed_figures_for_the_record_shop_come_out(
    model: Model, parameters: tuple[float, ...], log_likelihood: float
) -> None:
    seen, bad = read_sums(shared_data("cdnow") / "cdnow_customers_summary.csv")
    fitted = fit(model, seen)
    assert not bad
    assert fitted.values == pytest.approx(parameters, rel=2e-3)
    assert fitted.log_likelihood == pytest.approx(log_likelihood, abs=0.05)
    assert fitted.customers == 2357


@pytest.mark.parametrize(
    ("model", "log_likelihood"),
    [
        (Model.NBD, -16376.9),
        (Model.BG_NBD, -15836.6),
        (Model.MBG_NBD, -15781.9),
        (Model.PARETO_NBD, -15782.4),
    ],
)
def test_the_printed_figures_for_the_grocer_come_out(model: Model, log_likelihood: float) -> None:
    assert fit(model, _grocer()).log_likelihood == pytest.approx(log_likelihood, abs=0.05)


def test_regular_buyers_of_the_grocer_are_found_regular() -> None:
    fitted = choose_k(_grocer())
    assert fitted.k == 2
    assert fitted.log_likelihood >= -14978.3


def _grocer() -> Histories:
    book = read_book(shared_data("cdnow") / "grocery_elog.csv.gz").book
    return histories_of(book, date(2006, 12, 31).toordinal())


@pytest.mark.parametrize("law", LAWS, ids=_named)
def test_a_law_is_found_again_in_the_buyers_who_follow_it(law: Fitted) -> None:
    fitted = fit(law.model, _seen(law, 30_000, seed=5), law.k)
    assert fitted.values == pytest.approx(law.values, rel=0.15)


@pytest.mark.parametrize("law", [law for law in LAWS if law.model is Model.MBG_CNBD], ids=_named)
def test_the_regularity_of_buyers_is_found_again(law: Fitted) -> None:
    assert choose_k(_seen(law, 4_000, seed=6)).k == law.k


def test_rounding_to_weeks_hardly_moves_what_is_learnt() -> None:
    seen = _seen(LAWS[4], 30_000, seed=7)
    exact, rounded = (fit(Model.MBG_CNBD, it, 2) for it in (seen, seen.distinct(rounded=True)))
    assert rounded.values == pytest.approx(exact.values, rel=0.02)


@pytest.mark.parametrize("law", LAWS, ids=_named)
def test_the_gradient_is_the_slope_of_the_log_likelihood(law: Fitted) -> None:
    seen = _seen(law, 300, seed=8)
    total = ParetoSum(seen) if law.model is Model.PARETO_NBD else CountedSum(law.model, law.k, seen)
    reached, slopes = total(law.values)
    assert reached == pytest.approx(
        log_likelihoods(law, seen.x, seen.last, seen.age).sum(), rel=1e-10
    )
    for at, slope in enumerate(slopes):
        step = np.zeros(len(slopes))
        step[at] = law.values[at] * 1e-5
        above, below = (total((law.values + side * step).tolist())[0] for side in (1, -1))
        assert slope == pytest.approx((above - below) / (2 * step[at]), rel=1e-4, abs=1e-4)


def test_a_book_where_nobody_came_back_says_so() -> None:
    with pytest.raises(NobodyCameBack):
        fit(Model.MBG_NBD, histories([0, 0], [0, 0], [10, 20]))
    with pytest.raises(NobodyCameBack):
        choose_k(histories_of(NO_BOOK, 0))


@pytest.mark.parametrize("model", list(Model))
@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(([5], [40], [50]), id="one customer"),
        pytest.param(([5] * 20, [40] * 20, [50] * 20), id="all alike"),
        pytest.param(([5000, 1], [510, 2], [520, 520]), id="a buyer who never rests"),
        pytest.param(([1, 0], [1e-9, 0], [1e-9, 0]), id="hardly any time has passed"),
        pytest.param(([1, 0, 0], [1e-4, 0, 0], [1e-4, 3000, 3000]), id="far apart"),
    ],
)
def test_odd_books_give_finite_numbers(
    model: Model, rows: tuple[list[float], list[float], list[float]]
) -> None:
    fitted = fit(model, histories(*rows))
    assert np.isfinite(fitted.values).all()
    assert np.isfinite(fitted.log_likelihood)
    assert min(fitted.values) > 0


def test_bare_sums_do_not_show_how_regular_buyers_are() -> None:
    sums = histories([2, 1], [5, 2], [9, 9])
    with pytest.raises(GapsUnknown):
        choose_k(sums)
    assert np.isnan(fit(Model.MBG_CNBD, sums, 2).log_likelihood)


def test_only_one_model_knows_regularity() -> None:
    with pytest.raises(ValueError, match="regularity"):
        fit(Model.BG_NBD, histories([2, 1], [5, 2], [9, 9]), 2)
