"""Setting the rule by which the house opens cases by itself."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.investigations.domain import duties
from muniment.investigations.domain.schedule import Rule
from muniment.investigations.errors import CaseNotYours
from muniment.investigations.models import Schedule
from muniment.ledger.services import append_entry
from muniment.vault.gate.standing import reader_of

SET: Final = "investigations.schedule.set"


class ScheduleUnfit(MunimentError):
    """A number lies outside its bounds; nothing was written."""

    code = "investigations.schedule.unfit"
    kind = ErrorKind.INVALID
    title = gettext_noop("The house cannot open cases by this rule.")
    next_step = gettext_noop("Give 1 to 60 months, and 1 to 50 cases a week.")


def set_schedule(*, rule: Rule, by: Actor, at: datetime) -> int:
    """Put another rule into force; the ones before stay. Returns its number.

    Raises:
        ScheduleUnfit: nothing was written. CaseNotYours: neither owner nor compliance.
    """
    who = reader_of(by)
    if not duties.may_schedule(who.role):
        raise CaseNotYours
    if not rule.is_sound:
        raise ScheduleUnfit
    told = {
        "is_on": rule.is_on, "months": rule.months, "a_week": rule.a_week,
        "first": rule.first.value, "lead": rule.lead.value,
    }  # fmt: skip
    with transaction.atomic():
        number = (Schedule.objects.aggregate(newest=Max("number"))["newest"] or 0) + 1
        Schedule.objects.create(number=number, **told, set_by_id=who.id, set_at=at)
        append_entry(kind=SET, subject=None, by=by, at=at, facts={"number": number, **told})
    return number
