"""Gathering what past departures taught: signs of the day of notice, and what became of it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from muniment.core.actor import Actor
from muniment.exposure.domain.learning import evidence_of
from muniment.exposure.domain.survey import bonds
from muniment.exposure.gathering import customers_before, day_begins, staff_at
from muniment.exposure.models import Lesson
from muniment.ledger.services import append_entry
from muniment.warning.lessons import LessonRow, departure_lessons

GATHERED = "exposure.lessons.gathered"
_BATCH = 2_000


def gather_lessons(*, by: Actor, at: datetime) -> int:
    """Look at all departures again, and keep what each customer of a leaver teaches.

    Signs are those of the day before the notice, from facts dated before it. Nothing moves by
    it: what it makes of the weights is proposed by one person and adopted by another.

    Returns:
        How many customers of how many leavers there are to learn from.
    """
    told = departure_lessons(on=timezone.localdate(at), at=at)
    found = [
        row
        for (cut, person), rows in groupby(told, key=lambda row: (row.cut_on, row.person_id))
        for row in _of_leaver(person, cut, rows, at)
    ]
    with transaction.atomic():
        Lesson.objects.all().delete()
        Lesson.objects.bulk_create(found, batch_size=_BATCH)
        facts = {"customers": len(found), "leavers": len({row.person_id for row in found})}
        append_entry(kind=GATHERED, subject=None, by=by, at=at, facts=facts)
    return len(found)


def _of_leaver(
    person: UUID, cut: date, rows: Iterable[LessonRow], at: datetime
) -> Iterator[Lesson]:
    """What her customers teach; nine queries, whatever their number."""
    of, staff = {row.dossier_id: row for row in rows}, staff_at(day_begins(cut))
    for customer in customers_before(of, staff, day=cut):
        signs = dict(bonds(customer, staff.above, cut)).get(person)
        if signs is None:
            continue
        row = of[customer.dossier_id]
        yield Lesson(
            person_id=person, dossier_id=row.dossier_id, cut_on=cut, share=signs.share,
            others=signs.others, unchecked_days=signs.unchecked_days, private=signs.private,
            years=signs.years, deputy=signs.deputy, at=at,
            evidence=evidence_of(row.chance, row.usual), answer=row.answer or "",
        )  # fmt: skip
