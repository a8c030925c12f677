"""The triggers that keep the ledger append-only, on both engines.

A role that owns the tables can drop them; they stop accidents and ordinary access, and the
signed checkpoints show what a determined owner did. Every name begins with `ledger_`. A later
migration that rebuilds one of these tables must end with `install`: SQLite drops the triggers
of a table that it rebuilds.
"""

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

# What is refused: conditions over OLD and NEW that both engines understand.
ALWAYS: Final = "1 = 1"
_UPDATES: Final = {
    "entry": ALWAYS,
    "leaf": ALWAYS,
    "opening": ALWAYS,
    "incident": ALWAYS,
    "pending": ALWAYS,
    "checkpoint": "NEW.log_id <> OLD.log_id OR NEW.size <> OLD.size OR NEW.root <> OLD.root"
    " OR NEW.note <> OLD.note OR NEW.vkey <> OLD.vkey OR NEW.reason <> OLD.reason"
    " OR NEW.made_at <> OLD.made_at",
    "log": "NEW.id <> OLD.id OR NEW.origin <> OLD.origin OR NEW.predecessor <> OLD.predecessor"
    " OR OLD.state <> 'active' OR NEW.state <> 'frozen'",
    "tile": "NEW.log_id <> OLD.log_id OR NEW.level <> OLD.level OR NEW.n <> OLD.n"
    " OR substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes",
    "head": "NEW.log_id <> OLD.log_id OR NEW.size < OLD.size",
}
_DELETES: Final = {
    **dict.fromkeys((*_UPDATES, "subject"), ALWAYS),
    "pending": "NOT EXISTS (SELECT 1 FROM ledger_leaf WHERE entry_number = OLD.entry_number)",
}
QUEUE: Final = "ledger_entry_queue"
_QUEUE_SQLITE: Final = f"""
CREATE TRIGGER {QUEUE} AFTER INSERT ON ledger_entry BEGIN
  SELECT RAISE(ABORT, 'ledger: this log is frozen') WHERE NOT EXISTS
    (SELECT 1 FROM ledger_log WHERE id = NEW.log_id AND state = 'active');
  INSERT INTO ledger_pending (entry_number, log_id, queued_ms)
    VALUES (NEW.number, NEW.log_id, CAST(unixepoch('subsec') * 1000 AS INTEGER));
  UPDATE ledger_subject SET last_leaf = NEW.leaf_hash
    WHERE log_id = NEW.log_id AND ref = NEW.subject AND seq = NEW.subject_seq;
END"""  # noqa: S608 - a constant name
_QUEUE_POSTGRES: Final = f"""
CREATE FUNCTION {QUEUE}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM ledger_log WHERE id = NEW.log_id AND state = 'active') THEN
    RAISE EXCEPTION 'ledger: this log is frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  INSERT INTO ledger_pending (entry_number, log_id, queued_ms)
    VALUES (NEW.number, NEW.log_id, (extract(epoch FROM clock_timestamp()) * 1000)::bigint);
  UPDATE ledger_subject SET last_leaf = NEW.leaf_hash
    WHERE log_id = NEW.log_id AND ref = NEW.subject AND seq = NEW.subject_seq;
  RETURN NULL;
END $$;
CREATE TRIGGER {QUEUE} AFTER INSERT ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION {QUEUE}()"""  # noqa: S608 - a constant name


def install(connection: BaseDatabaseWrapper) -> None:
    """Make every trigger afresh; needs the tables, changes no row."""
    remove(connection)
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers of the ledger, for a migration that rebuilds its tables."""
    with connection.cursor() as cursor:
        for name, table in sorted(_present(connection).items()):
            if connection.vendor == "sqlite":
                cursor.execute(f'DROP TRIGGER "{name}"')
            else:
                cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
                cursor.execute(f'DROP FUNCTION IF EXISTS "{name}"()')


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Name the triggers that should stand and do not; one query."""
    return sorted(_expected(connection.vendor) - set(_present(connection)))


def _expected(vendor: str) -> set[str]:
    names = {f"ledger_{table}_no_update" for table in _UPDATES}
    names |= {f"ledger_{table}_no_delete" for table in _DELETES}
    if vendor == "postgresql":
        names |= {f"ledger_{table}_no_truncate" for table in _DELETES}
    return names | {QUEUE}


def _present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Find the enabled triggers of the ledger and the table of each."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
                " JOIN pg_namespace s ON s.oid = c.relnamespace"
                " WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'"
                " AND s.nspname = current_schema()"
            )
        return {name: table for name, table in cursor.fetchall() if name.startswith("ledger_")}


def _statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        guards = [_sqlite_guard(*guard) for guard in _guards()]
        return [*guards, _QUEUE_SQLITE]
    guards = [_postgres_guard(*guard) for guard in _guards()]
    truncates = [_postgres_truncate(table) for table in _DELETES]
    return [*guards, *truncates, _QUEUE_POSTGRES]


def _guards() -> list[tuple[str, str, str]]:
    updates = [(table, "update", refused) for table, refused in _UPDATES.items()]
    return updates + [(table, "delete", refused) for table, refused in _DELETES.items()]


def _sqlite_guard(table: str, verb: str, refused: str) -> str:
    return (
        f"CREATE TRIGGER ledger_{table}_no_{verb} BEFORE {verb.upper()} ON ledger_{table}"
        f" WHEN {refused} BEGIN SELECT RAISE(ABORT, 'ledger: {table} rows stay as they are'); END"
    )


def _postgres_guard(table: str, verb: str, refused: str) -> str:
    name = f"ledger_{table}_no_{verb}"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {refused} THEN {_raise(table)} END IF;"
        f" RETURN {'NEW' if verb == 'update' else 'OLD'}; END $$;"
        f" CREATE TRIGGER {name} BEFORE {verb.upper()} ON ledger_{table}"
        f" FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _postgres_truncate(table: str) -> str:
    name = f"ledger_{table}_no_truncate"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" {_raise(table)} END $$;"
        f" CREATE TRIGGER {name} BEFORE TRUNCATE ON ledger_{table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )


def _raise(table: str) -> str:
    return (
        f"RAISE EXCEPTION 'ledger: {table} rows stay as they are'"
        " USING ERRCODE = 'restrict_violation';"
    )
