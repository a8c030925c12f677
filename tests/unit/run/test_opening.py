from dataclasses import replace

import pytest

from muniment.core.config import Config
from muniment.run import opening
from muniment.run.opening import PlantingInterrupted


@pytest.fixture
def half_planted(tmp_path):
    """A data folder whose demonstration was cut off while it was planted."""
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "planting").touch()
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "ledger.state").write_text("{}")
    for ending in ("", "-wal", "-shm"):
        (tmp_path / f"muniment.sqlite3{ending}").write_text("half")
    return replace(Config(), data=tmp_path)


def test_a_half_planted_demonstration_is_cleared_so_that_it_starts_over(half_planted):
    assert opening.clear_half_planted(half_planted)

    assert sorted(path.name for path in half_planted.data.iterdir()) == ["run"]
    assert not opening.clear_half_planted(half_planted)


def test_rows_of_a_half_planted_demonstration_go_and_files_of_the_house_stay(half_planted):
    load = half_planted.data / "customs_data" / "0198"
    load.mkdir(parents=True)
    (load / "part-00000.parquet").write_text("half")
    (load.parent / "rates.csv").write_text("month,currency,usd")
    assert opening.clear_half_planted(half_planted)
    assert [path.name for path in load.parent.iterdir()] == ["rates.csv"]


def test_a_house_in_use_is_never_cleared(half_planted):
    (half_planted.data / "run" / "planting").unlink()

    assert not opening.clear_half_planted(half_planted)

    assert (half_planted.data / "muniment.sqlite3").exists()


def test_a_half_planted_postgresql_is_left_to_its_owner(half_planted):
    with pytest.raises(PlantingInterrupted):
        opening.clear_half_planted(replace(half_planted, database_url="postgresql://x/y"))
