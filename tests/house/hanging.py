"""What hangs on whom is worked out: amounts that go with the order register, on every page."""

from typing import Any

from muniment.core.actor import HOUSE
from muniment.exposure.domain.reach import ORDERS
from muniment.exposure.models import Survey, Surveyed
from muniment.exposure.services import work_out
from muniment.web.exposure.words import usd
from tests.house.marks import Mark
from tests.world import NOON

HANGS = "money that hangs"
_STEP = 7_000_000
"""Amounts lie so far apart that each customer's is written differently in three digits, too."""


def survey(house: Any) -> None:
    """Work it out, and give each customer an amount that is known by its digits and shortly."""
    work_out(by=HOUSE, at=NOON)
    newest = Survey.objects.latest("done_at")
    for place, (name, dossier) in enumerate(house.dossiers.items(), start=1):
        mark = Mark(ORDERS, name, HANGS)
        amount = int(house.marks.digits(mark)) / 100 + _STEP * place
        house.marks.words(mark, f"{amount:.2f}", str(amount), usd(amount))
        Surveyed.objects.filter(survey=newest.id, dossier=dossier).update(
            usd=amount, usd_low=amount, usd_high=amount, turnover=amount
        )


def may_see_hanging(who: Any, mark: Mark, since: int) -> bool:
    """Amounts of exposure: where the register of orders is open, and on record before."""
    kinds = ("map", "person", "customer", "pair")
    read = any(who.recorded(f"exposure.{kind}.read", since) for kind in kinds)
    return read and who.lists(mark.where, mark.what)
