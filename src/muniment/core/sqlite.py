"""Make sure that every process talks to a sound SQLite.

SQLite before 3.51.3 can corrupt a database in WAL mode when two connections checkpoint
at once; Debian 12 ships 3.40. `pysqlite3` carries its own, newer library, and we put it
in the place of the standard module before Django is loaded.
"""

import sys

OLDEST_SOUND = (3, 51, 3)


class SqliteTooOld(RuntimeError):
    """The SQLite at hand can corrupt the database; nothing was opened."""


def install() -> None:
    """Put pysqlite3 where `import sqlite3` finds it; call before Django loads.

    Raises:
        SqliteTooOld: the library is older than 3.51.3, or Django has already loaded another.
    """
    import pysqlite3  # the swap happens here and nowhere else
    from pysqlite3 import dbapi2

    if pysqlite3.sqlite_version_info < OLDEST_SOUND:
        raise SqliteTooOld(
            f"SQLite {pysqlite3.sqlite_version} can corrupt data in WAL mode; "
            "install pysqlite3 0.6.1 or newer"
        )
    base = sys.modules.get("django.db.backends.sqlite3.base")
    if base is not None and base.Database is not dbapi2:
        raise SqliteTooOld("Django loaded the system's SQLite first; import muniment before it")
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = dbapi2
