"""Many customers changing hands at once: the same rows as one by one, all or nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.vault.domain.duties import KEEPERS
from muniment.vault.domain.states import DossierState, Duty
from muniment.vault.gate.standing import reader_of
from muniment.vault.models import CustodyPeriod, Dossier, Grant, Handing
from muniment.vault.services.common import NotYours, PersonUnfit
from muniment.vault.services.holds import place_holds

HANDED = "vault.custody.handed_over"
RELIEVED = "vault.deputy.relieved"
GRANTS_ENDED = "vault.grants.ended"
GRANTS_REOPENED = "vault.grants.reopened"
HANDING_ENDED = "vault.handing.ended"
_CHUNK = 500


class CustodyMoved(MunimentError):
    """Some of the customers have another keeper by now, or are closed; nothing was written."""

    code = "vault.custody.moved"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("{count} of these customers changed hands meanwhile.")
    next_step = gettext_noop("Look at the list again; it shows what holds now.")


@dataclass(frozen=True, slots=True)
class Move:
    """One customer and its next keeper.

    Attributes:
        was_deputy: the heir was the deputy, whose place is free now.
    """

    dossier_id: UUID
    heir_id: UUID
    was_deputy: bool = False


def reassign_custody(
    *,
    from_id: UUID,
    heirs: Mapping[UUID, UUID],
    cause: UUID,
    hold: bool,
    by: Actor,
    at: datetime,
    led: UUID | None = None,
) -> tuple[Move, ...]:
    """Give open dossiers of one keeper to others, each with its entry.

    Args:
        heirs: the next keeper by dossier.
        cause: the hand-over; it stands in every entry.
        hold: put them on hold with the same entry.
        led: whose customers these were when the hand-over began, where that is not the keeper:
            whoever leads her decides about them until it is over.

    Returns:
        What moved, in the order of the dossiers' ids.

    Raises:
        NotYours: neither an owner nor somebody above the keeper.
        PersonUnfit: an heir is leaving, keeps no customers, or is the one who assigns.
        CustodyMoved: a dossier is not hers any more, or is closed; nothing was written.

    Costs six statements and two for each dossier's entry.
    """
    with transaction.atomic():
        require_lead(by, led or from_id)
        _require_heirs(set(heirs.values()), by, from_id)
        found = _locked(from_id, heirs)
        moves = tuple(
            Move(row.id, heirs[row.id], was_deputy=row.deputy_id == heirs[row.id]) for row in found
        )
        _move(moves, by, at)
        if hold:
            place_holds(heirs, cause=cause, by=reader_of(by).id, at=at)
        for move in moves:
            facts = {
                "from": str(from_id), "person": str(move.heir_id), "cause": str(cause),
                "was_deputy": move.was_deputy, "hold": hold,
            }  # fmt: skip
            append_entry(
                kind=HANDED, subject=move.dossier_id, by=by, at=at, facts=facts, refs=[cause]
            )
    return moves


def lock_kept(*, keeper_id: UUID, dossier_ids: Collection[UUID]) -> None:
    """Lock open dossiers of one keeper until the caller's transaction ends.

    Raises:
        CustodyMoved: some are closed, or kept by somebody else.
    """
    _locked(keeper_id, dossier_ids)


def require_lead(by: Actor, person_id: UUID) -> None:
    """Let owners and those above a person decide about her customers; never she herself.

    Raises:
        NotYours: anybody else, and anybody on notice.
    """
    reader = reader_of(by)
    above = reader.role is Role.OWNER or reader.id in people.managers_of(person_id)
    if not above or reader.id == person_id or reader.state is not State.ACTIVE:
        raise NotYours


def _require_heirs(heirs: Collection[UUID], by: Actor, from_id: UUID) -> None:
    for heir_id in heirs:
        person = people.reader(heir_id)
        if person is None or person.state is not State.ACTIVE or person.role not in KEEPERS:
            raise PersonUnfit(
                why=gettext_noop("they are not at work in a role that keeps customers")
            )
        if heir_id in {by.person_id, from_id}:
            raise PersonUnfit(why=gettext_noop("nobody assigns a customer to themselves"))


def _locked(from_id: UUID, wanted: Collection[UUID]) -> list[Dossier]:
    """Lock the dossiers in the order of their ids, so that two hand-overs cannot block each other.

    Raises:
        CustodyMoved: some are closed or kept by somebody else.
    """
    hers = Dossier.objects.select_for_update().filter(keeper=from_id, state=DossierState.OPEN)
    ids = sorted(wanted)
    found = [row for part in _parts(ids) for row in hers.filter(pk__in=part).order_by("pk")]
    if len(found) != len(ids):
        raise CustodyMoved(count=len(ids) - len(found))
    return found


def _move(moves: Sequence[Move], by: Actor, at: datetime) -> None:
    periods = CustodyPeriod.objects.filter(ends_at=None)
    for part in _parts([move.dossier_id for move in moves]):
        periods.filter(dossier__in=part, duty=Duty.KEEPER).update(ends_at=at)
    for part in _parts([move.dossier_id for move in moves if move.was_deputy]):
        periods.filter(dossier__in=part, duty=Duty.DEPUTY).update(ends_at=at)
        Dossier.objects.filter(pk__in=part).update(deputy=None)
    for heir_id in {move.heir_id for move in moves}:
        for part in _parts([move.dossier_id for move in moves if move.heir_id == heir_id]):
            Dossier.objects.filter(pk__in=part).update(keeper=heir_id)
    CustodyPeriod.objects.bulk_create(
        [
            CustodyPeriod(
                dossier_id=move.dossier_id, duty=Duty.KEEPER, person_id=move.heir_id,
                starts_at=at, assigned_by_id=by.person_id,
            )
            for move in moves
        ],
        batch_size=_CHUNK,
    )  # fmt: skip


def restore_deputies(*, deputies: Mapping[UUID, UUID], by: Actor, at: datetime) -> None:
    """Put former deputies back where the place is free; the caller writes the entry."""
    free = Dossier.objects.filter(pk__in=deputies, deputy=None).exclude(keeper=None)
    for row in free.select_for_update().order_by("pk"):
        deputy_id = deputies[row.id]
        person = people.reader(deputy_id)
        if row.keeper_id == deputy_id or person is None or person.state is not State.ACTIVE:
            continue
        Dossier.objects.filter(pk=row.pk).update(deputy=deputy_id)
        CustodyPeriod.objects.create(
            dossier=row, duty=Duty.DEPUTY, person_id=deputy_id, starts_at=at,
            assigned_by_id=None if deputy_id == by.person_id else by.person_id,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shrunk:
    """What somebody on notice lost: her grants, and whose deputy she was."""

    grants: tuple[UUID, ...]
    deputyships: tuple[UUID, ...]


def shrink_access(
    *, person_id: UUID, dossier_ids: Iterable[UUID], cause: UUID, by: Actor, at: datetime
) -> Shrunk:
    """Leave a person her hand-over list alone: grants end, deputyships end, the list is set.

    Raises:
        NotYours: neither an owner nor somebody above her.
    """
    with transaction.atomic():
        require_lead(by, person_id)
        grants = _end_grants(person_id, by, at)
        relieved = _relieve(person_id, cause, by, at)
        Handing.objects.bulk_create(
            [
                Handing(dossier_id=dossier_id, person_id=person_id, cause=cause, starts_at=at)
                for dossier_id in dossier_ids
            ],
            batch_size=_CHUNK,
        )
    return Shrunk(grants=grants, deputyships=relieved)


def close_access(*, person_id: UUID, cause: UUID, by: Actor, at: datetime) -> Shrunk:
    """End all that somebody who has left still holds on paper: grants, deputyships, her list.

    She reads nothing any more since she left; this leaves no open row that says otherwise.

    Raises:
        NotYours: she has not left.
    """
    with transaction.atomic():
        person = people.reader(person_id)
        if person is None or person.state is not State.LEFT:
            raise NotYours
        grants = _end_grants(person_id, by, at)
        relieved = _relieve(person_id, cause, by, at)
        end_handing(cause=cause, by=by, at=at)
    return Shrunk(grants=grants, deputyships=relieved)


def _end_grants(person_id: UUID, by: Actor, at: datetime) -> tuple[UUID, ...]:
    living = Grant.objects.select_for_update().filter(holder=person_id, ends_at=None, until__gt=at)
    ended = list(living.order_by("id").values_list("id", "dossier_id"))
    held = Counter(dossier_id for _, dossier_id in ended)
    # A grant may begin in the future; it ends when it begins, never before.
    living.filter(starts_at__lte=at).update(ends_at=at)
    for grant in living.filter(starts_at__gt=at):
        grant.ends_at = grant.starts_at
        grant.save(update_fields=["ends_at"])
    for dossier_id in sorted(held):
        facts = {"person": str(person_id), "count": held[dossier_id]}
        append_entry(kind=GRANTS_ENDED, subject=dossier_id, by=by, at=at, facts=facts)
    return tuple(grant_id for grant_id, _ in ended)


def reopen_grants(*, grant_ids: Collection[UUID], by: Actor, at: datetime) -> int:
    """Give back grants that notice ended, to the day they had; say how many.

    Each is a new row with the same giver: a grant is never edited. What has run out meanwhile,
    what somebody gave anew, and closed dossiers stay as they are. The caller decides who may.
    """
    with transaction.atomic():
        old = Grant.objects.filter(pk__in=list(grant_ids), until__gt=at).order_by(
            "dossier_id", "id"
        )
        fresh = [one for one in old.select_related("dossier") if _may_reopen(one)]
        for one in fresh:
            Grant.objects.create(
                dossier_id=one.dossier_id, compartment=one.compartment, holder_id=one.holder_id,
                approved_by_id=one.approved_by_id, starts_at=max(at, one.starts_at),
                until=one.until,
            )  # fmt: skip
        held = Counter((one.dossier_id, one.holder_id) for one in fresh)
        for (dossier_id, holder_id), count in sorted(held.items()):
            facts = {"person": str(holder_id), "count": count}
            append_entry(kind=GRANTS_REOPENED, subject=dossier_id, by=by, at=at, facts=facts)
    return len(fresh)


def _may_reopen(grant: Grant) -> bool:
    standing = Grant.objects.filter(
        dossier=grant.dossier_id, compartment=grant.compartment, holder=grant.holder_id,
        ends_at=None,
    )  # fmt: skip
    return grant.dossier.state == DossierState.OPEN and not standing.exists()


def _relieve(person_id: UUID, cause: UUID, by: Actor, at: datetime) -> tuple[UUID, ...]:
    hers: QuerySet[Dossier] = Dossier.objects.select_for_update().filter(deputy=person_id)
    ids = list(hers.order_by("pk").values_list("pk", flat=True))
    for part in _parts(ids):
        CustodyPeriod.objects.filter(dossier__in=part, duty=Duty.DEPUTY, ends_at=None).update(
            ends_at=at
        )
        Dossier.objects.filter(pk__in=part).update(deputy=None)
    for dossier_id in ids:
        facts = {"person": str(person_id), "cause": str(cause)}
        append_entry(kind=RELIEVED, subject=dossier_id, by=by, at=at, facts=facts, refs=[cause])
    return tuple(ids)


def end_handing(*, cause: UUID, by: Actor, at: datetime) -> int:
    """Take the hand-over list of one hand-over away; say how many customers it had."""
    with transaction.atomic():
        count = Handing.objects.filter(cause=cause, ends_at=None).update(ends_at=at)
        if count:
            facts = {"count": count}
            append_entry(kind=HANDING_ENDED, subject=cause, by=by, at=at, facts=facts)
    return count


def _parts(ids: Sequence[UUID]) -> list[Sequence[UUID]]:
    """Cut a long list: an engine takes so many parameters in one statement."""
    return [ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK)]
