"""Who keeps a dossier: custody begins and ends, and every period stays on record."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.vault.domain.duties import KEEPERS, Verb
from muniment.vault.domain.states import Duty
from muniment.vault.models import CustodyPeriod, Dossier
from muniment.vault.services.common import Hand, PersonUnfit, hand

ASSIGNED = "vault.custody.assigned"
ENDED = "vault.custody.ended"


class CustodyUnchanged(MunimentError):
    """The person has that duty already, or nobody has it; nothing was written."""

    code = "vault.custody.unchanged"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("Nothing would change.")
    next_step = gettext_noop("Look at the dossier again: somebody may have been faster.")


def assign_custody(
    *, dossier_id: UUID, duty: Duty, person_id: UUID, reason: str, by: Actor, at: datetime
) -> None:
    """Give a dossier to a keeper or deputy from `at` on; the one before is relieved.

    Raises:
        PersonUnfit: not at work, no role that keeps customers, the assigner herself, or the
            other duty of the same dossier is hers.
        CustodyUnchanged: she has it already.
        NotYours, DossierClosed, DossierNotFound: as the names say.
    """
    with transaction.atomic():
        held = hand(by, dossier_id, Verb.ASSIGN)
        _require_fit(held, duty, person_id)
        if getattr(held.dossier, f"{duty.value}_id") == person_id:
            raise CustodyUnchanged
        _close(dossier_id, duty, at)
        CustodyPeriod.objects.create(
            dossier=held.dossier, duty=duty, person_id=person_id, starts_at=at,
            assigned_by_id=held.reader.id,
        )  # fmt: skip
        Dossier.objects.filter(pk=dossier_id).update(**{duty.value: person_id})
        append_entry(
            kind=ASSIGNED, subject=dossier_id, by=by, at=at,
            facts={"duty": duty.value, "person": str(person_id)}, sealed={"reason": reason},
        )  # fmt: skip


def end_custody(*, dossier_id: UUID, duty: Duty, reason: str, by: Actor, at: datetime) -> None:
    """Relieve a keeper or deputy without naming another; the dossier then waits for a keeper.

    Raises:
        CustodyUnchanged: nobody has that duty.
        NotYours, DossierClosed, DossierNotFound: as the names say.
    """
    with transaction.atomic():
        held = hand(by, dossier_id, Verb.ASSIGN)
        person_id = getattr(held.dossier, f"{duty.value}_id")
        if person_id is None:
            raise CustodyUnchanged
        _close(dossier_id, duty, at)
        Dossier.objects.filter(pk=dossier_id).update(**{duty.value: None})
        append_entry(
            kind=ENDED, subject=dossier_id, by=by, at=at,
            facts={"duty": duty.value, "person": str(person_id)}, sealed={"reason": reason},
        )  # fmt: skip


def _require_fit(held: Hand, duty: Duty, person_id: UUID) -> None:
    person = people.reader(person_id)
    if person is None or person.state is not State.ACTIVE or person.role not in KEEPERS:
        raise PersonUnfit(why=gettext_noop("they are not at work in a role that keeps customers"))
    if person_id == held.reader.id:
        raise PersonUnfit(why=gettext_noop("nobody assigns a customer to themselves"))
    other = held.dossier.deputy_id if duty is Duty.KEEPER else held.dossier.keeper_id
    if person_id == other:
        raise PersonUnfit(why=gettext_noop("keeper and deputy are two people"))


def _close(dossier_id: UUID, duty: Duty, at: datetime) -> None:
    open_period = CustodyPeriod.objects.filter(dossier=dossier_id, duty=duty, ends_at=None)
    open_period.update(ends_at=at)
