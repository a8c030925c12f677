"""Mail sent to the company's own address: forwarded, in Bcc, or redirected by the mail server."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from muniment.core.actor import HOUSE, Actor
from muniment.core.ids import new_id
from muniment.ledger.services import append_entry
from muniment.touches.domain.forwards import read_forward
from muniment.touches.domain.kinds import Source
from muniment.touches.domain.noted import Noted, Unfit, of_mail
from muniment.touches.errors import SenderUnknown, TouchNotFound, TouchNotYours, TrayFull
from muniment.touches.matching import Found, House, digest_of, made, matched, scope_of
from muniment.touches.models import WaitingMail
from muniment.touches.reading.messages import SeenMail, Unreadable, read_message
from muniment.touches.sealing import key_of, open_words, seal_all
from muniment.touches.services.holding import leaves, pass_on
from muniment.touches.services.noting import restored, told_of
from muniment.touches.services.writing import write
from muniment.touches.standing import open_standing, require_no_hold
from muniment.vault import queries as vault
from muniment.vault.queries.matches import dossiers_at

TAKEN = "touches.mail.taken"
WAITING = "touches.mail.waiting"
ASSIGNED = "touches.mail.assigned"
DISCARDED = "touches.mail.discarded"
MOST_WAITING = 1000
"""Mails that wait in one tray."""
MOST_AN_HOUR = 60
"""Mails of one sender that are put into one tray within an hour."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one mail; whoever sent it is not told."""

    touches: int = 0
    waiting: int = 0


def take_mail(*, raw: bytes, envelope_from: str, at: datetime) -> Taken:
    """Take one mail in: its head is kept sealed, its text never.

    A mail of a colleague is hers; a mail of anybody else counts only if the company's own mail
    server vouches for its sender, and then for every colleague to whom it was written. A house
    that named its mail server believes nobody without its word, colleagues neither. What fits no
    customer of that colleague waits in her tray. Taken twice, it is there once. The post of a
    colleague who is leaving or has left goes to her heirs as well (`holding`).

    Raises:
        SenderUnknown: neither a colleague nor vouched for, or nobody who is still at work.
        TrayFull: too much waits already; it may come again. Unfit: nothing can be noted.
    """
    house, zone = House(), timezone.get_current_timezone()
    mail, noted = _read(raw, zone)
    people = _hers(mail, noted, envelope_from, house)
    if noted.sender in house.staff and not house.outsiders(noted):
        noted = read_forward(raw, mail, noted, zone=zone) or noted
    noted = replace(noted, on=min(noted.on, timezone.localdate(at)))
    done = Taken()
    for person_id in people:
        kept = _keep(noted, person_id, house, at)
        done = Taken(done.touches + kept.touches, done.waiting + kept.waiting)
    return done


def assign_mail(*, waiting_id: UUID, dossier_id: UUID, by: Actor, at: datetime) -> UUID:
    """Say which customer a mail of one's own tray concerns.

    Returns:
        The customer, for whoever called.

    Raises:
        TouchNotFound: not in her tray. TouchNotYours, CustomerClosed, DossierNotFound.
    """
    stands = open_standing(by, dossier_id, at)
    if not stands.may_log:
        raise TouchNotYours
    with transaction.atomic():
        row = _mine(waiting_id, by)
        noted = restored(open_words(key_of(row.person_id), "waiting", row.id, row.sealed))
        house = House()
        hers = [
            one for one, ids in dossiers_at(house.outsiders(noted)).items() if dossier_id in ids
        ]
        found = made(noted, dossier_id, row.person_id, hers, house=house, source=Source.MAIL_IN)
        others = ", ".join(noted.parties.get(one) or one for one in house.outsiders(noted))
        found = _worded(found, {"subject": noted.subject, "contacts": others})
        write([found], recorded_by=row.person_id, at=at)
        row.delete()
        append_entry(
            kind=ASSIGNED, subject=dossier_id, by=by, at=at, facts={"waiting": str(waiting_id)}
        )
    return dossier_id


def discard_mail(*, waiting_id: UUID, by: Actor, at: datetime) -> None:
    """Take a mail out of one's own tray for good.

    Raises:
        TouchNotFound: not in her tray. MailOnHold: she is on notice.
    """
    require_no_hold(by)
    with transaction.atomic():
        _mine(waiting_id, by).delete()
        append_entry(
            kind=DISCARDED, subject=by.person_id, by=by, at=at, facts={"waiting": str(waiting_id)}
        )


def _read(raw: bytes, zone: tzinfo) -> tuple[SeenMail, Noted]:
    try:
        mail = read_message(raw)
    except Unreadable as error:
        raise Unfit(error.why) from None
    config = settings.CONFIG
    server = config.mail_in_authserv.lower()
    noted = of_mail(mail, vouched=bool(server) and mail.vouched_for([server]), zone=zone)
    return mail, noted.without(config.mail_in_address.lower())


def _hers(mail: SeenMail, noted: Noted, envelope_from: str, house: House) -> list[UUID]:
    """Whose touch it is: the colleague who sent it, or those who got it from the customer.

    Of those who have left, only the post of somebody who handed customers over is taken.
    """
    sender = _colleague(mail, noted, envelope_from, house)
    people = {sender} if sender else noted.colleagues(house.staff) if noted.shown else set()
    here = people & house.at_work
    gone = {one for one in people - here - {sender} if vault.heirs_of_list(one)}
    if not here and not gone:
        raise SenderUnknown
    return sorted(here | gone)


def _colleague(mail: SeenMail, noted: Noted, envelope_from: str, house: House) -> UUID | None:
    """The colleague who sent it; where the own mail server is named, by its word alone."""
    server = settings.CONFIG.mail_in_authserv.lower()
    if not server:
        return house.staff.get(noted.sender) or house.staff.get(envelope_from.lower())
    known = bool(noted.shown) or mail.handed_in_by_sender([server])
    return house.staff.get(noted.sender) if known else None


def _keep(noted: Noted, person_id: UUID, house: House, at: datetime) -> Taken:
    heirs = vault.heirs_of_list(person_id) if leaves(person_id) else {}
    passed = 0
    if heirs:  # committed by itself: a tray that she filled up stops nothing that goes to others
        with transaction.atomic():
            passed = pass_on(noted, person_id, house, heirs=heirs, at=at)
    if person_id not in house.at_work:
        return Taken(waiting=passed)
    scope = scope_of(person_id) | frozenset(heirs)
    ((_, found),) = matched([noted], person_id, scope, house, Source.MAIL_IN)
    with transaction.atomic():
        if not found:
            return Taken(waiting=passed + int(_wait(noted, person_id, house, at)))
        written = write(found, recorded_by=person_id, at=at)
        for one in found if written.new or written.raised else []:
            facts = {"person": str(person_id), "trace": one.trace.value}
            append_entry(kind=TAKEN, subject=one.dossier_id, by=HOUSE, at=at, facts=facts)
    return Taken(touches=written.new, waiting=passed)


def _wait(noted: Noted, person_id: UUID, house: House, at: datetime) -> bool:
    digest = digest_of(noted.key)
    if WaitingMail.objects.filter(person=person_id, digest=digest).exists():
        return False
    _require_room(noted, person_id, at)
    row_id = new_id()
    WaitingMail.objects.create(
        id=row_id, person_id=person_id, happened_on=noted.on, digest=digest, received_at=at,
        direction=noted.direction(house.staff).value,
        sealed=seal_all(person_id, "waiting", row_id, told_of(noted)),
    )  # fmt: skip
    append_entry(kind=WAITING, subject=person_id, by=HOUSE, at=at, facts={"waiting": str(row_id)})
    return True


def _require_room(noted: Noted, person_id: UUID, at: datetime) -> None:
    """Turn a flood away; who sent what waits is sealed, so the rows of the hour are opened."""
    tray = WaitingMail.objects.filter(person=person_id)
    if tray.count() >= MOST_WAITING:
        raise TrayFull
    recent = list(tray.filter(received_at__gt=at - timedelta(hours=1))[:MOST_WAITING])
    if len(recent) < MOST_AN_HOUR:
        return
    key = key_of(person_id)
    senders = [open_words(key, "waiting", row.id, row.sealed)["sender"] for row in recent]
    if senders.count(noted.sender) >= MOST_AN_HOUR:
        raise TrayFull


def _worded(found: Found, words: dict[str, str]) -> Found:
    return replace(found, words=words)


def _mine(waiting_id: UUID, by: Actor) -> WaitingMail:
    row = WaitingMail.objects.select_for_update().filter(pk=waiting_id, person=by.person_id).first()
    if row is None:
        raise TouchNotFound
    return row
