"""One expression, two engines, one answer: profiles and tripwire on DuckDB and on Spark."""

import json
from pathlib import Path
from typing import Any

import pytest

from muniment.core.config import Config
from muniment.customs_data import engine
from muniment.customs_data.domain.tripwire import Watched
from muniment.customs_data.profile import as_json, customs_profile
from muniment.customs_data.profile.tripwire import tripwire
from tests.customs_rows import made_up_trade, write

pytestmark = [
    pytest.mark.spark,
    # PySpark warns of its own future; ours is what is tested.
    pytest.mark.filterwarnings("ignore"),
]
DUCKDB = Config(customs_engine="duckdb")
SPARK = Config(customs_engine="spark", customs_spark="local[2]")
_ENDS = 1e-9  # sums in another order differ in the last digit


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    pytest.importorskip("pyspark", reason="PySpark is an extra: bin/test --all installs it")
    folder, rows = tmp_path_factory.mktemp("load"), made_up_trade()
    return [write(folder, rows[::2], "part-00000"), write(folder, rows[1::2], "part-00001")]


@pytest.mark.parametrize(
    "wanted",
    [
        {"name": "BUYER 7", "our_codes": ["6907"]},
        {"name": "BUYER 12", "country": "KE"},
        {"name": "BUYER 3", "also": ["BUYER 4"], "our_codes": ["690721", "84"]},
        {"name": "NOBODY WE KNOW", "our_codes": ["69"]},
    ],
)
def test_a_profile_is_the_same_on_duckdb_and_spark(files: list[Path], wanted: dict[str, Any]):
    here = as_json(customs_profile(files=files, config=DUCKDB, **wanted))
    there = as_json(customs_profile(files=files, config=SPARK, **wanted))

    assert here["coverage"]["sources"]
    _is_same(here, there, "profile")


def test_the_tripwire_is_the_same_on_duckdb_and_spark(files: list[Path]):
    wanted: dict[str, Any] = {
        "watched": [Watched("leaver", names=("Seller 7", "Sea Line"))],
        "customers": {"c": ["Buyer 5 LLC"]},
        "products": ("6810",),
    }
    here, there = (tripwire(engine.connect(config), files, **wanted) for config in (DUCKDB, SPARK))

    assert here
    _is_same(as_json(list(here)), as_json(list(there)), "hits")


def _is_same(here: Any, there: Any, place: str) -> None:
    """Compare piece by piece, so that a difference says where it is."""
    assert type(here) is type(there), place
    if isinstance(here, dict):
        assert here.keys() == there.keys(), place
        for name in here:
            _is_same(here[name], there[name], f"{place}.{name}")
    elif isinstance(here, list):
        assert len(here) == len(there), f"{place}: {json.dumps([here, there])[:500]}"
        for number, (one, other) in enumerate(zip(here, there, strict=True)):
            _is_same(one, other, f"{place}[{number}]")
    elif isinstance(here, float):
        assert here == pytest.approx(there, rel=_ENDS, abs=0.011), place
    else:
        assert here == there, place
