"""What became of the customers of people who left: what the models found, and what people say.

For rooms above, which learn from it; no door shows a row of it to anybody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from muniment.vault.queries.whole import merged_into
from muniment.warning.computing import filled
from muniment.warning.domain.book import Book, Departure
from muniment.warning.domain.departures import LATEST, WATCH, Judged, judged
from muniment.warning.domain.outcomes import Outcome, Reason
from muniment.warning.housebook import HouseBook, house_book
from muniment.warning.models import CustomerWarning

_FEWEST_ORDERS, _MOST_GAPS = 3, 3
_TELLING = (Outcome.TAKEN, Outcome.STILL, Outcome.FALSE)


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One customer that somebody kept when she gave notice, and that still bought then.

    Attributes:
        cut_on: the day of notice, or the last day where none is known.
        chance: that it went along, by the models; `usual` for her customers.
        answer: what a person found out: taken, still a customer, false alarm; None without.
    """

    person_id: UUID
    dossier_id: UUID
    cut_on: date
    chance: float
    usual: float
    answer: Outcome | None


def departure_lessons(*, on: date, at: datetime) -> tuple[LessonRow, ...]:
    """Judge the customers of everybody who left long enough ago, as known at `at`.

    A departure counts from 16 weeks after the last day on, when all that was taken has shown: to
    count it earlier would call customers loyal that nobody had asked yet. Each departure is
    judged a year after it, or on `on`.

    Eight SQL queries, and up to a second a departure in a book of 20,000 customers.
    """
    house = house_book(on=on, known_at=at)
    book, answers = filled(house.book), _answers()
    rows = (
        LessonRow(
            person_id=(who := UUID(it.employee)), dossier_id=house.dossiers[row.customer],
            cut_on=(cut := date.fromordinal(_cut(it))), chance=row.score, usual=found.share,
            answer=_answer(answers.get(house.dossiers[row.customer], ()), who, cut, it.day),
        )
        for it, found in _judged(house, book)
        for keepers in [book.keeper_on(_cut(it) - 1)]
        for row in found.rows
        if keepers.get(row.customer) == it.employee and _buys(book, row.customer, _cut(it))
    )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.cut_on, row.person_id, row.dossier_id)))


def _judged(house: HouseBook, book: Book) -> Iterator[tuple[Departure, Judged]]:
    """Each departure that is old enough, with what is thought of it; one judging a day."""
    days, today = dict[int, list[Departure]](), house.on.toordinal()
    for it in book.departures:
        if it.day + LATEST <= today:
            days.setdefault(min(today, it.day + WATCH), []).append(it)
    for day, some in sorted(days.items()):
        told = judged(book, on=day, suspensions=house.pauses)
        found = {(one.employee, one.day): one for one in told}
        for it in some:
            if (one := found.get((it.employee, it.day))) is not None:
                yield it, one


def _cut(departure: Departure) -> int:
    return departure.day if departure.noticed is None else departure.noticed


def _buys(book: Book, customer: int, cut: int) -> bool:
    """Whether the customer was there to be lost: nobody takes whom the company had lost before."""
    days = book.days_of(customer)
    days = days[days < cut]
    if len(days) < _FEWEST_ORDERS:
        return False
    gap = float(days[-1] - days[0]) / (len(days) - 1)
    return float(cut - days[-1]) <= _MOST_GAPS * gap


@dataclass(frozen=True, slots=True)
class _Answer:
    outcome: Outcome
    employee_id: UUID | None
    on: date


def _answers() -> Mapping[UUID, list[_Answer]]:
    """What people answered to warnings of any reason, by customer, the oldest first."""
    into, found = merged_into(), dict[UUID, list[_Answer]]()
    rows = CustomerWarning.objects.filter(outcome__in=_TELLING, outcome_at__isnull=False)
    told = rows.order_by("outcome_at", "id").values_list(
        "dossier_id", "outcome", "employee_id", "reason", "on"
    )
    for dossier, outcome, employee, reason, on in told:
        who = employee if reason == Reason.TAKEN else None
        answer = _Answer(Outcome(outcome), who, on)
        found.setdefault(into.get(dossier, dossier), []).append(answer)
    return found


def _answer(told: list[_Answer] | tuple[()], who: UUID, cut: date, left: int) -> Outcome | None:
    """The newest answer about her, or about nobody while her departure was watched."""
    until = date.fromordinal(left) + timedelta(days=WATCH)
    fits = [
        it.outcome
        for it in told
        if it.employee_id == who or (it.employee_id is None and cut <= it.on <= until)
    ]
    return fits[-1] if fits else None
