"""How a person stands to a case: for one case as an answer, for all as an SQL filter.

`domain.duties` says the rule; a test holds the two shapes here together.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from muniment.core.actor import Actor
from muniment.investigations.domain import duties
from muniment.investigations.domain.duties import Reach
from muniment.investigations.errors import CaseNotFound
from muniment.investigations.models import Case, CaseLook
from muniment.people.domain.employment import State
from muniment.people.queries import ReaderRow
from muniment.vault.gate.standing import reader_of

NOTHING = Q(pk__in=())
EVERYTHING = ~NOTHING


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """One person before one case.

    Attributes:
        stands: whether she leads the case or keeps its dossier.
        entry, ends_at: of the sitting that still runs, if any.
    """

    reader: ReaderRow
    case: Case
    stands: duties.Standing
    entry: UUID | None
    ends_at: datetime | None

    @property
    def may_read(self) -> bool:
        """Whether the case is open to her; on notice none is: a case tells of many customers."""
        at_work = self.reader.state is State.ACTIVE
        return at_work and duties.may_read(self.reader.role, self.stands)


def standing(reader: Actor, case_id: UUID, at: datetime, *, lock: bool = False) -> CaseStanding:
    """Read how somebody stands to a case; two queries.

    Args:
        lock: keep others from changing the case until the transaction ends.

    Raises:
        ReaderUnknown: nobody of this id may come in. CaseNotFound: no such case.
    """
    who = reader_of(reader)
    running = CaseLook.objects.filter(
        case=OuterRef("pk"), reader=who.id, session=reader.session_id, given=True, ends_at__gt=at
    ).order_by("-at")
    cases: QuerySet[Case] = Case.objects.filter(pk=case_id)
    if lock:
        cases = cases.select_for_update(of=("self",))
    found = cases.annotate(
        keeper_id=F("dossier__keeper_id"),
        deputy_id=F("dossier__deputy_id"),
        look_entry=Subquery(running.values("entry")[:1]),
        look_ends_at=Subquery(running.values("ends_at")[:1]),
    ).first()
    if found is None:
        raise CaseNotFound
    stands = duties.Standing(
        leads=found.owner_id == who.id, keeps=who.id in {found.keeper_id, found.deputy_id}
    )
    return CaseStanding(who, found, stands, found.look_entry, found.look_ends_at)


def cases_within_reach(who: ReaderRow) -> Q:
    """The same rule for all cases: which ones this person may know of and read."""
    reach = duties.reach(who.role)
    if who.state is not State.ACTIVE or reach is Reach.NONE:
        return NOTHING
    if reach is Reach.ALL:
        return EVERYTHING
    return Q(owner=who.id) | Q(dossier__keeper=who.id) | Q(dossier__deputy=who.id)
