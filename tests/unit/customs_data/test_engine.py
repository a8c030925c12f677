"""One setting chooses the engine."""

import importlib.util
from pathlib import Path

import pytest

from muniment.core.config import Config
from muniment.customs_data import engine
from tests.customs_rows import row, write


def test_the_engine_is_embedded_unless_another_is_set():
    assert engine.connect(Config()).name == "duckdb"


def test_a_thread_keeps_its_connection():
    assert engine.connect(Config()) is engine.connect(Config())


def test_an_unknown_engine_is_refused_in_words():
    with pytest.raises(engine.EngineUnknown) as refusal:
        engine.connect(Config(customs_engine="abacus"))

    assert refusal.value.facts == {"given": "abacus"}


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is not None, reason="Spark is here")
def test_spark_that_is_not_installed_is_said_in_words():
    with pytest.raises(engine.EngineMissing):
        engine.connect(Config(customs_engine="spark"))


def test_nothing_is_ever_downloaded():
    backend = engine.connect(Config())

    told = backend.raw_sql(
        "SELECT current_setting('autoinstall_known_extensions'), "
        "current_setting('autoload_known_extensions')"
    ).fetchone()

    assert told == (False, False)


def test_what_is_kept_is_gone_after_the_block(tmp_path: Path):
    backend = engine.connect(Config())
    rows = engine.table(backend, [write(tmp_path, [row(), row()])])

    for _again in range(2):  # under the same name, so a table left behind would be in the way
        with engine.kept(backend, rows.select("hs6").distinct(), "test") as table:
            assert engine.answer(backend, table) == [{"hs6": "690721"}]
