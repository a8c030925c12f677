"""Which buttons the sections of a case offer this reader; every verb asks again by itself."""

from dataclasses import dataclass

from muniment.investigations.casefile import CaseFile
from muniment.investigations.domain import duties
from muniment.investigations.domain.duties import Standing
from muniment.web.access import StaffRequest


@dataclass(frozen=True, slots=True)
class SectionRights:
    """What she may do in the sections; asked of the duties, not of the database."""

    may_work: bool
    may_decide: bool
    may_approve: bool
    may_judge_link: bool
    may_blacklist: bool
    may_report: bool
    reads_all: bool


def rights_of(request: StaffRequest, case: CaseFile) -> SectionRights:
    """Say what she may do; no query: whoever was given the case leads it, keeps it or reads all."""
    role, stands = request.reader.role, Standing(leads=True)
    is_living = case.head.state != "erased"
    is_open = is_living and case.head.state != "closed"
    return SectionRights(
        may_work=is_open and duties.may_work(role, stands),
        may_decide=is_open and duties.may_decide(role, stands),
        may_approve=is_open and duties.may_approve(role, asked_it=False),
        may_judge_link=is_open and duties.may_judge_link(role),
        may_blacklist=is_open and duties.may_blacklist(role),
        may_report=is_living and duties.may_report(role, stands),
        reads_all=role in duties.EVERYWHERE,
    )
