"""Plain Python for every room: ids, clock, money, errors, actor, canonical JSON, cursors."""
