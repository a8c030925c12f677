"""Keep the house's own list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.ids import new_id
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry
from muniment.screening import own
from muniment.screening.domain.lists import (
    OWN,
)
from muniment.screening.domain.parties import DateSource, ListedParty, PartyKind, from_json
from muniment.screening.models import ListVersion, OwnEntry
from muniment.screening.services.keeping import next_number, require_keeper

LONGEST_REASON = 2000  # characters


class OwnEntryInvalid(MunimentError):
    """An entry needs a name and a reason; nothing was written."""

    code = "screening.own.invalid"
    title = gettext_noop("An entry of the own list needs a name and a reason.")
    next_step = gettext_noop("Write whom you mean and what happened.")


class OwnEntryNotFound(MunimentError):
    """No entry of this id is in force."""

    code = "screening.own.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such entry on the own list.")
    next_step = gettext_noop("It may have been removed meanwhile; look at the list again.")


def enter_own(
    *,
    names: Sequence[str],
    kind: PartyKind,
    reason: str,
    by: Actor,
    at: datetime,
    countries: Sequence[str] = (),
    birth_dates: Sequence[str] = (),
    identifiers: Sequence[tuple[str, str]] = (),
) -> UUID:
    """Put somebody on the house's own list; screened like any list from now on.

    Raises:
        ListsNotYours: another role.
        OwnEntryInvalid: no name or no reason.
    """
    require_keeper(by)
    told = [name.strip() for name in names if name.strip()]
    if not told or not reason.strip():
        raise OwnEntryInvalid
    entry_id = new_id()
    party = own.party(
        entry_id,
        kind=kind,
        names=told,
        countries=countries,
        birth_dates=birth_dates,
        identifiers=identifiers,
    )
    with transaction.atomic():
        version = _own_version(by=by, at=at, added=1)
        OwnEntry.objects.create(
            id=entry_id,
            content=own.content(party),
            reason=own.seal(entry_id, "reason", reason.strip()[:LONGEST_REASON]),
            since=version.number,
            entered_at=at,
            entered_by_id=by.person_id,
        )
        append_entry(
            kind="screening.own.entered",
            subject=entry_id,
            by=by,
            at=at,
            facts={"names": len(told), "party": kind.value, "version": version.number},
        )
    return entry_id


def suspect_again(*, entry_id: UUID, by: Actor, at: datetime) -> int:
    """Count one more suspicion against an entry in force; gives how many there are now.

    Raises:
        ListsNotYours: another role.
        OwnEntryNotFound: no such entry in force.
    """
    require_keeper(by)
    with transaction.atomic():
        row = _own_in_force(entry_id)
        row.suspected += 1
        row.save(update_fields=["suspected"])
        append_entry(
            kind="screening.own.suspected",
            subject=entry_id,
            by=by,
            at=at,
            facts={"times": row.suspected},
        )
    return row.suspected


def remove_own(*, entry_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Take somebody off the own list; the entry stays on record with the reason.

    Raises:
        ListsNotYours: another role.
        OwnEntryInvalid: no reason.
        OwnEntryNotFound: no such entry in force.
    """
    require_keeper(by)
    if not reason.strip():
        raise OwnEntryInvalid
    with transaction.atomic():
        row = _own_in_force(entry_id)
        version = _own_version(by=by, at=at, removed=1)
        row.until, row.removed_at, row.removed_by_id = version.number, at, by.person_id
        row.removed_reason = own.seal(entry_id, "removed_reason", reason.strip()[:LONGEST_REASON])
        row.save(update_fields=["until", "removed_at", "removed_by", "removed_reason"])
        append_entry(
            kind="screening.own.removed",
            subject=entry_id,
            by=by,
            at=at,
            facts={"version": version.number},
        )


@dataclass(frozen=True, slots=True)
class OwnRow:
    """An entry of the own list, opened."""

    id: UUID
    party: ListedParty
    reason: str
    suspected: int
    entered_at: datetime
    entered_by: UUID | None


def read_own(*, by: Actor, at: datetime) -> tuple[OwnRow, ...]:
    """Open the own list, newest entry first; the reading itself is put on record.

    Raises:
        ListsNotYours: another role.
        LedgerUnavailable: nothing can be put on record, so nothing is read.
        RuntimeError: inside a transaction, which could undo the record.
    """
    require_keeper(by)
    rows = list(OwnEntry.objects.filter(until=None).order_by("-since"))
    with on_record():
        append_entry(
            kind="screening.own.read", subject=None, by=by, at=at, facts={"entries": len(rows)}
        )
    contents, reasons = own.unsealed(rows, "content"), own.unsealed(rows, "reason")
    return tuple(
        OwnRow(
            id=row.id,
            party=from_json(contents[row.id]),
            reason=reasons[row.id],
            suspected=row.suspected,
            entered_at=row.entered_at,
            entered_by=row.entered_by_id,
        )
        for row in rows
        if row.id in contents and row.id in reasons
    )


def _own_version(*, by: Actor, at: datetime, added: int = 0, removed: int = 0) -> ListVersion:
    number = next_number()
    return ListVersion.objects.create(
        number=number,
        list_id=OWN,
        title=gettext_noop("Own list"),
        layout=OWN,
        dated_on=timezone.localdate(at),
        date_source=DateSource.LIVING.value,
        sha256=b"",
        parties=0,
        names=0,
        bad_rows=0,
        added=added,
        changed=0,
        removed=removed,
        loaded_at=at,
        loaded_by_id=by.person_id,
    )


def _own_in_force(entry_id: UUID) -> OwnEntry:
    row = OwnEntry.objects.select_for_update().filter(pk=entry_id, until=None).first()
    if row is None:
        raise OwnEntryNotFound
    return row
