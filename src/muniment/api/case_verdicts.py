"""The verdict: payment advice, what a refused consignment costs, terms, the second person."""

from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext
from ninja import Router
from pydantic import AwareDatetime, Field

from muniment.api.bearer import ApiRequest
from muniment.api.case_facts import CASE
from muniment.api.case_findings import Judgement
from muniment.api.case_shapes import TermsTold
from muniment.api.cases import READ, WITH_CASES, WRITE
from muniment.api.operations import does, reads
from muniment.api.people import Made
from muniment.api.shapes import (
    Amount,
    AmountAsked,
    Asked,
    Number,
    Sentence,
    Shape,
    listed,
    money_of,
)
from muniment.core.errors import fill
from muniment.investigations import gate, queries, services
from muniment.investigations.advising import advice_for, table_in_force
from muniment.investigations.domain.advice import CONDITIONS, Advice, Order, Terms, Way
from muniment.investigations.domain.coverage import Reading
from muniment.investigations.domain.deposit import DEMURRAGE_DAYS, Basis, Costs, Deposit, deposit
from muniment.investigations.services import Deal

router = Router(tags=["Verdicts"])
DECISION = f"{CASE}/decisions/{{decision_id}}"
OrderKind = Annotated[Order, listed(Order)]
LineBasis = Annotated[Basis, listed(Basis)]
Percent = Annotated[int, Field(ge=0, le=100)]
Days = Annotated[int, Field(ge=0, le=1_000)]


class CostsAsked(Asked):
    """What a refused consignment would cost, as far as it is known; one currency throughout.

    `resale_loss_percent` is of the order; 100 for goods made for this buyer alone.
    """

    order: AmountAsked
    freight_out: AmountAsked | None = None
    freight_back: AmountAsked | None = None
    demurrage_a_day: AmountAsked | None = None
    resale_loss_percent: Percent | None = None
    free_days: Days = 0
    days: Days = DEMURRAGE_DAYS

    def costs(self) -> Costs:
        """Give them as the room wants them."""
        return Costs(
            order=self.order.money(), freight_out=money_of(self.freight_out),
            freight_back=money_of(self.freight_back),
            demurrage_a_day=money_of(self.demurrage_a_day),
            resale_loss_percent=self.resale_loss_percent, free_days=self.free_days,
            days=self.days,
        )  # fmt: skip


class DealAsked(Asked):
    """What the advice is fitted to; all of it may be left out."""

    order: OrderKind = Order.FIRST
    insured_limit: AmountAsked | None = None
    costs: CostsAsked | None = None

    def deal(self) -> Deal:
        """Give it as the room wants it."""
        costs = self.costs.costs() if self.costs else None
        return Deal(self.order, money_of(self.insured_limit), costs)


class LineTold(Shape):
    """One line of the working; an amount that is asked for is null and adds nothing."""

    what: str
    basis: LineBasis
    sentence: str
    amount: Amount | None


class DepositTold(Shape):
    """The deposit that covers the loss; a lower limit while a cost is still asked for."""

    lines: list[LineTold]
    total: Amount
    percent: int
    is_lower_limit: bool
    rests_on_assumptions: bool


class TermsAdvised(TermsTold):
    """One way of paying that is safe, and the sentence that says it."""

    sentence: str


class ConditionTold(Shape):
    """One condition for the contract."""

    code: str
    sentence: str


class DroppedTold(Shape):
    """A way of the table that this deal rules out, and why."""

    way: Way
    why: str


class AdviceTold(Shape):
    """On what terms a deal is safe by the table in force; `row` is the reading it went by."""

    row: Reading
    terms: list[TermsAdvised]
    conditions: list[ConditionTold]
    dropped: list[DroppedTold]
    needs_second: bool
    recheck_days: int
    deposit: DepositTold | None


class TermsAsked(Asked):
    """The chosen way of paying; `deposit` is the lowest and the highest percentage."""

    way: Way
    deposit: tuple[Percent, Percent] = (0, 0)
    days: Days = 0
    insured: bool = False

    def terms(self) -> Terms:
        """Give them as the room wants them."""
        return Terms(self.way, self.deposit, self.days, self.insured)


class DecisionAsked(Asked):
    """The verdict: terms, or the way `decline`, and why."""

    terms: TermsAsked
    reason: Sentence
    deal: DealAsked = DealAsked()


class AdviceTable(Shape):
    """One version of the firm's table of payment advice, as a sheet of one row a reading."""

    number: int
    sheet: dict[str, Any]
    proposed_by: UUID
    proposed_at: AwareDatetime
    adopted_by: UUID | None
    adopted_at: AwareDatetime | None
    closed_at: AwareDatetime | None


class AdviceTables(Shape):
    """The sheet in force, and the versions of the firm, newest first; none: the shipped one."""

    in_force: dict[str, Any]
    rows: list[AdviceTable]


class SheetAsked(Asked):
    """The whole table: a row each for A to E and `insufficient`, as the one in force has them."""

    sheet: dict[str, Any]


class AdviceProposed(Shape):
    """The number of the proposed table."""

    number: int


@reads(router, f"{CASE}/advice", scope=READ, answer=AdviceTold, asks=True)
def advice(request: ApiRequest, case_id: UUID, told: DealAsked) -> object:
    """Say on what terms this deal is safe for this case; counts as a look."""
    caller, deal = request.auth, told.deal()
    found = gate.read_case(reader=caller.actor, case_id=case_id, at=caller.at)
    given = advice_for(found.assessment, at_risk=found.at_risk, deal=deal)
    return _advice(given, deposit(deal.costs) if deal.costs else None)


@reads(router, "/deposits", scope=READ, answer=DepositTold, roles=WITH_CASES, asks=True)
def compute_deposit(request: ApiRequest, told: CostsAsked) -> object:  # noqa: ARG001 - its form
    """Work out the deposit that covers a refused consignment, line by line; keeps nothing."""
    return _deposit(deposit(told.costs()))


@does(router, f"{CASE}/decisions", scope=WRITE, answer=Made, status=201, roles=WITH_CASES)
def decide(request: ApiRequest, case_id: UUID, told: DecisionAsked) -> object:
    """Give the verdict; what it rests on is frozen with it.

    Terms milder than the advice are an override: those, and what the table gives to two people,
    wait until somebody else approves.
    """
    caller = request.auth
    made = services.decide(
        case_id=case_id, terms=told.terms.terms(), reason=told.reason, deal=told.deal.deal(),
        by=caller.actor, at=caller.at,
    )  # fmt: skip
    return {"id": made}


@does(router, f"{DECISION}/approve", scope=WRITE, roles=WITH_CASES)
def approve_override(
    request: ApiRequest, case_id: UUID, decision_id: UUID, told: Judgement
) -> None:
    """Put a waiting verdict into force, as the second person."""
    caller = request.auth
    services.approve_override(
        case_id=case_id, decision_id=decision_id, reason=told.reason, by=caller.actor,
        at=caller.at,
    )  # fmt: skip


@does(router, f"{DECISION}/refuse", scope=WRITE, roles=WITH_CASES)
def refuse_override(request: ApiRequest, case_id: UUID, decision_id: UUID, told: Judgement) -> None:
    """Turn a waiting verdict down, or take one's own back."""
    caller = request.auth
    services.refuse_override(
        case_id=case_id, decision_id=decision_id, reason=told.reason, by=caller.actor,
        at=caller.at,
    )  # fmt: skip


@reads(router, "/advice-tables", scope=READ, answer=AdviceTables, roles=WITH_CASES)
def advice_tables(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """Show the table of payment advice in force and its versions."""
    rows = [{**_plain(row), "sheet": dict(row.sheet)} for row in queries.advice_tables()]
    return {"in_force": table_in_force().sheet(), "rows": rows}


@does(router, "/advice-tables", scope=WRITE, answer=AdviceProposed, status=201, roles=WITH_CASES)
def propose_advice(request: ApiRequest, told: SheetAsked) -> object:
    """Propose another table; somebody else puts it into force."""
    caller = request.auth
    number = services.propose_advice(sheet=told.sheet, by=caller.actor, at=caller.at)
    return {"number": number}


@does(router, "/advice-tables/{number}/adopt", scope=WRITE, roles=WITH_CASES)
def adopt_advice(request: ApiRequest, number: Number) -> None:
    """Put a proposed table into force, as the second person; verdicts from now on follow it."""
    caller = request.auth
    services.adopt_advice(number=number, by=caller.actor, at=caller.at)


def _plain(row: queries.AdviceTableRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in AdviceTable.model_fields if name != "sheet"}


def _advice(given: Advice, cover: Deposit | None) -> AdviceTold:
    return AdviceTold(
        row=given.row,
        terms=[_terms(one) for one in given.terms],
        conditions=[
            ConditionTold(code=code, sentence=gettext(CONDITIONS[code]))
            for code in given.conditions
        ],
        dropped=[DroppedTold(way=way, why=why) for way, why in given.dropped],
        needs_second=given.needs_second,
        recheck_days=given.recheck_days,
        deposit=_deposit(cover) if cover else None,
    )


def _terms(one: Terms) -> TermsAdvised:
    return TermsAdvised(
        way=one.way, deposit=one.deposit, days=one.days, insured=one.insured,
        sentence=fill(gettext(one.sentence), one.facts),
    )  # fmt: skip


def _deposit(cover: Deposit) -> DepositTold:
    lines = [
        LineTold(
            what=one.what, basis=one.basis, amount=Amount.of(one.amount),
            sentence=fill(gettext(one.sentence), one.facts),
        )
        for one in cover.lines
    ]  # fmt: skip
    return DepositTold(
        lines=lines,
        total=Amount(minor=cover.total.minor, currency=cover.total.currency),
        percent=cover.percent,
        is_lower_limit=cover.is_lower_limit,
        rests_on_assumptions=cover.rests_on_assumptions,
    )
