"""The weights behind exposure: set by hand, or learnt from own departures, by two people."""

from ninja import Router

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.shapes import Asked, Sentence, Shape
from muniment.exposure import queries, services
from muniment.exposure.domain import duties
from muniment.exposure.queries.learning import learnt_now

router = Router(tags=["Exposure"])
READ, WRITE = "exposure.read", "exposure.write"
PROPOSERS = tuple(role for role in duties.VIEWERS if duties.may_propose_weights(role))
ADOPTERS = tuple(role for role in duties.VIEWERS if duties.may_adopt_weights(role))


class WeighedTold(Shape):
    """One weight before and after learning; `low` to `high` holds it in four cases of five."""

    name: str
    before: float
    after: float
    low: float
    high: float


class WeightsTold(Shape):
    """The weights in force, a proposal, and what own departures would make of those set by hand.

    `learnt_told`: of how many customers of leavers somebody found out what became of them.
    `proposal_between`: the intervals of a proposal that was learnt.
    """

    weights: dict[str, float]
    proposal: dict[str, float] | None
    proposal_number: int | None
    proposal_between: dict[str, tuple[float, float]]
    learnt: list[WeighedTold]
    learnt_leavers: int
    learnt_customers: int
    learnt_told: int


class WeightsAsked(Asked):
    """Weights by name, those left out as they start; the reason is sealed."""

    weights: dict[str, float]
    reason: Sentence


class ReasonAsked(Asked):
    """Why the weights change."""

    reason: Sentence


class Numbered(Shape):
    """The number of a proposed version."""

    number: int


@reads(router, "/exposure/weights", scope=READ, answer=WeightsTold, roles=PROPOSERS)
def exposure_weights(request: ApiRequest) -> object:  # noqa: ARG001 - every view takes it
    """Read the weights in force, a proposal, and what departures taught."""
    proposal = next((row for row in queries.weights_versions() if row.is_open), None)
    learnt = learnt_now()
    return {
        "weights": queries.weights_in_force().sheet(),
        "proposal": proposal.weights.sheet() if proposal else None,
        "proposal_number": proposal.number if proposal else None,
        "proposal_between": proposal.between if proposal else {},
        "learnt": learnt.weights, "learnt_leavers": learnt.leavers,
        "learnt_customers": learnt.customers, "learnt_told": learnt.told,
    }  # fmt: skip


@does(
    router, "/exposure/weights", scope=WRITE, answer=Numbered, status=201, roles=PROPOSERS
)  # fmt: skip
def propose_exposure_weights(request: ApiRequest, told: WeightsAsked) -> object:
    """Propose other weights; a second person puts them into force."""
    caller = request.auth
    number = services.propose_weights(
        sheet=told.weights, reason=told.reason, by=caller.actor, at=caller.at
    )
    return {"number": number}


@does(
    router, "/exposure/weights/learnt", scope=WRITE, answer=Numbered, status=201, roles=PROPOSERS
)  # fmt: skip
def propose_learnt_weights(request: ApiRequest, told: ReasonAsked) -> object:
    """Propose what own departures taught."""
    caller = request.auth
    number = services.propose_learnt(reason=told.reason, by=caller.actor, at=caller.at)
    return {"number": number}


@does(router, "/exposure/weights/{number}/adopt", scope=WRITE, roles=ADOPTERS)
def adopt_exposure_weights(request: ApiRequest, number: int) -> None:
    """Put proposed weights into force, as the second person."""
    caller = request.auth
    services.adopt_weights(number=number, by=caller.actor, at=caller.at)


@does(router, "/exposure/weights/{number}/withdraw", scope=WRITE, roles=PROPOSERS)
def withdraw_exposure_weights(request: ApiRequest, number: int) -> None:
    """Take a proposal back."""
    caller = request.auth
    services.withdraw_weights(number=number, by=caller.actor, at=caller.at)
