"""Who found a customer, on record and confirmed by another; what a clean hand-over earns."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from muniment.core.actor import Actor
from muniment.core.errors import gettext_noop
from muniment.core.ids import new_id
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.sales.handling import first_order_day
from muniment.submissions.domain.credit import months_after
from muniment.submissions.errors import OriginInvalid, OriginMissing, OriginYourOwn
from muniment.submissions.models import OriginFile, Tail, TailRule
from muniment.vault import queries as vault
from muniment.vault import services as dossiers
from muniment.vault.domain.duties import Verb
from muniment.vault.gate import DossierNotFound
from muniment.vault.services.common import hand

ORIGIN_RECORDED = "submissions.origin.recorded"
ORIGIN_CONFIRMED = "submissions.origin.confirmed"
TAIL_STARTED = "submissions.tail.started"
ORIGIN = "origin"
FIRST_CONTACT = "origin.first_contact_on"


@dataclass(frozen=True, slots=True)
class Found:
    """How a customer came to the company.

    Attributes:
        found_by: the person who found it; None when the company did, not one person.
        assigned_to, assigned_by, assigned_on: who was given the customer by whom, if anybody.
        words: values of the compartment `origin` (channel, cost, proof) as typed.
        proof: the file that proves it; only its hash stays here.
    """

    found_by: UUID | None
    first_contact_on: date
    assigned_to: UUID | None = None
    assigned_by: UUID | None = None
    assigned_on: date | None = None
    words: Mapping[str, str] | None = None
    proof: bytes = b""


def record_origin(*, dossier_id: UUID, found: Found, by: Actor, at: datetime) -> UUID:
    """Put on record who found a customer; an earlier file stays, and the new one stands.

    The words go to the vault as values; people, days and the hash of the proof stay here.

    Raises:
        OriginInvalid: days in the future or out of order, or somebody who is not of the staff.
        NotYours, DossierClosed, DossierNotFound, ValueInvalid: as for submitting values.
    """
    _require_sense(found, timezone.localdate(at))
    words = {**(found.words or {}), FIRST_CONTACT: found.first_contact_on.isoformat()}
    with transaction.atomic():
        dossiers.submit_values(
            dossier_id=dossier_id, compartment=ORIGIN, values=words, by=by, at=at
        )
        standing = OriginFile.objects.select_for_update().filter(dossier=dossier_id)
        before = standing.order_by("-version").first()
        standing.filter(replaced_at=None).update(replaced_at=at)
        row = _file(dossier_id, found, version=before.version + 1 if before else 1, by=by, at=at)
        entry = append_entry(
            kind=ORIGIN_RECORDED, subject=dossier_id, by=by, at=at, facts=_facts(row)
        )
        row.entry = entry.id
        row.save()
    return row.id


def confirm_origin(*, dossier_id: UUID, by: Actor, at: datetime) -> None:
    """Confirm the origin file as the keeper's line manager or the owner.

    Raises:
        OriginMissing: none stands, or it is confirmed.
        OriginYourOwn: `by` wrote it or is named as the finder.
        NotYours, DossierClosed, DossierNotFound: as the names say.
    """
    with transaction.atomic():
        held = hand(by, dossier_id, Verb.VERIFY)
        row = OriginFile.objects.filter(
            dossier=dossier_id, replaced_at=None, confirmed_at=None
        ).first()
        if row is None:
            raise OriginMissing
        if held.reader.id in {row.recorded_by_id, row.found_by_id}:
            raise OriginYourOwn
        row.confirmed_by_id, row.confirmed_at = held.reader.id, at
        row.save(update_fields=["confirmed_by", "confirmed_at"])
        append_entry(
            kind=ORIGIN_CONFIRMED, subject=dossier_id, by=by, at=at,
            facts={"origin": str(row.id), "version": row.version}, refs=[row.entry],
        )  # fmt: skip


def start_tail(
    *, person_id: UUID, dossier_ids: Iterable[UUID], at: datetime, by: Actor
) -> tuple[UUID, ...]:
    """Start the commission tail of somebody whose hand-over is complete.

    Customers on which she has a tail that still runs keep that one. Nothing starts while the
    company has set no rule, or one of 0 percent or 0 months.

    Returns:
        The dossiers whose tail started now. The caller has checked that the board is complete.
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        rule = TailRule.objects.order_by("-at", "-id").first()
        if rule is None or not rule.basis_points or not rule.months:
            return ()
        wanted = sorted(vault.codenames_of(dossier_ids))
        running = Tail.objects.select_for_update().filter(person=person_id, ends_on__gt=today)
        had = set(running.values_list("dossier_id", flat=True))
        fresh = [one for one in wanted if one not in had]
        for dossier_id in fresh:
            _start(rule, person_id, dossier_id, today=today, by=by, at=at)
    return tuple(fresh)


def _start(
    rule: TailRule, person_id: UUID, dossier_id: UUID, *, today: date, by: Actor, at: datetime
) -> None:
    ends_on = months_after(today, rule.months)
    entry = append_entry(
        kind=TAIL_STARTED, subject=dossier_id, by=by, at=at,
        facts={
            "person": str(person_id), "basis_points": rule.basis_points,
            "starts_on": today.isoformat(), "ends_on": ends_on.isoformat(),
        },
    )  # fmt: skip
    Tail.objects.create(
        person_id=person_id, dossier_id=dossier_id, basis_points=rule.basis_points,
        starts_on=today, ends_on=ends_on, at=at, entry=entry.id,
    )  # fmt: skip


def _file(
    dossier_id: UUID, found: Found, *, version: int, by: Actor, at: datetime
) -> OriginFile:  # fmt: skip
    first = first_order_day(dossier_id)
    if by.person_id is None:
        raise DossierNotFound
    return OriginFile(
        id=new_id(), dossier_id=dossier_id, version=version, found_by_id=found.found_by,
        first_contact_on=found.first_contact_on, assigned_to_id=found.assigned_to,
        assigned_by_id=found.assigned_by, assigned_on=found.assigned_on,
        proof_sha256=hashlib.sha256(found.proof).hexdigest() if found.proof else "",
        before_first_order=first is None or timezone.localdate(at) <= first,
        recorded_by_id=by.person_id, at=at,
    )  # fmt: skip


def _facts(row: OriginFile) -> dict[str, object]:
    """What the ledger keeps in the clear: people, days, the hash; no word about the customer."""
    return {
        "origin": str(row.id),
        "version": row.version,
        "found_by": str(row.found_by_id or ""),
        "first_contact_on": row.first_contact_on.isoformat(),
        "assigned_to": str(row.assigned_to_id or ""),
        "assigned_by": str(row.assigned_by_id or ""),
        "assigned_on": row.assigned_on.isoformat() if row.assigned_on else "",
        "proof": row.proof_sha256,
        "before_first_order": row.before_first_order,
    }


def _require_sense(found: Found, today: date) -> None:
    if found.first_contact_on > today or (found.assigned_on and found.assigned_on > today):
        raise OriginInvalid(why=gettext_noop("a day lies in the future"))
    if found.assigned_on and found.assigned_on < found.first_contact_on:
        raise OriginInvalid(why=gettext_noop("it was assigned before the first contact"))
    given = (found.assigned_to, found.assigned_by, found.assigned_on)
    if any(given) and not all(given):
        raise OriginInvalid(why=gettext_noop("to whom, by whom and when go together"))
    if found.assigned_to and found.assigned_to == found.assigned_by:
        raise OriginInvalid(why=gettext_noop("nobody assigns a customer to herself"))
    for person_id in filter(None, (found.found_by, found.assigned_to, found.assigned_by)):
        row = people.reader(person_id)
        if row is None or row.role.is_outside:
            raise OriginInvalid(why=gettext_noop("somebody in it does not work here"))
