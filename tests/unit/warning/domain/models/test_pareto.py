import numpy as np
import pytest
from scipy.special import hyp2f1

from muniment.warning.domain.models import pareto


def _closed_form(values: tuple[float, ...], x: float, last: float, age: float) -> float:
    """The usual difference of hypergeometric functions, where it still has digits."""
    r, alpha, s, beta = values
    most, gap = max(alpha, beta), abs(alpha - beta)
    other = s + 1 if alpha >= beta else r + x
    power = r + s + x

    def piece(time: float) -> float:
        curve = hyp2f1(power, other, power + 1, gap / (most + time))
        return float(curve / (most + time) ** power)

    return float(np.log(s / power * (piece(last) - piece(age))))


@pytest.mark.parametrize(
    "values",
    [(0.55, 10.6, 0.61, 11.7), (1.2, 14.0, 0.4, 3.0), (0.3, 2.0, 2.5, 90.0), (5.0, 8.0, 1.0, 8.0)],
    ids=["record shop", "alpha above beta", "beta above alpha", "equal"],
)
@pytest.mark.parametrize(("x", "last", "age"), [(0, 0, 39), (2, 30.43, 38.86), (7, 5, 100)])
def test_the_quadrature_gives_the_closed_form(
    values: tuple[float, ...], x: float, last: float, age: float
) -> None:
    found = pareto.log_left(values, *(np.array([float(it)]) for it in (x, last, age)))
    assert found[0] == pytest.approx(_closed_form(values, x, last, age), abs=1e-9)


def test_extreme_buyers_agree_with_a_thousand_times_finer_sum() -> None:
    rng = np.random.default_rng(4)
    for _ in range(200):
        values = tuple(np.exp(rng.uniform(-3.5, 5, 4)))
        x, age = float(rng.choice([0, 1, 3, 20, 200, 1500])), rng.uniform(1, 300)
        last = rng.uniform(0, age) if x else 0.0
        row = [np.array([it]) for it in (x, last, age)]
        stayed = pareto.log_stayed(values, row[0], row[2])[0]
        found = np.logaddexp(stayed, pareto.log_left(values, *row)[0])
        finer = np.logaddexp(stayed, _summed_finely(values, x, last, age))
        assert found == pytest.approx(finer, abs=1e-7)


def _summed_finely(values: tuple[float, ...], x: float, last: float, age: float) -> float:
    r, alpha, s, beta = values
    nodes, weights = np.polynomial.legendre.leggauss(12)
    least = min(alpha, beta)
    edges = np.log((least + age) / (least + last)) * np.append(0, np.logspace(-7, 0, 2000))
    width = np.diff(edges)[:, None]
    u = edges[:-1, None] + width * (1 + nodes) / 2
    y = (least + last) * np.exp(u) - least
    logs = np.log(s) - (r + x) * np.log(alpha + y) - (s + 1) * np.log(beta + y)
    logs += np.log(least + y) + np.log(weights / 2 * width)
    return float(np.logaddexp.reduce(logs, axis=None))
