"""What every verb of the room checks first: who acts, on whom, and may she."""

from uuid import UUID

from muniment.core.actor import Actor
from muniment.people.domain.employment import State, Step, after
from muniment.people.domain.roles import Role, may_manage, may_manage_accounts
from muniment.people.models import Company, Person, ReportingLine
from muniment.people.services.errors import (
    LastOwner,
    NameMissing,
    NotYourAccount,
    OwnAccount,
    PersonNotFound,
    StepNotOpen,
)


def lock_house() -> Company:
    """Lock the company row: verbs that change who is who run one after the other."""
    Company.objects.get_or_create(pk=1)
    return Company.objects.select_for_update().get(pk=1)


def lock_person(person_id: UUID) -> Person:
    """Load and lock one person.

    Raises:
        PersonNotFound: nobody has this id.
    """
    lock_house()
    try:
        return Person.objects.select_for_update().get(pk=person_id)
    except Person.DoesNotExist:
        raise PersonNotFound from None


def require_manager(by: Actor, *touched: Role) -> None:
    """Let the house itself and those pass who may manage accounts of the `touched` roles.

    Raises:
        NotYourAccount: anybody else.
    """
    if by.person_id is None:
        return
    acting = Person.objects.filter(pk=by.person_id).first()
    if acting is None or not _stays(acting) or not may_manage(Role(acting.role), *touched):
        raise NotYourAccount


def require_manager_or_line(by: Actor, person: Person) -> None:
    """Let those pass who manage the account, and sales managers above the person in the line.

    Raises:
        NotYourAccount: anybody else; she herself and everybody on notice among them.
    """
    if by.person_id is None:
        return
    acting = Person.objects.filter(pk=by.person_id, state=State.ACTIVE.value).first()
    leads = acting is not None and Role(acting.role) is Role.SALES_MANAGER
    above = ReportingLine.objects.filter(manager=by.person_id, report=person)
    if not (leads and above.exists()):
        require_manager(by, Role(person.role))


def require_accounts_role(by: Actor) -> None:
    """Let the house itself, owners and administrators pass.

    Raises:
        NotYourAccount: anybody else.
    """
    if by.person_id is None:
        return
    acting = Person.objects.filter(pk=by.person_id).first()
    if acting is None or not _stays(acting) or not may_manage_accounts(Role(acting.role)):
        raise NotYourAccount


def _stays(acting: Person) -> bool:
    """Whether she may still decide who comes in.

    On notice she could let herself in again under another name. The last owner decides to the
    end: somebody must let her successor in.
    """
    if acting.state_now is State.ON_NOTICE:
        return acting.is_last_owner
    return acting.is_active


def require_other(by: Actor, person: Person) -> None:
    """Refuse acts on one's own account.

    Raises:
        OwnAccount: `by` is the person.
    """
    if by.person_id == person.id:
        raise OwnAccount


def require_another_owner(person: Person) -> None:
    """Refuse to take the last owner away.

    Raises:
        LastOwner: nobody else who can sign in is an owner.
    """
    if person.is_last_owner:
        raise LastOwner


def require_step(person: Person, taken: Step) -> State:
    """Name the state after a step.

    Raises:
        StepNotOpen: no way leads from the present state by this step.
    """
    reached = after(State(person.state), taken)
    if reached is None:
        raise StepNotOpen(state=person.state)
    return reached


def take_step(person: Person, taken: Step) -> None:
    """Move the employment on; the caller saves.

    Raises:
        StepNotOpen: no way leads from the present state by this step.
    """
    person.state = require_step(person, taken).value


def checked_name(name: str, *, limit: int) -> str:
    """Trim a name and collapse white space.

    Raises:
        NameMissing: nothing is left, or more than `limit` letters.
    """
    name = " ".join(name.split())
    if not name or len(name) > limit:
        raise NameMissing(limit=limit)
    return name
