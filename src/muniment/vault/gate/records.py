"""Reading what is kept about a dossier: who looked and why, and the secret register.

Purposes, places and claims are sealed like everything else, so showing them is an act on
record too. People without the right see that there were looks, not whose.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from muniment.core import canonical
from muniment.core import cursor as cursors
from muniment.core.actor import Actor
from muniment.core.clock import rfc3339
from muniment.core.cursor import Page
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.keys import ring
from muniment.ledger import queries as ledger
from muniment.ledger.opening import Opening
from muniment.ledger.services import append_entry
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow
from muniment.vault.domain.policy import Relation
from muniment.vault.gate.permits import known_to, relation_of_reader
from muniment.vault.gate.recording import on_record
from muniment.vault.gate.standing import reader_of
from muniment.vault.models import Consultation, Dossier, SecretPoint
from muniment.vault.queries.looks import before
from muniment.vault.sealing import RECORD, record_binding

TIMELINE_READ = "vault.timeline.read"
REGISTER_READ = "vault.register.read"
WATCHING = frozenset({Role.OWNER, Role.COMPLIANCE})
ANSWERING = frozenset({Relation.KEEPER, Relation.LINE_MANAGER})


class RecordShut(MunimentError):
    """The record of this dossier is not for this person; nothing was decrypted."""

    code = "vault.record.shut"
    kind = ErrorKind.REFUSED
    title = gettext_noop("The record of this dossier is not open to you.")
    next_step = gettext_noop(
        "Its keeper, the keeper’s manager, the owner and compliance can read it."
    )


@dataclass(frozen=True, slots=True)
class LookRow:
    """One look on the timeline.

    Attributes:
        reader_id: who looked; None where this reader may not know.
        purpose, reference, address, device, site: in clear, or "" where they are not shown.
    """

    id: UUID
    entry_id: UUID
    compartment: str
    outcome: str
    reason: str
    at: datetime
    look: int | None
    reader_id: UUID | None = None
    fields: tuple[str, ...] = ()
    reference_kind: str = ""
    purpose: str = ""
    reference: str = ""
    address: str = ""
    device: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Who looked, as far as the reader may know; `in_full` says whether names and purposes show."""

    page: Page[LookRow]
    in_full: bool


@dataclass(frozen=True, slots=True)
class SecretPointRow:
    """One claim of the secret register, in clear."""

    number: int
    version: int
    level: str
    since: date
    point: str
    basis: str
    bases: tuple[str, ...]
    fields: tuple[str, ...]
    claimed_by: UUID
    at: datetime
    closed_at: datetime | None


def timeline(
    *, reader: Actor, dossier_id: UUID, at: datetime, cursor: str | None = None, limit: int = 20
) -> Timeline:
    """Show the looks at a dossier, newest first.

    Keeper, keeper's manager, owner and compliance see names and purposes, which is recorded;
    other staff, and everybody on notice, see their own looks in full and of the others only that
    they happened; outsiders see their own.

    Raises:
        DossierNotFound, CursorInvalid: as the names say.
    """
    who = reader_of(reader)
    dossier = known_to(who, dossier_id, at)
    in_full = _answers(who, dossier, at)
    looks = Consultation.objects.filter(dossier=dossier)
    if who.role.is_outside:
        looks = looks.filter(reader=who.id)
    if cursor:
        looks = looks.filter(before(cursor))
    rows = list(looks.order_by("-at", "-id")[: limit + 1])
    shown = {row.id for row in rows[:limit] if in_full or row.reader_id == who.id}
    if in_full and shown:
        _record(reader, dossier_id, TIMELINE_READ, {"looks": len(shown)}, at)
    opened = ledger.openings_of([row.entry for row in rows[:limit] if row.id in shown])
    page = [_row(row, opened.get(row.entry)) for row in rows[:limit]]
    last = rows[limit - 1] if len(rows) > limit else None
    following = cursors.encode(rfc3339(last.at), last.id.hex) if last else None
    return Timeline(Page(page, following), in_full)


def secret_register(*, reader: Actor, dossier_id: UUID, at: datetime) -> list[SecretPointRow]:
    """Read the secret register of a dossier, closed points and old versions included.

    Raises:
        RecordShut: neither keeper, keeper's manager, owner nor compliance; or on notice.
        DossierNotFound: as the name says.
    """
    who = reader_of(reader)
    dossier = known_to(who, dossier_id, at)
    if not _answers(who, dossier, at):
        raise RecordShut
    rows = list(SecretPoint.objects.filter(dossier=dossier).order_by("number", "-version"))
    if not rows:
        return []
    _record(reader, dossier_id, REGISTER_READ, {"points": len(rows)}, at)
    key = ring.data_keys([(dossier_id, RECORD)])[dossier_id, RECORD]
    found = []
    for row in rows:
        plain = key.open(bytes(row.sealed), binding=record_binding("secret_point", row.id))
        told = canonical.load(plain)
        found.append(
            SecretPointRow(
                number=row.number, version=row.version, level=row.level,
                since=row.claimed_since, point=told["point"], basis=told["basis"],
                bases=tuple(told["bases"]), fields=tuple(told["fields"]),
                claimed_by=row.claimed_by_id, at=row.at, closed_at=row.closed_at,
            )
        )  # fmt: skip
    return found


def _record(
    reader: Actor, dossier_id: UUID, kind: str, facts: dict[str, object], at: datetime
) -> None:
    with on_record():
        append_entry(kind=kind, subject=dossier_id, by=reader, at=at, facts=facts)


def _row(row: Consultation, openings: Mapping[str, Opening] | None) -> LookRow:
    plain = LookRow(
        id=row.id,
        entry_id=row.entry,
        compartment=row.compartment,
        outcome=row.outcome,
        reason=row.reason,
        at=row.at,
        look=row.look,
    )
    if openings is None:
        return plain
    told = {field: opening.value or "" for field, opening in openings.items()}
    return replace(
        plain,
        reader_id=row.reader_id,
        fields=(*row.fields["show"], *row.fields["mask"]),
        reference_kind=row.reference_kind,
        purpose=told.get("purpose", ""),
        reference=told.get("reference", ""),
        address=told.get("address", ""),
        device=told.get("device", ""),
        site=told.get("site", ""),
    )


def _answers(who: ReaderRow, dossier: Dossier, at: datetime) -> bool:
    """Whether she answers for what is kept about a customer; nobody does any more on notice."""
    if who.state is not State.ACTIVE:
        return False
    return who.role in WATCHING or relation_of_reader(who, dossier, at) in ANSWERING
