"""What the house works out at night: who orders late, what hangs on whom, who shares less."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from muniment.core.actor import HOUSE
from muniment.demo.founding import Stage
from muniment.demo.leaving import gone_at
from muniment.demo.script import Act
from muniment.exposure import services as exposure
from muniment.sales.rates import set_rates
from muniment.warning import services as warning

WEEKS = 5
"""So many weeks back the first night of scores lies."""
USD = {"GBP": "1.27", "EUR": "1.10", "CNY": "0.14"}


def acts(stage: Stage) -> Iterator[Act]:
    """Write the rates, some nights of scores, the survey of last night, and its questions."""
    set_on = stage.calendar.moment(stage.calendar.workday(122), 10, 5)
    yield Act(set_on, lambda: set_rates(usd=USD, by=stage.actor("gao.li", set_on), at=set_on))
    last = _last_night(stage)
    for weeks_ago in range(WEEKS, -1, -1):
        yield _scores(last - timedelta(weeks=weeks_ago))
    before_notice = stage.calendar.moment(
        gone_at(stage).astimezone(stage.calendar.zone).date(), 2, 10
    )
    for surveyed in (before_notice, last + timedelta(minutes=2)):
        yield _survey(surveyed)
    asked = last + timedelta(minutes=4)
    yield Act(asked, lambda: warning.ask_managers(by=HOUSE, at=asked))


def _scores(at: datetime) -> Act:
    return Act(at, lambda: warning.score_house(by=HOUSE, at=at))


def _survey(at: datetime) -> Act:
    return Act(at, lambda: exposure.work_out(by=HOUSE, at=at))


def _last_night(stage: Stage) -> datetime:
    tonight = stage.calendar.moment(stage.calendar.today, 1, 20)
    return min(tonight, stage.now - timedelta(minutes=10))
