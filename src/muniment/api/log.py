"""The log as other people's tools read it: C2SP tlog-tiles under /api/v1/log/.

The newest signed note and the hash tiles are open to everybody: they say how many entries
there are and nothing about them, and a witness needs no account. Entry bundles hold the
entries themselves; only owners and compliance read them.
"""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from muniment.api.bearer import ApiRequest
from muniment.api.operations import open_to_all, reads
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger import queries, tree
from muniment.ledger.domain import tiles
from muniment.ledger.domain.hashing import HASH_SIZE, TileInvalid
from muniment.ledger.domain.tiles import ENTRIES, TILE_WIDTH, TileRef
from muniment.ledger.services.checkpoints import NothingToSign
from muniment.ledger.services.export import bundle
from muniment.people.domain.roles import WATCHERS

router = Router(tags=["Log"])
BYTES, NOTE = "application/octet-stream", "text/plain"
FOR_EVER = "public, max-age=31536000, immutable"


class TileNotFound(MunimentError):
    """The signed log has no such tile."""

    code = "api.tile.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("The log has no such tile.")
    next_step = gettext_noop("Take the size from the checkpoint; it may have grown since.")


@reads(router, "/log/tile/entries/{path:place}", scope="ledger.read", answer=None, media=BYTES,
       roles=WATCHERS)  # fmt: skip
def entry_bundle(request: ApiRequest, place: str) -> HttpResponseBase:  # noqa: ARG001 - its form is given
    """Hand out the entries below one tile, each with its length before it.

    Raises: TileNotFound.
    """
    ref, log_id = _signed(f"tile/entries/{place}")
    answer = HttpResponse(bundle(ref, log_id), content_type=BYTES)
    answer["Cache-Control"] = "private, no-store"
    return answer


@open_to_all(router, "/log/checkpoint", media=NOTE)
def checkpoint(request: ApiRequest) -> HttpResponse:  # noqa: ARG001 - its form is given
    """Hand out the newest signed note; open to everybody.

    Raises: NothingToSign.
    """
    newest = queries.newest_checkpoint()
    if newest is None:
        raise NothingToSign
    answer = HttpResponse(newest.note, content_type=f"{NOTE}; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@open_to_all(router, "/log/tile/{path:place}", media=BYTES)
def tile(request: ApiRequest, place: str) -> HttpResponse:  # noqa: ARG001 - its form is given
    """Hand out one tile of hashes, full or partial; open to everybody.

    Raises: TileNotFound.
    """
    ref, log_id = _signed(f"tile/{place}")
    if ref.level == ENTRIES:
        raise TileNotFound
    found = tree.tiles_of(log_id)(*ref)[: ref.width * HASH_SIZE]
    return _kept_by_all(HttpResponse(found, content_type=BYTES), ref)


def _signed(path: str) -> tuple[TileRef, int]:
    """Find a tile in what is signed: what may still change must not be handed out.

    Raises:
        TileNotFound: no such tile in the newest checkpoint.
    """
    newest = queries.newest_checkpoint()
    try:
        ref = tiles.parse_tile_path(path)
    except TileInvalid:
        raise TileNotFound from None
    level = max(ref.level, 0)
    if newest is None or ref.width > tiles.width(level, ref.n, newest.size):
        raise TileNotFound
    return ref, newest.log_id


def _kept_by_all(answer: HttpResponse, ref: TileRef) -> HttpResponse:
    answer["Cache-Control"] = FOR_EVER if ref.width == TILE_WIDTH else "public, max-age=60"
    return answer
