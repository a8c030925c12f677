import numpy as np
from numpy.testing import assert_array_equal

from muniment.warning.domain.season import season_of
from muniment.warning.domain.spells import spells_of
from tests.unit.warning.books import START, book_of


def _seasonal() -> dict[str, list[int]]:
    """Two years in which only every tenth order of the second quarter of the year is placed."""
    kept = [day for day in range(0, 800, 2) if not 91 <= day % 364 < 182 or day % 20 == 0]
    return {f"C{n}": [day + n % 2 for day in kept] for n in range(6)}


def test_a_slow_quarter_of_last_year_is_expected_again() -> None:
    season = season_of(spells_of(book_of(_seasonal()), until=START + 800))
    slow, busy = season.level(np.array([START + 364 + 130, START + 364 + 250]))
    assert -1 <= slow < -0.5 < 0 < busy <= 1


def test_a_book_of_less_than_a_year_has_no_season() -> None:
    season = season_of(spells_of(book_of(_seasonal()), until=START + 300))
    assert_array_equal(season.level(np.array([START + 100, START + 300])), [0, 0])


def test_a_book_without_orders_has_no_season() -> None:
    season = season_of(spells_of(book_of({}), until=START))
    assert_array_equal(season.level(np.array([START])), [0])
