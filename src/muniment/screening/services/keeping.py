"""What loading lists and keeping the own one share: who may, and numbers of versions."""

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.people.domain.roles import Role
from muniment.people.queries import reader
from muniment.screening.models import ListVersion

KEEPERS = frozenset({Role.OWNER, Role.COMPLIANCE})


class ListsNotYours(MunimentError):
    """Only owners and compliance keep the lists; nothing was written."""

    code = "screening.lists.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("Your role does not keep the lists of denied parties.")
    next_step = gettext_noop("Ask an owner or compliance.")


def require_keeper(by: Actor) -> None:
    """Let the house itself, owners and compliance pass.

    Raises:
        ListsNotYours: another role, or somebody who left.
    """
    if by.person_id is None:
        return
    person = reader(by.person_id)
    if person is None or not person.is_active or person.role not in KEEPERS:
        raise ListsNotYours


def next_number() -> int:
    """Take the next version number; loadings run one after the other."""
    newest = ListVersion.objects.select_for_update().order_by("-number").first()
    return newest.number + 1 if newest else 1
