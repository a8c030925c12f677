"""The schedule of cases: the rule by which the house opens them, and whom it would take."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.shapes import Asked, Shape, listed
from muniment.investigations import queries, scheduling, services
from muniment.investigations.domain import duties
from muniment.investigations.domain.schedule import A_WEEK, MONTHS, First, Lead, Rule
from muniment.people.domain.roles import Role

router = Router(tags=["Cases"])
READ, WRITE = "cases.read", "cases.write"
SETTERS = frozenset(role for role in Role if duties.may_schedule(role))
Months = Annotated[int, Field(ge=MONTHS[0], le=MONTHS[-1])]
Weekly = Annotated[int, Field(ge=A_WEEK[0], le=A_WEEK[-1])]
Order = Annotated[First, listed(First)]
Leader = Annotated[Lead, listed(Lead)]


class CaseRuleAsked(Asked):
    """A rule: for customers without a case of the last `months`, at most `a_week` cases a week."""

    is_on: bool
    months: Months = 12
    a_week: Weekly = 5
    first: Order = First.MONEY
    lead: Leader = Lead.KEEPER

    def rule(self) -> Rule:
        """The rule as the verb wants it."""
        return Rule(self.is_on, self.months, self.a_week, self.first, self.lead)


class CaseRuleTold(Shape):
    """The rule in force; number 0 came with the house and is off."""

    number: int
    is_on: bool
    months: int
    a_week: int
    first: Order
    lead: Leader
    set_by: UUID | None
    set_at: datetime | None


class NextCaseTold(Shape):
    """A customer for whom the rule would open a case now."""

    dossier_id: UUID
    codename: str
    leader_id: UUID
    last_case_at: datetime | None


class OutlookTold(Shape):
    """What a rule would do now; `opened` counts its cases of the last seven days."""

    next: list[NextCaseTold]
    wanting: int
    opened: int
    leaderless: bool


@reads(router, "/case-schedule", scope=READ, answer=CaseRuleTold, roles=SETTERS)
def case_schedule(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """Show the rule by which the house opens cases."""
    return _in_force()


def _in_force() -> dict[str, object]:
    held = queries.schedule_in_force()
    rule = {name: getattr(held.rule, name) for name in ("is_on", "months", "a_week")}
    told = {"number": held.number, "set_by": held.set_by, "set_at": held.set_at}
    return {**rule, **told, "first": held.rule.first, "lead": held.rule.lead}


@does(router, "/case-schedule", scope=WRITE, answer=CaseRuleTold, roles=SETTERS, method="PUT")
def set_case_schedule(request: ApiRequest, told: CaseRuleAsked) -> object:
    """Put another rule into force; the ones before stay on record."""
    caller = request.auth
    services.set_schedule(rule=told.rule(), by=caller.actor, at=caller.at)
    return _in_force()


@reads(router, "/case-schedule/preview", scope=READ, answer=OutlookTold, roles=SETTERS, asks=True)
def preview_case_schedule(request: ApiRequest, told: CaseRuleAsked) -> object:
    """Say whom a rule would open a case for now; opens none and keeps nothing."""
    caller = request.auth
    return scheduling.outlook(reader=caller.actor, rule=told.rule(), at=caller.at)
