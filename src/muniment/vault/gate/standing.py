"""How a person stands to a dossier at this moment: all that a decision needs, read at once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.queries import ReaderRow
from muniment.vault import sql
from muniment.vault.catalogue import Catalogue, at_epoch
from muniment.vault.domain.policy import AskFact, Relation, relation_of
from muniment.vault.domain.states import DossierState
from muniment.vault.models import Engagement, Handing


class DossierNotFound(MunimentError):
    """No such dossier, or none that this person may know of; the two look the same."""

    code = "vault.dossier.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such dossier.")
    next_step = gettext_noop("Check the codename, or look in the list of customers.")


class ReaderUnknown(MunimentError):
    """Nobody of this id works here; nothing was read."""

    code = "vault.reader.unknown"
    kind = ErrorKind.SIGNED_OUT
    title = gettext_noop("You are not signed in.")
    next_step = gettext_noop("Sign in and try again.")


@dataclass(frozen=True, slots=True)
class Standing:
    """One person before one compartment of one dossier.

    Attributes:
        ask: what the policy decides on.
        sitting: the consultation whose sitting still runs, if any.
    """

    dossier_id: UUID
    codename: str
    reader: ReaderRow
    keeper_id: UUID | None
    deputy_id: UUID | None
    ask: AskFact
    sitting: UUID | None
    catalogue: Catalogue

    @property
    def relation(self) -> Relation:
        """What the person is to the dossier."""
        return self.ask.relation


def reader_of(actor: Actor) -> ReaderRow:
    """Load the acting person afresh; one query.

    Raises:
        ReaderUnknown: the house itself, a stranger, or somebody who may not come in.
    """
    row = people.reader(actor.person_id) if actor.person_id else None
    if row is None or not row.state.may_sign_in:
        raise ReaderUnknown
    return row


def standing(
    actor: Actor, reader: ReaderRow, dossier_id: UUID, compartment: str, at: datetime, *, lock: bool
) -> Standing:
    """Read how `reader` stands to one compartment; one query, two for managers and outsiders.

    Args:
        lock: keep others from taking a look at this dossier until the transaction ends.

    Raises:
        DossierNotFound: no such dossier.
    """
    person, moment = sql.key(reader.id), sql.moment(at)
    here = [compartment, person]
    with connection.cursor() as cursor:
        if lock:
            sql.lock_dossier(cursor, dossier_id)
        cursor.execute(
            sql.STANDING,
            [*here, moment, moment, moment, *here, *here, *here, actor.session_id, moment,
             sql.key(dossier_id)],
        )  # fmt: skip
        row = cursor.fetchone()
    if row is None:
        raise DossierNotFound
    codename, state, keeper, deputy, table_number, catalogue, grants, used, allowed, sitting = row
    keeper_id, deputy_id = sql.unkey(keeper), sql.unkey(deputy)
    return Standing(
        dossier_id=dossier_id,
        codename=codename,
        reader=reader,
        keeper_id=keeper_id,
        deputy_id=deputy_id,
        ask=AskFact(
            role=reader.role,
            relation=relation_between(reader, dossier_id, keeper_id, deputy_id, at),
            state=reader.state,
            has_grant=bool(grants),
            frozen=state != DossierState.OPEN,
            in_sitting=sitting is not None,
            looks_used=used or 0,
            looks_allowed=settings.CONFIG.looks_per_compartment + (allowed or 0),
        ),
        sitting=sql.unkey(sitting),
        catalogue=at_epoch(table_number, catalogue),
    )


def relation_between(
    reader: ReaderRow,
    dossier_id: UUID,
    keeper_id: UUID | None,
    deputy_id: UUID | None,
    at: datetime,
) -> Relation:
    """Name what a reader, of the staff or from outside, is to one dossier; two queries at most.

    A customer that somebody on notice hands over is read as by its keeper.
    """
    if reader.role.is_outside:
        engaged = is_engaged(reader.outside_company_id, dossier_id, at)
        return relation_of(reader.role, engaged=engaged)
    if reader.id not in {keeper_id, deputy_id} and hands_over(reader, dossier_id, at):
        return Relation.KEEPER
    return staff_relation(reader, keeper_id, deputy_id)


def hands_over(reader: ReaderRow, dossier_id: UUID, at: datetime) -> bool:
    """Say whether somebody on notice has this customer on her hand-over list; one query at most."""
    if reader.state is not State.ON_NOTICE:
        return False
    return Handing.objects.in_force(at).filter(person=reader.id, dossier=dossier_id).exists()


def staff_relation(reader: ReaderRow, keeper_id: UUID | None, deputy_id: UUID | None) -> Relation:
    """Name what a member of the staff is to one dossier; one query at most."""
    keeps, deputises = reader.id == keeper_id, reader.id == deputy_id
    manages = bool(
        keeper_id and not keeps and not deputises and reader.id in people.managers_of(keeper_id)
    )
    return relation_of(reader.role, keeps=keeps, deputises=deputises, manages=manages)


def is_engaged(company_id: UUID | None, dossier_id: UUID, at: datetime) -> bool:
    """Say whether an outside company works on a live order of this customer now; one query."""
    if company_id is None:
        return False
    live = Engagement.objects.in_force(at).filter(dossier=dossier_id, company=company_id)
    return live.exists()
