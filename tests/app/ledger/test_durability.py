import pytest
from django.db import connection

from muniment.core import sqlite
from muniment.ledger import durability
from muniment.ledger.durability import DatabaseNotDurable

pytestmark = pytest.mark.django_db(transaction=True)
SQLITE = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="settings of SQLite")
POSTGRES = pytest.mark.skipif("connection.vendor == 'sqlite'", reason="settings of PostgreSQL")


@pytest.fixture(autouse=True)
def fresh_connection(house):
    yield
    connection.close()


def _refused(statement: str) -> dict[str, object]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(DatabaseNotDurable) as refusal:
        durability.demand(connection)
    return dict(refusal.value.facts)


@SQLITE
@pytest.mark.parametrize(
    ("statement", "setting", "found"),
    [
        ("PRAGMA synchronous=NORMAL", "synchronous", "1"),
        ("PRAGMA synchronous=OFF", "synchronous", "0"),
        ("PRAGMA recursive_triggers=OFF", "recursive_triggers", "OFF"),
    ],
)
def test_a_connection_that_could_lose_a_commit_is_refused(statement, setting, found):
    facts = _refused(statement)

    assert (facts["setting"], facts["found"]) == (setting, found)


@SQLITE
def test_a_database_without_a_write_ahead_log_is_refused(tmp_path):
    from django.db.backends.sqlite3.base import DatabaseWrapper

    other = DatabaseWrapper(connection.settings_dict | {"NAME": tmp_path / "x", "OPTIONS": {}})
    with pytest.raises(DatabaseNotDurable) as refusal:
        other.ensure_connection()

    assert refusal.value.facts["setting"] == "journal_mode"
    assert other.connection is None


@SQLITE
def test_an_unsound_sqlite_is_refused(monkeypatch):
    monkeypatch.setattr(durability, "OLDEST_SOUND", (99, 0, 0))

    assert _refused("SELECT 1")["setting"] == "sqlite_version"
    assert sqlite.OLDEST_SOUND < (99, 0, 0)


@POSTGRES
@pytest.mark.parametrize("value", ["off", "local", "remote_write"])
def test_a_session_that_does_not_wait_for_the_disk_is_refused(value):
    facts = _refused(f"SET synchronous_commit = {value}")

    assert facts["setting"] == "synchronous_commit"


@POSTGRES
def test_a_server_without_fsync_is_refused_outside_the_tests(monkeypatch):
    durability.demand(connection)
    monkeypatch.delenv(durability.UNSAFE_SERVER)

    assert _refused("SELECT 1")["setting"] == "fsync"
