"""Payment advice for a case: the firm's table in force, fitted to the deal."""

from dataclasses import dataclass, replace

from muniment.core.money import Money
from muniment.investigations.casefile import Assessment
from muniment.investigations.domain.advice import (
    Advice,
    Order,
    Table,
    advise,
    default_table,
    table_of,
)
from muniment.investigations.domain.deposit import Costs, deposit
from muniment.investigations.models import AdviceTable


@dataclass(frozen=True, slots=True)
class Deal:
    """What the advice is fitted to; see `domain.advice.advise`."""

    order: Order = Order.FIRST
    insured_limit: Money | None = None
    costs: Costs | None = None


ANY_DEAL = Deal()


def table_in_force() -> Table:
    """Give the newest table that two people put into force; one query."""
    rows = AdviceTable.objects.filter(adopted_at__isnull=False).order_by("-number")
    sheet = rows.values_list("sheet", flat=True).first()
    return table_of(sheet) if sheet else default_table()


def advice_for(found: Assessment, *, at_risk: Money | None, deal: Deal = ANY_DEAL) -> Advice:
    """Say on what terms this deal is safe; one query.

    While a finding that could end the rating waits for judgement, two people decide.

    Raises:
        CostsDiffer: the costs of the deal cannot be added up.
    """
    advice = advise(
        table_in_force(), found.reading, coverage=found.coverage.percent, order=deal.order,
        amount=at_risk, insured_limit=deal.insured_limit,
        deposit=deposit(deal.costs) if deal.costs else None,
    )  # fmt: skip
    return replace(advice, needs_second=advice.needs_second or bool(found.rating.open_stops))
