"""Standing and passing rights to read: grants, further looks, agents on a live order."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.vault import references
from muniment.vault.catalogue import current
from muniment.vault.domain.duties import Verb
from muniment.vault.domain.policy import may_hold_grant
from muniment.vault.models import Engagement, Grant, LookAllowance
from muniment.vault.services.common import Hand, PersonUnfit, hand

LONGEST_GRANT = timedelta(days=366)
MOST_LOOKS = 10


class GrantInvalid(MunimentError):
    """The grant as asked for cannot stand; nothing was written."""

    code = "vault.grant.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("This grant cannot be given: {why}.")
    next_step = gettext_noop("Correct it and try again.")


class GrantNotFound(MunimentError):
    """No such grant in a dossier that this person leads."""

    code = "vault.grant.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such grant.")
    next_step = gettext_noop("Look at the dossier again.")


class GrantAlreadyEnded(MunimentError):
    """Somebody ended it first; nothing was written."""

    code = "vault.grant.already_ended"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This has already ended.")
    next_step = gettext_noop("Nothing more is needed.")


class AlreadyGranted(MunimentError):
    """One such right is in force already; nothing was written."""

    code = "vault.grant.already_given"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This right is in force already.")
    next_step = gettext_noop("End it first if it should have another last day.")


def give_grant(
    *, dossier_id: UUID, compartment: str, holder_id: UUID, until: datetime, reason: str,
    by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    """Give somebody a standing need to know one compartment until a day.

    Raises:
        GrantInvalid: no such compartment, or not within a year from now.
        PersonUnfit: the giver herself, somebody not at work, an administrator or outsider.
        AlreadyGranted: one is in force.
        NotYours, DossierClosed, DossierNotFound: as the names say.
    """
    if current().compartment(compartment) is None:
        raise GrantInvalid(why=gettext_noop("there is no such compartment"))
    if not at < until <= at + LONGEST_GRANT:
        raise GrantInvalid(why=gettext_noop("its last day must lie within a year from now"))
    try:
        with transaction.atomic():
            held = hand(by, dossier_id, Verb.GRANT)
            _require_holder(held, holder_id)
            _require_staying(holder_id)
            _close_run_out(dossier_id, compartment, holder_id, at)
            grant = Grant.objects.create(
                dossier=held.dossier, compartment=compartment, holder_id=holder_id,
                approved_by_id=held.reader.id, starts_at=at, until=until,
            )  # fmt: skip
            facts = {
                "grant": str(grant.id), "compartment": compartment, "holder": str(holder_id),
                "until": timezone.localdate(until).isoformat(),
            }  # fmt: skip
            append_entry(
                kind="vault.grant.given", subject=dossier_id, by=by, at=at, facts=facts,
                sealed={"reason": reason},
            )  # fmt: skip
    except IntegrityError:
        raise AlreadyGranted from None
    return grant.id


def end_grant(*, grant_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """End a grant; its holder is refused from `at` on, open pages included.

    Raises:
        GrantNotFound: no such grant.
        GrantAlreadyEnded: somebody ended it first; nothing was written.
        NotYours, DossierNotFound: as the names say.
    """
    with transaction.atomic():
        grant = Grant.objects.select_for_update().filter(pk=grant_id).first()
        if grant is None:
            raise GrantNotFound
        hand(by, grant.dossier_id, Verb.GRANT, open_only=False)
        if grant.ends_at is not None:
            raise GrantAlreadyEnded
        grant.ends_at = at
        grant.save(update_fields=["ends_at"])
        append_entry(
            kind="vault.grant.ended", subject=grant.dossier_id, by=by, at=at,
            facts={"grant": str(grant.id)}, sealed={"reason": reason},
        )  # fmt: skip


def allow_looks(
    *, dossier_id: UUID, compartment: str, person_id: UUID, looks: int, reason: str,
    by: Actor, at: datetime,
) -> None:  # fmt: skip
    """Give a person whose counted looks are used up some more; the keeper's manager does it.

    Raises:
        GrantInvalid: not between 1 and 10 looks, or no such compartment.
        PersonUnfit: the giver herself, or somebody not at work.
        NotYours, DossierClosed, DossierNotFound: as the names say.
    """
    if not 1 <= looks <= MOST_LOOKS or current().compartment(compartment) is None:
        raise GrantInvalid(why=gettext_noop("1 to 10 looks at a compartment can be allowed"))
    with transaction.atomic():
        held = hand(by, dossier_id, Verb.ALLOW_LOOKS)
        _require_holder(held, person_id)
        LookAllowance.objects.create(
            dossier=held.dossier, compartment=compartment, person_id=person_id, looks=looks,
            given_by_id=held.reader.id, at=at,
        )  # fmt: skip
        append_entry(
            kind="vault.looks.allowed", subject=dossier_id, by=by, at=at,
            facts={"compartment": compartment, "person": str(person_id), "looks": looks},
            sealed={"reason": reason},
        )  # fmt: skip


def engage_agent(
    *, dossier_id: UUID, company_id: UUID, order_number: str, by: Actor, at: datetime
) -> UUID:
    """Let an outside company work on one live order of this customer.

    Raises:
        GrantInvalid: no such order of this customer, or no such company.
        AlreadyGranted: it works on this order already.
        NotYours, DossierClosed, DossierNotFound: as the names say.
    """
    order_number = order_number.strip()
    if (
        not 0 < len(order_number) <= 40
        or references.check("order", dossier_id, order_number) is False
    ):
        raise GrantInvalid(why=gettext_noop("this customer has no order of that number"))
    if company_id not in {company.id for company in people.outside_companies()}:
        raise GrantInvalid(why=gettext_noop("there is no such company in the address book"))
    try:
        with transaction.atomic():
            held = hand(by, dossier_id, Verb.ENGAGE)
            row = Engagement.objects.create(
                dossier=held.dossier, company_id=company_id, order_number=order_number,
                starts_at=at, engaged_by_id=held.reader.id,
            )  # fmt: skip
            append_entry(
                kind="vault.agent.engaged", subject=dossier_id, by=by, at=at,
                facts={"engagement": str(row.id), "company": str(company_id)},
                sealed={"order": order_number},
            )  # fmt: skip
    except IntegrityError:
        raise AlreadyGranted from None
    return row.id


def end_engagement(*, engagement_id: UUID, by: Actor, at: datetime) -> None:
    """Close an agent's work on an order; the agent sees nothing of this customer any more.

    Raises:
        GrantNotFound, GrantAlreadyEnded, NotYours, DossierNotFound: as the names say.
    """
    with transaction.atomic():
        row = Engagement.objects.select_for_update().filter(pk=engagement_id).first()
        if row is None:
            raise GrantNotFound
        hand(by, row.dossier_id, Verb.ENGAGE, open_only=False)
        if row.ends_at is not None:
            raise GrantAlreadyEnded
        row.ends_at = at
        row.save(update_fields=["ends_at"])
        append_entry(
            kind="vault.agent.released", subject=row.dossier_id, by=by, at=at,
            facts={"engagement": str(row.id)},
        )  # fmt: skip


def _require_holder(held: Hand, person_id: UUID) -> None:
    person = people.reader(person_id)
    if person is None or not person.state.may_sign_in or not may_hold_grant(person.role):
        raise PersonUnfit(why=gettext_noop("they are not at work in a role that may read"))
    if person_id == held.reader.id:
        raise PersonUnfit(why=gettext_noop("nobody gives a right to themselves"))


def _require_staying(person_id: UUID) -> None:
    person = people.reader(person_id)
    if person is None or person.state is not State.ACTIVE:
        raise PersonUnfit(why=gettext_noop("they are leaving the company"))


def _close_run_out(dossier_id: UUID, compartment: str, holder_id: UUID, at: datetime) -> None:
    """A grant whose last day is past is closed by the next one, on the day it ran out."""
    past = Grant.objects.filter(
        dossier=dossier_id, compartment=compartment, holder=holder_id, ends_at=None, until__lte=at
    )
    for grant in past:
        grant.ends_at = grant.until
        grant.save(update_fields=["ends_at"])
