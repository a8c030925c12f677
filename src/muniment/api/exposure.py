"""Exposure: what people could carry away, and what hangs on whom."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from ninja import Router

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.shapes import Shape
from muniment.exposure import gate, queries, services
from muniment.exposure.domain import duties
from muniment.exposure.views import PersonView

router = Router(tags=["Exposure"])
READ, WRITE = "exposure.read", "exposure.write"


class FiguresTold(Shape):
    """What is in reach within the next hour."""

    customers: int
    contacts: int
    secrets: int


class BandTold(Shape):
    """US dollars over the next 12 months."""

    low: float
    middle: float
    high: float


class SurveyTold(Shape):
    """When what hangs on whom was worked out."""

    id: UUID
    day: date
    at: datetime
    customers: int
    bonds: int


class ExposureLineTold(Shape):
    """One person of the list; amounts are of customers whose orders are open to the caller.

    `untold` counts the other customers that hang on her; `turnover` is the orders of 12 months
    in her reach. Both amounts are null where none is open.
    """

    id: UUID
    name: str
    role: str
    state: str
    customers: int
    band: BandTold | None
    untold: int
    reach: FiguresTold
    turnover: float | None


class TileTold(Shape):
    """One customer of the map; `known` counts our people whom it knows.

    `usd` is null where the access table keeps the orders from the caller.
    """

    dossier_id: UUID
    codename: str
    usd: float | None
    known: int
    follow: float


class GroupTold(Shape):
    """The customers of one keeper; `rest` are those without a tile."""

    keeper_id: UUID | None
    name: str
    usd: float | None
    tiles: list[TileTold]
    rest: int


class TodoTold(Shape):
    """A customer where a deputy takes most off: the likelihood falls by `fall`, money by `cut`.

    It hangs most on `person_id`; after a hand-over that is often not its keeper yet.
    """

    dossier_id: UUID
    codename: str
    keeper_id: UUID
    person_id: UUID
    usd: float | None
    known: int
    fall: float
    cut: float | None


class HouseTold(Shape):
    """The map and the list, of the people below the caller."""

    survey: SurveyTold | None
    people: list[ExposureLineTold]
    groups: list[GroupTold]
    todo: list[TodoTold]
    total: BandTold | None
    untold: int
    customers: int
    alone: int


class CauseTold(Shape):
    """One rule that causes reach; `figures` fall without it."""

    kind: str
    compartment: str
    column: str
    id: UUID | None
    dossier_id: UUID | None
    figures: FiguresTold


class ReachTold(Shape):
    """What a person could read, and the three rules that cause most of it.

    `turnover`: orders of 12 months in her reach, of customers whose orders are open to the caller.
    """

    at: datetime
    table_number: int
    figures: FiguresTold
    turnover: float | None
    causes: list[CauseTold]


class SeenWeekTold(Shape):
    """One week of looks."""

    monday: date
    looks: int
    customers: int


class SeenTold(Shape):
    """What a person read in the last 90 days; `before` counts the 90 days before."""

    customers: int
    listed: int
    compartments: dict[str, int]
    looks: int
    refused: int
    before: int
    weeks: list[SeenWeekTold]


class HangTold(Shape):
    """One customer that hangs on a person; amounts are null where they are closed to the caller."""

    dossier_id: UUID
    codename: str
    usd: float | None
    follow: float
    low: float | None
    middle: float | None
    high: float | None
    share: float | None
    known: int
    fall: float
    cut: float | None
    factors: dict[str, float]


class ExposedPersonTold(Shape):
    """One person: reach, seen, hang."""

    id: UUID
    name: str
    survey: SurveyTold | None
    reach: ReachTold
    seen: SeenTold
    band: BandTold | None
    untold: int
    customers: int
    held: list[HangTold]


class BondTold(Shape):
    """One person's bond with a customer; `cut` is what a deputy takes off the middle."""

    person_id: UUID
    name: str
    follow: float
    low: float | None
    middle: float | None
    high: float | None
    fall: float
    cut: float | None
    factors: dict[str, float]


class ExposedCustomerTold(Shape):
    """On whom a customer hangs; `hidden` people do not report to the caller.

    Amounts are null where the access table keeps the orders from the caller.
    """

    dossier_id: UUID
    codename: str
    usd: float | None
    turnover: float | None
    known: int
    spread: float
    bonds: list[BondTold]
    hidden: int


class ExposurePairTold(Shape):
    """Two people alone, and together; `untold` customers have amounts closed to the caller."""

    first: BandTold | None
    second: BandTold | None
    together: BandTold | None
    untold: int
    shared: int


class JobTold(Shape):
    """The job that works it out."""

    id: UUID


@reads(router, "/exposure", scope=READ, answer=HouseTold, roles=duties.VIEWERS)
def exposure(request: ApiRequest) -> object:
    """Read the map and the list of the people below the caller; on record."""
    caller = request.auth
    return gate.read_house(reader=caller.actor, at=caller.at)


@reads(
    router,
    "/exposure/people/{person_id}",
    scope=READ,
    answer=ExposedPersonTold,
    roles=duties.VIEWERS,
)
def exposure_of_person(request: ApiRequest, person_id: UUID) -> object:
    """Read one person: what she could read, what she read, what hangs on her; on record."""
    caller = request.auth
    view = gate.read_person(reader=caller.actor, person_id=person_id, at=caller.at, rows=500)
    return _person(view)


@reads(
    router, "/exposure/customers/{dossier_id}", scope=READ, answer=ExposedCustomerTold,
    roles=duties.VIEWERS,
)  # fmt: skip
def exposure_of_customer(request: ApiRequest, dossier_id: UUID) -> object:
    """Read on whom one customer hangs; on record."""
    caller = request.auth
    view = gate.read_customer(reader=caller.actor, dossier_id=dossier_id, at=caller.at)
    bonds = [
        {
            **_money(one.money), "person_id": one.person_id, "name": one.name,
            "follow": one.follow, "fall": one.fall, "cut": one.cut,
            "factors": {factor.name: factor.times for factor in one.factors},
        }
        for one in view.bonds
    ]  # fmt: skip
    money = view.money
    return {
        "dossier_id": view.dossier_id, "codename": view.codename,
        "usd": money.usd if money else None, "turnover": money.turnover if money else None,
        "known": view.known, "spread": view.spread, "bonds": bonds, "hidden": view.hidden,
    }  # fmt: skip


@reads(
    router, "/exposure/people/{person_id}/with/{other_id}", scope=READ, answer=ExposurePairTold,
    roles=duties.VIEWERS,
)  # fmt: skip
def exposure_of_pair(request: ApiRequest, person_id: UUID, other_id: UUID) -> object:
    """Read what would go if two people left together; on record."""
    caller = request.auth
    view = gate.read_pair(
        reader=caller.actor, first_id=person_id, second_id=other_id, at=caller.at
    )  # fmt: skip
    first, second = view.apart
    return {
        "first": first, "second": second, "together": view.together, "untold": view.untold,
        "shared": view.shared,
    }  # fmt: skip


@does(
    router, "/exposure/survey", scope=WRITE, answer=JobTold, status=202, roles=duties.VIEWERS
)  # fmt: skip
def survey_exposure(request: ApiRequest) -> object:
    """Let the worker work out now what hangs on whom."""
    caller = request.auth
    return {"id": services.queue_survey(by=caller.actor, at=caller.at)}


def _person(view: PersonView) -> Mapping[str, object]:
    reach = view.reach
    causes = [
        {
            "kind": fall.rule.kind.value, "compartment": fall.rule.compartment,
            "column": fall.rule.column, "id": fall.rule.id, "dossier_id": fall.rule.dossier_id,
            "figures": fall.figures,
        }
        for fall in reach.causes
    ]  # fmt: skip
    held = [
        {
            **_money(row.money), "dossier_id": row.dossier_id, "codename": row.codename,
            "usd": row.money.usd if row.money else None, "follow": row.follow,
            "share": row.share, "known": row.known, "fall": row.fall, "cut": row.cut,
            "factors": {factor.name: factor.times for factor in row.factors},
        }
        for row in view.held
    ]  # fmt: skip
    return {
        "id": view.id, "name": view.name, "survey": view.survey, "seen": view.seen,
        "band": view.band, "untold": view.untold, "customers": view.customers, "held": held,
        "reach": {
            "at": reach.at, "table_number": reach.table_number, "figures": reach.figures,
            "turnover": view.turnover, "causes": causes,
        },
    }  # fmt: skip


def _money(row: queries.HangRow | None) -> dict[str, object]:
    told = ("low", "middle", "high")
    return {name: getattr(row, name) if row else None for name in told}
