"""Load lists of denied parties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.files import create_durably
from muniment.ledger.services import append_entry
from muniment.screening.domain.lists import (
    ReadList,
    RowsUnreadable,
    SourceFile,
)
from muniment.screening.domain.parties import DateSource, ListedParty, to_json
from muniment.screening.domain.reading import read_lists
from muniment.screening.models import Listing, ListVersion
from muniment.screening.services.keeping import next_number, require_keeper

MOST_GONE = 50
MOST_GONE_PERCENT = 10
"""A newer state that loses more than both is loaded only if somebody says that it is right."""
_MISSING = {
    "parties": gettext_noop("parties"),
    "aliases": gettext_noop("other names"),
    "addresses": gettext_noop("addresses"),
}
_BATCH = 500


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
    require_keeper(by)
    read = read_lists(files, today=timezone.localdate(at), given=given)
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


def _load(read: ReadList, *, by: Actor, at: datetime, may_shrink: bool) -> Loaded:
    number = next_number()
    _require_newest(read)
    change = _change(read)
    if change.shrinks_too_much and not may_shrink:
        raise ListShrunk(list=read.list_id, gone=len(change.gone), held=change.held)
    _write_listings(read, change, number)
    loaded = Loaded(
        list_id=read.list_id, number=number, dated_on=read.date.on, date_source=read.date.source,
        parties=len(read.parties), bad_rows=len(read.bad),
        added=len(change.fresh) - len(change.replaced), changed=len(change.replaced),
        removed=len(change.gone),
    )  # fmt: skip
    _record(loaded, read, by=by, at=at)
    return loaded


def _require_newest(read: ReadList) -> None:
    held = ListVersion.objects.filter(list_id=read.list_id).order_by("-number").first()
    if held is not None and held.dated_on > read.date.on:
        raise ListOlder(
            list=read.list_id, held=held.dated_on.isoformat(), brought=read.date.on.isoformat()
        )


@dataclass(frozen=True, slots=True)
class _Change:
    """What a newer state of a list changes.

    Attributes:
        held: how many parties stood on it so far.
        fresh: parties that come, or come otherwise, with their fingerprints.
        replaced: rows of those that come otherwise; gone: rows of those that do not come.
    """

    held: int
    fresh: tuple[tuple[ListedParty, str], ...]
    replaced: tuple[UUID, ...]
    gone: tuple[UUID, ...]

    @property
    def shrinks_too_much(self) -> bool:
        """Whether more goes than a government takes off at once."""
        return len(self.gone) > max(MOST_GONE, self.held * MOST_GONE_PERCENT // 100)


def _change(read: ReadList) -> _Change:
    """Hold a list against the rows in force, by uid and fingerprint; one SQL query."""
    rows = Listing.objects.filter(list_id=read.list_id, until=None)
    standing = {
        uid: (key, mark)
        for uid, key, mark in rows.values_list("uid", "id", "fingerprint").iterator()
    }
    known = {(uid, mark) for uid, (_, mark) in standing.items()}
    marked = [(party, party.fingerprint()) for party in read.parties]
    fresh = tuple((party, mark) for party, mark in marked if (party.uid, mark) not in known)
    brought = {party.uid for party in read.parties}
    return _Change(
        held=len(standing), fresh=fresh,
        replaced=tuple(standing[party.uid][0] for party, _ in fresh if party.uid in standing),
        gone=tuple(key for uid, (key, _) in standing.items() if uid not in brought),
    )  # fmt: skip


def _write_listings(read: ReadList, change: _Change, number: int) -> None:
    """Close rows that went or changed, open those that came."""
    _close([*change.replaced, *change.gone], number)
    Listing.objects.bulk_create(
        (
            Listing(
                list_id=read.list_id, uid=party.uid, fingerprint=mark,
                content=to_json(party), since=number,
            )
            for party, mark in change.fresh
        ),
        batch_size=_BATCH,
    )  # fmt: skip


def _record(loaded: Loaded, read: ReadList, *, by: Actor, at: datetime) -> None:
    """Keep the version, and put it on record."""
    counts = {
        name: getattr(loaded, name)
        for name in ("parties", "bad_rows", "added", "changed", "removed")
    }
    ListVersion.objects.create(
        number=loaded.number, list_id=loaded.list_id, title=read.title, layout=read.layout,
        dated_on=loaded.dated_on, date_source=loaded.date_source.value, sha256=read.sha256,
        names=sum(len(party.names) for party in read.parties), loaded_at=at,
        loaded_by_id=by.person_id, **counts,
    )  # fmt: skip
    facts = {
        "list": loaded.list_id, "version": loaded.number, "dated": loaded.dated_on.isoformat(),
        "date_source": loaded.date_source.value, "sha256": read.sha256.hex(), **counts,
    }  # fmt: skip
    append_entry(kind="screening.list.loaded", subject=None, by=by, at=at, facts=facts)


def _close(keys: Sequence[UUID], number: int) -> None:
    for start in range(0, len(keys), _BATCH):
        Listing.objects.filter(pk__in=keys[start : start + _BATCH]).update(until=number)


def _keep_files(read: ReadList) -> None:
    """Keep the files as they came, plainly: they are public. The hash names the folder."""
    folder = settings.DATA_DIR / "lists" / read.list_id / read.sha256.hex()[:16]
    for file in read.files:
        name = file.name.replace("\\", "/").rpartition("/")[2].lstrip(".") or "list"
        create_durably(folder / name[:120], file.data)
