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
from muniment.ledger.queries import EntryNotFound, EntryRow
from muniment.people.domain.roles import KEEPERS_OF_ACCOUNTS, STAFF, WATCHERS
from muniment.vault import gate
from muniment.vault.domain.policy import Relation
from muniment.vault.gate import DossierNotFound

router = Router(tags=["Ledger"])
SCOPE = "ledger.read"
PROOF, LEAF = "text/plain", "application/octet-stream"
_ANSWERING = frozenset({Relation.KEEPER, Relation.LINE_MANAGER})
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
    """Which entries the list shows: of these kinds, by this person, about this subject."""

    kinds: Annotated[list[Kind], Field(max_length=20)] = []
    actor: UUID | None = None
    subject: UUID | None = None


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
    """List entries: owners and compliance all of them, everybody else their own acts.

    About one subject, its keeper and the keeper's manager see all of them too.
    """
    mine = None if request.auth.reader.role in WATCHERS else request.auth.reader.id
    if asked.subject is not None:
        return _about(request, asked.subject, asked)
    found = queries.entries(
        kinds=asked.kinds, actor=mine or asked.actor, cursor=asked.cursor, limit=asked.limit
    )
    return {"rows": [_entry(row) for row in found.rows], "next_cursor": found.next_cursor}


@reads(router, "/ledger/entries/{entry_id}", scope=SCOPE, answer=Entry)
def entry(request: ApiRequest, entry_id: UUID) -> Entry:
    """Show one entry.

    Raises: EntryNotFound.
    """
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


def _about(request: ApiRequest, subject: UUID, asked: EntriesAsked) -> dict[str, object]:
    if subject != request.auth.reader.id and not _answers_for(request, subject):
        raise EntryNotFound
    found = queries.entries_of(subject, kinds=asked.kinds, cursor=asked.cursor, limit=asked.limit)
    return {"rows": [_entry(row) for row in found.rows], "next_cursor": found.next_cursor}


def _allowed(request: ApiRequest, entry_id: UUID) -> EntryRow:
    """Give an entry that the caller may see; the others do not exist for her.

    Raises:
        EntryNotFound: missing, or another's.
    """
    found = queries.entry(entry_id)
    if found.actor == str(request.auth.reader.id) or _answers_for(request, found.subject):
        return found
    raise EntryNotFound


def _answers_for(request: ApiRequest, subject: UUID | None) -> bool:
    """Whether the caller watches the house, or keeps the dossier that the entry is about."""
    caller = request.auth
    if caller.reader.role in WATCHERS:
        return True
    if subject is None or caller.reader.role.is_outside:
        return False
    try:
        laid = gate.cards(reader=caller.actor, dossier_id=subject, at=caller.at)
    except DossierNotFound:
        return False
    return laid.relation in _ANSWERING


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
