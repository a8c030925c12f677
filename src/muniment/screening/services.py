"""Verbs: load a list, keep the house's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.files import create_durably
from muniment.core.ids import new_id
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry
from muniment.people.domain.roles import Role
from muniment.people.queries import reader
from muniment.screening import own
from muniment.screening.domain.lists import (
    OWN,
    ReadList,
    RowsUnreadable,
    SourceFile,
)
from muniment.screening.domain.parties import DateSource, ListedParty, PartyKind, from_json, to_json
from muniment.screening.domain.reading import read_lists
from muniment.screening.models import Listing, ListVersion, OwnEntry

KEEPERS = frozenset({Role.OWNER, Role.COMPLIANCE})
LONGEST_REASON = 2000  # characters
MOST_GONE = 50
MOST_GONE_PERCENT = 10
"""A newer state that loses more than both is loaded only if somebody says that it is right."""
_MISSING = {
    "parties": gettext_noop("parties"),
    "aliases": gettext_noop("other names"),
    "addresses": gettext_noop("addresses"),
}
_BATCH = 500


class ListsNotYours(MunimentError):
    """Only owners and compliance keep the lists; nothing was written."""

    code = "screening.lists.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("Your role does not keep the lists of denied parties.")
    next_step = gettext_noop("Ask an owner or compliance.")


class ListOlder(MunimentError):
    """A newer state of the list is already loaded; nothing was written."""

    code = "screening.list.older"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("The list {list} in force is of {held}; this file is of {brought}.")
    next_step = gettext_noop("Get the newest file from the government’s page.")


class ListUndated(MunimentError):
    """Nobody says of which day the list is; nothing was loaded."""

    code = "screening.list.undated"
    title = gettext_noop("Neither {file} nor its name says of which day the list is.")
    next_step = gettext_noop("Look at the government’s page and say the day.")


class ListIncomplete(MunimentError):
    """A file that belongs to the list is missing; nothing was loaded."""

    code = "screening.list.incomplete"
    kind = ErrorKind.INVALID
    title = gettext_noop("The list {list} came without its file of {why}.")
    next_step = gettext_noop(
        "Choose all files of the list together. Without one of them other spellings and countries "
        "are lost; if you want that, say so."
    )


class ListShrunk(MunimentError):
    """The newer state lacks too many parties to be believed; nothing was loaded."""

    code = "screening.list.shrunk"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("The list {list} would lose {gone} of its {held} parties.")
    next_step = gettext_noop(
        "Compare the file with the government’s page: it may be cut off. If it is right, say that "
        "the loss is."
    )


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


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading brought; `number` is the version, for `queries.changes_since`."""

    list_id: str
    number: int
    dated_on: date
    date_source: DateSource
    parties: int
    bad_rows: int
    added: int
    changed: int
    removed: int


def load_lists(
    *,
    files: Sequence[SourceFile],
    by: Actor,
    at: datetime,
    given: Mapping[str, date] | None = None,
    good_rows_only: bool = False,
    needs_date: bool = False,
    parts_may_miss: bool = False,
    may_shrink: bool = False,
) -> tuple[Loaded, ...]:
    """Load every list that lies in some files, all or none; each gets an entry in the ledger.

    Args:
        given: dates that `by` vouches for, by name of file or id of list.
        good_rows_only: load what can be read when some rows cannot.
        needs_date: refuse a list whose day nobody knows; for files that came without the time
            at which they were written, or an old list would pass for one of today.
        parts_may_miss: `by` says that a list of several files comes without some of them.
        may_shrink: `by` says that it is right that a list loses many parties.

    Raises:
        ListsNotYours: another role.
        ListUnreadable: a file is no list.
        ListUndated: `needs_date` was asked for, and there is none.
        RowsUnreadable: some rows cannot be read, and `good_rows_only` was not asked for.
        ListOlder: a newer state is in force.
        ListIncomplete: a file of the list is missing, and `parts_may_miss` was not said.
        ListShrunk: the list loses many parties, and `may_shrink` was not said.
    """
    _require_keeper(by)
    read = read_lists(files, today=at.date(), given=given)
    for it in read:
        if needs_date and it.date.source is DateSource.FILE_TIME:
            raise ListUndated(file=it.files[0].name)
        if it.missing and not parts_may_miss:
            raise ListIncomplete(list=it.list_id, why=_MISSING[it.missing[0]])
        if it.bad and not good_rows_only:
            first = it.bad[0]
            raise RowsUnreadable(rows=len(it.bad), file=first.file, line=first.line)
        _keep_files(it)
    with transaction.atomic():
        return tuple(_load(it, by=by, at=at, may_shrink=may_shrink) for it in read)


def load_list(
    *,
    files: Sequence[SourceFile],
    by: Actor,
    at: datetime,
    given: date | None = None,
    good_rows_only: bool = False,
    parts_may_miss: bool = False,
    may_shrink: bool = False,
) -> Loaded:
    """Load one list from its files (OFAC's has three); as `load_lists`."""
    told = {it.name: given for it in files} if given else None
    loaded = load_lists(
        files=files, by=by, at=at, given=told, good_rows_only=good_rows_only,
        parts_may_miss=parts_may_miss, may_shrink=may_shrink,
    )  # fmt: skip
    return loaded[0]


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
    _require_keeper(by)
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
    _require_keeper(by)
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
    _require_keeper(by)
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
    _require_keeper(by)
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


def _require_keeper(by: Actor) -> None:
    """Let the house itself, owners and compliance pass."""
    if by.person_id is None:
        return
    person = reader(by.person_id)
    if person is None or not person.is_active or person.role not in KEEPERS:
        raise ListsNotYours


def _load(read: ReadList, *, by: Actor, at: datetime, may_shrink: bool) -> Loaded:
    number = _next_number()
    held = ListVersion.objects.filter(list_id=read.list_id).order_by("-number").first()
    if held is not None and held.dated_on > read.date.on:
        raise ListOlder(
            list=read.list_id, held=held.dated_on.isoformat(), brought=read.date.on.isoformat()
        )
    added, changed, removed = _write_listings(read, number, may_shrink=may_shrink)
    version = ListVersion.objects.create(
        number=number,
        list_id=read.list_id,
        title=read.title,
        layout=read.layout,
        dated_on=read.date.on,
        date_source=read.date.source.value,
        sha256=read.sha256,
        parties=len(read.parties),
        names=sum(len(party.names) for party in read.parties),
        bad_rows=len(read.bad),
        added=added,
        changed=changed,
        removed=removed,
        loaded_at=at,
        loaded_by_id=by.person_id,
    )
    append_entry(
        kind="screening.list.loaded",
        subject=None,
        by=by,
        at=at,
        facts={
            "list": read.list_id,
            "version": number,
            "dated": read.date.on.isoformat(),
            "date_source": read.date.source.value,
            "sha256": read.sha256.hex(),
            "parties": version.parties,
            "bad_rows": version.bad_rows,
            "added": added,
            "changed": changed,
            "removed": removed,
        },
    )
    return Loaded(
        list_id=read.list_id,
        number=number,
        dated_on=read.date.on,
        date_source=read.date.source,
        parties=version.parties,
        bad_rows=version.bad_rows,
        added=added,
        changed=changed,
        removed=removed,
    )


def _write_listings(read: ReadList, number: int, *, may_shrink: bool) -> tuple[int, int, int]:
    """Close rows that went or changed, open those that came; gives how many of each."""
    standing = {
        uid: (key, fingerprint)
        for uid, key, fingerprint in Listing.objects.filter(list_id=read.list_id, until=None)
        .values_list("uid", "id", "fingerprint")
        .iterator()
    }
    fresh: list[ListedParty] = []
    closed: list[UUID] = []
    changed = 0
    prints = {party.uid: party.fingerprint() for party in read.parties}
    for party in read.parties:
        held = standing.get(party.uid)
        if held is not None and held[1] == prints[party.uid]:
            continue
        if held is not None:
            closed.append(held[0])
            changed += 1
        fresh.append(party)
    gone = [key for uid, (key, _) in standing.items() if uid not in prints]
    if not may_shrink and len(gone) > max(MOST_GONE, len(standing) * MOST_GONE_PERCENT // 100):
        raise ListShrunk(list=read.list_id, gone=len(gone), held=len(standing))
    _close([*closed, *gone], number)
    Listing.objects.bulk_create(
        (
            Listing(
                list_id=read.list_id,
                uid=party.uid,
                fingerprint=prints[party.uid],
                content=to_json(party),
                since=number,
            )
            for party in fresh
        ),
        batch_size=_BATCH,
    )
    return len(fresh) - changed, changed, len(gone)


def _close(keys: Sequence[UUID], number: int) -> None:
    for start in range(0, len(keys), _BATCH):
        Listing.objects.filter(pk__in=keys[start : start + _BATCH]).update(until=number)


def _next_number() -> int:
    """Take the next version number; loadings run one after the other."""
    newest = ListVersion.objects.select_for_update().order_by("-number").first()
    return newest.number + 1 if newest else 1


def _own_version(*, by: Actor, at: datetime, added: int = 0, removed: int = 0) -> ListVersion:
    number = _next_number()
    return ListVersion.objects.create(
        number=number,
        list_id=OWN,
        title=gettext_noop("Own list"),
        layout=OWN,
        dated_on=at.date(),
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


def _keep_files(read: ReadList) -> None:
    """Keep the files as they came, plainly: they are public. The hash names the folder."""
    folder = settings.DATA_DIR / "lists" / read.list_id / read.sha256.hex()[:16]
    for file in read.files:
        name = file.name.replace("\\", "/").rpartition("/")[2].lstrip(".") or "list"
        create_durably(folder / name[:120], file.data)
