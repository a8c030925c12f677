"""Asking a line manager whether all is well, and writing down what she knows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from muniment.core.actor import Actor
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.queries import PeopleFilter
from muniment.warning.activity import Weeks, shared_by_week
from muniment.warning.domain.dark import BEFORE, LATELY, Answer, Drop, Kind, asks, drops, monday_of
from muniment.warning.errors import DaysInvalid, QuestionNotFound
from muniment.warning.models import DarkQuestion
from muniment.warning.sealing import WARNING, seal
from muniment.warning.services.common import words_given
from muniment.warning.standing import Standing, standing

ASKED, ANSWERED = "warning.question.asked", "warning.question.answered"
_WATCHED = (Role.SALESPERSON, Role.SALES_MANAGER)
_MOST = 5_000
_QUIET = {
    Answer.HOLIDAY: timedelta(weeks=6),
    Answer.ASKED: timedelta(weeks=8),
    Answer.BUSY: timedelta(weeks=12),
    Answer.WATCH: timedelta(weeks=4),
    Answer.NOTICE: timedelta(weeks=52),
}
"""For how long nothing more is asked after an answer, unless it says until when."""


def ask_managers(*, by: Actor, at: datetime) -> int:
    """Look at the weeks before this one and ask where somebody shares much less; count questions.

    A person is asked about at most once a week, and not while an answer still holds or a question
    is open. One ledger entry for each question.
    """
    week = monday_of(timezone.localdate(at))
    since = week - timedelta(weeks=LATELY + BEFORE)
    asked = 0
    for group in _groups():
        shared = shared_by_week(group, since=since, until=week)
        resting = _resting(group, week)
        for person in group:
            found = drops(shared[person], _peers(person, shared), week=week)
            if person not in resting and asks(found):
                _ask(person, week, found, by=by, at=at)
                asked += 1
    return asked


def answer_question(
    *, question_id: UUID, answer: Answer, words: str, quiet_until: date | None = None,
    by: Actor, at: datetime,
) -> None:  # fmt: skip
    """Say what is the case; nothing more is asked for a while.

    Args:
        quiet_until: by default a time that fits the answer.

    Raises:
        QuestionNotFound: missing, answered, or about somebody who is not below her.
        ReasonMissing, DaysInvalid: nothing was written.
    """
    told, today = words_given(words), timezone.localdate(at)
    until = quiet_until or today + _QUIET[answer]
    if not today < until <= today + timedelta(days=400):
        raise DaysInvalid
    with transaction.atomic():
        rows = DarkQuestion.objects.select_for_update()
        row = rows.filter(pk=question_id, answered_at=None).first()
        stands = standing(by, at)
        if row is None or not may_answer(stands, row.person_id):
            raise QuestionNotFound
        row.answer, row.quiet_until = answer, until
        row.answered_by_id, row.answered_at = stands.reader.id, at
        row.sealed = seal(row.person_id, "question", row.id, {"words": told})
        row.save(update_fields=["answer", "quiet_until", "answered_by", "answered_at", "sealed"])
        append_entry(
            kind=ANSWERED, subject=row.id, by=by, at=at,
            facts={"question": str(row.id), "answer": answer.value, "until": until.isoformat()},
            sealed={"words": told}, seal_under=(row.person_id, WARNING),
        )  # fmt: skip


def may_answer(stands: Standing, person_id: UUID) -> bool:
    """Say whether a question about somebody is hers: she stands above, and is another person."""
    above = person_id in stands.reports or stands.sees_all
    return above and person_id != stands.reader.id


def _groups() -> list[list[UUID]]:
    """People of the same work, who are each other's peers."""
    found = []
    for role in _WATCHED:
        narrowed = PeopleFilter(role=role, state=State.ACTIVE)
        found.append([row.id for row in people.people(narrowed, limit=_MOST).rows])
    return [group for group in found if group]


def _peers(
    person: UUID, shared: Mapping[UUID, Mapping[Kind, Weeks]]
) -> dict[Kind, Sequence[Weeks]]:
    others = [weeks for one, weeks in shared.items() if one != person]
    return {kind: [weeks[kind] for weeks in others if kind in weeks] for kind in Kind}


def _resting(group: Sequence[UUID], week: date) -> frozenset[UUID]:
    rows = DarkQuestion.objects.filter(person__in=group)
    told = rows.values_list("person_id", "week", "answered_at", "quiet_until")
    return frozenset(
        person
        for person, asked, answered, until in told
        if answered is None or asked == week or (until is not None and until > week)
    )


def _ask(person: UUID, week: date, found: Sequence[Drop], *, by: Actor, at: datetime) -> None:
    told = {
        one.kind.value: {
            "lately": one.lately, "expected": one.expected, "sharp": one.is_sharp,
            "chance": round(one.chance, 5),
        }
        for one in found
    }  # fmt: skip
    with transaction.atomic():
        row = DarkQuestion.objects.create(person_id=person, week=week, numbers=told)
        facts = {
            "question": str(row.id), "week": week.isoformat(),
            "kinds": sorted(one.kind.value for one in found if one.is_sharp),
        }  # fmt: skip
        append_entry(kind=ASKED, subject=row.id, by=by, at=at, facts=facts)
