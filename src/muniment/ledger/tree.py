"""The tree as the database holds it: tiles for the algorithms, with a cache for proofs."""

from functools import lru_cache

from django.db import connection

from muniment.ledger import sql
from muniment.ledger.domain.hashing import TileInvalid
from muniment.ledger.domain.tiles import GetTile, Pyramids


def tiles_of(log_id: int) -> GetTile:
    """Read tiles straight from the database; one query each.

    Raises (when called):
        TileInvalid: the tile is gone or narrower than it must be.
    """

    def get_tile(level: int, n: int, width: int, /) -> bytes:
        with connection.cursor() as cursor:
            cursor.execute(sql.SELECT_TILE, [log_id, level, n])
            row = cursor.fetchone()
        if row is None or len(row[0]) < width * 32:
            raise TileInvalid(why=f"tile_{level}_{n}")
        return bytes(row[0])

    return get_tile


@lru_cache(maxsize=4)
def cached(log_id: int, origin: str) -> Pyramids:  # noqa: ARG001 - the origin tells lives apart
    """Give the tiles of a log with a cache that lives as long as the process; 16 MB when full.

    Whoever proves something from it checks the proof against a signed root, and forgets the
    cache (`forget`) when it does not hold.
    """
    return Pyramids(tiles_of(log_id))


def forget() -> None:
    """Drop every cached tile."""
    cached.cache_clear()
