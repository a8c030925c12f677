"""What handing in is asked of whom, after how many days a value is stale, and the tail."""

from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.shapes import Asked, FieldCode, Shape
from muniment.api.submissions import READ, WRITE
from muniment.people.domain.roles import Role
from muniment.submissions import queries, services
from muniment.vault.domain.duties import LEADING

router = Router(tags=["Submissions and credit"])
Days = Annotated[int, Field(ge=1, le=3650)]


class UpdateRhythmTold(Shape):
    """One rhythm in force; of the company when neither role nor team is named."""

    role: str
    team_id: UUID | None
    weeks: int
    weekday: int


class TailRuleTold(Shape):
    """What a clean hand-over earns: hundredths of a percent of each order, for some months."""

    basis_points: int
    months: int


class SettingsTold(Shape):
    """Rhythms, limits in days by compartment or field, and the commission tail."""

    rhythms: list[UpdateRhythmTold]
    limits: dict[str, int]
    tail: TailRuleTold | None


class UpdateRhythmAsked(Asked):
    """A rhythm for the company, one role or one team; 0 weeks ask nothing, weekday 0 is Monday."""

    role: Annotated[str, Field(max_length=20)] = ""
    team_id: UUID | None = None
    weeks: Annotated[int, Field(ge=0, le=8)]
    weekday: Annotated[int, Field(ge=0, le=6)]


class LimitAsked(Asked):
    """After how many days a compartment or a field wants a fresh word."""

    code: FieldCode
    days: Days


class TailAsked(Asked):
    """What a clean hand-over earns from now on."""

    basis_points: Annotated[int, Field(ge=0, le=10_000)]
    months: Annotated[int, Field(ge=0, le=60)]


@reads(router, "/submissions/settings", scope=READ, answer=SettingsTold, roles=LEADING)
def submissions_settings(request: ApiRequest) -> object:  # noqa: ARG001 - the same for all leaders
    """Tell what is asked of whom."""
    return {
        "rhythms": [
            {"role": row.role, "team_id": row.team_id, "weeks": row.beat.weeks,
             "weekday": row.beat.weekday}
            for row in queries.rhythms()
        ],
        "limits": queries.thresholds(),
        "tail": queries.tail_rule(),
    }  # fmt: skip


@does(router, "/submissions/settings/rhythm", scope=WRITE, roles=LEADING)
def set_rhythm(request: ApiRequest, told: UpdateRhythmAsked) -> None:
    """Set how often somebody hands in; what held before stays on record."""
    caller = request.auth
    services.set_rhythm(**told.model_dump(), by=caller.actor, at=caller.at)


@does(router, "/submissions/settings/limit", scope=WRITE, roles=LEADING)
def set_freshness_limit(request: ApiRequest, told: LimitAsked) -> None:
    """Set after how many days a value wants a fresh word."""
    caller = request.auth
    services.set_threshold(code=told.code, days=told.days, by=caller.actor, at=caller.at)


@does(router, "/submissions/settings/tail", scope=WRITE, roles=(Role.OWNER,))
def set_commission_tail(request: ApiRequest, told: TailAsked) -> None:
    """Set what a clean hand-over earns; tails that run already keep their terms."""
    caller = request.auth
    services.set_tail_rule(**told.model_dump(), by=caller.actor, at=caller.at)
