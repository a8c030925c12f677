"""What every verb of the vault does first: load the actor and the dossier, and ask if she may."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.people.domain.employment import State
from muniment.people.queries import ReaderRow
from muniment.vault.domain.duties import Verb, may
from muniment.vault.domain.policy import Relation
from muniment.vault.domain.states import DossierState
from muniment.vault.gate.standing import DossierNotFound, reader_of, staff_relation
from muniment.vault.models import Dossier, Handing


class NotYours(MunimentError):
    """The role or relation of this person does not allow the verb; nothing was written."""

    code = "vault.verb.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This is not yours to do.")
    next_step = gettext_noop("Ask the keeper’s manager or the owner to do it.")


class DossierClosed(MunimentError):
    """The dossier is retired or merged; nothing was written."""

    code = "vault.dossier.closed"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This dossier is closed.")
    next_step = gettext_noop("If it was merged, work in the dossier it was merged into.")


class PersonUnfit(MunimentError):
    """This person cannot take the part that was meant for them; nothing was written."""

    code = "vault.person.unfit"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This person cannot take that part: {why}.")
    next_step = gettext_noop("Choose somebody else.")


@dataclass(frozen=True, slots=True)
class Hand:
    """A person about to act on a dossier: who, and how she stands to it."""

    actor: Actor
    reader: ReaderRow
    dossier: Dossier
    relation: Relation


def hand(by: Actor, dossier_id: UUID, verb: Verb, *, open_only: bool = True) -> Hand:
    """Lock the dossier for the running transaction and check that `by` may do this to it.

    Raises:
        DossierNotFound: missing, or an outsider asks.
        DossierClosed: retired or merged, and the verb needs it open.
        NotYours: the role or the relation does not allow it.
    """
    reader = reader_of(by)
    dossier = Dossier.objects.select_for_update().filter(pk=dossier_id).first()
    if dossier is None or reader.role.is_outside:
        raise DossierNotFound
    relation = staff_relation(reader, dossier.keeper_id, dossier.deputy_id)
    if reader.state is State.ON_NOTICE:
        relation = _on_notice(reader, dossier, relation, verb)
    if not may(verb, role=reader.role, relation=relation, unkept=dossier.keeper_id is None):
        raise NotYours
    if open_only and dossier.state != DossierState.OPEN:
        raise DossierClosed
    return Hand(by, reader, dossier, relation)


def _on_notice(reader: ReaderRow, dossier: Dossier, relation: Relation, verb: Verb) -> Relation:
    """On notice one still writes down what one knows of one's customers, and does nothing else.

    Raises:
        NotYours: any other verb, or a customer that is not hers to hand over.
    """
    if verb is not Verb.SUBMIT:
        raise NotYours
    hers = Handing.objects.filter(person=reader.id, dossier=dossier, ends_at=None)
    return Relation.KEEPER if hers.exists() else relation


def by_role(by: Actor, verb: Verb) -> ReaderRow:
    """Check that `by` may do what a role alone decides; return who it is.

    Raises:
        NotYours: the role does not allow it, or she is on notice.
    """
    reader = reader_of(by)
    leaving = reader.state is State.ON_NOTICE
    if leaving or not may(verb, role=reader.role, relation=Relation.COLLEAGUE):
        raise NotYours
    return reader


def touch(dossier: Dossier, at: datetime) -> None:
    """Note that something of the dossier is fresh."""
    Dossier.objects.filter(pk=dossier.pk).update(touched_at=at)
