"""The ledger: entries that the caller may see, their proofs, the key, signed tree heads."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field, StringConstraints

from muniment.api.bearer import ApiRequest
from muniment.api.operations import reads
from muniment.api.shapes import Narrowed, Paged, Shape
from muniment.core import canonical
from muniment.ledger import health, queries, services, signer
from muniment.ledger.queries import EntryRow
from muniment.people.domain.roles import KEEPERS_OF_ACCOUNTS, STAFF, WATCHERS
from muniment.vault import gate

router = Router(tags=["Ledger"])
SCOPE = "ledger.read"
PROOF, LEAF = "text/plain", "application/octet-stream"
Kind = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,30}(\.[a-z_]{1,40}){1,3}$")]


class Entry(Shape):
    """One entry as it was written; bytes are base64url.

    `facts` are ids, codes and counts; what is personal appears as `commitments` only.
    `index` is its place in the log, null while it waits for one.
    """

    id: UUID
    log: str
    kind: str
    at: datetime
    actor: str
    via: str
    subject: UUID | None
    subject_seq: int | None
    facts: dict[str, Any]
    commitments: dict[str, str]
    refs: list[UUID]
    leaf_hash: str
    index: int | None


class Entries(Paged):
    """Entries, newest first."""

    rows: list[Entry]


class EntriesAsked(Narrowed):
    """Which entries the list shows: of these kinds, by this person, about this customer."""

    kinds: Annotated[list[Kind], Field(max_length=20)] = []
    actor: UUID | None = None
    dossier_id: UUID | None = None


class Opened(Shape):
    """What one commitment hides, and the salt that shows it; both empty once its key is gone."""

    field: str
    value: str | None
    salt: str


class Openings(Shape):
    """The opened parts of an entry; `withheld` ones are read in the dossier."""

    rows: list[Opened]
    withheld: list[str]
    record_id: UUID | None


class LedgerKey(Shape):
    """The public key under which everything verifies; it belongs into contracts."""

    origin: str
    vkey: str


class Checkpoint(Shape):
    """A signed tree head; `note` is the signed text as everybody else reads it."""

    size: int
    note: str
    vkey: str
    reason: str
    made_at: datetime
    published_at: datetime


class Checkpoints(Shape):
    """Signed tree heads, newest first."""

    rows: list[Checkpoint]


class Status(Shape):
    """How the ledger is; `is_good` false means that nothing may be read."""

    is_good: bool
    origin: str
    size: int
    waiting: int
    oldest_seconds: int
    signed_size: int
    signed_at: datetime | None


@reads(router, "/ledger/entries", scope=SCOPE, answer=Entries)
def entries(request: ApiRequest, asked: Query[EntriesAsked]) -> object:
    """List the entries that the caller may see, newest first.

    Owners, compliance and administrators see all; staff their own acts and those about the
    customers they answer for; guests their own. Nothing sealed is in them.
    """
    caller = request.auth
    found = gate.entries_for(
        reader=caller.actor, at=caller.at, kinds=asked.kinds, actor=asked.actor,
        dossier_id=asked.dossier_id, cursor=asked.cursor, limit=asked.limit,
    )  # fmt: skip
    return {"rows": [_entry(row) for row in found.rows], "next_cursor": found.next_cursor}


@reads(router, "/ledger/entries/{entry_id}", scope=SCOPE, answer=Entry)
def entry(request: ApiRequest, entry_id: UUID) -> Entry:
    """Show one entry."""
    return _entry(_allowed(request, entry_id))


@reads(router, "/ledger/entries/{entry_id}/proof", scope=SCOPE, answer=None, media=PROOF)
def proof(request: ApiRequest, entry_id: UUID) -> HttpResponse:
    """Prove that an entry stands in the log: a C2SP tlog-proof, which a stranger can check."""
    made = services.prove(_allowed(request, entry_id).id)
    return HttpResponse(made.text, content_type=f"{PROOF}; charset=utf-8")


@reads(router, "/ledger/entries/{entry_id}/leaf", scope=SCOPE, answer=None, media=LEAF)
def leaf(request: ApiRequest, entry_id: UUID) -> HttpResponse:
    """Hand out the exact bytes that the proof of an entry is about."""
    return HttpResponse(_allowed(request, entry_id).leaf, content_type=LEAF)


@reads(router, "/ledger/entries/{entry_id}/openings", scope=SCOPE, answer=Openings)
def openings(request: ApiRequest, entry_id: UUID) -> object:
    """Open what is sealed in an entry: purposes, places, reasons; the reading is recorded.

    Owner and compliance may, others for their own acts; never an administrator.
    """
    caller = request.auth
    told = gate.read_openings(reader=caller.actor, entry_id=entry_id, at=caller.at)
    rows = [
        {"field": name, "value": one.value, "salt": canonical.b64(one.salt)}
        for name, one in told.shown.items()
    ]
    return {"rows": rows, "withheld": told.withheld, "record_id": told.record_id}


@reads(router, "/ledger/key", scope=SCOPE, answer=LedgerKey)
def ledger_key(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """Tell the public key under which everything here verifies."""
    head = queries.head()
    origin = head.origin if head else signer.origin()
    return {"origin": origin, "vkey": str(signer.verifier_key(origin))}


@reads(router, "/ledger/checkpoints", scope=SCOPE, answer=Checkpoints, roles=STAFF)
def checkpoints(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """List the signed tree heads, newest first."""
    return {"rows": queries.checkpoints()}


@reads(router, "/ledger/status", scope=SCOPE, answer=Status, roles=KEEPERS_OF_ACCOUNTS | WATCHERS)
def ledger_status(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """Say how the ledger is."""
    return health.status()


def _allowed(request: ApiRequest, entry_id: UUID) -> EntryRow:
    return gate.entry_for(reader=request.auth.actor, entry_id=entry_id)


def _entry(row: EntryRow) -> Entry:
    return Entry(
        id=row.id,
        log=row.log,
        kind=row.kind,
        at=row.at,
        actor=row.actor,
        via=row.via,
        subject=row.subject,
        subject_seq=row.subject_seq,
        facts=dict(row.facts),
        commitments={name: canonical.b64(told) for name, told in row.commitments.items()},
        refs=list(row.refs),
        leaf_hash=canonical.b64(row.leaf_hash),
        index=row.index,
    )
