"""Who may do what with a case: one function a verb, and the reach of each role.

`reach(role)` says in plain words which cases a role sees, so that a queryset can say the same in
SQL; `may_read` says it for one case. Deny by default: a role that is not named may nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

from muniment.people.domain.roles import Role

LEADING = frozenset({Role.OWNER, Role.SALES_MANAGER})
EVERYWHERE = frozenset({Role.OWNER, Role.SALES_MANAGER, Role.COMPLIANCE, Role.FINANCE})
"""Roles that read every case."""
WATCHING = frozenset({Role.OWNER, Role.COMPLIANCE})


class Reach(StrEnum):
    """Which cases a role can read at all."""

    ALL = "all"
    OWN_AND_KEPT = "own_and_kept"  # she leads the case, or keeps the dossier it is about
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands to one case.

    Attributes:
        leads: the case is assigned to her.
        keeps: she is keeper or deputy of the dossier that the case is about.
    """

    leads: bool = False
    keeps: bool = False


def reach(role: Role) -> Reach:
    """Say which cases a role reads; the queryset of cases says the same in SQL."""
    if role in EVERYWHERE:
        return Reach.ALL
    return Reach.OWN_AND_KEPT if role is Role.SALESPERSON else Reach.NONE


def may_open(role: Role) -> bool:
    """Open a case from an inquiry, an order or a dispute; for a dossier, the vault asks as well."""
    return role in EVERYWHERE or role is Role.SALESPERSON


def may_read(role: Role, standing: Standing) -> bool:
    """Read what a case holds; each look is put on record."""
    reaches = reach(role)
    if reaches is Reach.ALL:
        return True
    return reaches is Reach.OWN_AND_KEPT and (standing.leads or standing.keeps)


def may_work(role: Role, standing: Standing) -> bool:
    """Add facts and evidence, run checks, record what a person saw, ask third parties."""
    return may_read(role, standing)


def may_judge(role: Role, standing: Standing) -> bool:
    """Confirm or dismiss a finding, adopt or withdraw a fact."""
    return may_work(role, standing)


def may_judge_hard_stop(role: Role) -> bool:
    """Confirm or dismiss a finding that ends the rating: not for whoever wants the order."""
    return role in EVERYWHERE


def may_decide(role: Role, standing: Standing) -> bool:
    """Give the verdict; one that needs a second person waits for `may_approve`."""
    return may_work(role, standing)


def may_approve(role: Role, *, asked_it: bool) -> bool:
    """Approve a verdict on D or E, or an override: never the person who asked for it."""
    return role in EVERYWHERE and not asked_it


def may_assign(role: Role) -> bool:
    """Hand a case to somebody else."""
    return role in LEADING or role is Role.COMPLIANCE


def may_lead(role: Role) -> bool:
    """Be the person to whom a case is assigned."""
    return may_open(role)


def may_close(role: Role, standing: Standing) -> bool:
    """Close or reopen a case."""
    return may_work(role, standing)


def may_report(role: Role, standing: Standing) -> bool:
    """Make the full report, a copy that can leave the house."""
    return may_read(role, standing)


def may_judge_link(role: Role) -> bool:
    """Confirm or deny that the same hands are behind two companies: it accuses somebody."""
    return role in EVERYWHERE


def may_blacklist(role: Role) -> bool:
    """Put a company on the house's own list, or take it off."""
    return role in LEADING | WATCHING


def may_edit_advice(role: Role) -> bool:
    """Propose another table of payment advice or another set of search engines."""
    return role in EVERYWHERE


def may_adopt_advice(role: Role, *, proposed_it: bool) -> bool:
    """Put a proposed table into force: two people."""
    return role in WATCHING | {Role.FINANCE} and not proposed_it


def may_ask_third_party(role: Role, standing: Standing) -> bool:
    """Send a questionnaire with a one-time link."""
    return may_work(role, standing)


def may_schedule(role: Role) -> bool:
    """Set the rule by which the house opens cases by itself, and see whom it would take."""
    return role in WATCHING
