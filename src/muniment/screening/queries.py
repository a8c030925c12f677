"""Reads: which lists there are and how old, who is on one, what changed since."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from muniment.screening import own
from muniment.screening.domain.hits import Hit, ListState, Question, Screened, verdict_of
from muniment.screening.domain.lists import OWN, Difference
from muniment.screening.domain.parties import (
    DateSource,
    ListDate,
    ListedParty,
    PartyKind,
    from_json,
)
from muniment.screening.domain.screener import Screener
from muniment.screening.models import Listing, ListVersion, OwnEntry


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One loading of one list."""

    id: UUID
    number: int
    list_id: str
    title: str
    layout: str
    date: ListDate
    sha256: bytes
    parties: int
    names: int
    bad_rows: int
    added: int
    changed: int
    removed: int
    loaded_at: datetime
    loaded_by: UUID | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What came, changed and went since a number; ask again with `upto`."""

    since: int
    upto: int
    difference: Difference


@dataclass(frozen=True, slots=True)
class _Held:
    """Listed parties made ready in this process, and the newest version they contain."""

    stamp: UUID
    screener: Screener


_lock = threading.Lock()
_held: _Held | None = None


def versions(list_id: str = "", *, limit: int = 100) -> tuple[VersionRow, ...]:
    """List loadings, newest first."""
    rows = ListVersion.objects.order_by("-number")
    if list_id:
        rows = rows.filter(list_id=list_id)
    return tuple(_row(it) for it in rows[:limit])


def version(number: int) -> VersionRow | None:
    """Give one loading by its number; one query."""
    row = ListVersion.objects.filter(number=number).first()
    return _row(row) if row else None


def brought(number: int, *, limit: int = 200) -> Difference:
    """Give what one loading of a government's list brought, changed and took, each up to a limit.

    Three queries.
    """
    opened, closed = Listing.objects.filter(since=number), Listing.objects.filter(until=number)
    before, after = closed.values("uid"), opened.values("uid")
    return Difference(
        added=_first(opened.exclude(uid__in=before), limit),
        changed=_first(opened.filter(uid__in=before), limit),
        removed=_first(closed.exclude(uid__in=after), limit),
    )


def _first(rows: QuerySet[Listing], limit: int) -> list[ListedParty]:
    return [_party(row) for row in rows.order_by("id")[:limit]]


def newest() -> int:
    """Give the number of the newest version of any list; 0 before the first."""
    return ListVersion.objects.aggregate(newest=Max("number"))["newest"] or 0


def lists(at: datetime) -> tuple[ListState, ...]:
    """Give every list in force with its date and age."""
    return tuple(_state(it, timezone.localdate(at)) for it in _current())


def screen(
    names: Sequence[str],
    kind: PartyKind | str = PartyKind.UNKNOWN,
    countries: Sequence[str] = (),
    birth_dates: Sequence[str] = (),
    *,
    at: datetime,
    identifiers: Sequence[str] = (),
) -> Screened:
    """Ask all lists in force, the house's own among them, about one party.

    An old list never answers “no hit”: the verdict is then `list_too_old`. The first call in
    a process makes the lists ready (some seconds); after that a few milliseconds.
    """
    question = Question(
        names=tuple(names),
        kind=PartyKind(kind),
        countries=tuple(countries),
        birth_dates=tuple(birth_dates),
        identifiers=tuple(identifiers),
    )
    return screen_all([question], at=at)[0]


def screen_all(questions: Sequence[Question], *, at: datetime) -> tuple[Screened, ...]:
    """Ask all lists in force about many parties; answers stand in the order of the questions."""
    states = lists(at)
    screener = _ready()
    if screener is None:
        return tuple(Screened((), states, verdict_of((), states)) for _ in questions)
    return tuple(
        Screened(hits, states, verdict_of(hits, states)) for hits in screener.screen_all(questions)
    )


def changes_since(number: int) -> Changes:
    """Give what the lists brought after version `number`; an unknown one is the beginning."""
    upto = newest()
    opened = {_key(it): it for it in _rows(Q(since__gt=number, since__lte=upto))}
    closed = {_key(it): it for it in _rows(Q(until__gt=number, since__lte=number))}
    standing = {key: it for key, it in opened.items() if it.until is None or it.until > upto}
    added = [_party(it) for key, it in standing.items() if key not in closed]
    changed = [_party(it) for key, it in standing.items() if key in closed]
    removed = [_party(it) for key, it in closed.items() if key not in standing]
    fresh, gone = own.changes(number, upto)
    return Changes(number, upto, Difference([*added, *fresh], changed, [*removed, *gone]))


def screen_changes(
    number: int, questions: Sequence[Question], *, at: datetime
) -> Iterator[tuple[Hit, ...]]:
    """Ask only what came or changed after version `number`, question by question.

    Says nothing about the rest of the lists: an empty answer here is no “no hit”.
    """
    states = {it.list_id: ListDate(it.on, it.source) for it in lists(at)}
    fresh = changes_since(number).difference.fresh
    return Screener(fresh, states).screen_all(questions)


def _ready() -> Screener | None:
    """Give the screener over everything in force; made once a process and list change."""
    global _held  # noqa: PLW0603 - one index a process is the point
    stamp = ListVersion.objects.order_by("-number").values_list("id", flat=True).first()
    if stamp is None:
        return None
    held = _held
    if held is None or held.stamp != stamp:
        with _lock:
            held = _held
            if held is None or held.stamp != stamp:
                held = _held = _Held(stamp, _made())
    return held.screener


def _made() -> Screener:
    parties = [_party(it) for it in _rows(Q(until=None))]
    parties.extend(own.parties())
    return Screener(parties, {it.list_id: _date(it) for it in _current()})


def _rows(wanted: Q) -> Iterator[Listing]:
    return Listing.objects.filter(wanted).order_by("since", "id").iterator(chunk_size=2000)


def _key(row: Listing) -> tuple[str, str]:
    return (row.list_id, row.uid)


def _party(row: Listing) -> ListedParty:
    return from_json(row.content)


def _current() -> list[ListVersion]:
    newest_of = ListVersion.objects.values("list_id").annotate(newest=Max("number"))
    numbers = [row["newest"] for row in newest_of.order_by()]
    return list(ListVersion.objects.filter(number__in=numbers).order_by("list_id"))


def _date(row: ListVersion) -> ListDate:
    return ListDate(row.dated_on, DateSource(row.date_source))


def _state(row: ListVersion, today: date) -> ListState:
    dated = _date(row)
    if row.list_id == OWN:
        dated = ListDate(today, DateSource.LIVING)
    age = dated.age_days(today)
    return ListState(
        list_id=row.list_id,
        title=row.title,
        on=dated.on,
        source=dated.source,
        age_days=age,
        too_old=age > settings.CONFIG.list_max_age_days,
        parties=OwnEntry.objects.filter(until=None).count() if row.list_id == OWN else row.parties,
    )


def _row(row: ListVersion) -> VersionRow:
    return VersionRow(
        id=row.id,
        number=row.number,
        list_id=row.list_id,
        title=row.title,
        layout=row.layout,
        date=_date(row),
        sha256=bytes(row.sha256),
        parties=row.parties,
        names=row.names,
        bad_rows=row.bad_rows,
        added=row.added,
        changed=row.changed,
        removed=row.removed,
        loaded_at=row.loaded_at,
        loaded_by=row.loaded_by_id,
    )
