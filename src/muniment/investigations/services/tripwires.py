"""Whom the house watches in customs records, and what people make of a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.ids import new_id
from muniment.investigations.domain import duties
from muniment.investigations.errors import CaseNotYours
from muniment.investigations.models import TripwireHit, WatchedParty
from muniment.investigations.sealing import CASE, new_seal
from muniment.investigations.services.common import reason_given
from muniment.jobs.services import enqueue
from muniment.ledger.services import append_entry
from muniment.people.domain.employment import State
from muniment.people.queries import ReaderRow
from muniment.vault.gate.standing import reader_of

ENTERED = "investigations.tripwire.entered"
ENDED = "investigations.tripwire.ended"
JUDGED = "investigations.tripwire.judged"
MeetingState = TripwireHit.State
"""What people make of a meeting, for the doors."""


class TripwireEmpty(MunimentError):
    """Nothing to recognise somebody by; nothing was written."""

    code = "investigations.tripwire.empty"
    kind = ErrorKind.INVALID
    title = gettext_noop("There is nothing to recognise them by.")
    next_step = gettext_noop("Give a company, a telephone number, a mailbox or an address.")


class TripwireNotFound(MunimentError):
    """Nobody of this id is watched, or no such meeting; nothing was written."""

    code = "investigations.tripwire.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such entry on the tripwire.")
    next_step = gettext_noop("Open the page again: somebody may have been faster.")


@dataclass(frozen=True, slots=True)
class Traces:
    """By what somebody would be recognised in records; `label` is for ourselves."""

    label: str
    names: Sequence[str] = ()
    phones: Sequence[str] = ()
    emails: Sequence[str] = ()
    addresses: Sequence[str] = ()


def watch_party(*, traces: Traces, reason: str, by: Actor, at: datetime) -> UUID:
    """Watch former staff, an agent or a company of theirs in the customs records.

    Raises:
        TripwireEmpty, ReasonMissing: nothing was written.
        CaseNotYours: only owner, sales manager and compliance watch somebody.
    """
    who, told = _keeper(by), reason_given(reason)
    lists = {
        "names": _clean(traces.names), "phones": _clean(traces.phones),
        "emails": _clean(traces.emails), "addresses": _clean(traces.addresses),
    }  # fmt: skip
    if not any(lists.values()):
        raise TripwireEmpty
    party_id = new_id()
    with transaction.atomic():
        content = {"label": traces.label.strip()[:200], "reason": told, **lists}
        WatchedParty.objects.create(
            id=party_id, entered_by_id=who.id, entered_at=at,
            sealed=new_seal(party_id).seal("watched", party_id, content),
        )  # fmt: skip
        append_entry(
            kind=ENTERED, subject=party_id, by=by, at=at, facts={},
            sealed={"reason": told}, seal_under=(party_id, CASE),
        )  # fmt: skip
    return party_id


def end_watching(*, party_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Watch somebody no longer; what was found stays.

    Raises:
        TripwireNotFound, ReasonMissing, CaseNotYours: nothing was written.
    """
    who, told = _keeper(by), reason_given(reason)
    with transaction.atomic():
        standing = WatchedParty.objects.filter(pk=party_id, ended_at=None)
        if not standing.update(ended_at=at, ended_by=who.id):
            raise TripwireNotFound
        append_entry(
            kind=ENDED, subject=party_id, by=by, at=at, facts={},
            sealed={"reason": told}, seal_under=(party_id, CASE),
        )  # fmt: skip


def judge_meeting(*, hit_id: UUID, state: str, reason: str, by: Actor, at: datetime) -> None:
    """Confirm or dismiss a meeting, or leave it open; it keeps that state when it is seen again.

    Args:
        state: "confirmed", "dismissed" or "open".

    Raises:
        TripwireNotFound, ReasonMissing, CaseNotYours: nothing was written.
    """
    who, told = _keeper(by), reason_given(reason)
    with transaction.atomic():
        row = TripwireHit.objects.select_for_update().filter(pk=hit_id).first()
        if row is None:
            raise TripwireNotFound
        row.state, row.state_by_id, row.state_at = MeetingState(state), who.id, at
        row.save(update_fields=["state", "state_by", "state_at"])
        append_entry(
            kind=JUDGED, subject=row.watched_id, by=by, at=at,
            facts={"hit": str(hit_id), "state": row.state},
            sealed={"reason": told}, seal_under=(row.watched_id, CASE),
        )  # fmt: skip


def queue_tripwire(*, by: Actor, at: datetime) -> UUID:
    """Let the worker look through all loaded records now; while it looks, its job is returned.

    Raises:
        CaseNotYours: only owner, sales manager and compliance do.
    """
    _keeper(by)
    with transaction.atomic():
        return look_through(at=at)


def look_through(*, at: datetime) -> UUID:
    """Queue the looking in the caller's transaction: the house does it after each load."""
    return enqueue("investigations.tripwire", {}, at, once="investigations.tripwire")


def _keeper(by: Actor) -> ReaderRow:
    who = reader_of(by)
    if who.state is not State.ACTIVE or not duties.may_blacklist(who.role):
        raise CaseNotYours
    return who


def _clean(texts: Sequence[str]) -> list[str]:
    return [text.strip()[:300] for text in texts if text.strip()][:50]
