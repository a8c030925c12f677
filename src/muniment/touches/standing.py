"""How somebody stands to one customer's touches."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.core.actor import Actor
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.queries import ReaderRow
from muniment.touches.domain import duties
from muniment.touches.errors import CustomerClosed, MailOnHold
from muniment.touches.models import Touch
from muniment.vault import queries as vault
from muniment.vault.domain.policy import Relation
from muniment.vault.domain.states import DossierState
from muniment.vault.gate import DossierNotFound
from muniment.vault.gate.standing import reader_of, relation_between
from muniment.vault.queries import DossierHead

_OWN = frozenset({Relation.KEEPER, Relation.DEPUTY})


@dataclass(frozen=True, slots=True)
class Standing:
    """A member of the staff before one customer."""

    reader: ReaderRow
    head: DossierHead
    relation: Relation

    @property
    def is_open(self) -> bool:
        """Whether the dossier is worked on."""
        return self.head.state == DossierState.OPEN

    @property
    def may_log(self) -> bool:
        """Whether she may note a touch of hers now."""
        return self.is_open and duties.may_log(self.reader.role)

    @property
    def answers(self) -> bool:
        """Whether her part stands: on notice, of what she keeps or deputises alone."""
        return self.reader.state is State.ACTIVE or self.relation in _OWN

    @property
    def may_read(self) -> bool:
        """Whether she sees the touches of others; days and people, not yet words."""
        return self.answers and duties.may_read_list(self.reader.role, self.relation)

    @property
    def may_plan(self) -> bool:
        """Whether she plans visits and closes promises."""
        return self.is_open and self.answers and duties.may_plan(self.reader.role, self.relation)

    @property
    def may_set(self) -> bool:
        """Whether she sets the contact duties."""
        return self.is_open and self.answers and duties.may_set(self.reader.role, self.relation)


def standing(by: Actor, dossier_id: UUID, at: datetime) -> Standing:
    """Load who acts and the dossier; four queries at most.

    Raises:
        DossierNotFound: missing, or somebody from outside asks.
        ReaderUnknown: nobody who may come in.
    """
    reader, head = reader_of(by), vault.dossier(dossier_id)
    if head is None or reader.role.is_outside:
        raise DossierNotFound
    relation = relation_between(reader, dossier_id, head.keeper_id, head.deputy_id, at)
    return Standing(reader, head, relation)


def open_standing(by: Actor, dossier_id: UUID, at: datetime) -> Standing:
    """As `standing`, for a verb on a dossier that is worked on.

    Raises:
        CustomerClosed: retired or merged. DossierNotFound, ReaderUnknown: as `standing`.
    """
    found = standing(by, dossier_id, at)
    if not found.is_open:
        raise CustomerClosed
    return found


def may_promise(stands: Standing) -> bool:
    """Whether she may promise something to the customer, or put on record that she did.

    Those who plan for it may, and so may colleagues who were in touch with it, until they give
    notice; one query for them.
    """
    if stands.may_plan or not stands.may_log or stands.reader.state is not State.ACTIVE:
        return stands.may_plan
    hers = Touch.objects.filter(person=stands.reader.id, dossier=stands.head.id, withdrawn_at=None)
    return hers.exists()


def require_no_hold(by: Actor) -> None:
    """Stop somebody on notice from taking anything away; one query, none for the house.

    Raises:
        MailOnHold: as the name says.
    """
    row = people.reader(by.person_id) if by.person_id else None
    if row is not None and row.state is State.ON_NOTICE:
        raise MailOnHold
