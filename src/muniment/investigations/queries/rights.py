"""What a person may do with a case, for the doors: which buttons stand on the page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.core.actor import Actor
from muniment.investigations.domain import duties
from muniment.investigations.errors import CaseNotFound
from muniment.investigations.gate.standing import standing
from muniment.investigations.models import Case


@dataclass(frozen=True, slots=True)
class CaseRights:
    """Each verb asks again by itself; this only keeps a page from offering what it would refuse."""

    may_work: bool
    may_judge: bool
    may_judge_hard_stop: bool
    may_decide: bool
    may_approve: bool
    may_assign: bool
    may_close: bool
    may_report: bool
    may_judge_link: bool
    may_blacklist: bool


def case_rights(*, reader: Actor, case_id: UUID, at: datetime) -> CaseRights:
    """Say what this person may do with this case; two queries.

    Raises:
        CaseNotFound: missing, or not hers to know of.
    """
    held = standing(reader, case_id, at)
    if not held.may_read:
        raise CaseNotFound
    role, stands = held.reader.role, held.stands
    is_living = held.case.state != Case.State.ERASED
    is_open = is_living and held.case.state != Case.State.CLOSED
    return CaseRights(
        may_work=is_open and duties.may_work(role, stands),
        may_judge=is_open and duties.may_judge(role, stands),
        may_judge_hard_stop=is_open and duties.may_judge_hard_stop(role),
        may_decide=is_open and duties.may_decide(role, stands),
        may_approve=is_open and duties.may_approve(role, asked_it=False),
        may_assign=is_living and duties.may_assign(role),
        may_close=is_living and duties.may_close(role, stands),
        may_report=is_living and duties.may_report(role, stands),
        may_judge_link=is_open and duties.may_judge_link(role),
        may_blacklist=is_open and duties.may_blacklist(role),
    )
