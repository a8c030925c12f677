"""Mailboxes and calendars from files: read and checked first, loaded only on a yes.

The file itself is never kept. Of each mail or event that fits a customer, what a touch holds is
sealed under the key of the person whose mailbox it is, until somebody loads it or gives it up.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import chain, islice
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from muniment.core import canonical
from muniment.core.actor import Actor, Door
from muniment.core.errors import gettext_noop
from muniment.core.ids import new_id
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.touches.domain.kinds import Direction, Kind, Source, Trace
from muniment.touches.domain.noted import Bad, Noted, Unfit, of_mail, of_meeting
from muniment.touches.errors import FileUnreadable, TouchNotFound, TouchNotYours
from muniment.touches.matching import Found, House, matched, scope_of
from muniment.touches.models import Import, ImportPart
from muniment.touches.reading.calendars import LARGEST_CALENDAR, BadEvent, meetings_in
from muniment.touches.reading.mailboxes import NoMailbox, messages_in
from muniment.touches.reading.messages import Unreadable, read_message
from muniment.touches.sealing import key_of, open_words, seal_all
from muniment.touches.services.holding import leaves
from muniment.touches.services.writing import Written, known_among, write
from muniment.touches.services.writing import key_of as touch_key
from muniment.touches.standing import require_no_hold
from muniment.vault.gate.standing import reader_of

CHECKED = "touches.import.checked"
LOADED = "touches.import.loaded"
GIVEN_UP = "touches.import.given_up"
BATCH = 500
YEARS_BACK = timedelta(days=5 * 365)
MOST_PIECES = 1_000_000
_NEITHER = gettext_noop("it is neither a mailbox nor a calendar")
_FOR_OTHERS = frozenset({Role.OWNER, Role.COMPLIANCE})
_SOFT = frozenset({"automatic", "nobody_else"})
"""Why a mail is passed over without being a fault of the file."""

Progress = Callable[[int], None]
_Piece = list[Noted] | Bad


class _Tally:
    """Counts while a file is read."""

    def __init__(self) -> None:
        self.seen = self.matched = self.unmatched = self.known = 0
        self.bad: list[Bad] = []
        self.keys: set[tuple[UUID, UUID, bytes]] = set()


def check_import(
    *, stream: BinaryIO, person_id: UUID, by: Actor, at: datetime,
    progress: Progress | None = None, servers: tuple[str, ...] = (),
) -> UUID:  # fmt: skip
    """Read a mailbox or calendar of one person and keep, sealed, what loading would add.

    Salespeople bring their own; owner and compliance, and the terminal of the house, anybody's.
    What somebody brings of her own is only said: she could have written the file herself. A mail
    has the customer's trace by the word of the named mail server alone, an appointment if the
    terminal brought the calendar as the server gave it out: its owner can edit who accepted.

    Args:
        stream: seekable; read a line at a time, whatever its size.
        progress: told how many bytes were read, now and then.
        servers: names of mail servers believed besides the one that the settings name.

    Returns:
        The import: `queries.import_named` counts it, `bad_pieces` says what was wrong.

    Raises:
        TouchNotYours: a mailbox of somebody else. FileUnreadable: no mailbox and no calendar.
    """
    may_trace = _require_may_bring(person_id, by)
    tally, import_id, today = _Tally(), new_id(), timezone.localdate(at)
    source = Source.CALENDAR if _is_calendar(stream) else Source.MAILBOX
    is_trusted = by.person_id is None if source is Source.CALENDAR else may_trace
    servers = tuple(filter(None, (settings.CONFIG.mail_in_authserv.lower(), *servers)))
    pieces = _pieces(stream, _mailbox_of(person_id), today, servers, is_trusted=is_trusted)
    with transaction.atomic():
        row = Import.objects.create(
            id=import_id, person_id=person_id, brought_by_id=by.person_id or person_id,
            checked_at=at, seen=0, matched=0, unmatched=0, known=0, bad=0, sealed=b"",
        )  # fmt: skip
        for number, found in enumerate(_found(pieces, person_id, source, tally)):
            _keep(row, number, found)
            if progress:
                progress(stream.tell())
        _close_check(row, tally)
        facts = {"person": str(person_id), "count": tally.seen, "bad": len(tally.bad)}
        append_entry(kind=CHECKED, subject=import_id, by=by, at=at, facts=facts)
    return import_id


def load_import(
    *, import_id: UUID, by: Actor, at: datetime, progress: Progress | None = None
) -> Written:
    """Load what a check found good; what is there already stays as it is.

    Whoever brought the file; of somebody who is on notice or gone, those above her as well.

    Raises:
        TouchNotFound: no such import of hers that waits.
    """
    with transaction.atomic():
        row, total = _waiting(import_id, by, for_loading=True), Written()
        key = key_of(row.person_id)
        for part in row.parts.order_by("number").iterator(chunk_size=1):
            told = open_words(key, "part", part.id, part.sealed)
            found = [_restored(one) for one in told["found"]]
            total += write(found, recorded_by=by.person_id, at=at)
            if progress:
                progress(total.new + total.known)
        _close(row, Import.State.LOADED, at)
        facts = {"person": str(row.person_id), "count": total.new, "known": total.known}
        append_entry(kind=LOADED, subject=row.id, by=by, at=at, facts=facts)
    return total


def give_up_import(*, import_id: UUID, by: Actor, at: datetime) -> None:
    """Forget what a check found.

    Raises:
        TouchNotFound: no such import of hers that waits. MailOnHold: she is on notice.
    """
    require_no_hold(by)
    with transaction.atomic():
        row = _waiting(import_id, by)
        _close(row, Import.State.GIVEN_UP, at)
        facts = {"person": str(row.person_id)}
        append_entry(kind=GIVEN_UP, subject=row.id, by=by, at=at, facts=facts)


def bad_pieces(*, import_id: UUID, by: Actor) -> list[Bad]:
    """Every mail or event of a checked file that cannot be used, and a code for why.

    Raises:
        TouchNotFound: no such import of hers.
    """
    row = Import.objects.filter(pk=import_id).first()
    if row is None or not _is_hers(row, by):
        raise TouchNotFound
    told = open_words(key_of(row.person_id), "import", row.id, row.sealed)
    return [Bad(where, why) for where, why in told.get("bad", [])]


def _found(
    pieces: Iterator[_Piece], person_id: UUID, source: Source, tally: _Tally
) -> Iterator[list[Found]]:
    house, scope = House(), scope_of(person_id)
    while some := list(islice(pieces, BATCH)):
        good = list(chain.from_iterable(_counted(piece, tally) for piece in some))
        pairs = matched(good, person_id, scope, house, source)
        tally.unmatched += sum(1 for _, found in pairs if not found)
        found = [one for _, mine in pairs for one in mine]
        there = known_among(found) | tally.keys
        fresh = [one for one in found if touch_key(one) not in there]
        tally.known += len(found) - len(fresh)
        tally.matched += len(fresh)
        tally.keys.update(map(touch_key, fresh))
        yield found  # known ones too: loading may raise what was said to traced


def _counted(piece: _Piece, tally: _Tally) -> list[Noted]:
    tally.seen += 1
    if tally.seen > MOST_PIECES:
        raise FileUnreadable(why=gettext_noop("there are more than a million mails in it"))
    if isinstance(piece, Bad):
        if piece.why in _SOFT:
            tally.unmatched += 1
        else:
            tally.bad.append(piece)
        return []
    return piece


def _pieces(
    stream: BinaryIO, owner: str, today: date, servers: tuple[str, ...], *, is_trusted: bool
) -> Iterator[_Piece]:
    is_calendar = _is_calendar(stream)
    read = _events(stream, owner, today) if is_calendar else _mails(stream, today, servers)
    for piece in read:
        if isinstance(piece, list) and not is_trusted:
            yield [one.as_said() for one in piece]
        else:
            yield piece


def _mails(stream: BinaryIO, today: date, servers: tuple[str, ...]) -> Iterator[_Piece]:
    try:
        for piece in messages_in(stream):
            where = f"mail {piece.number}, line {piece.line}"
            if not piece.whole:
                yield Bad(where, "too_large")
            else:
                yield _mail(where, piece.raw, today, servers)
    except NoMailbox:
        raise FileUnreadable(why=_NEITHER) from None


def _mail(where: str, raw: bytes, today: date, servers: tuple[str, ...]) -> _Piece:
    try:
        mail = read_message(raw)
        vouched = mail.vouched_for(servers)
        noted = of_mail(mail, vouched=vouched, zone=timezone.get_current_timezone())
    except Unreadable as error:
        return Bad(where, error.why)
    except Unfit as error:
        return Bad(where, str(error))
    return Bad(where, "future") if noted.on > today else [noted]


def _events(stream: BinaryIO, owner: str, today: date) -> Iterator[_Piece]:
    zone = timezone.get_current_timezone()
    raw = stream.read(LARGEST_CALENDAR + 1)
    try:
        for told in meetings_in(raw, since=today - YEARS_BACK, until=today, zone=zone):
            if isinstance(told, BadEvent):
                yield Bad(f"event {told.place}", told.why)
            else:
                noted = of_meeting(told, owner=owner, zone=zone)
                yield [noted] if noted else []
    except Unreadable:
        raise FileUnreadable(why=_NEITHER) from None


def _is_calendar(stream: BinaryIO) -> bool:
    first = stream.read(4096)
    stream.seek(0)
    if b"\0" in first:
        raise FileUnreadable(why=_NEITHER)
    return first.lstrip(b"\xef\xbb\xbf \r\n\t")[:15].upper() == b"BEGIN:VCALENDAR"


def _mailbox_of(person_id: UUID) -> str:
    row = people.person(person_id)
    if row is None or row.role.is_outside:
        raise TouchNotYours
    return row.email.lower()


def _require_may_bring(person_id: UUID, by: Actor) -> bool:
    """Whether whoever brings the file can be trusted not to have written it for herself."""
    if by.person_id is None:
        return by.door is Door.CLI
    reader = reader_of(by)
    if reader.role.is_outside or (by.person_id != person_id and reader.role not in _FOR_OTHERS):
        raise TouchNotYours
    return by.person_id != person_id


def _keep(row: Import, number: int, found: list[Found]) -> None:
    if not found:
        return
    part_id = new_id()
    told = {"found": [_told(one) for one in found]}
    sealed = seal_all(row.person_id, "part", part_id, told)
    ImportPart.objects.create(id=part_id, held_in=row, number=number, sealed=sealed)


def _close_check(row: Import, tally: _Tally) -> None:
    row.seen, row.matched, row.unmatched = tally.seen, tally.matched, tally.unmatched
    row.known, row.bad = tally.known, len(tally.bad)
    told = {"bad": [[one.where, one.why] for one in tally.bad]}
    row.sealed = seal_all(row.person_id, "import", row.id, told)
    row.save()


def _waiting(import_id: UUID, by: Actor, *, for_loading: bool = False) -> Import:
    row = Import.objects.select_for_update().filter(pk=import_id, state=Import.State.CHECKED)
    found = row.first()
    if found is None or not (_is_hers(found, by) or (for_loading and _leads_leaver(found, by))):
        raise TouchNotFound
    return found


def _leads_leaver(row: Import, by: Actor) -> bool:
    """Whether the mailbox is of somebody on notice or gone, and `by` stands above her."""
    if by.person_id is None or by.person_id == row.person_id or not leaves(row.person_id):
        return False
    reader = reader_of(by)
    is_above = reader.role is Role.OWNER or reader.id in people.managers_of(row.person_id)
    return is_above and reader.state is State.ACTIVE


def _is_hers(row: Import, by: Actor) -> bool:
    return row.brought_by_id == by.person_id or (by.person_id is None and by.door is Door.CLI)


def _close(row: Import, state: Import.State, at: datetime) -> None:
    row.parts.all().delete()
    row.state, row.closed_at = state, at
    row.save(update_fields=["state", "closed_at"])


def _told(one: Found) -> dict[str, Any]:
    return {
        "dossier": str(one.dossier_id), "person": str(one.person_id), "kind": one.kind.value,
        "direction": one.direction.value, "source": one.source.value, "trace": one.trace.value,
        "on": one.on.isoformat(), "words": dict(one.words), "digest": canonical.b64(one.digest),
        "answers": [canonical.b64(it) for it in one.answers],
    }  # fmt: skip


def _restored(told: dict[str, Any]) -> Found:
    return Found(
        dossier_id=UUID(told["dossier"]), person_id=UUID(told["person"]), kind=Kind(told["kind"]),
        direction=Direction(told["direction"]), source=Source(told["source"]),
        trace=Trace(told["trace"]), on=date.fromisoformat(told["on"]), words=told["words"],
        digest=canonical.unb64(told["digest"]),
        answers=tuple(canonical.unb64(it) for it in told["answers"]),
    )  # fmt: skip
